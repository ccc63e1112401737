"""Addresses of this part, below /samverkan/."""

from django.urls import URLPattern, path

from skyddsnat.cooperation.papers import views

urlpatterns: list[URLPattern] = [
    path("arenden/<uuid:pk>/handlingar/", views.papers, name="papers"),
    path("arenden/<uuid:pk>/handlingar/ny/", views.paper_new, name="paper-new"),
    path("arenden/<uuid:pk>/handlingar/registerutdrag/", views.register, name="paper-register"),
    path("arenden/<uuid:pk>/handlingar/bevara/", views.hold, name="case-hold"),
    path("arenden/<uuid:pk>/handlingar/bevara/hav/", views.hold_lift, name="case-hold-lift"),
]
