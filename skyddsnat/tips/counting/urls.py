"""Addresses of this part, below /tips/mottagare/."""

from django.urls import URLPattern, path

from skyddsnat.tips.counting import views

urlpatterns: list[URLPattern] = [
    path("mottagare/antal/", views.counted, name="counted"),
    path("mottagare/antal/insats/", views.activity, name="counting-activity"),
]
