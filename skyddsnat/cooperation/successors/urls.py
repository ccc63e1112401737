"""Addresses of this part, below /samverkan/, within the exchange."""

from django.urls import URLPattern, path

from skyddsnat.cooperation.successors import views

urlpatterns: list[URLPattern] = [
    path("utbyte/efter-oss/", views.successors, name="successors"),
    path("utbyte/efter-oss/<int:pk>/", views.successor, name="successor"),
    path("utbyte/efter-oss/<int:pk>/ja/", views.successor_new, name="successor-new"),
    path("utbyte/efter-oss/<int:pk>/bekrafta/", views.successor_confirm, name="successor-confirm"),
    path("utbyte/efter-oss/<int:pk>/ta-tillbaka/", views.successor_take_back, name="successor-take-back"),
]
