"""Addresses of the room: /bransch/…, each part's own below its word."""

from django.urls import URLPattern, URLResolver, include, path

from skyddsnat.industry.kits import urls as kits

app_name = "industry"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("skyddsnat.industry.companies.urls")),
    path("", include("skyddsnat.industry.lms.urls")),
    path("material/", include("skyddsnat.industry.kits.urls")),
    path("uppsok/", include("skyddsnat.industry.outreach.urls")),
    path("min/material/", include(kits.own)),
    path("t/", include(kits.codes)),
    path("intyg/", include("skyddsnat.industry.badges.urls")),
    path("", include("skyddsnat.industry.training.urls")),
    path("", include("skyddsnat.industry.sectors.urls")),
]
