"""Cases for safe statistics: how many were opened in a year, by place, form, age, sex and citizenship.

The numbers go straight to the protection of small numbers. No number, name or day of a case leaves the room.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.api import county_labels, municipality_labels, place_columns, states
from skyddsnat.cooperation.counting.proof import NO_CASE
from skyddsnat.cooperation.counting.rules import NO_FORM, SEVERAL, form_of
from skyddsnat.cooperation.kinds import AgeBasis, Form, Sex
from skyddsnat.cooperation.models import Referral
from skyddsnat.cooperation.models.referral import Child
from skyddsnat.cooperation.referrals.ages import years
from skyddsnat.core.api import (
    AGE,
    CITIZENSHIP,
    COUNTY,
    FORM,
    MUNICIPALITY,
    SEX,
    UNKNOWN,
    UNKNOWN_LABEL,
    Countable,
    Counted,
    Labels,
    labels_of,
    tallied,
)
from skyddsnat.shared.dates import STOCKHOLM

SWEDEN = "SE"
AGES = {
    "0-6": (0, 6), "7-11": (7, 11), "12-14": (12, 14), "15-17": (15, 17), "18-": (18, 200),
}  # fmt: skip


def count_cases_by(columns: Sequence[str], year: int) -> Counted:
    """How many cases were opened that year of each combination; mistakes and doubles are left out."""
    cases = Referral.objects.filter(opened_at__year=year).exclude(close_reason__in=NO_CASE)
    members = set(states(datetime.date(year, 12, 31)).values_list("code", flat=True))
    found = cases.select_related("child", "owner__place").defer("owner__place__geometry")
    return tallied([_told(case, members) for case in found], columns)


def _told(case: Referral, members: set[str]) -> Mapping[str, str]:
    place = case.owner.place
    at = place_columns(place.kind, place.code) if place else {}
    child: Child | None = getattr(case, "child", None)
    if child is None:
        return at
    return {
        **at,
        FORM: UNKNOWN if (form := form_of(child.forms)) == NO_FORM else form,
        AGE: _age(child, case),
        SEX: child.sex,
        CITIZENSHIP: _citizenship(child.nationalities, members),
    }


def _age(child: Child, case: Referral) -> str:
    """The group of the age that the case was opened with: documented, else assessed, else claimed."""
    on = case.opened_at.astimezone(STOCKHOLM).date()
    if child.age_basis == AgeBasis.ASSESSED:
        found = child.age_from
    elif child.born_on is not None:
        found = years(child.born_on, on)
    else:
        found = child.age_claimed
    return next(
        (code for code, (low, high) in AGES.items() if found is not None and low <= found <= high), UNKNOWN
    )


def _citizenship(states: Sequence[str], members: set[str]) -> str:
    if not states:
        return UNKNOWN
    if len(states) > 1:
        return "several"
    return "sweden" if states[0] == SWEDEN else "eu" if states[0] in members else "other"


def form_labels() -> Labels:
    return {**labels_of(Form.choices), SEVERAL: ("Flera former", "Several forms")}


def age_labels() -> Labels:
    groups = {code: (f"{low}–{high} år", f"{low}–{high} years") for code, (low, high) in AGES.items()}
    return {**groups, "18-": ("18 år eller äldre", "18 years or older"), UNKNOWN: UNKNOWN_LABEL}


def citizenship_labels() -> Labels:
    return {
        "sweden": ("Sverige", "Sweden"),
        "eu": ("Annat land i EU", "Another country in the EU"),
        "other": ("Land utanför EU", "A country outside the EU"),
        "several": ("Flera länder", "Several countries"),
        UNKNOWN: UNKNOWN_LABEL,
    }


CASES = Countable(
    "referrals",
    _("Ärenden om barn som hänvisas mellan länder"),
    (
        "Ett ärende räknas det år det öppnades, i den kommun eller det län som har ärendet.",
        "A case is counted in the year it was opened, in the municipality or county that has the case.",
    ),
    {
        COUNTY: county_labels, MUNICIPALITY: municipality_labels, FORM: form_labels, AGE: age_labels,
        SEX: lambda: labels_of(Sex.choices), CITIZENSHIP: citizenship_labels,
    },
    count_cases_by,
)  # fmt: skip
