"""Addresses of the self-assessments: lists and results, answering, and personal links."""

from django.urls import URLPattern, path

from skyddsnat.knowledge.assessments import answering, link_views, views

urlpatterns: list[URLPattern] = [
    path("", views.assessments, name="assessments"),
    path("metod/<slug:method>/<slug:code>/", views.result, name="assessment-result"),
    path("metod/<slug:method>/<slug:code>/borja/", views.start, name="assessment-start"),
    path("metod/<slug:method>/<slug:code>/lankar/", link_views.links, name="assessment-links"),
    path("lank/dra-in/<int:pk>/", link_views.link_revoke, name="assessment-link-revoke"),
    path("lank/<str:token>/", link_views.by_link, name="assessment-by-link"),
    path("svara/<int:pk>/tack/", answering.thanks, name="assessment-thanks"),
    path("svara/<int:pk>/granska/", answering.check, name="assessment-check"),
    path("svara/<int:pk>/<int:number>/", answering.answer, name="assessment-answer"),
    path("<int:pk>/oppna/", views.reopen, name="assessment-reopen"),
    path("<int:pk>/ta-bort/", views.remove, name="assessment-remove"),
]
