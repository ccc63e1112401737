"""Consultations for safe statistics: how many were asked in a year, by the place of the organisation that asked.

Who asked and what was said are not read. The numbers go straight to the protection of small numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.api import county_labels, municipality_labels, place_columns
from skyddsnat.core.api import COUNTY, MUNICIPALITY, Countable, Counted, tallied
from skyddsnat.knowledge.models import Consultation


def count_consultations_by(columns: Sequence[str], year: int) -> Counted:
    """How many questions were asked that year of each combination; those withdrawn are left out."""
    asked = Consultation.objects.filter(asked_at__year=year).exclude(state=Consultation.State.WITHDRAWN)
    rows = asked.values_list("organisation__place__kind", "organisation__place__code")
    return tallied([place_columns(kind, code) for kind, code in rows], columns)


CONSULTATIONS = Countable(
    "consultations",
    _("Frågor om råd"),
    (
        "En fråga räknas det år den ställdes, där organisationen som frågade finns.",
        "A question is counted in the year it was asked, where the organisation that asked is.",
    ),
    {COUNTY: county_labels, MUNICIPALITY: municipality_labels},
    count_consultations_by,
)
