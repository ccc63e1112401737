"""Addresses of the room: /samverkan/…"""

from django.urls import URLPattern, URLResolver, include, path

app_name = "cooperation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("skyddsnat.cooperation.matching.urls")),
]
