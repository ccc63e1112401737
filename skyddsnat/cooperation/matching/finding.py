"""Which of an organisation's own cases may be about one child. Never those of two organisations together."""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from skyddsnat.actors.api import organisations_of
from skyddsnat.cooperation.access import own_cases_for
from skyddsnat.cooperation.matching.records import Found, Record, Said, record_of
from skyddsnat.cooperation.models import Child, Likeness, Referral
from skyddsnat.cooperation.referrals.kinds import CloseReason
from skyddsnat.core.models import User
from skyddsnat.shared.dates import STOCKHOLM, today


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cases that are alike, the older first, and how each thing agrees: codes that `words.py` says in words."""

    older: Referral
    newer: Referral
    names: str
    birth: str
    nationality: str


@dataclass(frozen=True, slots=True)
class Possible:
    """A case that may be about the child that is being entered."""

    referral: Referral
    names: str
    birth: str
    nationality: str


def pairs_for(user: User) -> list[Pair]:
    """The pairs among each of the person's organisations that nobody has spoken of, the most alike first."""
    return [
        pair
        for owner in organisations_of(user, today())
        for pair in _pairs(own_cases_for(user).filter(owner=owner))
    ]


def judged_for(user: User) -> QuerySet[Likeness]:
    """What has been said of pairs of the person's own organisations' cases, the latest first."""
    own = own_cases_for(user)
    rows = Likeness.objects.filter(first__in=own, second__in=own)
    return rows.select_related("first__child", "second__child", "by")


def pair_for(user: User, one: Any, other: Any) -> tuple[Referral, Referral] | None:
    """Two of the person's own cases of one owner, the older first; None when they are not that."""
    found = list(
        own_cases_for(user).filter(pk__in=(one, other)).select_related("child").order_by("opened_at", "pk")
    )
    if len(found) != 2 or found[0].owner_id != found[1].owner_id:
        return None
    return found[0], found[1]


def possible_duplicates(child: Child, user: User, *, owner: int | None = None) -> list[Possible]:
    """The cases of one own organisation that may be about the child, who need not be saved; the most alike first.

    The organisation is the case's; for a child without a case `owner` says it, or the person's only one.
    """
    own_case = child.referral_id
    if owner is None and own_case is not None:
        owner = own_cases_for(user).filter(pk=own_case).values_list("owner_id", flat=True).first()
    elif owner is None:
        mine = list(organisations_of(user, today()).values_list("pk", flat=True)[:2])
        owner = mine[0] if len(mine) == 1 else None
    others = _with_child(own_cases_for(user).filter(owner_id=owner).exclude(pk=own_case)) if owner else []
    spoken = _judged_with(own_case) if own_case else set()
    by_id = {str(one.pk): one for one in others if one.pk not in spoken}
    entered = record_of(_said("new", child, today()))
    if not by_id or not _says_anything(entered):
        return []
    found = _engine().alike_to(entered, [_record(one) for one in by_id.values()])
    return [Possible(by_id[one.second], one.names, one.birth, one.nationality) for one in found]


def _pairs(cases: QuerySet[Referral]) -> list[Pair]:
    by_id = {str(one.pk): one for one in _with_child(cases)}
    records = [record for record in map(_record, by_id.values()) if _says_anything(record)]
    if len(records) < 2:
        return []
    judged = Likeness.objects.filter(first__in=cases, second__in=cases)
    spoken = {frozenset(map(str, pair)) for pair in judged.values_list("first_id", "second_id")}
    found: Iterable[Found] = _engine().alike_among(records)
    return [_pair(one, by_id) for one in found if frozenset((one.first, one.second)) not in spoken]


def _pair(found: Found, by_id: dict[str, Referral]) -> Pair:
    older, newer = sorted((by_id[found.first], by_id[found.second]), key=lambda one: (one.opened_at, one.pk))
    return Pair(older, newer, found.names, found.birth, found.nationality)


def _with_child(cases: QuerySet[Referral]) -> list[Referral]:
    """Closed ones too, since a child may come back; but not those that were closed because there was another."""
    found = cases.filter(child__isnull=False).exclude(close_reason=CloseReason.DUPLICATE)
    return list(found.select_related("child"))


def _judged_with(case: Any) -> set[Any]:
    """The cases that somebody has compared this one with already."""
    rows = Likeness.objects.filter(Q(first=case) | Q(second=case)).values_list("first_id", "second_id")
    return {pk for row in rows for pk in row}


def _record(referral: Referral) -> Record:
    day = referral.opened_at.astimezone(STOCKHOLM).date()
    return record_of(_said(str(referral.pk), referral.child, day))


def _said(case_id: str, child: Child, entered: datetime.date) -> Said:
    return Said(
        case_id, child.given_name, child.family_name, child.born_on, _ages(child), entered, tuple(child.nationalities)
    )  # fmt: skip


def _ages(child: Child) -> tuple[int, int] | None:
    """The youngest and the oldest that the child may be, by what was assessed and by what was claimed."""
    known = [age for age in (child.age_claimed, child.age_from, child.age_to) if age is not None]
    return (min(known), max(known)) if known else None


def _says_anything(record: Record) -> bool:
    """Whether there is a name or a date: two children of whom nothing is known are not alike."""
    return bool(record.parts or record.born)


def _engine() -> Any:
    """Read when it is first asked: it takes a second and 60 MB, which the rest of the program need not pay."""
    return importlib.import_module("skyddsnat.cooperation.matching.engine")
