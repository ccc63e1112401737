"""What waits for those who work with the companies."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.companies.access import (
    changeable_companies,
    doubtful_letters_for,
    proofs_for,
    reports_for,
)
from skyddsnat.industry.companies.sending import SLOWEST
from skyddsnat.shared.dates import STOCKHOLM


def waiting(user: User) -> Iterator[Task]:
    """New companies to check, workplaces without an activity, reports to read, letters nobody knows about."""
    if not user.may(WRITE):
        return
    about = _("Bransch")
    for one in changeable_companies(user).filter(checked_at=None, left_at=None):
        yield Task(
            Why.WAITING, str(one), reverse("industry:company", args=[one.pk]), _("Kontrollera företaget"),
            about=about, since=one.joined_at.astimezone(STOCKHOLM).date() if one.joined_at else None,
            hint=_("Talar kontaktpersonen för företaget? Först därefter kan det stå i den publika listan."),
            key=f"check:{one.pk}",
        )  # fmt: skip
    number = proofs_for(user).filter(activity=None, aside_at=None).count()
    if number:
        said = ngettext(
            "%(count)d arbetsplats har anslutit sig", "%(count)d arbetsplatser har anslutit sig", number
        )
        yield Task(
            Why.WAITING, said % {"count": number}, reverse("industry:proofs"), _("Välj insats"), about=about,
            hint=_("De blir underlag på den insats som du väljer."), key="proofs",
        )  # fmt: skip
    for report in reports_for(user).filter(read_at=None):
        yield Task(
            Why.WAITING, str(report.pledge.company), reverse("industry:report", args=[report.pk]),
            _("Läs årsrapporten"), about=about, since=report.submitted_at.astimezone(STOCKHOLM).date(),
            key=f"report:{report.pk}",
        )  # fmt: skip
    for letter in doubtful_letters_for(user).filter(claimed_at__lt=timezone.now() - SLOWEST):
        yield Task(
            Why.WAITING, str(letter.company or letter.enrolment), reverse("industry:letter-settle", args=[letter.pk]),
            _("Bestäm om brevet"), about=about,
            hint=_("Ingen vet om brevet kom fram. Skicka igen, eller räkna det som skickat."),
            key=f"letter:{letter.pk}",
        )  # fmt: skip
