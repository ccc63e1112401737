"""How a case stands: its facts, read once, for the preconditions of the steps."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cached_property

from skyddsnat.cooperation.models import (
    Assessment,
    Child,
    ChildView,
    Consent,
    FollowUp,
    Guardian,
    Measure,
    Referral,
    Request,
    RiskAssessment,
    TransferPlan,
)
from skyddsnat.cooperation.referrals import ages
from skyddsnat.cooperation.referrals.contact import may_contact
from skyddsnat.cooperation.referrals.kinds import Answer, ConsentKind, Purpose, RequestKind
from skyddsnat.shared.dates import today

SILENT_MONTHS = 3  # article 82 of Brussels IIb
FOR_CHILD = (RequestKind.PLACEMENT, RequestKind.TRANSFER)


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day some months later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    for last in (day.day, 30, 29, 28):
        try:
            return datetime.date(year, month, last)
        except ValueError:
            continue
    raise ValueError(day)


def is_silent_too_long(request: Request, on: datetime.date) -> bool:
    """A request for placement that has had no answer for three months. It is never a consent."""
    return (
        request.kind == RequestKind.PLACEMENT
        and request.sent_on is not None
        and not request.answer
        and on >= months_after(request.sent_on, SILENT_MONTHS)
    )


@dataclass
class Standing:
    """A case as it stands on a day. `close_reason` and `reopens_to` are what the person asks for."""

    referral: Referral
    on: datetime.date = field(default_factory=today)
    close_reason: str = ""
    reopens_to: str = ""

    @cached_property
    def child(self) -> Child:
        return Child.objects.filter(referral=self.referral).first() or Child(referral=self.referral)

    @cached_property
    def measures(self) -> list[Measure]:
        return list(self.referral.measures.filter(taken_back_at=None))

    @cached_property
    def guardian(self) -> Guardian | None:
        """Who can act for the child on the day."""
        rows = self.referral.guardians.filter(taken_back_at=None, appointed_on__lte=self.on)
        return next((one for one in reversed(rows) if one.until is None or one.until > self.on), None)

    @cached_property
    def views(self) -> list[ChildView]:
        return list(self.referral.childviews.filter(taken_back_at=None))

    def latest_assessment(self, kind: str) -> Assessment | None:
        return self.referral.assessments.filter(taken_back_at=None, kind=kind).order_by("number").last()

    @cached_property
    def consents(self) -> list[Consent]:
        return list(self.referral.consents.filter(taken_back_at=None).order_by("said_on", "pk"))

    def said(self, purpose: str, kind: str) -> Consent | None:
        """What was last said, for the purpose and the chosen receiver."""
        rows = [one for one in self.consents if one.purpose == purpose and one.kind == kind]
        return next((one for one in reversed(rows) if one.organisation_id == self.referral.receiver_id), None)

    def consented(self, purpose: Purpose) -> bool:
        """The guardian's latest word is a yes that holds, or a law or decision stands in its place."""
        return any(
            _holds(self.said(purpose, kind)) for kind in (ConsentKind.GUARDIAN, ConsentKind.REPLACEMENT)
        )

    @property
    def child_consented(self) -> bool:
        return _holds(self.said(Purpose.PLACEMENT, ConsentKind.CHILD))

    @cached_property
    def requests(self) -> list[Request]:
        """The requests that the chosen receiver takes the child, by when they were written."""
        rows = self.referral.requests.filter(taken_back_at=None, kind__in=FOR_CHILD)
        return list(rows.filter(organisation=self.referral.receiver_id)) if self.referral.receiver_id else []

    @property
    def request(self) -> Request | None:
        """The one that was sent last."""
        return next((one for one in reversed(self.requests) if one.sent_on is not None), None)

    @property
    def draft(self) -> Request | None:
        return next((one for one in reversed(self.requests) if one.sent_on is None), None)

    @property
    def is_silent_too_long(self) -> bool:
        return self.request is not None and is_silent_too_long(self.request, self.on)

    @property
    def is_placement(self) -> bool:
        return self.request is not None and self.request.kind == RequestKind.PLACEMENT

    @cached_property
    def risk(self) -> RiskAssessment | None:
        return self.referral.riskassessments.filter(taken_back_at=None).last()

    @cached_property
    def plan(self) -> TransferPlan | None:
        """The latest plan, when it is for the chosen receiver."""
        latest = self.referral.transferplans.filter(taken_back_at=None).last()
        return latest if latest is not None and latest.organisation_id == self.referral.receiver_id else None

    @cached_property
    def followups(self) -> list[FollowUp]:
        return list(self.referral.followups.filter(taken_back_at=None))

    @property
    def may_contact_receiver(self) -> bool:
        return self.referral.receiver is None or may_contact(self.referral, self.referral.receiver)

    @property
    def may_be_fifteen(self) -> bool:
        return ages.may_be_fifteen(self.child, self.on)

    @property
    def is_child(self) -> bool:
        return ages.is_child(self.child, self.on)

    @cached_property
    def closed_from(self) -> str:
        """Where the case stood when it was last closed."""
        last = self.referral.moves.filter(code="close").last()
        return last.from_state if last else ""


def _holds(consent: Consent | None) -> bool:
    return consent is not None and consent.answer == Answer.YES and consent.withdrawn_on is None
