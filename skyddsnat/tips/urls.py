"""Addresses of the room: /tips/…"""

from django.urls import URLPattern, URLResolver, include, path

app_name = "tips"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("skyddsnat.tips.counting.urls")),
    path("", include("skyddsnat.tips.form.urls")),
    path("", include("skyddsnat.tips.filing.urls")),
    path("mottagare/", include("skyddsnat.tips.room.urls")),
]
