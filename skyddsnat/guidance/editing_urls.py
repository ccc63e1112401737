"""Addresses of Wagtail's editing rooms. Wagtail guards each of them; all get the policy that its scripts need."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtail_urls

urlpatterns: list[URLPattern | URLResolver] = [path("", include(wagtail_urls))]
