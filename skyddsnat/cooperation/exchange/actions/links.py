"""Links by which an authority without an account gives one answer, once."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.access import own_cases_for
from skyddsnat.cooperation.exchange.access import current_key
from skyddsnat.cooperation.exchange.asking import check_asks
from skyddsnat.cooperation.exchange.kinds import Act, Asked
from skyddsnat.cooperation.exchange.log import note
from skyddsnat.cooperation.exchange.rules import DAYS, code_hash, is_worn_out, wait_after
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import AnswerLink, Referral, Request
from skyddsnat.cooperation.referrals.contact import check_contact, may_contact
from skyddsnat.core.api import Refused, hash_of, record
from skyddsnat.core.models import User


@dataclass(frozen=True, slots=True)
class NewLink:
    """What a link asks of whom, for how long, and the secrets that are shown once and never kept."""

    organisation: Organisation
    asked: Asked
    request: Request | None
    days: int
    secret: str
    code: str


@transaction.atomic
def make_link(*, referral: Referral, link: NewLink, by: User) -> AnswerLink:
    """Keep a link by its hashes. The same secret twice makes one; an older link that asks the same is closed."""
    case = own_cases_for(by).select_for_update(of=("self",)).filter(pk=referral.pk).first()
    if case is None:
        raise PermissionDenied
    before = AnswerLink.objects.filter(secret_hash=hash_of(link.secret), referral=case).first()
    if before is not None:
        return before
    if case.state == State.CLOSED:
        raise Refused(_("Ärendet är avslutat. Öppna det igen innan något delas."))
    check_contact(case, link.organisation)
    check_asks(case, link.organisation, link.asked, link.request)
    if link.days not in DAYS:
        raise Refused(_("Välj hur länge länken ska gälla."))
    if current_key(case.owner) is None:
        raise Refused(_("Gör er nyckel först. Svaret förseglas till den."))
    same = AnswerLink.objects.filter(
        referral=case, organisation=link.organisation, asked=link.asked, request=link.request
    )
    for one in same.filter(used_at=None, closed_at=None):
        _close(one, by)
    made = AnswerLink.objects.create(
        referral=case, organisation=link.organisation, asked=link.asked, request=link.request,
        secret_hash=hash_of(link.secret), code_hash=code_hash(link.secret, link.code),
        expires_at=timezone.now() + datetime.timedelta(days=link.days), made_by=by,
    )  # fmt: skip
    note(Act.LINK_MADE, case, case.owner, by=by, link=made)
    record(by, "answer_link.made", made, number=case.number, asked=str(link.asked), days=link.days)
    return made


@transaction.atomic
def close_link(*, link: AnswerLink, by: User) -> AnswerLink:
    """Let the link open nothing more."""
    if not own_cases_for(by).filter(pk=link.referral_id).exists():
        raise PermissionDenied
    found = (
        AnswerLink.objects.select_for_update(of=("self",)).select_related("referral__owner").get(pk=link.pk)
    )
    if found.used_at is not None:
        raise Refused(_("Länken är redan använd. Svaret finns i utbytet."))
    if found.closed_at is None:
        _close(found, by)
    return found


def _close(link: AnswerLink, by: User) -> None:
    link.closed_at, link.closed_by = timezone.now(), by
    link.save(update_fields=["closed_at", "closed_by"])
    note(Act.LINK_CLOSED, link.referral, link.referral.owner, by=by, link=link)
    record(by, "answer_link.closed", link)


@transaction.atomic
def try_code(
    *, secret: str, code: str, by: User | None, now: datetime.datetime | None = None
) -> AnswerLink | None:
    """The link, when it is open and the code is right; None for everything else, so that nothing can be guessed apart.

    Each wrong code makes the next wait twice as long, and the eighth closes the link for good.
    """
    now = now or timezone.now()
    found = AnswerLink.objects.select_for_update(of=("self",)).filter(secret_hash=hash_of(secret)).first()
    if found is None or not is_open(found, now) or (found.wait_until is not None and now < found.wait_until):
        return None
    if code_hash(secret, code) == found.code_hash:
        return found
    found.tries += 1
    found.wait_until = now + wait_after(found.tries)
    found.save(update_fields=["tries", "wait_until"])
    note(Act.LINK_TRIED, found.referral, found.organisation, by=by, link=found)
    record(by, "answer_link.tried", found, tries=found.tries)
    return None


def is_open(link: AnswerLink, now: datetime.datetime) -> bool:
    """Whether the link can be answered: not used, closed, worn out or too old, and its case open and not locked."""
    ended = link.used_at is not None or link.closed_at is not None or is_worn_out(link.tries)
    case = link.referral
    return (
        not ended
        and now < link.expires_at
        and case.state != State.CLOSED
        and may_contact(case, link.organisation)
    )
