"""Addresses of the public pages, each below its language: /sv/…, /en/…"""

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.utils.text import format_lazy
from wagtail import urls as wagtail_urls

from skyddsnat.guidance import offline, views
from skyddsnat.guidance.campaigns import sharing
from skyddsnat.guidance.discovery import Latest
from skyddsnat.guidance.selftest import views as selftest
from skyddsnat.guidance.survey import views as survey
from skyddsnat.guidance.where.address import WHERE, WORDS
from skyddsnat.guidance.where.views import moved, step

here = [
    path("ut/", views.leave, name="exit"),
    path("feedback/", views.give_feedback, name="feedback"),
    path("feedback/tack/", views.thanks, name="thanks"),
    path("bild/<slug:name>.png", sharing.show, name="picture"),
    path("prova/", selftest.start, name="test"),
    path("prova/<int:number>/", selftest.situation, name="test-situation"),
    path("prova/<int:number>/<slug:way>/", selftest.answer, name="test-answer"),
    path("prova/klart/", selftest.done, name="test-done"),
    path("fraga/<slug:code>/", survey.survey, name="survey"),
    path("fraga/<slug:code>/tack/", survey.thanks, name="survey-thanks"),
    path("nytt.atom", Latest(), name="feed"),
    path("sw.js", offline.worker, name="worker"),
    path(format_lazy("{}/", WHERE), step, name="where"),
    path(format_lazy("{}/<path:steps>/", WHERE), step, name="where-step"),
    *[path(f"{word}/{rest}", moved) for word in sorted(WORDS) for rest in ("", "<path:steps>/")],
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((here, "guidance"))),
    re_path(wagtail_urls.serve_pattern, views.page, name="wagtail_serve"),  # everything else: keep it last
]
