"""Addresses of this part, below /samverkan/."""

from django.urls import URLPattern, path

from skyddsnat.cooperation.counting import views

urlpatterns: list[URLPattern] = [
    path("antal/", views.counted, name="counted"),
    path("antal/insats/", views.activity, name="counting-activity"),
]
