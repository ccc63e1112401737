"""Writes on what an assignment continues, and what continues it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment, RelatedDecision
from skyddsnat.mandate.rules import check_dnr
from skyddsnat.mandate.succession import FOLLOWED, comes_before, tidy


@transaction.atomic
def relate(
    *, assignment: Assignment, relation: str, by: User, other: Assignment | None = None, dnr: str = "",
    what: str = "", what_en: str = "",
) -> RelatedDecision:  # fmt: skip
    """Say that the assignment continues another, or is continued by it.

    `other` is one of our own; one that is not is named by its registration number and words of what it is. Raises
    Refused when it is the same assignment, is said already, or would make the line run in a circle.
    """
    if relation not in FOLLOWED:
        raise ValueError(f"{relation!r} says nothing of which comes first.")
    Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    if other is None:
        dnr = check_dnr(dnr)
        other = next((one for one in Assignment.objects.exclude(dnr="") if tidy(one.dnr) == tidy(dnr)), None)
    if other is not None:
        _check_line(assignment, other, relation, by)
        dnr, what, what_en = other.dnr, what or other.title, what_en or other.title_en
    elif not what.strip():
        raise Refused(_("Skriv vad det andra beslutet är, så att andra förstår."))
    followed = assignment.related.filter(relation__in=FOLLOWED)
    same = [
        row
        for row in followed
        if (other and row.other_id == other.pk) or (dnr and tidy(row.dnr) == tidy(dnr))
    ]
    if same:
        raise Refused(_("Det står redan hur de två besluten hör ihop."))
    made = RelatedDecision.objects.create(
        assignment=assignment, other=other, relation=relation, dnr=dnr, what=what.strip(), what_en=what_en.strip()
    )  # fmt: skip
    record(by, "relation.added", made, relation=relation, dnr=dnr, other=other.slug if other else "")
    return made


@transaction.atomic
def unrelate(*, relation: RelatedDecision, by: User) -> None:
    """Take back what a person said of which comes first. Raises Refused for one that the decision itself names."""
    current = RelatedDecision.objects.select_for_update(of=("self",)).filter(pk=relation.pk).first()
    if current is None:
        return  # somebody else, or a double click, was first
    if current.span_start is not None:
        raise Refused(_("Beslutets egen text nämner det andra beslutet. Det kan inte tas bort."))
    record(by, "relation.removed", current, relation=current.relation, dnr=current.dnr)
    current.delete()


def _check_line(assignment: Assignment, other: Assignment, relation: str, by: User) -> None:
    if other.pk == assignment.pk:
        raise Refused(_("Ett uppdrag kan inte fortsätta sig självt. Välj ett annat."))
    first, second = (other, assignment) if relation == RelatedDecision.CONTINUES else (assignment, other)
    if comes_before(by, second, first):
        raise Refused(_("Det står redan att de följer på varandra i den andra ordningen."))
