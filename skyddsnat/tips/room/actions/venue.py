"""Letting a workplace know that a tip from it was received: that, and nothing more."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.api import tell_received
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.tips.models import Tip
from skyddsnat.tips.room.locking import locked


@transaction.atomic
def tell_venue(*, tip: Tip, code: str, by: User) -> None:
    """Tell the workplace with that code, by the month in which the tip came. Said twice, it is told once.

    The code stood sealed in the tip and is now in the open, so it is not kept together with the tip: the log says that
    the team told a workplace, not which, and not of which tip.
    """
    current = locked(tip, by)
    if not code.strip():
        raise Refused(_("Skriv arbetsplatsens kod. Den står i tipset om den som tipsade skrev den."))
    if not tell_received(code, timezone.localdate(current.received_at)):
        raise Refused(_("Ingen arbetsplats har den koden. Kontrollera att den är rätt skriven."))
    record(by, "tip.venue_told", current.receiver)
