"""Working material goes when its time is out, and nothing else."""

import datetime

import pytest
from django.utils import timezone

from skyddsnat.core.api import store
from skyddsnat.core.models import AuditEntry
from skyddsnat.mandate.api import remove_old_readings
from skyddsnat.mandate.models import Assignment, Reading

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture
def reading(cast):
    def made(age: int, **values):
        found = Reading.objects.create(
            file=store(b"x", "text/plain"), file_name="x.txt", text="x", text_sha256="0" * 64, draft={},
            uploaded_by=cast.coordinator, **values,
        )  # fmt: skip
        moment = timezone.make_aware(
            datetime.datetime.combine(TODAY, datetime.time(12)) - datetime.timedelta(days=age)
        )
        dated = {"uploaded_at": moment}
        if "discarded_at" in values:
            dated["discarded_at"] = moment
        Reading.objects.filter(pk=found.pk).update(**dated)
        return found

    return made


@pytest.mark.parametrize(("age", "left"), [(730, 1), (731, 0)])
def test_a_discarded_reading_goes_after_two_years(reading, age, left):
    reading(age, discarded_at=timezone.now())
    assert remove_old_readings(today=TODAY, by=None) == 1 - left
    assert Reading.objects.count() == left
    assert AuditEntry.objects.filter(verb="reading.removed").count() == 1 - left


def test_the_assignment_stays_when_its_reading_goes(reading, assignment):
    reading(900, assignment=assignment)
    assert remove_old_readings(today=TODAY, by=None) == 1
    assert Assignment.objects.filter(pk=assignment.pk).exists()


def test_a_reading_under_way_is_never_removed(reading):
    reading(2000)
    assert remove_old_readings(today=TODAY, by=None) == 0
