"""Two clicks at once."""

from __future__ import annotations

from typing import Any

from skyddsnat.conftest import together
from skyddsnat.industry.badges.actions import claim_badge
from skyddsnat.industry.badges.keys import ensure_key
from skyddsnat.industry.models import Badge, BadgeKey
from skyddsnat.industry.tests.badge_cases import NAME, offered, pem


def test_two_at_once_make_one(committing: None, settings: Any) -> None:
    settings.BADGE_KEY = pem()
    secret = offered()
    results = together(*[lambda: claim_badge(secret=secret, name=NAME)] * 2)
    assert results[0] == results[1]
    assert not isinstance(results[0], Exception)
    assert Badge.objects.count() == 1


def test_two_processes_that_start_at_once_make_one_key(committing: None, settings: Any) -> None:
    settings.BADGE_KEY = ""
    results = together(ensure_key, ensure_key)
    assert results[0] == results[1] == BadgeKey.objects.get()
