"""The chain from the decision to the report, as the component `chain.html` draws it.

This room knows its own links. The rooms above add theirs by `register_link`, so that nothing here imports them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import get_language

from skyddsnat.mandate.models import Activity, Assignment, Clause, Evidence, EvidenceTotal, Obligation
from skyddsnat.shared.dates import format_date
from skyddsnat.shared.money import format_number

ORDER = (
    "decision", "clause", "obligation", "condition", "activity", "budget", "voucher", "evidence", "indicator",
    "sentence", "document",
)  # fmt: skip

FEW = 3  # more than this are shown as a number

type Link = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where in the chain somebody stands: what is known at that place, the rest None."""

    kind: str
    assignment: Assignment
    clause: Clause | None = None
    obligation: Obligation | None = None
    activity: Activity | None = None
    evidence: Evidence | None = None


type LinkMaker = Callable[[Standing], Link | None]

_MAKERS: dict[str, LinkMaker] = {}


def register_link(kind: str, maker: LinkMaker) -> None:
    """Let a room add its link to every chain. `kind` is one of ORDER; called in `AppConfig.ready`.

    The maker gets a Standing and returns the link without its kind (`label` or `count` or `items` or `missing`, with
    `url`, see the component), or None where the link makes no sense. One maker a kind, else ValueError.
    """
    if kind not in ORDER:
        raise ValueError(f"The chain has no link {kind!r}.")
    if _MAKERS.setdefault(kind, maker) is not maker:
        raise ValueError(f"Somebody already makes the link {kind!r}.")


def chain_for(
    subject: Assignment | Clause | Obligation | Activity | Evidence, *, here: tuple[str, Link] | None = None
) -> list[Link]:
    """The chain as seen from `subject`, in order, with the reader's place marked.

    `here` is for pages of the rooms above: (kind, link) of the page itself, e.g. a voucher on an activity.
    """
    standing = _standing(subject)
    links = _own_links(standing)
    for kind, maker in _MAKERS.items():
        link = maker(standing)
        if link is not None:
            links[kind] = dict(link)
    current = standing.kind
    if here is not None:
        current, links[here[0]] = here[0], dict(here[1])
    links[current] = {**links[current], "current": True}
    return [{"kind": kind, **links[kind]} for kind in ORDER if kind in links]


def _standing(subject: Assignment | Clause | Obligation | Activity | Evidence) -> Standing:
    match subject:
        case Assignment():
            return Standing("decision", subject)
        case Clause():
            return Standing("clause", subject.assignment, clause=subject)
        case Obligation():
            return Standing("obligation", subject.assignment, clause=subject.clause, obligation=subject)
        case Activity():
            return Standing("activity", subject.assignment, activity=subject)
        case Evidence():
            return Standing("evidence", subject.assignment, activity=subject.activity, evidence=subject)
    raise TypeError(f"{type(subject).__name__} has no place in the chain.")


def _own_links(standing: Standing) -> dict[str, Link]:
    links = {"decision": _decision(standing.assignment), "clause": _clauses(standing)}
    if standing.activity is None:
        links["obligation"] = _obligations(standing)
    links["activity"] = _activities(standing)
    links["evidence"] = _evidence(standing)
    return {kind: link for kind, link in links.items() if link is not None}


def _decision(assignment: Assignment) -> Link:
    swedish = not assignment.dnr and not assignment.title_en
    return {
        "label": assignment.dnr or str(assignment),
        "url": assignment.get_absolute_url(),
        "swedish": swedish and _english(),
    }


def _several(standing: Standing, items: list[Link], url: str, *, missing_url: str) -> Link:
    """A few by name, many by number, none as missing. The addresses are pages that all readers may open."""
    if not items:
        return {"missing": True, "url": missing_url}
    few = (
        1 if standing.kind == "decision" else FEW
    )  # there the whole chain is drawn, and names would crowd it
    return {"items": items, "url": url} if len(items) <= few else {"count": len(items), "url": url}


def _clauses(standing: Standing) -> Link | None:
    if standing.clause is not None:
        clause = standing.clause
        return {"label": clause.number, "note": clause.title, "url": _clause_url(standing.assignment, clause)}
    if standing.obligation is not None:
        return None  # an obligation on the whole assignment
    home = standing.assignment.get_absolute_url()
    if standing.activity is not None:
        clauses = standing.assignment.clauses.filter(activities=standing.activity)
        home_missing = _activity_url(standing.assignment, standing.activity)
    else:
        clauses, home_missing = standing.assignment.clauses.all(), home
    items = [
        {"label": f"{row.number} {row.title}", "url": _clause_url(standing.assignment, row)}
        for row in clauses.order_by("number")
    ]
    return _several(standing, items, f"{home}#meningar", missing_url=home_missing)


def _obligations(standing: Standing) -> Link | None:
    home = standing.assignment.get_absolute_url()
    if standing.obligation is not None:
        owed = standing.obligation
        note = format_date(owed.due, "en" if _english() else "sv") if owed.due else ""
        return {"label": str(owed), "note": note, "url": obligation_url(standing.assignment, owed)}
    owed_here = standing.assignment.obligations.order_by("due", "pk")
    if standing.clause is not None:
        owed_here = owed_here.filter(clause=standing.clause)
    items = [{"label": str(row), "url": obligation_url(standing.assignment, row)} for row in owed_here]
    if not items and standing.clause is not None:
        return None
    return _several(standing, items, f"{home}#skyldigheter", missing_url=home)


def _activities(standing: Standing) -> Link | None:
    assignment = standing.assignment
    if standing.activity is not None:
        return _activity_link(assignment, standing.activity)
    if standing.obligation is not None and standing.clause is None:
        return None
    found, every = (
        assignment.activities.order_by("number"),
        reverse("mandate:activities", args=[assignment.slug]),
    )
    if standing.clause is not None:
        found, every = found.filter(clauses=standing.clause), f"{every}?clause={standing.clause.number}"
    items = [_activity_link(assignment, row) for row in found.only("number", "title", "title_en")]
    return _several(standing, items, every, missing_url=every)


def _activity_link(assignment: Assignment, activity: Activity) -> Link:
    title = (_english() and activity.title_en) or activity.title
    return {
        "label": f"{activity.number} {title}",
        "url": _activity_url(assignment, activity),
        "swedish": _english() and not activity.title_en,
    }


def _english() -> bool:
    return (get_language() or "sv").startswith("en")


def _evidence(standing: Standing) -> Link | None:
    slug = standing.assignment.slug
    if standing.evidence is not None:
        row = standing.evidence
        return {
            "label": f"{row.kind}, {format_number(row.seq)}", "url": reverse("mandate:evidence", args=[slug, row.seq])
        }  # fmt: skip
    if standing.obligation is not None and standing.clause is None:
        return None
    counts = EvidenceTotal.objects.filter(assignment=standing.assignment, month__isnull=False)
    url = reverse("mandate:evidence-list", args=[slug])
    where = reverse("mandate:activities", args=[slug])
    if standing.activity is not None:
        counts, url = counts.filter(activity=standing.activity), f"{url}?activity={standing.activity.number}"
        where = f"{_activity_url(standing.assignment, standing.activity)}#underlag"
    elif standing.clause is not None:
        counts = counts.filter(activity__in=standing.clause.activities.values("pk"))
        url = f"{url}?clause={standing.clause.number}"
    total = counts.aggregate(total=Sum("records"))["total"] or 0
    return {"count": total, "url": url} if total else {"missing": True, "url": where}


def _activity_url(assignment: Assignment, activity: Activity) -> str:
    return reverse("mandate:activity", args=[assignment.slug, activity.number])


def _clause_url(assignment: Assignment, clause: Clause) -> str:
    return reverse("mandate:clause", args=[assignment.slug, clause.number])


def obligation_url(assignment: Assignment, obligation: Obligation) -> str:
    """The page of an obligation."""
    return reverse("mandate:obligation", args=[assignment.slug, obligation.pk])
