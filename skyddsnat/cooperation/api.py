"""What other rooms may use of cooperation."""

from skyddsnat.cooperation.access import own_cases_for, received_cases_for
from skyddsnat.cooperation.counting.proof import count_cases
from skyddsnat.cooperation.directory.actions import (
    Holder,
    add_agreement,
    add_role_contact,
    name_holder,
    remove_ended_role_contacts,
)
from skyddsnat.cooperation.directory.actions.agreements import AgreementFields
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
from skyddsnat.cooperation.keeping.destroying import destroy_due as destroy_due_cases
from skyddsnat.cooperation.models import AuthorityKey, OwnKey, Question, Referral
from skyddsnat.cooperation.parts import ANY, PARTS, Part
from skyddsnat.cooperation.questions.actions.findings import add_finding
from skyddsnat.cooperation.questions.actions.meetings import meet
from skyddsnat.cooperation.questions.actions.parties import invite
from skyddsnat.cooperation.questions.actions.practice import agree, approve_practice, write_practice
from skyddsnat.cooperation.questions.actions.raising import raise_question
from skyddsnat.cooperation.questions.actions.spreading import prepare_spreading
from skyddsnat.cooperation.questions.actions.states import begin, say_spread
from skyddsnat.cooperation.questions.actions.talking import comment
from skyddsnat.cooperation.referrals.actions.cases import change_basics, open_referral
from skyddsnat.cooperation.referrals.actions.journeys import confirm_arrival, confirm_reception, write_plan
from skyddsnat.cooperation.referrals.actions.moving import take_step
from skyddsnat.cooperation.referrals.actions.requests import record_answer, send_request, write_request
from skyddsnat.cooperation.referrals.actions.safeguards import (
    add_guardian,
    add_measure,
    assess_risks,
    decide_assessment,
    write_assessment,
    write_consent,
    write_follow_up,
    write_view,
)
from skyddsnat.cooperation.referrals.actions.timing import escalate_due
from skyddsnat.cooperation.successors.actions import confirm_yes, note_used, say_yes, take_back_yes
from skyddsnat.cooperation.successors.going_over import consent_standings, going_over

__all__ = [
    "ANY",
    "PARTS",
    "AgreementFields",
    "AuthorityKey",
    "Choice",
    "FilledField",
    "Holder",
    "NewKey",
    "NewLink",
    "OwnKey",
    "Part",
    "Question",
    "Referral",
    "SealedField",
    "acknowledge_parcel",
    "add_agreement",
    "add_finding",
    "add_guardian",
    "add_measure",
    "add_role_contact",
    "agree",
    "approve_practice",
    "assess_risks",
    "begin",
    "change_basics",
    "code_of",
    "comment",
    "confirm_arrival",
    "confirm_reception",
    "confirm_yes",
    "consent_standings",
    "consents_to",
    "count_cases",
    "decide_assessment",
    "destroy_due_cases",
    "escalate_due",
    "filled_fields",
    "going_over",
    "invite",
    "keep_key",
    "make_authority_key",
    "make_link",
    "meet",
    "name_holder",
    "note_used",
    "open_parcel",
    "open_referral",
    "own_cases_for",
    "people_of",
    "prepare_spreading",
    "questions_of",
    "raise_question",
    "received_cases_for",
    "record_answer",
    "remove_ended_role_contacts",
    "say_spread",
    "say_yes",
    "send_parcel",
    "send_request",
    "take_back_yes",
    "take_step",
    "write_assessment",
    "write_consent",
    "write_follow_up",
    "write_plan",
    "write_practice",
    "write_request",
    "write_view",
]
