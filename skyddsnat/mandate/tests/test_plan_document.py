"""The approved plan on paper: archivable, accessible, the same every time, whatever people have typed."""

import datetime
import itertools

import page
import pytest

from skyddsnat.mandate.actions.plans import send_plan
from skyddsnat.mandate.models import Activity, ActivityDependency
from skyddsnat.mandate.plan.paper import figures, pdf
from skyddsnat.mandate.tests.conftest import DAY

pytestmark = pytest.mark.django_db
CREATED = datetime.datetime(2014, 3, 10, 12, tzinfo=datetime.UTC)
APPROVED = {"role": "Chef", "name": "Cornelia", "on": "2014-03-13"}


def complaints(content: bytes) -> list[str]:
    return [
        f"{failure.rule_id} {failure.message}"
        for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1)
        for failure in page.validate_pdf_bytes(content, profile=profile).failures
    ]


@pytest.fixture
def sent(assignment, activity, cast):
    """Thirty activities, more than one figure holds, with what a person could type."""
    made = Activity.objects.bulk_create(
        Activity(
            assignment=assignment, number=number, title=f'<b>& "{number}" #panic() å', purpose="*x* $y$ `z`",
            starts=DAY, ends=DAY, responsible=cast.coordinator,
        )
        for number in range(2, 31)
    )  # fmt: skip
    for one, other in itertools.pairwise([activity, *made]):
        ActivityDependency.objects.create(activity=other, after=one)
    return send_plan(assignment=assignment, by=cast.coordinator)


@pytest.mark.parametrize("approved", [None, APPROVED])
def test_the_document_is_archivable_and_accessible_and_the_same_every_time(sent, approved):
    content = pdf(sent.data, created=CREATED, approved=approved)
    assert complaints(content) == []
    assert pdf(sent.data, created=CREATED, approved=approved) == content


def test_a_long_plan_is_drawn_on_several_pages(sent):
    assert [name for name, _svg in figures(sent.data)] == ["plan.svg", "plan-2.svg"]
