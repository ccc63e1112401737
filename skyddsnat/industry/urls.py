"""Addresses of the room: /bransch/…, each part's own below its word."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "industry"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("skyddsnat.industry.companies.urls")),
    path("", include("skyddsnat.industry.lms.urls")),
    path("material/", include("skyddsnat.industry.kits.urls")),
    path("intyg/", include("skyddsnat.industry.badges.urls")),
    path("", include("skyddsnat.industry.training.urls")),
]
