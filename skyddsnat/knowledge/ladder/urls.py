"""Addresses of the ladder: the map, one organisation, calls."""

from django.urls import URLPattern, path

from skyddsnat.knowledge.ladder import calls_views, organisation_views, views

urlpatterns: list[URLPattern] = [
    path("", views.ladder, name="ladder"),
    path("ring/", calls_views.calls, name="ladder-calls"),
    path("samtal/<int:pk>/ta-bort/", calls_views.call_remove, name="ladder-call-remove"),
    path("steg/<int:pk>/ta-tillbaka/", organisation_views.retract, name="ladder-retract"),
    path("metod/<slug:method>/<slug:code>/", organisation_views.organisation, name="ladder-organisation"),
    path("metod/<slug:method>/<slug:code>/steg/", organisation_views.step_new, name="ladder-step"),
    path("metod/<slug:method>/<slug:code>/ring/", calls_views.call_new, name="ladder-call"),
]
