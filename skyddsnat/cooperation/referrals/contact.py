"""The lock: when a case says so, nothing goes to the country that the child comes from."""

from __future__ import annotations

from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.models import Referral
from skyddsnat.core.api import Refused


def may_contact(referral: Referral, organisation: Organisation) -> bool:
    """Whether anything of the case may go to the organisation. Under the lock, one whose place is unknown may not."""
    if not referral.no_contact:
        return True
    return organisation.place_id is not None and organisation.place_id != referral.origin_id


def check_contact(referral: Referral, organisation: Organisation) -> None:
    """Raise Refused when the lock forbids it."""
    if may_contact(referral, organisation):
        return
    if organisation.place_id is None:
        raise Refused(
            _(
                "Ärendet är låst mot ett land, och det står inte i vilket land %(name)s finns. Skriv in landet först."
            )
            % {"name": str(organisation)}
        )
    raise Refused(
        _("Ärendet är låst: ingen kontakt får tas med landet som barnet kommer från. %(name)s finns där.")
        % {"name": str(organisation)}
    )
