"""The requisition that the figures of now propose, unless somebody has put it aside."""

from __future__ import annotations

from skyddsnat.economy.actions.grants import figures_of, is_locked
from skyddsnat.economy.models import ProposalAside
from skyddsnat.economy.outcome import grant, open_document
from skyddsnat.economy.planning import day_of, expected_soon, plan_of
from skyddsnat.economy.preparing import obligation_of
from skyddsnat.economy.requisitioning import Needs, Proposal, proposed, thresholds
from skyddsnat.economy.rules import REQUISITION
from skyddsnat.mandate.api import is_paid_in_parts
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today


def needs_of(assignment: Assignment) -> Needs:
    """What the assignment has, has used and is expected to use, with what the decision says of the payment."""
    plan = plan_of(assignment)
    obligation = obligation_of(assignment, REQUISITION)
    over = today() > day_of(assignment)  # after the year nothing more is expected
    return Needs(
        figures=figures_of(grant(assignment)),
        soon_ore=0 if over else expected_soon(plan, thresholds().ahead_days),
        year_ore=plan.expected_ore,
        once=any(
            not is_paid_in_parts(condition.wording)
            for condition in assignment.conditions.filter(kind="payment")
        ),
        last_day=obligation.due if obligation else None,
        locked=is_locked(assignment),
    )


def proposal_for(assignment: Assignment) -> Proposal | None:
    """The requisition to consider today; None also when one is being prepared already."""
    if open_document(assignment, REQUISITION) is not None:
        return None
    return proposed(needs_of(assignment), today(), thresholds())


def put_aside_already(assignment: Assignment, proposal: Proposal) -> ProposalAside | None:
    """Who put the same figures aside, and why."""
    found = ProposalAside.objects.filter(assignment=assignment, figures=proposal.fingerprint)
    return found.select_related("by").first()


def standing_proposal(assignment: Assignment) -> Proposal | None:
    """What the figures propose, unless somebody has put those figures aside."""
    found = proposal_for(assignment)
    return None if found is None or put_aside_already(assignment, found) else found
