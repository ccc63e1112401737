"""Addresses of the room: /tips/…"""

from django.urls import URLPattern, URLResolver

app_name = "tips"
urlpatterns: list[URLPattern | URLResolver] = []
