"""What waits for a person in this room: calls whose day has come, and the year's self-assessment."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import COUNTY, TAKE_PART, WRITE
from skyddsnat.knowledge.assessments.access import own_organisations
from skyddsnat.knowledge.counties import counties_of
from skyddsnat.knowledge.ladder.access import calls_for
from skyddsnat.knowledge.ladder.parts import name_of
from skyddsnat.knowledge.models import Call, Group, Rung, SelfAssessment
from skyddsnat.shared.dates import today

ONE_BY_ONE = 5  # so many calls about a method are listed, more are one line


def calls_due(user: User) -> Iterator[Task]:
    """The organisations to call again today: those one called oneself, and those of one's county."""
    if not (user.may(WRITE) or user.may(COUNTY)):
        return
    same = Call.objects.filter(organisation=OuterRef("organisation"), method=OuterRef("method"))
    later = same.filter(Q(day__gt=OuterRef("day")) | Q(day=OuterRef("day"), pk__gt=OuterRef("pk")))
    due = calls_for(user).filter(~Exists(later), next_on__lte=today())
    if not counties_of(user):
        due = due.filter(by=user)
    by_method: dict[int, list[Call]] = {}
    for call in due.select_related("organisation", "method").order_by("next_on", "pk"):
        by_method.setdefault(call.method_id, []).append(call)
    for calls in by_method.values():
        yield from _one_by_one(calls) if len(calls) <= ONE_BY_ONE else [_together(calls)]


def _one_by_one(calls: list[Call]) -> Iterator[Task]:
    for call in calls:
        name = name_of(call.organisation)
        yield Task(
            why=_why(call),
            label=_("Ring %(organisation)s") % {"organisation": name["value"]},
            url=reverse("knowledge:ladder-organisation", args=[call.method.code, call.organisation.code]),
            status=_("Nästa kontakt"), tone="warning", due=call.next_on, about=str(call.method),
            key=f"call/{call.pk}",
        )  # fmt: skip


def _together(calls: list[Call]) -> Task:
    """More than one reads: a line that leads to the list of whom to call, where they stand first."""
    first = calls[0]
    label = ngettext("Ring %(count)s organisation", "Ring %(count)s organisationer", len(calls))
    return Task(
        why=_why(first), label=label % {"count": len(calls)},
        url=f"{reverse('knowledge:ladder-calls')}?{urlencode({'method': first.method.code})}",
        status=_("Nästa kontakt"), tone="warning", due=first.next_on, about=str(first.method),
        key=f"calls/{first.method.code}",
    )  # fmt: skip


def _why(call: Call) -> Why:
    return Why.LATE if call.next_on and call.next_on < today() else Why.DUE


def own_assessments(user: User) -> Iterator[Task]:
    """The methods that have reached the partner's organisations, which have not assessed themselves this year."""
    if not user.may(TAKE_PART):
        return
    done = SelfAssessment.objects.filter(
        organisation=OuterRef("organisation"), method=OuterRef("method"), year=today().year, group=Group.STAFF,
        submitted_on__isnull=False,
    )  # fmt: skip
    reached = Rung.objects.filter(~Exists(done), organisation__in=own_organisations(user))
    reached = reached.select_related("organisation", "method")
    for rung in reached.order_by("organisation_id", "method_id", "day").distinct(
        "organisation_id", "method_id"
    ):
        yield Task(
            why=Why.WAITING,
            label=_("Skatta hur ni arbetar: %(method)s") % {"method": rung.method},
            url=reverse("knowledge:assessment-result", args=[rung.method.code, rung.organisation.code]),
            status=_("Årets självskattning"), tone="info", about=name_of(rung.organisation)["value"],
        )  # fmt: skip
