"""The register of a case: which papers came in, went out and were made, when and with whom. Nothing of the child.

Written so that it can be handed to anybody who asks for it: kinds of papers are words of a list, never what somebody
wrote. Another part of the room that sends or gets papers adds itself to SOURCES.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.models import Paper, Parcel, Proposal, Referral
from skyddsnat.shared.dates import STOCKHOLM, format_date, today
from skyddsnat.shared.typeset import render

TEMPLATE = Path(__file__).parent / "register.typ"
IN, OUT, OWN = "in", "out", "own"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the register."""

    day: datetime.date
    way: str
    what: str
    other: Organisation | None = None


type Source = Callable[[Referral], Iterable[Entry]]


def entries(referral: Referral) -> list[Entry]:
    """The lines, the oldest first, in the language that is switched on."""
    found = [entry for source in SOURCES for entry in source(referral)]
    return sorted(found, key=lambda one: one.day)


def way_said(way: str) -> str:
    return {IN: _("In"), OUT: _("Ut"), OWN: _("Upprättad")}[way]


def _frame(referral: Referral) -> Iterator[Entry]:
    yield Entry(_day(referral.opened_at), OWN, _("Ärendet öppnades"))
    if referral.closed_at is not None:
        yield Entry(_day(referral.closed_at), OWN, _("Ärendet avslutades"))


def _requests(referral: Referral) -> Iterator[Entry]:
    for one in referral.requests.filter(sent_on__isnull=False).select_related("organisation"):
        steps = (
            (one.sent_on, OUT, _("Förfrågan")),
            (one.acknowledged_on, IN, _("Bekräftelse att förfrågan har kommit fram")),
            (one.answered_on, IN, _("Svar på förfrågan")),
        )
        yield from (Entry(day, way, what, one.organisation) for day, way, what in steps if day)


def _papers(referral: Referral) -> Iterator[Entry]:
    for one in Paper.objects.filter(referral=referral).select_related("recipient"):
        what = _("Handling %(number)s: hänvisning") % {"number": one.number}
        yield Entry(_day(one.at), OUT if one.recipient else OWN, what, one.recipient)


def _parcels(referral: Referral) -> Iterator[Entry]:
    for one in Parcel.objects.filter(referral=referral).select_related("receiver"):
        yield Entry(_day(one.sent_at), OUT, _("Uppgifter, förseglade"), one.receiver)
        if one.acknowledged_at is not None:
            yield Entry(
                _day(one.acknowledged_at), IN, _("Bekräftelse att uppgifterna är mottagna"), one.receiver
            )


def _answers(referral: Referral) -> Iterator[Entry]:
    for one in Proposal.objects.filter(referral=referral).select_related("organisation"):
        yield Entry(_day(one.at), IN, _("Svar genom utbytet"), one.organisation)


SOURCES: list[Source] = [_frame, _requests, _papers, _parcels, _answers]


def _day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(STOCKHOLM).date()


def register_pdf(referral: Referral, language: str) -> bytes:
    """The register as a document. Without a registration number none is made."""
    day = today()
    with override(language):
        data: dict[str, Any] = {
            "language": language, "demo": settings.DEMO, "title": _("Registerutdrag"), "dnr": referral.dnr,
            "authority": str(referral.owner), "date": day.isoformat(),
            "facts": [
                {"label": _("Ärende"), "value": referral.number},
                {"label": _("Utdraget gjordes"), "value": format_date(day, language)},
            ],
            "columns": [_("Dag"), _("In eller ut"), _("Handling"), _("Från eller till")],
            "rows": [
                [one.day.isoformat(), way_said(one.way), one.what, str(one.other) if one.other else ""]
                for one in entries(referral)
            ],
            "note": _("Utdraget säger inget om barnet."),
        }  # fmt: skip
    at = datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)
    return render(TEMPLATE, data, created=at)
