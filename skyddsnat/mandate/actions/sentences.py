"""Writes from the decision's page: which activities carry out a sentence, and what a sentence is."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, record
from skyddsnat.core.models import AuditEntry, User
from skyddsnat.mandate.actions.activities import change_activity
from skyddsnat.mandate.models import Activity, Assignment, Clause, HandledSentence, Requirement
from skyddsnat.mandate.placing import Line, line_at, stands_in


@transaction.atomic
def choose_activities(
    *, clause: Clause, activities: Iterable[Activity], seen: Collection[int], by: User
) -> tuple[int, int]:
    """Let exactly these activities carry out the clause; returns how many came and how many went.

    `seen` are the ids that the chooser saw as chosen. Raises ChangedMeanwhile when somebody has changed them since;
    its `current` is the list as it is now.
    """
    Assignment.objects.select_for_update(of=("self",)).get(pk=clause.assignment_id)
    now = {activity.pk: activity for activity in clause.activities.select_for_update()}
    wanted = {activity.pk: activity for activity in activities}
    if now.keys() == wanted.keys():
        return 0, 0  # nothing to do, or a double click
    if now.keys() != set(seen):
        raise ChangedMeanwhile(sorted(now.values(), key=lambda activity: activity.number))
    if any(activity.assignment_id != clause.assignment_id for activity in wanted.values()):
        raise Refused(_("Insatsen kan bara knytas till meningar, mål och målgrupper i samma uppdrag."))
    added = [activity for pk, activity in wanted.items() if pk not in now]
    removed = [activity for pk, activity in now.items() if pk not in wanted]
    for activity in [*added, *removed]:
        current = Activity.objects.get(pk=activity.pk)
        others = current.clauses.exclude(pk=clause.pk)
        chosen = [*others, clause] if activity in added else [*others]
        change_activity(activity=current, version=current.version, by=by, clauses=chosen)
    record(
        by, "clause.activities_chosen", clause, number=clause.number, added=[a.number for a in added],
        removed=[a.number for a in removed],
    )  # fmt: skip
    return len(added), len(removed)


@transaction.atomic
def handle_sentence(
    *, assignment: Assignment, start: int, handling: str, why: str, by: User
) -> HandledSentence:
    """Say that the sentence that begins at `start` orders nothing of us, and why."""
    line = _free(assignment, start)
    made = HandledSentence.objects.create(
        assignment=assignment, span_start=line.start, span_end=line.end, handling=handling, why=why
    )
    record(by, "sentence.handled", made, start=line.start, handling=handling)
    return made


@transaction.atomic
def unhandle_sentence(*, handled: HandledSentence, by: User) -> None:
    """Take back what was said of a sentence: it hangs loose again. The log keeps what it was called."""
    current = HandledSentence.objects.select_for_update(of=("self",)).filter(pk=handled.pk).first()
    if current is None:
        return  # somebody else, or a double click, was first
    record(by, "sentence.unhandled", current, start=current.span_start, handling=current.handling)
    current.delete()


@transaction.atomic
def require_sentence(*, assignment: Assignment, start: int, clause: Clause | None, by: User) -> Requirement:
    """Say that the sentence tells how a task, or with `clause` None the whole assignment, is to be done."""
    if clause is not None and clause.assignment_id != assignment.pk:
        raise Refused(_("Välj ett deluppdrag i samma uppdrag."))
    line = _free(assignment, start)
    made = Requirement.objects.create(
        assignment=assignment, clause=clause, wording=line.text, span_start=line.start, span_end=line.end
    )
    record(by, "sentence.required", made, start=line.start, clause=clause.number if clause else "")
    return made


@transaction.atomic
def unrequire_sentence(*, requirement: Requirement, by: User) -> None:
    """Take back that a sentence is a requirement. Raises Refused for one that was read from the decision."""
    current = Requirement.objects.select_for_update(of=("self",)).filter(pk=requirement.pk).first()
    if current is None:
        return
    if not was_added_here(current):
        raise Refused(_("Kravet kommer från när beslutet lästes in och kan inte tas bort här."))
    record(by, "sentence.unrequired", current, start=current.span_start)
    current.delete()


def was_added_here(requirement: Requirement) -> bool:
    """Whether somebody made the requirement on the decision's page; the log knows."""
    made = AuditEntry.objects.filter(
        target_type=requirement._meta.label_lower, target_id=str(requirement.pk), verb="sentence.required"
    )
    return made.exists()


def _free(assignment: Assignment, start: int) -> Line:
    """The sentence that begins there, when nobody has tied it to anything. Raises Refused otherwise."""
    current = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    line = line_at(current.text, start)
    if line is None:
        raise Refused(_("Det finns ingen mening på den platsen i beslutet. Ladda om sidan."))
    relations = ("clauses", "requirements", "obligations", "conditions", "handled")
    for name in relations:
        rows = getattr(current, name).filter(span_start__lt=line.end, span_end__gt=line.start)
        spans = rows.values_list("span_start", "span_end")
        if any(stands_in(span, (line.start, line.end)) for span in spans):
            raise Refused(_("Någon har redan sagt vad meningen är. Ladda om sidan och se vad som står."))
    return line
