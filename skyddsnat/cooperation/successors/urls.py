"""Addresses of this part, below /samverkan/."""

from django.urls import URLPattern, path

from skyddsnat.cooperation.successors import views

urlpatterns: list[URLPattern] = [
    path("efter-oss/", views.successors, name="successors"),
    path("efter-oss/<int:pk>/", views.successor, name="successor"),
    path("efter-oss/<int:pk>/ja/", views.successor_new, name="successor-new"),
    path("efter-oss/<int:pk>/bekrafta/", views.successor_confirm, name="successor-confirm"),
    path("efter-oss/<int:pk>/ta-tillbaka/", views.successor_take_back, name="successor-take-back"),
]
