"""A workplace is told that a tip was received, by the month alone, and no record ties it to the tip."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from skyddsnat.actors import venues
from skyddsnat.conftest import Cast
from skyddsnat.core.models import AuditEntry
from skyddsnat.tips.tests.room_cases import a_team, a_tip

CODE = "HTW346"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, datetime.date]]:
    """What a room that keeps workplaces is told."""
    heard: list[tuple[str, datetime.date]] = []

    def received(code: str, day: datetime.date) -> bool:
        heard.append((code, day))
        return code == CODE

    monkeypatch.setattr(venues, "_KEEPERS", [(lambda code: None, received)])
    return heard


def test_it_is_told_the_day_and_the_log_names_neither_workplace_nor_tip(
    cast: Cast, client: Client, told: list[tuple[str, datetime.date]]
) -> None:
    team = a_team(cast.coordinator)
    tip = a_tip(team)
    client.force_login(team.people[0].user)
    page = reverse("tips:room-venue", args=[tip.pk])
    assert "inte vilket tips" in client.get(page).text
    answer = client.post(page, {"code": CODE})
    assert answer.status_code == 302
    assert told == [(CODE, timezone.localdate(tip.received_at))]
    line = AuditEntry.objects.get(verb="tip.venue_told")
    assert (line.target_type, line.target_id, line.details) == ("tips.receiver", str(team.receiver.pk), {})


@pytest.mark.parametrize(
    ("code", "says"), [("", "Skriv arbetsplatsens kod"), ("FEL", "Ingen arbetsplats har")]
)
def test_a_wrong_code_is_said_and_kept(
    cast: Cast, client: Client, told: list[tuple[str, datetime.date]], code: str, says: str
) -> None:
    team = a_team(cast.coordinator)
    tip = a_tip(team)
    client.force_login(team.people[0].user)
    answer = client.post(reverse("tips:room-venue", args=[tip.pk]), {"code": code})
    assert says in answer.text
    assert f'value="{code}"' in answer.text or not code
    assert not AuditEntry.objects.filter(verb="tip.venue_told").exists()
