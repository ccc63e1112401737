"""What waits for whom in the report."""

import datetime

import pytest

from skyddsnat.core.api import Why
from skyddsnat.mandate.models import Obligation
from skyddsnat.reporting.actions.reports import issue_report, prepare_report
from skyddsnat.reporting.actions.texts import write_text
from skyddsnat.reporting.sections import sections_of
from skyddsnat.reporting.waiting import find
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
DAY = datetime.date(2015, 5, 20)


def told(user, why: Why) -> list[str]:
    return [task.label for task in find(user) if task.why is why]


def due(assignment, distance: int) -> datetime.date:
    day = today() + datetime.timedelta(days=distance)
    Obligation.objects.filter(assignment=assignment, kind="final_report").update(due=day)
    return day


def test_a_version_waits_for_another_person_who_approves(assignment, cast):
    report = prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator)
    assert told(cast.manager, Why.WAITING) == ["Slutredovisning"]
    assert told(cast.editor, Why.WAITING) == []
    issue_report(report=report, by=cast.manager)
    assert told(cast.manager, Why.WAITING) == []


@pytest.mark.parametrize(("left", "said"), [(61, False), (60, True)])
def test_sections_that_nobody_has_written_are_told_two_months_before(assignment, cast, left, said):
    day = due(assignment, left)
    unwritten = [task for task in find(cast.editor) if "avsnitt" in task.label]
    assert bool(unwritten) is said
    if said:
        count = sum(not s.is_optional for s in sections_of(assignment, cast.editor))
        assert unwritten[0].label == f"{count} avsnitt i rapporten är inte skrivna"
        assert unwritten[0].due == day
        write_text(assignment=assignment, section="summary", body="Så gick det.", version=0, by=cast.editor)
        (fewer,) = [task for task in find(cast.editor) if "avsnitt" in task.label]
        assert fewer.label.startswith(f"{count - 1} ")
        assert fewer.identity == unwritten[0].identity


def test_the_report_that_is_owed_is_the_editors(assignment, cast):
    due(assignment, -1)
    owed = assignment.obligations.get(kind="final_report")
    assert str(owed) in told(cast.editor, Why.LATE)
    assert str(owed) not in told(
        cast.coordinator, Why.LATE
    )  # the mandate's own finder tells the one who leads
    assert list(find(cast.economist)) == []
