"""Addresses of this part."""

from django.urls import URLPattern, path

from skyddsnat.knowledge.search import views

urlpatterns: list[URLPattern] = [
    path("", views.start, name="search"),
    path("<str:name>/", views.found, name="search-found"),
]
