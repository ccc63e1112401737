"""Addresses of the room: /samverkan/…"""

from django.urls import URLPattern, URLResolver, include, path

app_name = "cooperation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("skyddsnat.cooperation.directory.urls")),
    path("fragor/", include("skyddsnat.cooperation.questions.urls")),
    path("", include("skyddsnat.cooperation.referrals.urls")),
    path("", include("skyddsnat.cooperation.exchange.urls")),
    path("", include("skyddsnat.cooperation.matching.urls")),
    path("", include("skyddsnat.cooperation.papers.urls")),
    path("", include("skyddsnat.cooperation.keeping.urls")),
    path("", include("skyddsnat.cooperation.successors.urls")),
    path("", include("skyddsnat.cooperation.counting.urls")),
]
