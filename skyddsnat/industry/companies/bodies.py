"""Trade bodies and chains: who is counted, and totals that tell of no single company."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.companies.access import IN, PLEDGED, with_pledge
from skyddsnat.industry.companies.rules import FEW, shown
from skyddsnat.industry.models import BodyMember, Company, Site, TradeBody
from skyddsnat.shared.dates import today


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a body's members; None is hidden, because few companies are behind it."""

    companies: int | None
    sites: int | None
    pledged: int | None


def totals_of(body: TradeBody) -> Totals:
    """What the body itself may see of its members."""
    members = Company.objects.filter(IN, memberships__body=body)
    number = members.count()
    if number < FEW:
        return Totals(None, None, None)
    sites = Site.objects.filter(company__in=members, closed_at=None).count()
    pledged = with_pledge(members, today()).filter(PLEDGED).count()
    return Totals(number, sites, shown(pledged, number))


@transaction.atomic
def add_body(*, organisation: Organisation, by: User) -> TradeBody:
    """Register an organisation as a body with members; twice is once."""
    check_may(by, WRITE)
    body, made = TradeBody.objects.get_or_create(organisation=organisation)
    if made:
        record(by, "trade_body.added", body, organisation=organisation.code)
    return body


@transaction.atomic
def remove_body(*, body: TradeBody, by: User) -> None:
    """Take away a body that has no members."""
    check_may(by, WRITE)
    current = TradeBody.objects.select_for_update(of=("self",)).filter(pk=body.pk).first()
    if current is None:
        return
    if current.memberships.exists():
        raise Refused(_("Ta bort medlemmarna först."))
    record(by, "trade_body.removed", current, organisation=current.organisation.code)
    current.delete()


@transaction.atomic
def add_member(*, body: TradeBody, company: Company, by: User) -> BodyMember:
    """Count a company in the body's totals."""
    check_may(by, WRITE)
    if company.joined_at is None or company.left_at is not None:
        raise Refused(_("Företaget är inte med längre. Anslut det igen först."))
    member, made = BodyMember.objects.get_or_create(body=body, company=company)
    if made:
        record(by, "trade_body.member_added", member, company=company.pk)
    return member


@transaction.atomic
def remove_member(*, body: TradeBody, company: Company, by: User) -> None:
    """Count the company no more. It can be added again."""
    check_may(by, WRITE)
    member = BodyMember.objects.select_for_update().filter(body=body, company=company).first()
    if member is not None:
        record(by, "trade_body.member_removed", member, company=company.pk)
        member.delete()
