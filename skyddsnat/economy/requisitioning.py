"""When money runs low: a requisition is proposed with its reasons. Pure, sums in öre.

Nothing is ever sent by itself.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from skyddsnat.economy.rules import Figures
from skyddsnat.shared.hashing import canonical_json, sha256_hex
from skyddsnat.shared.yaml_files import read_yaml


class Reason(StrEnum):
    """Why a requisition is proposed, the gravest first."""

    LATE = "late"  # the last day has passed and nothing is requisitioned
    OVERDRAWN = "overdrawn"  # more is used than requisitioned
    NEAR = "near"  # the last day is near and nothing is requisitioned
    BEGUN = "begun"  # costs have begun and nothing is requisitioned
    RUNS_LOW = "runs_low"  # what is requisitioned does not last


@dataclass(frozen=True)
class Thresholds:
    """The data in requisitioning.yaml."""

    ahead_days: int
    deadline_days: int
    rounding_ore: int


@cache
def thresholds() -> Thresholds:
    read = read_yaml((Path(__file__).parent / "requisitioning.yaml").read_text())
    return Thresholds(read["ahead_days"], read["deadline_days"], read["rounding_kr"] * 100)


@dataclass(frozen=True)
class Needs:
    """What a proposal rests on. `soon_ore` is expected within `ahead_days`; `year_ore` is the whole forecast."""

    figures: Figures
    soon_ore: int
    year_ore: int
    once: bool
    last_day: datetime.date | None
    locked: bool = False


@dataclass(frozen=True)
class Proposal:
    """A requisition to consider: the whole sum that is to be requisitioned, not what is added."""

    amount_ore: int
    reasons: tuple[Reason, ...]
    needs: Needs = field(repr=False)

    @property
    def more_ore(self) -> int:
        """What is added to what is requisitioned already."""
        return self.amount_ore - self.needs.figures.requisitioned_ore

    @property
    def fingerprint(self) -> str:
        """Of the figures, so that a proposal put aside comes back when they change and not because a day passes."""
        figures = self.needs.figures
        return sha256_hex(
            canonical_json(
                [
                    figures.ceiling_ore,
                    figures.requisitioned_ore,
                    figures.used_ore,
                    [str(r) for r in self.reasons],
                ]
            )
        )


def proposed(needs: Needs, on: datetime.date, given: Thresholds) -> Proposal | None:
    """The requisition to consider today; None when nothing needs to be done, or nothing can be."""
    figures = needs.figures
    reasons = _reasons(needs, on, given)
    if not reasons or needs.locked or figures.requisitioned_ore >= figures.ceiling_ore:
        return None
    wanted = needs.year_ore if needs.once else figures.used_ore + needs.soon_ore
    wanted = max(wanted, figures.used_ore, figures.requisitioned_ore)
    rounded = -(-wanted // given.rounding_ore) * given.rounding_ore
    amount = min(rounded, figures.ceiling_ore)
    return Proposal(amount, reasons, needs) if amount > figures.requisitioned_ore else None


def _reasons(needs: Needs, on: datetime.date, given: Thresholds) -> tuple[Reason, ...]:
    figures = needs.figures
    none = figures.requisitioned_ore == 0
    days = (needs.last_day - on).days if needs.last_day else None
    held = {
        Reason.LATE: none and days is not None and days < 0,
        Reason.OVERDRAWN: not none and figures.used_ore > figures.requisitioned_ore,
        Reason.NEAR: none and days is not None and 0 <= days <= given.deadline_days,
        Reason.BEGUN: none and figures.used_ore > 0,
        Reason.RUNS_LOW: not none
        and figures.used_ore <= figures.requisitioned_ore < figures.used_ore + needs.soon_ore,
    }
    return tuple(reason for reason, holds in held.items() if holds)
