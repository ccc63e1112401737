"""Addresses of this part: the company's pages below /min/larplattform/, and the interface below /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path

from skyddsnat.industry.lms import endpoint
from skyddsnat.industry.lms.views import own

urlpatterns: list[URLPattern | URLResolver] = [
    path("min/larplattform/", own.page, name="own-lms"),
    path("min/larplattform/hamta/", own.fetch, name="own-lms-package"),
    path("min/larplattform/nyckel/", own.token, name="own-lms-token"),
    path("min/larplattform/nyckel/<int:pk>/ta-bort/", own.token_revoke, name="own-lms-token-revoke"),
    path("api/v1/", include(endpoint.urlpatterns)),
]
