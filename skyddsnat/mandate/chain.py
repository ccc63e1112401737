"""The chain from the decision to the report, as the component `chain.html` draws it.

This room knows its own links. The rooms above add theirs by `register_link`, so that nothing here imports them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Sum
from django.urls import reverse

from skyddsnat.mandate.models import Activity, Assignment, Clause, Evidence, EvidenceCount, Obligation
from skyddsnat.shared.dates import format_date
from skyddsnat.shared.money import format_number

ORDER = (
    "decision", "clause", "obligation", "condition", "activity", "budget", "voucher", "evidence", "indicator",
    "sentence", "document",
)  # fmt: skip

type Link = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where in the chain somebody stands: `subject` is of `kind`, the rest is what is known there, or None."""

    kind: str
    subject: Model
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


def chain_for(kind: str, subject: Model) -> list[Link]:
    """The chain as seen from `subject`, which is of `kind` (one of ORDER), in order and with its place marked.

    A subject of a room above (a voucher, an indicator, a report) needs `assignment`, and gives `clause`,
    `obligation` or `activity` when it has them; its own link is its text and address unless its room makes another.
    """
    if kind not in ORDER:
        raise ValueError(f"The chain has no link {kind!r}.")
    standing = _standing(kind, subject)
    links = _own_links(standing)
    for made, maker in _MAKERS.items():
        link = maker(standing)
        if link is not None:
            links[made] = dict(link)
    here = links.get(kind) or {"label": str(subject), "url": subject.get_absolute_url()}  # type: ignore[attr-defined]
    links[kind] = {**here, "current": True}
    return [{"kind": each, **links[each]} for each in ORDER if each in links]


def _standing(kind: str, subject: Model) -> Standing:
    if isinstance(subject, Assignment):
        return Standing(kind, subject, subject)
    places: dict[str, Any] = {
        name: getattr(subject, name, None) for name in ("clause", "obligation", "activity")
    }
    own = {Clause: "clause", Obligation: "obligation", Activity: "activity", Evidence: "evidence"}.get(
        type(subject)
    )
    if own:
        places[own] = subject
    assignment = getattr(subject, "assignment", None) or getattr(places["activity"], "assignment", None)
    if not isinstance(assignment, Assignment):
        raise TypeError(f"{type(subject).__name__} belongs to no assignment.")
    return Standing(kind, subject, assignment, **places)


def _own_links(standing: Standing) -> dict[str, Link]:
    links = {"decision": _decision(standing.assignment), "clause": _clauses(standing)}
    if standing.activity is None:
        links["obligation"] = _obligations(standing)
    links["activity"] = _activities(standing)
    links["evidence"] = _evidence(standing)
    return {kind: link for kind, link in links.items() if link is not None}


def _decision(assignment: Assignment) -> Link:
    return {
        "label": assignment.dnr or str(assignment),
        "url": assignment.get_absolute_url(),
        "swedish": not assignment.title_en,
    }


def _clauses(standing: Standing) -> Link | None:
    if standing.clause is not None:
        clause = standing.clause
        return {"label": clause.number, "note": clause.title, "url": _clause_url(standing.assignment, clause)}
    if standing.obligation is not None:
        return None  # an obligation on the whole assignment
    if standing.activity is not None:
        linked = list(standing.activity.clauses.order_by("number"))
        where = reverse("mandate:activity_change", args=[standing.assignment.slug, standing.activity.number])
    else:
        linked = list(standing.assignment.clauses.order_by("number"))
        where = standing.assignment.get_absolute_url()
    if not linked:
        return {"missing": True, "url": where}
    items = [{"label": f"{c.number} {c.title}", "url": _clause_url(standing.assignment, c)} for c in linked]
    return {"items": items, "url": f"{standing.assignment.get_absolute_url()}#meningar"}


def _obligations(standing: Standing) -> Link | None:
    if standing.obligation is not None:
        owed = standing.obligation
        note = format_date(owed.due) if owed.due else ""
        return {"label": str(owed), "note": note, "url": obligation_url(standing.assignment, owed)}
    owed_here = standing.assignment.obligations.order_by("due", "pk")
    if standing.clause is not None:
        owed_here = owed_here.filter(clause=standing.clause)
    items = [{"label": str(row), "url": obligation_url(standing.assignment, row)} for row in owed_here]
    if not items:
        return (
            None
            if standing.clause is not None
            else {"missing": True, "url": standing.assignment.get_absolute_url()}
        )
    return {"items": items, "url": f"{standing.assignment.get_absolute_url()}#skyldigheter"}


def _activities(standing: Standing) -> Link | None:
    slug = standing.assignment.slug
    if standing.activity is not None:
        activity = standing.activity
        return {
            "label": f"{activity.number} {activity}",
            "url": reverse("mandate:activity", args=[slug, activity.number]),
            "swedish": True,
        }
    if standing.obligation is not None and standing.clause is None:
        return None
    found = standing.assignment.activities.order_by("number")
    new = reverse("mandate:activity_new", args=[slug])
    every = reverse("mandate:activities", args=[slug])
    if standing.clause is not None:
        found = found.filter(clauses=standing.clause)
        new, every = f"{new}?clause={standing.clause.number}", f"{every}?clause={standing.clause.number}"
    items = [
        {
            "label": f"{number} {title}",
            "url": reverse("mandate:activity", args=[slug, number]),
            "swedish": True,
        }
        for number, title in found.values_list("number", "title")
    ]
    return {"items": items, "url": every} if items else {"missing": True, "url": new}


def _evidence(standing: Standing) -> Link | None:
    slug = standing.assignment.slug
    if standing.evidence is not None:
        row = standing.evidence
        return {
            "label": f"{row.kind}, {format_number(row.seq)}", "url": reverse("mandate:evidence", args=[slug, row.seq])
        }  # fmt: skip
    if standing.obligation is not None and standing.clause is None:
        return None
    counts = EvidenceCount.objects.filter(assignment=standing.assignment)
    url = reverse("mandate:evidence_list", args=[slug])
    where = reverse("mandate:activities", args=[slug])
    if standing.activity is not None:
        counts, url = counts.filter(activity=standing.activity), f"{url}?activity={standing.activity.number}"
        where = reverse("mandate:evidence_new", args=[slug, standing.activity.number])
    elif standing.clause is not None:
        counts = counts.filter(activity__in=standing.clause.activities.values("pk"))
        url = f"{url}?clause={standing.clause.number}"
    total = counts.aggregate(total=Sum("records"))["total"] or 0
    return {"count": total, "url": url} if total else {"missing": True, "url": where}


def _clause_url(assignment: Assignment, clause: Clause) -> str:
    return reverse("mandate:clause", args=[assignment.slug, clause.number])


def obligation_url(assignment: Assignment, obligation: Obligation) -> str:
    """The page of an obligation."""
    return reverse("mandate:obligation", args=[assignment.slug, obligation.pk])
