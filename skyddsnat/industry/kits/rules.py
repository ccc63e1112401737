"""What an edition must be, before anything is printed."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.industry.jobs import JOBS_IN
from skyddsnat.industry.models import Edition

FOR_A_JOB = (Edition.Form.CHECKLIST, Edition.Form.CARD)
MOST_COPIES = 10_000
MOST_ASKED = 500  # that a company asks for at once; for more it calls
A_DAY = 40  # editions of one company


def check_edition(*, form: str, job: str, sector: str, copies: int) -> None:
    """Raise Refused for a combination that cannot be printed."""
    if form in FOR_A_JOB and job not in JOBS_IN[sector]:
        raise Refused(_("Välj ett arbete som finns på arbetsplatsen."))
    if not 1 <= copies <= MOST_COPIES:
        raise Refused(_("Skriv ett antal mellan 1 och 10 000."))


def check_delivery(*, day: datetime.date, ordered: datetime.date, today: datetime.date) -> None:
    """Raise Refused for a day on which it cannot have been delivered."""
    if not ordered <= day <= today:
        raise Refused(_("Skriv en dag från det att den beställdes till i dag."))


def check_own_order(*, way: str, copies: int, today_before: int) -> None:
    """Raise Refused for an order that a company does not place by itself."""
    if way not in {Edition.Way.PRINTS, Edition.Way.ASKS}:
        raise Refused(_("Välj om ni skriver ut själva eller vill ha tryckta exemplar."))
    if way == Edition.Way.ASKS and copies > MOST_ASKED:
        raise Refused(
            _("Be om högst %(most)s exemplar åt gången. Kontakta oss om ni behöver fler.")
            % {"most": MOST_ASKED}
        )
    if today_before >= A_DAY:
        raise Refused(_("Ni har beställt mycket material i dag. Fortsätt i morgon, eller kontakta oss."))


def is_out(edition: Edition) -> bool:
    """Whether the workplace may have it: delivered, or printed by the company itself."""
    if edition.withdrawn_at is not None:
        return False
    return edition.delivered_on is not None or edition.way == Edition.Way.PRINTS
