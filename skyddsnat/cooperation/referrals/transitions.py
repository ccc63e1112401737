"""The steps of a referral: one table. The database's guards, the pages and the documentation are tried against it.

A step is written by a case worker of the owning organisation. `who` says whose word it rests on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.referrals import preconditions as needs
from skyddsnat.cooperation.referrals.kinds import Phase

if TYPE_CHECKING:
    from skyddsnat.cooperation.referrals.standing import Standing

OWNER, RECEIVER = "owner", "receiver"
FIRST, LAST = State.IDENTIFIED, State.CLOSED

type Need = Callable[[Standing], needs.Missing | None]


@dataclass(frozen=True, slots=True)
class Step:
    """A way from one state to another. `back` is a way back, which asks why."""

    code: str
    was: State
    becomes: State
    label: Any
    who: str
    needs: tuple[Need, ...]
    phase: Phase
    back: bool = False

    @property
    def asks_why(self) -> bool:
        return self.back or self.becomes == LAST


_FORWARD = (
    Step(
        "protect", State.IDENTIFIED, State.PROTECTED, _("Första skyddet är givet"), OWNER,
        (needs.child_described, needs.protection_given), Phase.PROTECTION,
    ),
    Step(
        "assess", State.PROTECTED, State.ASSESSED, _("Barnets bästa är bedömt"), OWNER,
        (needs.guardian_appointed, needs.child_heard, needs.assessment_decided, needs.determination_decided),
        Phase.PROTECTION,
    ),
    Step(
        "ask", State.ASSESSED, State.ASKED, _("Förfrågan är skickad"), OWNER,
        (
            needs.guardian_appointed, needs.receiver_chosen, needs.contact_allowed, needs.may_share,
            needs.request_sent,
        ),
        Phase.INCLUSION,
    ),
    Step(
        "accept", State.ASKED, State.ACCEPTED, _("Mottagaren har sagt ja"), RECEIVER,
        (needs.contact_allowed, needs.answered_yes), Phase.INCLUSION,
    ),
    Step(
        "refuse", State.ASKED, State.REFUSED, _("Mottagaren har sagt nej"), RECEIVER,
        (needs.answered_no,), Phase.INCLUSION,
    ),
    Step(
        "plan", State.ACCEPTED, State.PLANNED, _("Resan är planerad"), OWNER,
        (needs.contact_allowed, needs.risks_assessed, needs.journey_planned), Phase.RETURN,
    ),
    Step(
        "depart", State.PLANNED, State.TRAVELLING, _("Barnet reser"), OWNER,
        (
            needs.contact_allowed, needs.guardian_appointed, needs.answered_yes, needs.may_travel, needs.may_place,
            needs.child_agrees, needs.risks_assessed, needs.journey_planned, needs.reception_confirmed,
        ),
        Phase.RETURN,
    ),
    Step(
        "arrive", State.TRAVELLING, State.ARRIVED, _("Barnet är framme"), RECEIVER,
        (needs.arrival_confirmed,), Phase.RETURN,
    ),
    Step(
        "follow_up", State.ARRIVED, State.FOLLOWED_UP, _("Uppföljningen är gjord"), OWNER,
        (needs.followed_up,), Phase.RETURN,
    ),
)  # fmt: skip
_BACK = (
    Step(
        "reconsider", State.REFUSED, State.ASSESSED, _("Pröva en annan väg"), OWNER, (), Phase.INCLUSION, back=True
    ),
    Step("recall", State.ASKED, State.ASSESSED, _("Ta tillbaka förfrågan"), OWNER, (), Phase.INCLUSION, back=True),
    Step(
        "undo_yes", State.ACCEPTED, State.ASSESSED, _("Börja om från bedömningen"), OWNER, (), Phase.INCLUSION,
        back=True,
    ),
    Step("replan", State.PLANNED, State.ACCEPTED, _("Planera om resan"), OWNER, (), Phase.RETURN, back=True),
    Step(
        "interrupt", State.TRAVELLING, State.PLANNED, _("Resan blev inte av eller avbröts"), OWNER, (), Phase.RETURN,
        back=True,
    ),
)  # fmt: skip
CLOSABLE = (
    State.IDENTIFIED,
    State.PROTECTED,
    State.ASSESSED,
    State.ASKED,
    State.REFUSED,
    State.ACCEPTED,
    State.PLANNED,
    State.FOLLOWED_UP,
)
_PHASE = {
    State.IDENTIFIED: Phase.IDENTIFICATION,
    State.PROTECTED: Phase.PROTECTION,
    State.PLANNED: Phase.RETURN,
    State.FOLLOWED_UP: Phase.RETURN,
}


def _phase(state: State) -> Phase:
    return _PHASE.get(state, Phase.INCLUSION)


_CLOSE = tuple(
    Step("close", state, LAST, _("Avsluta ärendet"), OWNER, (needs.reason_fits,), _phase(state))
    for state in CLOSABLE
)
_REOPEN = tuple(
    Step(
        "reopen",
        LAST,
        state,
        _("Öppna ärendet igen"),
        OWNER,
        (needs.stood_there,),
        _phase(state),
        back=True,
    )
    for state in CLOSABLE
)
STEPS: tuple[Step, ...] = (*_FORWARD, *_BACK, *_CLOSE, *_REOPEN)
LINE: tuple[State, ...] = (
    State.IDENTIFIED,
    State.PROTECTED,
    State.ASSESSED,
    State.ASKED,
    State.ACCEPTED,
    State.PLANNED,
    State.TRAVELLING,
    State.ARRIVED,
    State.FOLLOWED_UP,
)


def steps_from(state: str) -> tuple[Step, ...]:
    """What may follow, forward first."""
    return tuple(step for step in STEPS if step.was == state)


def step_of(code: str, was: str, becomes: str = "") -> Step | None:
    """The step of that name from a state; `becomes` tells apart the ways to open a case again."""
    found = (step for step in steps_from(was) if step.code == code and becomes in ("", step.becomes))
    return next(found, None)
