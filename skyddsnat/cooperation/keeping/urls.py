"""Addresses of this part, below /samverkan/."""

from django.urls import URLPattern, path

from skyddsnat.cooperation.keeping import views

urlpatterns: list[URLPattern] = [
    path("granskning/", views.cases, name="audit"),
    path("granskning/<uuid:pk>/", views.case, name="audit-case"),
]
