"""Addresses of this part, below /samverkan/."""

from django.urls import URLPattern, path

from skyddsnat.cooperation.matching import views

urlpatterns: list[URLPattern] = [
    path("arenden/lika/", views.alike, name="alike"),
    path("arenden/lika/<uuid:one>/<uuid:other>/samma/", views.same, name="alike-same"),
    path("arenden/lika/<uuid:one>/<uuid:other>/olika/", views.different, name="alike-different"),
    path("arenden/lika/<int:pk>/ta-tillbaka/", views.take_back, name="alike-take-back"),
]
