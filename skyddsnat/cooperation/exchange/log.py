"""The log of the exchange, written in the same transaction as what it tells of, beside the house's own."""

from __future__ import annotations

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.exchange.kinds import Act
from skyddsnat.cooperation.models import AnswerLink, ExchangeEvent, Parcel, Referral
from skyddsnat.core.models import User


def note(
    act: Act, referral: Referral, organisation: Organisation, *, by: User | None, field: str = "",
    parcel: Parcel | None = None, link: AnswerLink | None = None,
) -> None:  # fmt: skip
    """One line: which authority did what, who for it, with which field. Never what a field says."""
    ExchangeEvent.objects.create(
        act=act, referral=referral, organisation=organisation, by=by, field=field, parcel=parcel, link=link
    )
