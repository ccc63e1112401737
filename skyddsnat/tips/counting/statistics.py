"""Tips for safe statistics: how many came in a year, by kind and place.

Only what stands in the open is counted: the kind that the sender chose, and the place that the team said when it closed
the tip. The numbers go straight to the protection of small numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.api import county_labels, municipality_labels, place_columns
from skyddsnat.core.api import COUNTY, FORM, MUNICIPALITY, Countable, Counted, labels_of, tallied
from skyddsnat.tips.kinds import Kind, Reason
from skyddsnat.tips.models import Tip


def count_tips_by(columns: Sequence[str], year: int) -> Counted:
    """How many tips came that year of each combination. One handed over is counted where it ended."""
    tips = Tip.objects.filter(received_at__year=year).exclude(reason=Reason.HANDED)
    rows = tips.values_list("kind", "place__kind", "place__code")
    return tallied([{FORM: kind, **place_columns(at, code)} for kind, at, code in rows], columns)


TIPS = Countable(
    "tips",
    _("Tips"),
    (
        "Ett tips räknas det år det kom. Platsen är den som mottagaren angav när tipset avslutades.",
        "A tip is counted in the year it came. The place is the one that the receiver gave when the tip was closed.",
    ),
    {COUNTY: county_labels, MUNICIPALITY: municipality_labels, FORM: lambda: labels_of(Kind.choices)},
    count_tips_by,
)
