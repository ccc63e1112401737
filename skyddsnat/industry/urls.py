"""Addresses of the room: /bransch/…, each part's own below its word."""

from django.urls import URLPattern, URLResolver

app_name = "industry"
urlpatterns: list[URLPattern | URLResolver] = []
