"""One's own organisation's cases among what can be searched: by number and dnr, never by who a child is."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.cooperation.access import own_cases_for
from skyddsnat.cooperation.models import Referral
from skyddsnat.core.api import Hit, Matches, Named, Query, RecordKind, matching
from skyddsnat.core.models import User


def cases(user: User, query: Query) -> Matches:
    """The cases with the words in their number or their registration number."""
    return Matches(matching(own_cases_for(user), query, title=["number"], body=["dnr"]), _hit)


def _hit(row: Referral) -> Hit:
    return Hit(row.number, reverse("cooperation:referral", args=[row.pk]), row.get_state_display(), row.dnr)


def _named(row: Referral) -> Named:
    return Named(row.number, row.get_state_display())


FINDER = ("arenden-om-barn", _("Ärenden om barn"), cases)
CASE = RecordKind("cooperation:referral", _("Ärende om ett barn"), {"pk": "pk"}, own_cases_for, _named)
