"""Which of those who have been asked for a yes somebody may see, and how they stand: never what they keep."""

from __future__ import annotations

from collections.abc import Mapping

from skyddsnat.core.models import User
from skyddsnat.mandate.api import ConsentStanding, may_see_consents
from skyddsnat.website.handover.consented import standings


def standings_for(user: User) -> Mapping[str, list[ConsentStanding]]:
    """By room, as the command tells it; nothing for those who do not lead or approve."""
    return standings() if may_see_consents(user) else {}
