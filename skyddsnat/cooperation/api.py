"""What other rooms may use of cooperation."""

from skyddsnat.cooperation.exchange.access import consents_to, people_of
from skyddsnat.cooperation.exchange.actions.keys import NewKey, keep_key, make_authority_key
from skyddsnat.cooperation.exchange.actions.links import NewLink, make_link
from skyddsnat.cooperation.exchange.actions.sharing import (
    SealedField,
    acknowledge_parcel,
    open_parcel,
    send_parcel,
)
from skyddsnat.cooperation.exchange.asking import questions_of
from skyddsnat.cooperation.exchange.choosing import Choice, FilledField, filled_fields
from skyddsnat.cooperation.exchange.rules import code_of
from skyddsnat.cooperation.models import AuthorityKey, OwnKey, Referral
from skyddsnat.cooperation.referrals.actions.cases import change_basics, open_referral
from skyddsnat.cooperation.referrals.actions.requests import send_request, write_request
from skyddsnat.cooperation.referrals.actions.safeguards import add_guardian, write_consent

__all__ = [
    "AuthorityKey",
    "Choice",
    "FilledField",
    "NewKey",
    "NewLink",
    "OwnKey",
    "Referral",
    "SealedField",
    "acknowledge_parcel",
    "add_guardian",
    "change_basics",
    "code_of",
    "consents_to",
    "filled_fields",
    "keep_key",
    "make_authority_key",
    "make_link",
    "open_parcel",
    "open_referral",
    "people_of",
    "questions_of",
    "send_parcel",
    "send_request",
    "write_consent",
    "write_request",
]
