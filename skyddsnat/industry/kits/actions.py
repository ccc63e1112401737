"""Every write on editions."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.companies.sending import write_letter
from skyddsnat.industry.kits.printing import fingerprint, today_says, words_now
from skyddsnat.industry.kits.rules import FOR_A_JOB, check_delivery, check_edition, is_out
from skyddsnat.industry.models import CompanyLetter, Edition, Site
from skyddsnat.mandate.api import Fact, add_evidence, correct_evidence, correction_of
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.dates import STOCKHOLM, today

EVIDENCE = "checklist_delivered"


@transaction.atomic
def order_edition(
    *, site: Site, form: str, job: str, language: str, copies: int, once: uuid.UUID, by: User
) -> Edition:
    """A new edition with the words of today. The same form sent twice makes one."""
    check_may(by, WRITE)
    current = Site.objects.select_for_update().get(pk=site.pk)  # a second click waits here
    known = Edition.objects.filter(once=once, ordered_by=by).first()
    if known is not None:
        return known
    return add_edition(site=current, form=form, job=job, language=language, copies=copies, once=once, by=by)


@transaction.atomic
def add_edition(
    *, site: Site, form: str, job: str, language: str, copies: int, once: uuid.UUID, by: User | None,
    way: str = Edition.Way.STAFF,
) -> Edition:  # fmt: skip
    """The edition itself, for a workplace that the caller holds."""
    if site.closed_at is not None:
        raise Refused(_("Arbetsplatsen är stängd."))
    check_edition(form=form, job=job, sector=site.sector, copies=copies)
    job = job if form in FOR_A_JOB else ""
    made = Edition.objects.create(
        site=site, form=form, job=job, language=language, copies=copies, once=once, ordered_by=by, way=way,
        words=fingerprint(words_now(site, form, job, language, today_says())),
    )  # fmt: skip
    record(by, "edition.ordered", made, site=site.pk, form=form, copies=copies, way=way)
    return made


@transaction.atomic
def deliver_edition(
    *, edition: Edition, day: datetime.date, activity: Activity | None, version: int, by: User
) -> Edition:
    """Say that it has reached the workplace. Checklists become evidence on the activity when one is chosen."""
    check_may(by, WRITE)
    current = _held(edition, version)
    if current.delivered_on is not None:
        raise Refused(_("Upplagan är redan lämnad."))
    if current.recalled_at is not None:
        raise Refused(_("Upplagan är återkallad. Beställ en ny."))
    _check_wanted(current)
    check_delivery(day=day, ordered=current.ordered_at.astimezone(STOCKHOLM).date(), today=today())
    current.delivered_on = day
    if current.form == Edition.Form.CHECKLIST and activity is not None:
        company = current.site.company.organisation
        fact = Fact(EVIDENCE, activity, day, current.copies, company, current.site.place, _reference(current))
        current.activity, current.evidence = activity, add_evidence(fact=fact, by=by)
    _saved(current)
    record(by, "edition.delivered", current, copies=current.copies)
    return current


@transaction.atomic
def undo_delivery(*, edition: Edition, version: int, by: User) -> Edition:
    """It had not reached the workplace; its evidence is taken back."""
    check_may(by, WRITE)
    current = _held(edition, version)
    if current.delivered_on is None:
        return current
    if current.evidence is not None and correction_of(current.evidence) is None:
        correct_evidence(evidence=current.evidence, reason=_("Upplagan hade inte lämnats."), by=by)
    current.delivered_on = current.activity = current.evidence = None
    _saved(current)
    record(by, "edition.returned", current)
    return current


@transaction.atomic
def recall_edition(*, edition: Edition, why: str, version: int, by: User) -> Edition:
    """The workplace is to take it down. What was delivered stays as evidence: it was there.

    A company that may have it is told in a letter, once for each time that it is recalled.
    """
    check_may(by, WRITE)
    current = _held(edition, version)
    if current.recalled_at is not None:
        return current
    _check_wanted(current)
    if not why.strip():
        raise Refused(_("Skriv varför, så att arbetsplatsen vet vad som var fel."))
    current.recalled_at, current.recalled_by, current.recalled_why = timezone.now(), by, why.strip()[:300]
    _saved(current)
    record(by, "edition.recalled", current)
    company = current.site.company
    if is_out(current) and company.left_at is None:
        kind = CompanyLetter.Kind.RECALL
        write_letter(
            CompanyLetter(kind=kind, company=company, edition=current, edition_version=current.version)
        )
    return current


@transaction.atomic
def undo_recall(*, edition: Edition, version: int, by: User) -> Edition:
    """It may stay after all."""
    check_may(by, WRITE)
    current = _held(edition, version)
    if current.recalled_at is not None:
        current.recalled_at, current.recalled_by, current.recalled_why = None, None, ""
        current.removed_at = None
        _saved(current)
        record(by, "edition.restored", current)
    return current


def _check_wanted(edition: Edition) -> None:
    if edition.withdrawn_at is not None:
        raise Refused(_("Företaget har tagit tillbaka beställningen."))


def _held(edition: Edition, version: int) -> Edition:
    current = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if current.version != version:
        raise ChangedMeanwhile(current)
    return current


def _saved(edition: Edition) -> None:
    edition.version += 1
    edition.save()


def _reference(edition: Edition) -> str:
    return _("Upplaga %(number)s") % {"number": edition.pk}
