"""Assignments side by side: which continues which, and how each stands."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.mandate.actions.relations import relate, unrelate
from skyddsnat.mandate.models import Assignment, RelatedDecision
from skyddsnat.mandate.standing import Phase, phase_of, standing_of
from skyddsnat.mandate.succession import line_of
from skyddsnat.mandate.tests.browsing import browser, text, url

pytestmark = pytest.mark.django_db
BEFORE, AFTER = RelatedDecision.CONTINUES, RelatedDecision.CONTINUED_BY


def another(assignment, slug: str, dnr: str = "") -> Assignment:
    return Assignment.objects.create(
        slug=slug, title=f"Uppdraget {slug}", authority=assignment.authority, dnr=dnr, ceiling_ore=1, year=2016,
        confirmed_at=timezone.now(),
    )  # fmt: skip


def seen(user, assignment) -> list[tuple[str, int]]:
    return [(step.dnr, step.distance) for step in line_of(user, assignment)]


def test_the_line_comes_from_the_decision_and_from_what_is_known_of_later(cast, assignment):
    assert seen(cast.auditor, assignment) == [
        ("Ju2013/1492/PO", -1),
        ("TEST2014/1", 0),
        ("S2016/04468/FST", 1),
    ]


def test_a_number_that_is_ours_becomes_a_link_in_both_directions(cast, assignment):
    later = another(assignment, "later", "s2016/04468/fst")
    assert line_of(cast.auditor, assignment)[-1].assignment == later
    assert seen(cast.auditor, later) == [
        ("Ju2013/1492/PO", -2), ("TEST2014/1", -1), ("s2016/04468/fst", 0)
    ]  # fmt: skip
    shown = text(browser(cast.auditor).get(later.get_absolute_url()))
    assert f'href="{assignment.get_absolute_url()}"' in shown
    assert "Ju2013/<wbr>1492/<wbr>PO" in shown


def test_saying_it_is_recorded_and_can_be_taken_back(cast, assignment):
    later = another(assignment, "later")
    made = relate(assignment=later, relation=BEFORE, other=assignment, by=cast.coordinator)
    assert seen(cast.auditor, later)[1] == ("TEST2014/1", -1)
    assert (made.dnr, made.what) == ("TEST2014/1", assignment.title)
    unrelate(relation=made, by=cast.coordinator)
    unrelate(relation=made, by=cast.coordinator)
    assert len(line_of(cast.auditor, later)) == 1
    verbs = AuditEntry.objects.filter(verb__startswith="relation.").values_list("verb", flat=True)
    assert list(verbs) == ["relation.removed", "relation.added"]


def test_what_makes_no_sense_is_refused(cast, assignment):
    later = another(assignment, "later")
    said = {"assignment": later, "relation": BEFORE, "by": cast.coordinator}
    relate(**said, other=assignment)
    with pytest.raises(Refused, match="står redan hur"):
        relate(**said, other=assignment)
    with pytest.raises(Refused, match="sig självt"):
        relate(**said, other=later)
    with pytest.raises(Refused, match="andra ordningen"):
        relate(assignment=assignment, relation=BEFORE, other=later, by=cast.coordinator)
    with pytest.raises(Refused, match="diarienummer"):
        relate(**said)
    with pytest.raises(Refused, match="vad det andra"):
        relate(**said, dnr="S2020/1")
    with pytest.raises(Refused, match="egen text"):
        unrelate(relation=assignment.related.get(dnr="Ju2013/1492/PO"), by=cast.coordinator)
    with pytest.raises(ValueError, match="mentioned"):
        relate(assignment=later, relation="mentioned", other=assignment, by=cast.coordinator)


def test_the_database_keeps_the_same(assignment):
    wrong = [
        {"assignment": assignment, "relation": BEFORE, "what": "x"},
        {"assignment": assignment, "relation": BEFORE, "what": "x", "other": assignment},
    ]
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            RelatedDecision.objects.create(**values)


def test_it_is_said_on_a_page_that_keeps_what_was_typed(desk, assignment):
    later = another(assignment, "later")
    page = url("relation-new", later.slug)
    shown = text(desk.post(page, {"relation": BEFORE, "dnr": "inget", "what": "Ett äldre uppdrag"}))
    assert "ser inte rätt ut" in shown
    assert "Ett äldre uppdrag" in shown
    for _twice in range(2):
        response = desk.post(page, {"relation": BEFORE, "dnr": "S2010/1", "what": "Ett äldre uppdrag"})
    assert "står redan hur" in text(response)
    made = later.related.get()
    home = text(desk.get(later.get_absolute_url()))
    assert "Ett äldre uppdrag" in home
    assert "Ångra" in home
    assert "Ta bort det andra beslutet" in text(desk.get(url("relation-remove", later.slug, made.pk)))
    assert desk.post(url("relation-remove", later.slug, made.pk)).status_code == 302
    assert not later.related.exists()


def test_a_line_that_runs_in_a_circle_is_followed_once(cast, assignment):
    one, two = another(assignment, "one", "A1"), another(assignment, "two", "A2")
    for first, second in ((one, two), (two, one)):
        RelatedDecision.objects.create(
            assignment=first, other=second, relation=BEFORE, dnr=second.dnr, what="x"
        )
    assert len(line_of(cast.auditor, one)) == 3


DAYS = [datetime.date(2014, 2, 20), datetime.date(2015, 5, 31)]


@pytest.mark.parametrize(
    ("on", "handed_in", "phase"),
    [
        (datetime.date(2014, 2, 19), False, Phase.COMING),
        (datetime.date(2014, 2, 20), False, Phase.RUNNING),
        (datetime.date(2015, 5, 31), False, Phase.RUNNING),
        (datetime.date(2015, 6, 1), False, Phase.ENDED),
        (datetime.date(2015, 1, 1), True, Phase.ENDED),
    ],
)
def test_the_phase_follows_the_days_and_what_is_handed_in(on, handed_in, phase):
    assert phase_of(*DAYS, on=on, handed_in=handed_in) is phase


def test_what_is_late_keeps_an_assignment_running(cast, assignment):
    found = standing_of(cast.auditor, assignment)
    assert (found.phase, found.first, found.last) == (Phase.RUNNING, *DAYS)
    assert found.late == 4
    shown = text(browser(cast.auditor).get(url("assignments")))
    assert "4 försenade" in shown
    assert "0 av 4 klara" in shown


def test_one_switches_assignment_and_stays_in_the_same_part(desk, assignment):
    assert "Byt uppdrag" not in text(desk.get(url("activities", assignment.slug)))
    another(assignment, "later", "A1")
    shown = text(desk.get(url("activities", assignment.slug)))
    assert f'href="{url("activities", "later")}"' in shown
    assert "A1 Uppdraget later" in shown
