"""What the report tells of each clause, and the numbers in its prose that nothing stands behind."""

import datetime

import pytest

from skyddsnat.insight.api import load_indicators
from skyddsnat.insight.models import Indicator
from skyddsnat.mandate.api import Entry, add_activity, append
from skyddsnat.mandate.reported import reported_of
from skyddsnat.reporting.api import write_text

pytestmark = pytest.mark.django_db
DAY = datetime.date(2014, 5, 6)


@pytest.fixture
def counted(assignment, cast) -> Indicator:
    load_indicators(assignment=assignment, by=cast.coordinator)
    return Indicator.objects.filter(assignment=assignment, query__kinds__contains=["meeting_held"]).first()


def write(assignment, cast, section: str, body: str) -> None:
    write_text(assignment=assignment, section=section, body=body, version=0, by=cast.coordinator)


def test_a_clause_with_prose_is_told_of_and_others_are_not(assignment, cast):
    write(assignment, cast, "task:2", "Vi samarbetade.")
    found = reported_of(cast.coordinator, assignment)
    assert found is not None
    assert set(found.by_clause) == {"2"}
    assert found.by_clause["2"].url.endswith("/rapport/text/task:2/")
    reader = reported_of(cast.auditor, assignment)
    assert reader is not None
    assert reader.by_clause["2"].url == reader.url
    assert reported_of(cast.receiver, assignment) is None


def test_a_number_without_evidence_is_named_until_there_is_some(assignment, cast, counted):
    write(
        assignment,
        cast,
        "summary",
        f"{{{{ {counted.code} }}}} möten, {{{{ finns-inte }}}} och {{{{ money-used }}}}.",
    )
    found = reported_of(cast.coordinator, assignment)
    assert found is not None
    assert {place.label for place in found.unproven} == {str(counted), "{{ finns-inte }}", "{{ money-used }}"}
    activity = add_activity(
        assignment=assignment, title="x", purpose="x", responsible=cast.coordinator, starts=DAY, ends=DAY,
        clauses=list(assignment.clauses.all()), by=cast.coordinator,
    )  # fmt: skip
    append(assignment, [Entry("meeting_held", activity.pk, DAY, quantity=3)])
    again = reported_of(cast.coordinator, assignment)
    assert again is not None
    assert str(counted) not in {place.label for place in again.unproven}
