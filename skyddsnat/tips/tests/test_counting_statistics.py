"""Tips as safe statistics sees them: how many of which kind, and where, a year at a time."""

from __future__ import annotations

import pytest

from skyddsnat.actors.models import Place
from skyddsnat.conftest import Cast
from skyddsnat.core.api import COUNTY, FORM, MUNICIPALITY, countables
from skyddsnat.shared.dates import today
from skyddsnat.tips.counting.statistics import TIPS
from skyddsnat.tips.kinds import Reason, State
from skyddsnat.tips.models import Tip
from skyddsnat.tips.tests.room_cases import a_team, a_tip

pytestmark = pytest.mark.django_db


def end(tip: Tip, reason: Reason, place: Place | None = None) -> None:
    Tip.objects.filter(pk=tip.pk).update(
        state=State.CLOSED, closed_at=tip.received_at, reason=reason, place=place
    )


def test_tips_are_counted_by_kind_and_place(cast: Cast) -> None:
    team = a_team(cast.coordinator)
    a_tip(team)
    end(a_tip(team), Reason.KNOWN, Place.objects.get(kind="municipality", code="0380"))
    end(a_tip(team, kind="exploited"), Reason.KNOWN, Place.objects.get(kind="county", code="01"))
    end(a_tip(team, kind="exploited"), Reason.HANDED)
    year = today().year
    assert TIPS.count([FORM, COUNTY, MUNICIPALITY], year) == {
        ("labour", "unknown", "unknown"): 1, ("labour", "03", "0380"): 1, ("exploited", "01", "unknown"): 1,
    }  # fmt: skip
    assert TIPS.count([FORM], year) == {("labour",): 2, ("exploited",): 1}
    assert not TIPS.count([FORM], year - 1)
    for column, labels in TIPS.columns.items():
        assert {key[0] for key in TIPS.count([column], year)} <= labels().keys(), column
    assert TIPS in countables()
