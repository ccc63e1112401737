"""Taking in what a company's learning platform hands in: each row by itself, once, and answered the same every time."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from skyddsnat.industry.jobs import JOBS_IN
from skyddsnat.industry.lms.access import attempts_by_mark, sites_by_code, versions_by_name
from skyddsnat.industry.lms.completions import Completion, Fault, Row
from skyddsnat.industry.lms.tokens import note_use
from skyddsnat.industry.models import Attempt, CompanyToken, LessonVersion, Site
from skyddsnat.industry.training.attempts import NotWholeError, take
from skyddsnat.industry.training.rules import LET_GO
from skyddsnat.shared.codes import typed
from skyddsnat.shared.dates import today


class Result(Schema):
    """What became of a row."""

    row: int = Field(description="The number of the row, from 1.")
    kept: bool = Field(description="Whether the completion is kept now, by this request or an earlier one.")
    faults: list[Fault] = Field(default_factory=list, description="What to mend, when it is not.")


class Refusal(Exception):
    """A row cannot be kept. `is_unknown` says that the reason is a workplace that the company does not have."""

    def __init__(self, field: str, message: str, *, is_unknown: bool = False) -> None:
        super().__init__(message)
        self.fault = Fault(field=field, message=message)
        self.is_unknown = is_unknown


def hand_in(*, token: CompanyToken, rows: Sequence[Row]) -> tuple[int, list[Result]]:
    """Keep the rows that can be kept; the status of the answer, and a result for each row.

    Each row is kept by itself: one that is wrong does not stop the others, and what was cut off is sent again.
    Like on a phone no line of the log tells when somebody was done.
    """
    note_use(token=token, day=today())
    said = [row.said for row in rows if row.said is not None]
    sites = sites_by_code(token.company, {typed(one.site) for one in said})
    lessons = versions_by_name({(one.job, one.language, one.version) for one in said})
    known = attempts_by_mark({one.id for one in said})
    results, unknown, refused = [], 0, 0
    for number, row in enumerate(rows, start=1):
        faults = row.faults
        if row.said is not None:
            try:
                _keep(row.said, sites, lessons, known)
            except Refusal as refusal:
                faults, unknown = [refusal.fault], unknown + refusal.is_unknown
        refused += bool(faults)
        results.append(Result(row=number, kept=not faults, faults=faults))
    return _status(refused, unknown), results


def _status(refused: int, unknown: int) -> int:
    if not refused:
        return 200
    return 404 if refused == unknown else 422


def _keep(
    said: Completion,
    sites: dict[str, Site],
    lessons: dict[tuple[str, str, int], LessonVersion],
    known: dict[uuid.UUID, Attempt],
) -> None:
    site = sites.get(typed(said.site))
    if site is None:
        raise Refusal(
            "site",
            _("Företaget har ingen arbetsplats med den koden. Se koderna på företagets sida."),
            is_unknown=True,
        )
    lesson = lessons.get((said.job, said.language, said.version))
    if said.job not in JOBS_IN[site.sector]:
        raise Refusal(
            "job", _("Det arbetet finns inte på en sådan arbetsplats. Välj ett av arbetsplatsens arbeten.")
        )
    if lesson is None:
        raise Refusal("version", _("Lektionen har ingen sådan version. Skriv den som står i paketet."))
    _check_day(said.day, lesson)
    answers = {str(moment): picked for moment, picked in said.answers.items()}
    whole = (site.pk, lesson.pk, said.day, answers)
    if said.id in known:
        _check_same(known[said.id], whole)
        return
    try:
        fresh = take(mark=said.id, site=site, lesson=lesson, answers=answers, day=said.day)
    except NotWholeError as fault:
        raise Refusal(
            "answers", _("Svaren hör inte till lektionen, eller saknas. Skicka dem som paketet sparar dem.")
        ) from fault
    if not fresh:  # twice in the request, or by another one meanwhile
        _check_same(attempts_by_mark({said.id})[said.id], whole)


def _check_day(day: datetime.date, lesson: LessonVersion) -> None:
    if day > today():
        raise Refusal("day", _("Dagen har inte varit än. Skriv dagen då lektionen gicks."))
    if day < today() - LET_GO:
        raise Refusal("day", _("Det är mer än 400 dagar sedan. Så gamla lektioner räknas inte."))
    if day < lesson.published_on:
        raise Refusal(
            "day", _("Den versionen av lektionen fanns inte den dagen. Skriv rätt dag och version.")
        )


def _check_same(kept: Attempt, said: tuple[Any, ...]) -> None:
    """Raise Refusal when the id is another completion's: nothing would be kept of this one."""
    answers: dict[str, dict[str, str]] = {}
    for one in kept.answers.all():
        answers.setdefault(one.moment, {})[one.scene] = one.choice
    if (kept.site_id, kept.lesson_id, kept.day, answers) != said:
        raise Refusal(
            "id", _("Det id:t är redan använt för ett annat genomförande. Ge varje genomförande ett eget.")
        )
