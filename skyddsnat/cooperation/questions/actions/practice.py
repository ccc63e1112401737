"""What is agreed to be done: written, agreed to by organisations one by one, approved by another than its writer."""

from __future__ import annotations

import dataclasses
import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.models import Practice, PracticeConsent, Question
from skyddsnat.cooperation.questions.access import APPROVE, may_approve, speaks_for
from skyddsnat.cooperation.questions.actions.keeping import facts_of, locked, moved
from skyddsnat.cooperation.questions.impersonal import check_impersonal
from skyddsnat.cooperation.questions.kinds import State
from skyddsnat.cooperation.questions.proof import prove
from skyddsnat.cooperation.questions.rules import (
    CONTRIBUTING,
    check_agreed_day,
    check_approvable,
    check_text_open,
)
from skyddsnat.core.api import ChangedMeanwhile, Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.shared.dates import STOCKHOLM, today


@transaction.atomic
def write_practice(*, question: Question, number: int, text: str, by: User, text_en: str = "") -> Practice:
    """Write the practice as its next version. `number` is the latest that the writer saw, 0 for none.

    Those who had agreed to the earlier words have not agreed to these. Words that are agreed on take the question back
    to work.
    """
    check_may(by, WRITE)
    current = locked(question)
    text, text_en = text.strip(), text_en.strip()
    latest = current.practices.first()
    if latest is not None and (latest.text, latest.text_en) == (text, text_en):
        return latest  # a second click
    if (latest.number if latest else 0) != number:
        raise ChangedMeanwhile(latest)
    check_text_open(current.state)
    if not text:
        raise Refused(_("Skriv vad ni är överens om."))
    check_impersonal(text, text_en)
    if current.state != State.WORKING:
        moved(current, State.WORKING)
    made = Practice.objects.create(
        question=current, number=number + 1, text=text, text_en=text_en, written_by=by
    )
    record(by, "practice.written", made, number=made.number)
    return made


@transaction.atomic
def agree(
    *, practice: Practice, organisation: Organisation, on: datetime.date, by: User, reference: str = ""
) -> PracticeConsent:
    """Write down that an organisation agrees: by its own people, or by those who lead the work with where it stands."""
    current = _latest(practice)
    question = current.question
    own = speaks_for(by, question).filter(pk=organisation.pk).exists()
    if not own and not by.may(WRITE):
        raise PermissionDenied(WRITE)
    before = current.consents.filter(organisation=organisation).first()
    if before is not None:
        return before
    if question.state != State.WORKING:
        raise Refused(_("Arbetssättet är redan godkänt. Skriv om det om någon mer ska vara med."))
    working = question.parties.filter(organisation=organisation, left_on=None, part__in=CONTRIBUTING)
    if not working.exists():
        raise Refused(_("Bara de som arbetar med frågan kan komma överens. Bjud in organisationen först."))
    if not own and not reference.strip():
        raise Refused(_("Skriv var det står att organisationen är överens."))
    check_impersonal(reference)
    check_agreed_day(on, written_on=current.written_at.astimezone(STOCKHOLM).date(), today=today())
    made = PracticeConsent.objects.create(
        practice=current, organisation=organisation, agreed_on=on, reference=reference.strip(), noted_by=by
    )
    record(by, "practice.agreed", current, organisation=organisation.code, on=str(on))
    return made


@transaction.atomic
def take_back_consent(*, consent: PracticeConsent, by: User) -> None:
    """An organisation no longer agrees, or never did: while nothing is approved."""
    current = _latest(consent.practice)
    own = speaks_for(by, current.question).filter(pk=consent.organisation_id).exists()
    if not own and not by.may(WRITE):
        raise PermissionDenied(WRITE)
    if current.approved_at is not None:
        raise Refused(_("Arbetssättet är godkänt. Skriv om det i stället."))
    removed, _tables = current.consents.filter(pk=consent.pk).delete()
    if removed:
        record(by, "practice.consent_taken_back", current, organisation=consent.organisation.code)


@transaction.atomic
def approve_practice(*, practice: Practice, by: User, at: datetime.datetime | None = None) -> Practice:
    """Approve what at least two organisations agree on. Nobody approves a version they have written.

    The question is agreed on from now, and becomes evidence on its activity when that has begun.
    """
    if not may_approve(by):
        raise PermissionDenied(APPROVE)
    current = _latest(practice)
    if current.approved_at is not None:
        return current  # a second click
    if current.written_by_id == by.pk:
        raise Refused(_("Du har skrivit arbetssättet. Någon annan behöver godkänna det."))
    question = current.question
    facts = facts_of(question)
    check_approvable(dataclasses.replace(facts, approved=True))
    current.approved_by, current.approved_at = by, at or timezone.now()
    current.save(update_fields=["approved_by", "approved_at"])
    moved(question, State.AGREED)
    record(by, "practice.approved", current, number=current.number)
    prove(question, by=by)
    return current


def _latest(practice: Practice) -> Practice:
    """The version as it is now with its question held. Raises ChangedMeanwhile when it has been written anew."""
    question = locked(practice.question)
    latest = question.practices.first()
    if latest is None or latest.pk != practice.pk:
        raise ChangedMeanwhile(latest, _("Arbetssättet har skrivits om. Läs den nya texten först."))
    latest.question = question
    return latest
