"""Activities by the thousand are planned and taken away just as one by one."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skyddsnat.core.api import Refused, import_kinds, load_import, undo_import, upload_import
from skyddsnat.core.models import AuditEntry, Import
from skyddsnat.core.tests.tables import xlsx
from skyddsnat.mandate.actions.activities import add_activity, delete_activity
from skyddsnat.mandate.actions.dependencies import add_dependency
from skyddsnat.mandate.actions.plans import approve_plan, send_plan
from skyddsnat.mandate.ledger import silent
from skyddsnat.mandate.models import Activity, ActivityChange, Aim
from skyddsnat.mandate.plan.bulk import Plans, add_activities, remove_activities
from skyddsnat.mandate.tables.activities import spans

pytestmark = pytest.mark.django_db
FIRST = datetime.date(2014, 3, 1)
HEADING = ["Namn på insatsen", "Syfte", "Punkter", "Ansvarig", "Börjar", "Slutar", "Budget"]
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\\"), min_size=1, max_size=12
)
ROWS = st.lists(
    st.fixed_dictionaries({
        "title": WORDS, "title_en": WORDS | st.just(""), "purpose": WORDS, "purpose_en": st.just("") | WORDS,
        "starts": st.integers(0, 40), "days": st.integers(-1, 20), "budget_ore": st.integers(-1, 10**12),
        "clauses": st.lists(st.integers(0, 2), unique=True),
    }),
    max_size=5,
)  # fmt: skip


class Undone(Exception):
    """Everything in the transaction is to go."""


def seen(assignment) -> list[Any]:
    """The plan and its history, without ids and moments."""
    plan = [
        (one.number, one.title, one.title_en, one.purpose, one.purpose_en, one.responsible_id, one.starts, one.ends,
         one.budget_ore, one.cleared, one.version, one.assessment_id, one.started_on, one.finished_on,
         sorted(one.clauses.values_list("number", flat=True)), one.aims.count(), one.target_groups.count())
        for one in assignment.activities.order_by("number")
    ]  # fmt: skip
    names = dict(assignment.activities.values_list("pk", "number"))
    history = [
        (names.get(one.activity_pk), one.number, one.title, one.verb, one.old, one.new, one.why, one.by_id,
         one.undoes_id, one.copy_id)
        for one in ActivityChange.objects.filter(assignment=assignment).order_by("id")
    ]  # fmt: skip
    return [plan, history]


def outcome(do, assignment) -> Any:
    """What is there afterwards, or why it was refused; then everything as before."""
    found: Any = None
    try:
        with transaction.atomic():
            try:
                with transaction.atomic():
                    do()
            except Refused as refused:
                found = str(refused)
            else:
                found = seen(assignment)
            raise Undone
    except Undone:
        return found


def planned(assignment, cast, title="Insats", **more) -> Activity:
    return add_activity(
        assignment=assignment, title=title, purpose="Fler får stöd.", responsible=cast.coordinator, starts=FIRST,
        ends=FIRST, by=cast.coordinator, **more,
    )  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_many_at_once_give_the_same_as_one_by_one(cast, assignment, rows):
    clauses = list(assignment.clauses.order_by("number")[:3])
    by = cast.coordinator
    made = [
        {
            **{name: row[name] for name in ("title", "title_en", "purpose", "purpose_en", "budget_ore")},
            "responsible": (cast.coordinator, cast.manager)[len(row["title"]) % 2],
            "starts": FIRST + datetime.timedelta(days=row["starts"]),
            "ends": FIRST + datetime.timedelta(days=row["starts"] + row["days"]),
            "clauses": [clauses[n] for n in row["clauses"] if n < len(clauses)],
        }
        for row in rows
    ]
    columns = {name: [row[name] for row in made] for name in Plans._fields}
    columns["responsible"] = [one.pk for one in columns["responsible"]]
    plans = Plans(**columns)

    def one_by_one():
        for row in made:
            add_activity(assignment=assignment, by=by, **row)

    def together():
        add_activities(assignment=assignment, plans=plans, by=by, report=silent)

    with transaction.atomic():
        assert outcome(together, assignment) == outcome(one_by_one, assignment)


def test_taking_many_away_writes_the_same_history_as_one_by_one(cast, assignment):
    clauses = list(assignment.clauses.order_by("number")[:2])
    aims = list(Aim.objects.filter(assignment=assignment)[:1])
    stays = planned(assignment, cast, "Stannar")
    going = [
        planned(assignment, cast, f"Går {n}", clauses=clauses, aims=aims, budget_ore=n) for n in range(3)
    ]
    add_dependency(activity=stays, after=going[0], by=cast.coordinator)
    add_dependency(activity=going[2], after=going[1], by=cast.coordinator)
    ids = [one.pk for one in reversed(going)]

    def one_by_one():
        for pk in ids:
            delete_activity(activity=Activity.objects.get(pk=pk), by=cast.coordinator)

    def together():
        remove_activities(assignment=assignment, found=ids, by=cast.coordinator, report=silent)

    def told(found):
        plan, history = found
        return plan, sorted(history, key=repr)

    assert told(outcome(together, assignment)) == told(outcome(one_by_one, assignment))


def test_a_sentence_of_another_assignment_is_refused(cast, assignment):
    foreign = assignment.clauses.first()
    foreign.assignment_id += 1
    plans = Plans(["A"], [""], ["B"], [""], [cast.coordinator.pk], [FIRST], [FIRST], [0], [[foreign]])
    with pytest.raises(Refused, match="i samma uppdrag"):
        add_activities(assignment=assignment, plans=plans, by=cast.coordinator, report=silent)
    assert not assignment.activities.exists()


def loaded(cast, assignment, count=3) -> Import:
    rows = [
        [f"Insats {n}", "Fler får stöd.", "1", cast.coordinator.email, "2014-05-06", "2014-11-30", 120_000]
        for n in range(count)
    ]
    source = upload_import(
        kind=import_kinds.kind_named("activities"), subject=assignment.slug, content=xlsx([HEADING, *rows]),
        name="plan.xlsx", by=cast.coordinator,
    )  # fmt: skip
    return load_import(source=source, by=cast.coordinator)


def test_a_file_leaves_one_line_in_the_log_and_a_row_each_in_the_history(cast, assignment):
    source = loaded(cast, assignment)
    verbs = list(AuditEntry.objects.filter(by=cast.coordinator).values_list("verb", flat=True))
    assert verbs.count("import.loaded") == 1
    assert "activity.added" not in verbs
    assert ActivityChange.objects.filter(assignment=assignment, verb="added").count() == 3
    assert len(source.result["spans"]) == 1
    undo_import(source=source, by=cast.coordinator)
    assert not assignment.activities.exists()
    assert ActivityChange.objects.filter(assignment=assignment, verb="deleted").count() == 3


def test_an_activity_with_the_number_of_one_that_is_gone_stays_when_the_import_is_undone(cast, assignment):
    source = loaded(cast, assignment)
    delete_activity(activity=assignment.activities.get(number=3), by=cast.coordinator)
    other = planned(assignment, cast, "En annan")
    assert other.number == 3
    undo_import(source=source, by=cast.coordinator)
    assert list(assignment.activities.all()) == [other]


def test_an_import_from_before_spans_were_kept_can_be_undone(cast, assignment):
    source = loaded(cast, assignment)
    Import.objects.filter(pk=source.pk).update(
        result={"activities": list(assignment.activities.values_list("pk", flat=True))}
    )
    undo_import(source=source, by=cast.coordinator)
    assert not assignment.activities.exists()


def test_an_import_into_a_plan_that_is_approved_since_stays(cast, assignment):
    source = loaded(cast, assignment)
    approve_plan(version=send_plan(assignment=assignment, by=cast.coordinator), by=cast.manager)
    with pytest.raises(Refused, match="Planen är godkänd"):
        undo_import(source=source, by=cast.coordinator)
    assert assignment.activities.count() == 3


def test_those_that_somebody_has_gone_on_from_are_told_by_number(cast, assignment):
    source = loaded(cast, assignment, 8)
    Activity.objects.filter(number__gt=1).update(version=2)
    with pytest.raises(
        Refused, match=r"Insats 2 är ändrad efteråt\..*Insats 6.*2 insatser till kan inte tas bort\."
    ):
        undo_import(source=source, by=cast.coordinator)


def test_spans():
    assert spans([4, 5, 6, 9, 11, 12]) == [[4, 6], [9, 9], [11, 12]]
