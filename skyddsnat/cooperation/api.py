"""What other rooms may use of cooperation."""

from skyddsnat.cooperation.access import own_cases_for, received_cases_for
from skyddsnat.cooperation.counting.proof import count_cases
from skyddsnat.cooperation.keeping.destroying import destroy_due as destroy_due_cases
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

__all__ = [
    "add_guardian",
    "add_measure",
    "assess_risks",
    "change_basics",
    "confirm_arrival",
    "confirm_reception",
    "count_cases",
    "decide_assessment",
    "destroy_due_cases",
    "escalate_due",
    "open_referral",
    "own_cases_for",
    "received_cases_for",
    "record_answer",
    "send_request",
    "take_step",
    "write_assessment",
    "write_consent",
    "write_follow_up",
    "write_plan",
    "write_request",
    "write_view",
]
