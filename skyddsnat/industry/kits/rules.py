"""What an edition must be, before anything is printed."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.industry.jobs import JOBS_IN
from skyddsnat.industry.models import Edition

FOR_A_JOB = (Edition.Form.CHECKLIST, Edition.Form.CARD)
MOST_COPIES = 10_000


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
