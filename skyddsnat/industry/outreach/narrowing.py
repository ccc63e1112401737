"""How workplaces are narrowed: the same conditions behind the list, the bulk changes and the map's numbers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value

from skyddsnat.actors.api import SwedishOrder
from skyddsnat.core.models import User
from skyddsnat.industry.companies.rules import digits_of
from skyddsnat.industry.models import Prospect, Site
from skyddsnat.industry.outreach import access
from skyddsnat.industry.outreach.rules import Reach, Status
from skyddsnat.shared.dates import today

JOINED = "joined"  # a status that is never kept
SOON = datetime.timedelta(days=7)
PROSPECT, SITE = 0, 1
AT_ONCE = 500
type Row = Prospect | Site


def reach_q(reach: str) -> Q:
    """The condition of prospects that the assignment has come so far with."""
    if reach == Reach.JOINED:
        return access.joined()
    if reach == Reach.VISITED:
        return Q(status=Status.VISITED) | Q(visited_on__isnull=False)
    if reach == Reach.REACHED:
        return ~Q(status=Status.NEW) | Q(contacted_on__isnull=False) | access.joined()
    return Q()


def counts_sites(reach: str) -> bool:
    """Whether a workplace that joined by itself is among those: reached and joined, not visited."""
    return reach != Reach.VISITED


def status_q(status: str) -> Q:
    """The condition of prospects whose status is shown so."""
    return access.joined() if status == JOINED else Q(status=status) & ~access.joined()


def next_q(wanted: str, day: datetime.date) -> Q:
    """The condition of prospects by when the next contact is; what has joined or said no is never due."""
    if wanted == "none":
        return Q(next_on=None)
    last = {"due": day, "soon": day + SOON}.get(wanted)
    waits = ~Q(status=Status.DECLINED) & ~access.joined()
    return Q(next_on__isnull=False) if last is None else Q(next_on__lte=last) & waits


@dataclass(frozen=True)
class Known:
    """Prospects and, beside them, workplaces that joined by themselves: one list, in Swedish order.

    It is cut into pages as a list is; only the rows of a page are read whole.
    """

    prospects: QuerySet[Prospect]
    sites: QuerySet[Site]

    def count(self) -> int:
        return self.prospects.order_by().count() + self.sites.order_by().count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, at: slice) -> list[Row]:
        return self._whole(list(self._keys()[at]))

    def __iter__(self) -> Iterator[Row]:
        keys = list(self._keys())
        for first in range(0, len(keys), AT_ONCE):
            yield from self._whole(keys[first : first + AT_ONCE])

    def _keys(self) -> Any:
        ours = _key(self.prospects, PROSPECT)
        return ours.union(_key(self.sites, SITE), all=True).order_by("sort", "which", "key")

    def _whole(self, keys: Sequence[tuple[str, int, int]]) -> list[Row]:
        def of(which: int) -> list[int]:
            return [pk for _sort, kind, pk in keys if kind == which]

        found: dict[tuple[int, int], Row] = {}
        if wanted := of(PROSPECT):
            rows = access.told(Prospect.objects.filter(pk__in=wanted))
            found |= {(PROSPECT, one.pk): one for one in rows}
        if wanted := of(SITE):
            found |= {(SITE, one.pk): one for one in self.sites.filter(pk__in=wanted)}
        return [found[kind, pk] for _sort, kind, pk in keys if (kind, pk) in found]


def _key(rows: QuerySet[Any], which: int) -> Any:
    marked = rows.order_by().annotate(
        sort=SwedishOrder("name", output_field=CharField()),
        which=Value(which, output_field=IntegerField()),
        key=F("pk"),
    )
    return marked.values_list("sort", "which", "key")


def known(user: User, chosen: dict[str, Any]) -> Known:
    """What the user may see of the workplaces that fit what is chosen; an empty choice narrows nothing."""
    prospects, sites = access.prospects_for(user), access.sites_for(user)
    where = _where(chosen)
    prospects, sites = prospects.filter(where), sites.filter(where)
    prospects, sites = _searched(prospects, sites, chosen.get("q") or "")
    if reach := chosen.get("reach"):
        prospects = prospects.filter(reach_q(reach))
        sites = sites if counts_sites(reach) else sites.none()
    if status := chosen.get("status"):
        prospects = prospects.filter(status_q(status))
        sites = sites if status == JOINED else sites.none()
    if responsible := chosen.get("responsible"):
        whose = Q(responsible=None) if responsible == "none" else Q(responsible=responsible)
        prospects, sites = prospects.filter(whose), sites.none()
    if due := chosen.get("next"):
        prospects, sites = prospects.filter(next_q(due, today())), sites.none()
    return Known(prospects, sites)


def _where(chosen: dict[str, Any]) -> Q:
    where = Q()
    if sector := chosen.get("sector"):
        where &= Q(sector=sector)
    if county := chosen.get("county"):
        where &= Q(place__parent__code=county)
    if place := chosen.get("place"):
        where &= Q(place__code=place)
    return where


def _searched(
    prospects: QuerySet[Prospect], sites: QuerySet[Site], words: str
) -> tuple[QuerySet[Prospect], QuerySet[Site]]:
    """Every word in the name or the address; or the beginning of the organisation number."""
    if not words.strip():
        return prospects, sites
    ours, theirs = Q(), Q()
    for word in words.split():
        ours &= Q(name__icontains=word) | Q(address__icontains=word)
        theirs &= Q(name__icontains=word) | Q(company__organisation__name__icontains=word)
    number = digits_of(words)
    if number.isdecimal():
        ours |= Q(number__startswith=number)
        theirs |= Q(company__number__startswith=number)
    return prospects.filter(ours), sites.filter(theirs)
