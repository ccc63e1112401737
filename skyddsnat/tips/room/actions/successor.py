"""A team's yes to letting its tips go on to the authority that takes over: two members stand for it, staff cannot."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import Refused
from skyddsnat.core.models import User
from skyddsnat.mandate.api import confirm_consent, give_consent, note_consents_used, take_back_consent
from skyddsnat.tips.models import Receiver, SuccessorConsent
from skyddsnat.tips.room.access import check_member, openers_of

VERB = "tip_consent"


def consent_fault(receiver: Receiver, user: User) -> str:
    """Why the member may not say yes for the team; empty when they may: who opens the tips decides where they go."""
    if user.pk in openers_of(receiver):
        return ""
    return _("Bara den som kan öppna lagets nyckel säger ja, bekräftar eller tar tillbaka.")


def say_yes(
    *, receiver: Receiver, successor: Organisation, until: datetime.date, by: User
) -> SuccessorConsent:
    """Say yes for the team. It counts when a colleague has confirmed it."""
    _check(receiver, by)
    return give_consent(
        SuccessorConsent, {"receiver": receiver}, verb=VERB, successor=successor, until=until, by=by
    )


def confirm_yes(*, receiver: Receiver, seen: int, by: User) -> SuccessorConsent:
    """Stand for a colleague's yes too."""
    _check(receiver, by)
    return confirm_consent(SuccessorConsent, {"receiver": receiver}, verb=VERB, seen=seen, by=by)


def take_back_yes(*, receiver: Receiver, by: User) -> None:
    """Let nothing of the team's go anywhere. One member is enough."""
    _check(receiver, by)
    take_back_consent(SuccessorConsent, {"receiver": receiver}, verb=VERB, by=by)


def note_used(consents: list[int]) -> None:
    """Write down that tips went over with these."""
    note_consents_used(SuccessorConsent, consents, verb=VERB)


def _check(receiver: Receiver, by: User) -> None:
    check_member(by, receiver)
    fault = consent_fault(receiver, by)
    if fault:
        raise Refused(fault)
