"""A step is written down once, and the ledger gets its row when the activity has begun."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import Refused
from skyddsnat.knowledge.ladder.steps import KINDS, prove_steps, take_step
from skyddsnat.knowledge.models import Group, Rung, Step
from skyddsnat.knowledge.tests.conftest import begin
from skyddsnat.mandate.api import verify
from skyddsnat.mandate.models import Evidence, EvidenceKind
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 4, 2)


@pytest.fixture
def board():
    return Organisation.objects.filter(place__isnull=False).first()


def test_a_step_is_written_once_a_day_with_its_row_in_the_ledger(begun, method, board, cast):
    taken = [
        take_step(organisation=board, method=method, step=Step.REACHED, day=DAY, by=cast.coordinator)
        for _again in range(2)
    ]
    assert taken[0] == taken[1]
    row = Evidence.objects.get(assignment=begun.assignment)
    assert (row.kind_id, row, row.organisation, row.place, row.occurred_on) == (
        "actor_reached", taken[0].evidence, board, board.place, DAY,
    )  # fmt: skip
    leaders = take_step(
        organisation=board, method=method, step=Step.REACHED, day=DAY, group=Group.LEADERS, by=None
    )
    assert leaders.evidence.seq == row.seq + 1
    assert not list(verify(begun.assignment))


def test_a_step_waits_for_its_activity(planned, method, board, cast):
    rung = take_step(organisation=board, method=method, step=Step.DECIDED, day=DAY, by=cast.coordinator)
    assert rung.evidence is None
    assert prove_steps() == 0
    begin(planned, cast)
    assert prove_steps() == 1
    assert prove_steps() == 0
    rung.refresh_from_db()
    assert rung.evidence.kind_id == "practice_decided"


def test_what_has_not_happened_is_no_step(method, board, cast):
    tomorrow = today() + datetime.timedelta(days=1)
    with pytest.raises(Refused, match="Dagen har inte kommit än"):
        take_step(organisation=board, method=method, step=Step.OPENED, day=tomorrow, by=cast.coordinator)
    assert not Rung.objects.exists()


def test_the_database_knows_the_steps(method, board):
    for wrong in ({"step": "clicked"}, {"group": "visitors"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rung.objects.create(
                **{"organisation": board, "method": method, "step": "reached", "day": DAY} | wrong
            )


def test_every_step_has_its_kind_of_evidence(db):
    assert set(KINDS) == set(Step)
    assert EvidenceKind.objects.filter(code__in=KINDS.values()).count() == len(Step)
