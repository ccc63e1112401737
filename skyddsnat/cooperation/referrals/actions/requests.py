"""Requests to other authorities: written, sent, acknowledged, answered. Silence is never a yes."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Referral, Request
from skyddsnat.cooperation.referrals.contact import check_contact
from skyddsnat.cooperation.referrals.kinds import Answer, Basis, Purpose, RequestKind
from skyddsnat.cooperation.referrals.meeting_times import add_goals, meet_goals
from skyddsnat.cooperation.referrals.owning import check_past, current, need, own_case, write
from skyddsnat.cooperation.referrals.standing import Standing
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User

OUTSIDE_IIB = "DK"
TEXTS = ("report", "reasons", "funding", "duration", "supervision", "contact_plan")


@transaction.atomic
def write_request(
    *, referral: Referral, kind: str, organisation: Organisation, asks: str, by: User, basis: str = "",
    translation_attached: bool = False, codes: Mapping[str, str] | None = None, once: uuid.UUID | None = None,
    **said: str,
) -> Request:  # fmt: skip
    """Write a request. Nothing is sent by it; under the lock it cannot even be written to the child's country."""
    case = own_case(referral, by)
    if organisation.pk == case.owner_id:
        raise Refused(_("Mottagaren är er egen organisation. Välj en annan."))
    check_contact(case, organisation)
    _check_basis(kind, basis, organisation)
    told = {name: said.get(name, "").strip() for name in TEXTS}
    return write(
        Request, case, "request.written", once or uuid.uuid4(), by, kind=kind, organisation=organisation,
        basis=basis if kind == RequestKind.PLACEMENT else "", asks=need(asks, _("Skriv vad ni ber om.")),
        translation_attached=translation_attached, **told, **(codes or {}),
    )  # fmt: skip


def _check_basis(kind: str, basis: str, organisation: Organisation) -> None:
    if kind != RequestKind.PLACEMENT:
        return
    need(basis, _("Välj vad begäran om placering vilar på."))
    if basis == Basis.IIB and organisation.place is not None and organisation.place.code == OUTSIDE_IIB:
        raise Refused(_("Danmark står utanför Bryssel II b. Välj 1996 års Haagkonvention, artikel 33."))


def lacks(request: Request) -> list[str]:
    """What a request for placement must hold and does not yet, as words of its form."""
    if request.kind != RequestKind.PLACEMENT:
        return []
    wanted = {
        _("rapport om barnet"): request.report,
        _("skälen"): request.reasons,
        _("hur det betalas"): request.funding,
        _("hur länge"): request.duration,
        _("bifogad översättning"): request.translation_attached,
    }
    return [label for label, there in wanted.items() if not there]


@transaction.atomic
def send_request(*, request: Request, on: datetime.date, by: User) -> Request:
    """Write down that the request was sent, whole and with a consent to share; its times begin."""
    check_past(on)
    found = current(request, by)
    if found.sent_on is not None:
        return found
    case = found.referral
    check_contact(case, found.organisation)
    missing = lacks(found)
    if missing:
        raise Refused(
            _("Begäran saknar: %(what)s. Ta tillbaka den och skriv en ny som är hel.")
            % {"what": ", ".join(missing)}
        )
    _check_shared(case, found.organisation)
    found.sent_on = on
    found.save(update_fields=["sent_on"])
    add_goals(case, "sent", on, by, found)
    if found.basis == Basis.IIB:
        add_goals(case, "sent_placement", on, by, found)
    record(by, "request.sent", found, number=case.number)
    return found


def _check_shared(case: Referral, organisation: Organisation) -> None:
    asked = Referral(pk=case.pk, receiver=organisation)
    if not Standing(asked).consented(Purpose.INFORMATION):
        raise Refused(
            _("Det finns inget samtycke till att uppgifter lämnas till %(name)s, och inget som ersätter det.")
            % {"name": str(organisation)}
        )


@transaction.atomic
def acknowledge_request(*, request: Request, on: datetime.date, by: User) -> Request:
    """Write down that the other authority has said that it got the request."""
    check_past(on)
    found = current(request, by)
    if found.sent_on is None or on < found.sent_on:
        raise Refused(_("Förfrågan var inte skickad den dagen."))
    if found.acknowledged_on is None:
        found.acknowledged_on = on
        found.save(update_fields=["acknowledged_on"])
        meet_goals(found.referral, {"acknowledgement"}, by, found)
        record(by, "request.acknowledged", found)
    return found


@transaction.atomic
def record_answer(
    *, referral: Referral, request: Request, yes: bool, reason: str, by: User, at: datetime.date, source: str = "",
    answered_by: str = "",
) -> Request:  # fmt: skip
    """Write down the other authority's answer, with where it is to be found. It moves no case by itself."""
    check_past(at)
    found = current(request, by)
    if found.referral_id != referral.pk or found.sent_on is None or at < found.sent_on:
        raise Refused(_("Förfrågan var inte skickad den dagen."))
    answer = Answer.YES if yes else Answer.NO
    if found.answer == answer:
        return found
    if found.answer and found.referral.state != State.ASKED:
        raise Refused(_("Ärendet har gått vidare efter svaret. Gå tillbaka i ärendet innan svaret ändras."))
    if not yes:
        need(reason, _("Skriv skälet till nejet, eller att inget skäl gavs."))
    found.answer, found.answered_on, found.answered_by = answer, at, answered_by.strip()
    found.answer_reason, found.answer_source = reason.strip(), source.strip()
    found.answer_written_by, found.answer_written_at = by, timezone.now()
    found.save()
    meet_goals(found.referral, {"placement_answer", "acknowledgement"}, by, found)
    record(by, "request.answered", found, number=found.referral.number)
    return found
