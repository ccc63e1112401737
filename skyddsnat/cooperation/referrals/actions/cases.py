"""Opening a case, the child it is about, the frame of it, and the lock."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext as _

from skyddsnat.actors.api import organisations_of
from skyddsnat.actors.models import Organisation, Place
from skyddsnat.cooperation.access import CASE, own_cases_for
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Child, Move, Referral
from skyddsnat.cooperation.referrals import ages
from skyddsnat.cooperation.referrals.contact import check_contact, may_contact
from skyddsnat.cooperation.referrals.meeting_times import add_goals
from skyddsnat.cooperation.referrals.owning import need, own_case
from skyddsnat.cooperation.referrals.withdrawing import requests_to_origin, withdraw
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.dates import today

CHOOSES_RECEIVER = (State.IDENTIFIED, State.PROTECTED, State.ASSESSED)
CHILD_FIELDS = (
    "given_name", "family_name", "born_on", "age_claimed", "age_from", "age_to", "age_assessed_on", "age_basis", "sex",
    "nationalities", "languages", "documents", "forms", "signs",
)  # fmt: skip


class Contradicts(Refused):
    """What was said of the child contradicts itself: field → sentence."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        super().__init__(" ".join(faults.values()))


@transaction.atomic
def open_referral(
    *, owner: Organisation, child: Mapping[str, Any], by: User, origin: Place | None = None, dnr: str = "",
    activity: Activity | None = None, once: uuid.UUID | None = None,
) -> Referral:  # fmt: skip
    """Open a case of the person's own organisation. The same form sent twice opens one."""
    if not by.may(CASE) or not organisations_of(by, today()).filter(pk=owner.pk).exists():
        raise PermissionDenied
    once = once or uuid.uuid4()
    before = own_cases_for(by).filter(once=once).first()
    if before is not None:
        return before
    about = _filled(Child(), child)
    case = Referral.objects.create(
        number=_next_number(), once=once, owner=owner, origin=origin, dnr=dnr.strip(), activity=activity,
        responsible=by, opened_by=by,
    )  # fmt: skip
    about.referral = case
    about.save(force_insert=True)
    Move.objects.create(referral=case, code="open", to_state=case.state, by=by)
    add_goals(case, "opened", case.opened_at.date(), by)
    record(by, "referral.opened", case, number=case.number)
    return case


def _next_number() -> str:
    """The next number of the house; one that was used is never used again, whatever was destroyed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cooperation_referral_number')")
        (number,) = cursor.fetchone()
    return f"B-{today().year}-{number:04d}"


def _filled(child: Child, said: Mapping[str, Any]) -> Child:
    for name in CHILD_FIELDS:
        if name in said:
            setattr(child, name, said[name])
    faults = ages.faults(child, today())
    if faults:
        raise Contradicts(faults)
    return child


@transaction.atomic
def change_child(*, referral: Referral, child: Mapping[str, Any], version: int, by: User) -> Child:
    """Write what is known of the child. Ages that contradict each other are refused."""
    case = own_case(referral, by, version)
    about = _filled(Child.objects.filter(referral=case).first() or Child(referral=case), child)
    about.save()
    _changed(case)
    record(by, "referral.child_changed", case, number=case.number)
    return about


@transaction.atomic
def change_basics(
    *, referral: Referral, receiver: Organisation | None, origin: Place | None, dnr: str, responsible: User | None,
    version: int, by: User, activity: Activity | None = None,
) -> Referral:  # fmt: skip
    """Choose the receiver, the country of origin, the registration number and who is responsible."""
    case = own_case(referral, by, version)
    if receiver != case.receiver:
        if case.state not in CHOOSES_RECEIVER:
            raise Refused(_("Mottagaren kan inte bytas nu. Ta tillbaka förfrågan först, så går det igen."))
        if receiver is not None and receiver.pk == case.owner_id:
            raise Refused(_("Mottagaren är er egen organisation. Välj en myndighet i ett annat land."))
    if case.no_contact and origin is None:
        raise Refused(_("Ärendet är låst mot barnets land. Skriv vilket land det är."))
    case.receiver, case.origin, case.dnr, case.responsible = receiver, origin, dnr.strip(), responsible
    case.activity = activity or case.activity
    if receiver is not None:
        check_contact(case, receiver)
    _changed(case)
    record(by, "referral.changed", case, number=case.number)
    return case


@transaction.atomic
def lock_contact(*, referral: Referral, reason: str, version: int, by: User) -> Referral:
    """Forbid all contact with the child's country. What was asked there is taken back, and the receiver with it."""
    case = own_case(referral, by, version)
    if case.origin_id is None:
        raise Refused(_("Skriv först vilket land barnet kommer från. Låset gäller det landet."))
    case.no_contact, case.no_contact_reason = True, need(reason, _("Skriv varför kontakt inte får tas."))
    if case.receiver is not None and not may_contact(case, case.receiver):
        _withdraw_from(case, by)
    withdraw(requests_to_origin(case), _("Kontakt med barnets land är förbjuden."), by)
    _changed(case)
    record(by, "referral.locked", case, number=case.number)
    return case


def _withdraw_from(case: Referral, by: User) -> None:
    """Go back to where nobody was asked, and choose no receiver."""
    if case.state == State.TRAVELLING:
        raise Refused(_("Barnet är på väg dit. Avbryt resan först, och lås sedan."))
    if case.state in (State.ARRIVED, State.FOLLOWED_UP):
        raise Refused(_("Barnet är redan där. Låset gör ingen nytta nu."))
    ways = {
        State.ASKED: ("recall",), State.REFUSED: ("reconsider",), State.ACCEPTED: ("undo_yes",),
        State.PLANNED: ("replan", "undo_yes"),
    }  # fmt: skip
    after = {"recall": State.ASSESSED, "reconsider": State.ASSESSED, "undo_yes": State.ASSESSED}
    for code in ways.get(State(case.state), ()):
        was, case.state = case.state, after.get(code, State.ACCEPTED)
        Referral.objects.filter(pk=case.pk).update(state=case.state)
        why = _("Kontakt med barnets land är förbjuden.")
        Move.objects.create(referral=case, code=code, from_state=was, to_state=case.state, by=by, reason=why)
    case.receiver = None


@transaction.atomic
def unlock_contact(*, referral: Referral, version: int, by: User) -> Referral:
    """Allow contact with the child's country again."""
    case = own_case(referral, by, version)
    case.no_contact, case.no_contact_reason = False, ""
    _changed(case)
    record(by, "referral.unlocked", case, number=case.number)
    return case


def _changed(case: Referral) -> None:
    case.version += 1
    case.save()
