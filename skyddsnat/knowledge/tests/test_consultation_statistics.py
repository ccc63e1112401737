"""Consultations as safe statistics sees them: how many, and where, a year at a time."""

from __future__ import annotations

import pytest

from skyddsnat.core.api import COUNTY, MUNICIPALITY, countables
from skyddsnat.knowledge.consultations.statistics import CONSULTATIONS
from skyddsnat.knowledge.models import Consultation
from skyddsnat.knowledge.tests.consultation_cases import asked
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db


def test_questions_are_counted_where_they_come_from() -> None:
    asked("kommun-0180", subject="En")
    asked("kommun-0380", subject="Två")
    asked("lansstyrelse-01", subject="Tre")
    taken_back = asked("kommun-0180", subject="Fyra")
    Consultation.objects.filter(pk=taken_back.pk).update(state="withdrawn", ended_on=today())
    year = today().year
    assert CONSULTATIONS.count([COUNTY, MUNICIPALITY], year) == {
        ("01", "0180"): 1, ("03", "0380"): 1, ("01", "unknown"): 1,
    }  # fmt: skip
    assert CONSULTATIONS.count([COUNTY], year) == {("01",): 2, ("03",): 1}
    assert not CONSULTATIONS.count([COUNTY], year - 1)
    assert CONSULTATIONS in countables()
