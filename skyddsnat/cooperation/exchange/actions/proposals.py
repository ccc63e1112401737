"""Answers that come in, and what the owner of the case does with them. No answer moves a case by itself."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import own_cases_for
from skyddsnat.cooperation.exchange.access import authorities_of, current_key, received_by
from skyddsnat.cooperation.exchange.actions.links import is_open
from skyddsnat.cooperation.exchange.asking import Question, check_asks
from skyddsnat.cooperation.exchange.kinds import Act, Asked, Outcome
from skyddsnat.cooperation.exchange.log import note
from skyddsnat.cooperation.models import AnswerLink, Proposal, Referral
from skyddsnat.cooperation.referrals.actions.journeys import confirm_reception
from skyddsnat.cooperation.referrals.actions.requests import acknowledge_request, record_answer
from skyddsnat.cooperation.referrals.contact import check_contact
from skyddsnat.cooperation.referrals.kinds import Answer
from skyddsnat.core.api import Refused, check_age, record
from skyddsnat.core.models import User
from skyddsnat.shared.dates import STOCKHOLM

LONGEST = 40_000  # bytes of a sealed answer


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: yes or no in the open, why and who says it sealed to the owner of the case."""

    answer: str
    sealed: bytes
    key: str
    once: uuid.UUID


@transaction.atomic
def answer_by_link(*, link: AnswerLink, given: Given, by: User | None) -> Proposal:
    """Take an answer in from somebody who has shown the link and its code. The link opens nothing more."""
    rows = AnswerLink.objects.select_for_update(of=("self",)).select_related(
        "referral", "organisation", "request"
    )
    found = rows.get(pk=link.pk)
    before = Proposal.objects.filter(link=found, once=given.once).first()
    if before is not None:
        return before
    now = timezone.now()
    if not is_open(found, now):
        raise Refused(_("Länken gäller inte längre. Ring dem som skickade den."))
    question = Question(Asked(found.asked), found.organisation, found.request)
    made = _take_in(found.referral, question, given, by, found)
    found.used_at = now
    found.save(update_fields=["used_at"])
    return made


@transaction.atomic
def answer_with_account(*, referral: Referral, question: Question, given: Given, by: User) -> Proposal:
    """Take an answer in from an authority that has been sent something of the case."""
    if not authorities_of(by).filter(pk=question.organisation.pk).exists():
        raise PermissionDenied
    if not received_by(by).filter(referral=referral, receiver=question.organisation).exists():
        raise PermissionDenied
    Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    before = Proposal.objects.filter(once=given.once, referral=referral, by=by).first()
    return before or _take_in(referral, question, given, by, None)


def _take_in(
    referral: Referral, question: Question, given: Given, by: User | None, link: AnswerLink | None
) -> Proposal:
    check_contact(referral, question.organisation)
    check_asks(referral, question.organisation, question.asked, question.request)
    waiting = Proposal.objects.filter(
        referral=referral,
        organisation=question.organisation,
        asked=question.asked,
        request=question.request,
        outcome="",
    )
    if waiting.exists():
        raise Refused(_("Ni har redan svarat på det. Svaret väntar på att läsas."))
    if given.answer not in Answer.values or (
        question.asked == Asked.ACKNOWLEDGE and given.answer != Answer.YES
    ):
        raise Refused(_("Välj ja eller nej."))
    key = current_key(referral.owner)
    if key is None or key.recipient != given.key:
        raise Refused(_("Mottagaren har fått en ny nyckel medan du skrev. Ladda om sidan och skriv igen."))
    check_age(given.sealed, LONGEST)
    made = Proposal.objects.create(
        once=given.once, referral=referral, organisation=question.organisation, asked=question.asked,
        request=question.request, link=link, answer=given.answer, key=key, sealed=given.sealed, by=by,
    )  # fmt: skip
    note(Act.ANSWERED, referral, question.organisation, by=by, link=link)
    record(by, "proposal.made", made, number=referral.number, asked=str(question.asked))
    return made


@transaction.atomic
def confirm_proposal(*, proposal: Proposal, who: str, reason: str, by: User) -> Proposal:
    """Write the answer into the case, as the owner has read it."""
    found = _held(proposal, by)
    if found.outcome == Outcome.CONFIRMED:
        return found
    _check_waits(found)
    source = _("Svar genom utbytet, märke %(mark)s") % {"mark": str(found.pk)[:8]}
    day = found.at.astimezone(STOCKHOLM).date()
    if not who.strip():
        raise Refused(_("Skriv vem som svarade: namn eller funktion."))
    if found.asked == Asked.ANSWER and found.request is not None:
        record_answer(
            referral=found.referral, request=found.request, yes=found.answer == Answer.YES, reason=reason, by=by,
            at=day, source=source, answered_by=who.strip(),
        )  # fmt: skip
    elif found.asked == Asked.ACKNOWLEDGE and found.request is not None:
        acknowledge_request(request=found.request, on=day, by=by)
    elif found.answer == Answer.YES:
        confirm_reception(referral=found.referral, who=who, by=by, at=found.at, source=source)
    else:
        raise Refused(_("De tar inte emot barnet enligt planen. Planera om, och fråga igen."))
    return _decide(found, Outcome.CONFIRMED, Act.CONFIRMED, by)


@transaction.atomic
def decline_proposal(*, proposal: Proposal, by: User) -> Proposal:
    """Leave the case as it is. The answer stays in the exchange, marked as not taken in."""
    found = _held(proposal, by)
    if found.outcome == Outcome.DECLINED:
        return found
    _check_waits(found)
    return _decide(found, Outcome.DECLINED, Act.DECLINED, by)


def _held(proposal: Proposal, by: User) -> Proposal:
    if not own_cases_for(by).filter(pk=proposal.referral_id).exists():
        raise PermissionDenied
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("referral__owner", "request")
    return rows.get(pk=proposal.pk)


def _check_waits(found: Proposal) -> None:
    if found.outcome:
        raise Refused(_("En kollega har redan tagit hand om svaret."))


def _decide(found: Proposal, outcome: Outcome, act: Act, by: User) -> Proposal:
    found.outcome, found.decided_by, found.decided_at = outcome, by, timezone.now()
    found.save(update_fields=["outcome", "decided_by", "decided_at"])
    note(act, found.referral, found.referral.owner, by=by, link=found.link)
    record(by, f"proposal.{outcome}", found, number=found.referral.number)
    return found
