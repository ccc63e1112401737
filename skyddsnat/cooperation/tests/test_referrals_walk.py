"""Cases walked at random, by the real actions on the real database: no rule is broken, and nobody gets stuck."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Move, Referral
from skyddsnat.cooperation.referrals.actions import cases, journeys, requests, safeguards
from skyddsnat.cooperation.referrals.actions.moving import Lacking, missing_for, possible_steps, take_step
from skyddsnat.cooperation.referrals.actions.taking_back import take_back
from skyddsnat.cooperation.referrals.kinds import CloseReason
from skyddsnat.cooperation.referrals.standing import Standing
from skyddsnat.cooperation.referrals.transitions import LAST, STEPS
from skyddsnat.cooperation.tests.cases import TEXTS, Home, fresh, home, open_case
from skyddsnat.core.api import Refused
from skyddsnat.shared.dates import today

AT: list[Home] = []


class Walk(RuleBasedStateMachine):
    """One case. Each rule does what a person could try; what is refused leaves the case as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.savepoint_create()
        self.at = AT[0]
        self.case = open_case(self.at, origin=self.at.third.place)
        self.case.refresh_from_db()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.point)

    def tried(self, action: Any, **said: Any) -> Any:
        before = (fresh(self.case).state, Move.objects.filter(referral=self.case).count())
        try:
            with transaction.atomic():
                return action(by=self.at.one, **said)
        except Refused:
            assert (fresh(self.case).state, Move.objects.filter(referral=self.case).count()) == before
            return None

    @rule(
        code=st.sampled_from(sorted({step.code for step in STEPS})),
        reason=st.sampled_from(CloseReason.values),
    )
    def step(self, code: str, reason: str) -> None:
        """Whatever the table says: a step that lacks something is refused, one that lacks nothing is taken."""
        case = fresh(self.case)
        standing = Standing(case, close_reason=reason)
        known = {step.code: step for step in possible_steps(standing)}
        lacks = missing_for(known[code], standing) if code in known else None
        done = self.tried(
            take_step, referral=case, code=code, version=case.version, reason="Därför.", close_reason=reason
        )
        assert (done is not None) == (lacks == [])
        if done is not None:
            assert done.state == known[code].becomes

    @rule()
    def protect(self) -> None:
        self.tried(
            safeguards.add_measure, referral=self.case, phase="protection", side="sending", what="Boende",
            organisation=self.at.owner, done_on=today(),
        )  # fmt: skip

    @rule()
    def guard(self) -> None:
        self.tried(safeguards.add_guardian, referral=self.case, role="God man", appointed_on=today())

    @rule()
    def hear(self) -> None:
        self.tried(safeguards.write_view, referral=self.case, not_heard_why="Barnet är fyra månader.")

    @rule(kind=st.sampled_from(["bia", "bid"]), decided=st.booleans())
    def assess(self, kind: str, decided: bool) -> None:
        made = self.tried(safeguards.write_assessment, referral=self.case, kind=kind, **TEXTS)
        if made is not None and decided:
            safeguards.decide_assessment(assessment=made, by=self.at.two)

    @rule()
    def choose(self) -> None:
        case = fresh(self.case)
        self.tried(
            cases.change_basics, referral=case, receiver=self.at.abroad, origin=case.origin, dnr="", responsible=None,
            version=case.version,
        )  # fmt: skip

    @rule(
        purpose=st.sampled_from(["information", "placement", "transfer"]),
        kind=st.sampled_from(["guardian", "replacement", "child"]), answer=st.sampled_from(["yes", "yes", "no"]),
    )  # fmt: skip
    def consent(self, purpose: str, kind: str, answer: str) -> None:
        self.tried(
            safeguards.write_consent, referral=self.case, purpose=purpose, organisation=self.at.abroad, kind=kind,
            answer=answer, said_on=today(), guardian=self.case.guardians.filter(taken_back_at=None).last(),
            legal_source="Beslut 1",
        )  # fmt: skip

    @rule(kind=st.sampled_from(["placement", "transfer"]))
    def ask(self, kind: str) -> None:
        made = self.tried(
            requests.write_request, referral=self.case, kind=kind, organisation=self.at.abroad, asks="Kan ni?",
            basis="iib_82", report="R", reasons="S", funding="F", duration="D", translation_attached=True,
        )  # fmt: skip
        if made is not None:
            self.tried(requests.send_request, request=made, on=today() - datetime.timedelta(days=100))

    @rule(yes=st.booleans())
    def answer(self, yes: bool) -> None:
        request = self.case.requests.filter(taken_back_at=None).last()
        if request is not None:
            self.tried(
                requests.record_answer,
                referral=self.case,
                request=request,
                yes=yes,
                reason="Skäl",
                at=today(),
            )

    @rule(conclusion=st.sampled_from(["safe", "safe", "unsafe"]))
    def risks(self, conclusion: str) -> None:
        self.tried(
            safeguards.assess_risks, referral=self.case, assessed_on=today(), risks="R", measures="M",
            conclusion=conclusion,
        )  # fmt: skip

    @rule()
    def plan(self) -> None:
        self.tried(
            journeys.write_plan, referral=self.case, travels_at=timezone.now(), how="Tåg", escort="En", handover="Där",
            emergency="Ring",
        )  # fmt: skip

    @rule()
    def receive(self) -> None:
        self.tried(journeys.confirm_reception, referral=self.case, who="Jourhem")

    @rule()
    def arrive(self) -> None:
        self.tried(journeys.confirm_arrival, referral=self.case, who="Jourhem")

    @rule()
    def follow_up(self) -> None:
        self.tried(
            safeguards.write_follow_up, referral=self.case, done_on=today(), how="Samtal", outcome="Bra"
        )

    @precondition(lambda self: fresh(self.case).state != LAST)
    @rule(what=st.sampled_from(["guardians", "consents", "riskassessments", "transferplans", "requests"]))
    def take_back(self, what: str) -> None:
        row = getattr(self.case, what).filter(taken_back_at=None).last()
        if row is not None:
            self.tried(take_back, fact=row, why="Fel")

    @invariant()
    def moves_tell_the_state(self) -> None:
        last = Move.objects.filter(referral=self.case).last()
        assert last is not None
        assert last.to_state == fresh(self.case).state

    @invariant()
    def there_is_a_way_on(self) -> None:
        """From every state one may at least go back, close, or do what the next step lacks."""
        assert possible_steps(Standing(fresh(self.case)))

    @invariant()
    def nobody_travelled_without(self) -> None:
        """When the child set out all of it was there; what is taken back afterwards shows as missing again."""
        last = Move.objects.filter(referral=self.case).last()
        if last is not None and last.code == "depart":
            assert self.case.requests.filter(answer="yes").exists()
            assert self.case.transferplans.exclude(reception_at=None).exists()
            assert self.case.riskassessments.filter(conclusion="safe").exists()
            assert self.case.guardians.exists()


@pytest.fixture
def everybody(db: None) -> Iterator[None]:
    AT[:] = [home()]
    yield
    AT.clear()


def test_cases_walked_at_random(everybody: None) -> None:
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_silence_is_not_consent(everybody: None) -> None:
    walk = Walk()
    for do in (walk.protect, walk.guard, walk.hear, walk.choose):
        do()
    for kind in ("bia", "bid"):
        walk.assess(kind, True)
    walk.consent("information", "guardian", "yes")
    for code in ("protect", "assess"):
        walk.step(code, "done")
    walk.ask("placement")
    walk.step("ask", "done")
    case = fresh(walk.case)
    assert Standing(case).is_silent_too_long
    with pytest.raises(Lacking) as lacking:
        take_step(referral=case, code="accept", version=case.version, by=walk.at.one)
    assert "inte ett samtycke" in str(lacking.value)
    assert Referral.objects.get(pk=case.pk).state == State.ASKED
    assert case.deadlines.get(code="placement_answer").due_on < today()
