"""What a phone asks for beside the pages: to send what was answered, to keep a lesson, and a date for the calendar."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from icalendar import Calendar, Event

from skyddsnat.core.api import from_elsewhere, public
from skyddsnat.industry.jobs import JOBS_IN
from skyddsnat.industry.training import access
from skyddsnat.industry.training.attempts import NotWholeError, take
from skyddsnat.industry.training.rules import RECHECK_AFTER
from skyddsnat.industry.training.sent import read_sent
from skyddsnat.industry.training.showing import calendar_host
from skyddsnat.industry.training.texts import words_in
from skyddsnat.industry.training.worker import served_worker
from skyddsnat.shared.codes import typed
from skyddsnat.shared.dates import today

FILES = (
    "website/favicon.svg",
    "website/tokens.css",
    "website/base.css",
    "industry/training.css",
    "industry/lesson.js",
    "industry/training.js",
)


@public
@csrf_exempt  # nobody is signed in here; a page of another site cannot send JSON without being asked about it
@require_POST
def answers(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what a phone sends, also long afterwards. The same answer to the second sending as to the first."""
    if from_elsewhere(request) or request.content_type != "application/json":
        return _said("refused", 403)
    site = access.known_sites().filter(code=typed(code)).first()
    sent = read_sent(request.body)
    if site is None or sent is None:
        return _said("refused", 404 if site is None else 422)
    lesson = access.versions().filter(pk=sent.lesson, job__in=JOBS_IN[site.sector]).first()
    if lesson is None:
        return _said("refused", 422)
    try:
        take(
            mark=sent.mark,
            site=site,
            lesson=lesson,
            answers=sent.answers,
            day=today(),
            is_recheck=sent.is_recheck,
        )
    except NotWholeError:
        return _said("refused", 422)
    return _said("kept", 200)


def _said(what: str, status: int) -> HttpResponse:
    response = JsonResponse({"said": what}, status=status)
    response["Cache-Control"] = "no-store"
    return response


@public
def calendar(request: HttpRequest, code: str, language: str, job: str) -> HttpResponse:
    """The day in 90 days as a file for one's own calendar. Nothing is kept of who fetched it."""
    site = access.open_site(code)
    lessons = access.lessons_at(site, language) if site else []
    if site is None or job not in {one.job for one in lessons}:
        raise Http404
    address = reverse("industry:training-recheck-lesson", args=[site.code, language, job])
    said = words_in(language)
    day = today() + RECHECK_AFTER
    event = Event()
    event.add("uid", f"training-{site.code}-{language}-{job}-{day}@{calendar_host()}")
    event.add("dtstamp", datetime.datetime.combine(today(), datetime.time(), datetime.UTC))
    event.add("dtstart", day)
    event.add("dtend", day + datetime.timedelta(days=1))
    event.add("summary", said("recheck_title"))
    event.add("url", settings.SITE_ADDRESS + address)
    event.add("description", settings.SITE_ADDRESS + address)
    event.add("transp", "TRANSPARENT")
    file = Calendar()
    file.add("prodid", "-//Skyddsnät//skyddsnat//SV")
    file.add("version", "2.0")
    file.add_component(event)
    response = HttpResponse(file.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="90.ics"'
    response["Cache-Control"] = "no-store"
    return response


@public
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: it sees the course's pages and no others, and keeps the lesson that was opened."""
    return served_worker("lesson-", FILES)
