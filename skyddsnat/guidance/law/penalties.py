"""Scales of penalties in words, and what they decide."""

from __future__ import annotations

from skyddsnat.guidance.law.book import Penalty
from skyddsnat.guidance.law.text import Text

HALF_A_YEAR = 6

UNVERIFIED = Text(
    "Straffet är inte kontrollerat för den här tiden.", "The penalty has not been checked for this time."
)
PRISON_ONLY = Text(
    "Fängelse; det högsta straffet är inte kontrollerat för den här tiden.",
    "Imprisonment; the greatest penalty has not been checked for this time.",
)
LEAST_ONLY = Text(
    "Fängelse i lägst {low}; det högsta straffet är inte kontrollerat för den här tiden.",
    "Imprisonment for at least {low}; the greatest penalty has not been checked for this time.",
)
GREATEST_ONLY = Text(
    "Fängelse i högst {high}; det lägsta straffet är inte kontrollerat för den här tiden.",
    "Imprisonment for at most {high}; the least penalty has not been checked for this time.",
)
FINE = Text("Böter eller fängelse i högst {high}.", "A fine, or imprisonment for at most {high}.")
BOTH = Text("Fängelse i lägst {low} och högst {high}.", "Imprisonment for at least {low} and at most {high}.")
GREATEST = Text("Fängelse i högst {high}.", "Imprisonment for at most {high}.")


def length(months: int) -> Text:
    """Months in words: 18 → "1 år och 6 månader"."""
    years, rest = divmod(months, 12)
    sv = [f"{years} år"] if years else []
    en = [f"{years} year{'s' if years > 1 else ''}"] if years else []
    if rest or not years:
        sv.append(f"{rest} månad{'er' if rest != 1 else ''}")
        en.append(f"{rest} month{'s' if rest != 1 else ''}")
    return Text(" och ".join(sv), " and ".join(en))


def penalty_said(fine: bool, low: int | None, high: int | None) -> Text:
    """A scale in words; what was not verified is said not to be."""
    told = {"low": length(low or 0), "high": length(high or 0)}
    if high is None:
        return (UNVERIFIED if low is None else LEAST_ONLY if low else PRISON_ONLY).filled(**told)
    if fine:
        return FINE.filled(**told)
    if low is None:
        return GREATEST_ONLY.filled(**told)
    return (BOTH if low else GREATEST).filled(**told)


def over_half_a_year(penalty: Penalty) -> bool | None:
    """Whether more than six months' imprisonment can follow; None when that was not verified.

    A scale that begins at six months ends above them.
    """
    if penalty.max_months is not None:
        return penalty.max_months > HALF_A_YEAR
    return True if (penalty.min_months or 0) >= HALF_A_YEAR else None


def at_least(penalty: Penalty, months: int) -> bool | None:
    """Whether the least penalty is as high as `months`; None when that was not verified."""
    if penalty.min_months is not None:
        return penalty.min_months >= months
    if penalty.max_months is not None and penalty.max_months < months:
        return False
    return None
