"""What waits for those who reach companies: contacts whose day has come, and visits that lack an activity."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.models import Prospect
from skyddsnat.industry.outreach.access import approaches_for, changeable_prospects, may_change
from skyddsnat.industry.outreach.narrowing import next_q
from skyddsnat.industry.outreach.rules import MET
from skyddsnat.shared.dates import today
from skyddsnat.shared.money import format_number

ONE_BY_ONE = 5  # so many are listed, more are one line


def waiting(user: User) -> Iterator[Task]:
    """The workplaces that the user is responsible for and is to contact now, and visits without an activity."""
    if not may_change(user):
        return
    due = changeable_prospects(user).filter(next_q("due", today()), responsible=user)
    due = due.select_related("place").defer("place__geometry").order_by("next_on", "name", "pk")
    first = list(due[: ONE_BY_ONE + 1])
    yield from map(_one, first) if len(first) <= ONE_BY_ONE else [_together(first[0], due.count(), user)]
    if user.may(WRITE):
        yield from _unproven(user)


def _one(prospect: Prospect) -> Task:
    return Task(
        _why(prospect), _("Kontakta %(name)s") % {"name": prospect}, prospect.get_absolute_url(), _("Nästa kontakt"),
        due=prospect.next_on, about=str(prospect.place), hint=_("Skriv in kontakten när den är tagen."),
        key=f"prospect:{prospect.pk}:{prospect.next_on}",
    )  # fmt: skip


def _together(first: Prospect, count: int, user: User) -> Task:
    label = ngettext("Kontakta %(count)s arbetsplats", "Kontakta %(count)s arbetsplatser", count)
    where = urlencode({"responsible": user.pk, "next": "due"})
    return Task(
        _why(first), label % {"count": format_number(count)}, f"{reverse('industry:outreach')}?{where}",
        _("Nästa kontakt"), due=first.next_on, about=_("Uppsökande"),
        hint=_("Skriv in kontakterna när de är tagna, eller flytta dagen för flera samtidigt."), key="prospects",
    )  # fmt: skip


def _why(prospect: Prospect) -> Why:
    return Why.LATE if prospect.next_on is not None and prospect.next_on < today() else Why.DUE


def _unproven(user: User) -> Iterator[Task]:
    rows = approaches_for(user).filter(activity=None, taken_back_at=None, kind__in=MET)
    count = rows.count()
    if count:
        said = ngettext("%(count)d kontakt saknar insats", "%(count)d kontakter saknar insats", count)
        yield Task(
            Why.WAITING, said % {"count": count}, f"{reverse('industry:approaches')}?without=1", _("Välj insats"),
            about=_("Uppsökande"), hint=_("De blir underlag på den insats som du väljer."), key="unproven",
        )  # fmt: skip
