"""Addresses of the room: /samverkan/…"""

from django.urls import URLPattern, URLResolver, include, path

app_name = "cooperation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("skyddsnat.cooperation.directory.urls")),
    path("fragor/", include("skyddsnat.cooperation.questions.urls")),
    path("", include("skyddsnat.cooperation.referrals.urls")),
    path("", include("skyddsnat.cooperation.exchange.urls")),
]
