"""Addresses of the room: /kunskap/…, each part's own below its word."""

from django.urls import URLPattern, URLResolver, include, path

from skyddsnat.knowledge.library.views import reading

app_name = "knowledge"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", reading.start, name="start"),
    path("bibliotek/", include("skyddsnat.knowledge.library.urls")),
    path("sok/", include("skyddsnat.knowledge.search.urls")),
    path("utskick/", include("skyddsnat.knowledge.mailings.urls")),
    path("stegen/", include("skyddsnat.knowledge.ladder.urls")),
    path("skattning/", include("skyddsnat.knowledge.assessments.urls")),
    path("traffar/", include("skyddsnat.knowledge.gatherings.urls")),
    path("utbyte/", include("skyddsnat.knowledge.exchange.urls")),
    path("radgivning/", include("skyddsnat.knowledge.consultations.urls")),
]
