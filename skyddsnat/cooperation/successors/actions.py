"""An organisation's yes to letting its cases go on to the authority that takes over: two of its people stand for it."""

from __future__ import annotations

import datetime

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.models import SuccessorConsent
from skyddsnat.cooperation.successors.access import check_may_say
from skyddsnat.core.models import User
from skyddsnat.mandate.api import confirm_consent, give_consent, note_consents_used, take_back_consent

VERB = "case_consent"


def say_yes(
    *, organisation: Organisation, successor: Organisation, until: datetime.date, by: User
) -> SuccessorConsent:
    """Say yes for all of the organisation's cases. It counts when a colleague has confirmed it."""
    check_may_say(by, organisation)
    return give_consent(
        SuccessorConsent, {"organisation": organisation}, verb=VERB, successor=successor, until=until, by=by
    )


def confirm_yes(*, organisation: Organisation, seen: int, by: User) -> SuccessorConsent:
    """Stand for a colleague's yes too."""
    check_may_say(by, organisation)
    return confirm_consent(SuccessorConsent, {"organisation": organisation}, verb=VERB, seen=seen, by=by)


def take_back_yes(*, organisation: Organisation, by: User) -> None:
    """Let none of the organisation's cases go anywhere. One person is enough."""
    check_may_say(by, organisation)
    take_back_consent(SuccessorConsent, {"organisation": organisation}, verb=VERB, by=by)


def note_used(consents: list[int]) -> None:
    """Write down that cases went over with these."""
    note_consents_used(SuccessorConsent, consents, verb=VERB)
