"""Who sees what of the exchange. Each authority has its own side: what it sent, and what was sent to it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import F, Prefetch, Q, QuerySet

from skyddsnat.actors.api import organisations_of
from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.access import CASE, PARTNER, own_cases_for
from skyddsnat.cooperation.models import (
    AnswerLink,
    AuthorityKey,
    Consent,
    ExchangeEvent,
    KeyHolding,
    OwnKey,
    Parcel,
    Proposal,
    Referral,
    Share,
)
from skyddsnat.cooperation.referrals.kinds import Answer, ConsentKind, Purpose
from skyddsnat.core.api import hash_of
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


def authorities_of(user: User) -> QuerySet[Organisation]:
    """The authorities that the person takes part in the exchange for."""
    if not (user.may(PARTNER) or user.may(CASE)):
        return Organisation.objects.none()
    return organisations_of(user, today())


def check_works_at(user: User, organisation: Organisation) -> None:
    """Raise PermissionDenied unless the person takes part for the authority now."""
    if not authorities_of(user).filter(pk=organisation.pk).exists():
        raise PermissionDenied(PARTNER)


# --- keys ---


def people_of(organisation: Organisation) -> QuerySet[User]:
    """Who takes part for the authority now."""
    day = today()
    return (
        User.objects.filter(
            Q(memberships__until=None) | Q(memberships__until__gte=day),
            memberships__organisation=organisation,
            memberships__since__lte=day,
            is_active=True,
            pk__in=_taking_part().values("pk"),
        )
        .distinct()
        .order_by("name", "pk")
    )


def _taking_part() -> QuerySet[User]:
    may = Q(roles__permissions__contains=[CASE]) | Q(roles__permissions__contains=[PARTNER])
    return User.objects.filter(may)


def own_key_of(user: User) -> OwnKey | None:
    """The key that the person uses now."""
    return OwnKey.objects.filter(user=user, retired_at=None).first()


def current_key(organisation: Organisation) -> AuthorityKey | None:
    """What is sealed to the authority from now on."""
    return AuthorityKey.objects.filter(organisation=organisation, retired_at=None).first()


def older_keys_of(organisation: Organisation) -> QuerySet[AuthorityKey]:
    """What was sealed to before."""
    return AuthorityKey.objects.filter(organisation=organisation).exclude(retired_at=None)


def keys_of(organisation: Organisation) -> dict[int, OwnKey]:
    """The own keys in use of those who take part, by user."""
    found = OwnKey.objects.filter(user__in=people_of(organisation).values("pk"), retired_at=None)
    return {one.user_id: one for one in found}


def openers_of(organisation: Organisation) -> set[int]:
    """The users who can open what is sealed to the authority now."""
    found = KeyHolding.objects.filter(
        authority_key__organisation=organisation, authority_key__retired_at=None, own_key__retired_at=None
    ).filter(own_key__user__in=people_of(organisation).values("pk"))
    return set(found.values_list("own_key__user", flat=True))


def must_renew(organisation: Organisation) -> bool:
    """Whether somebody who no longer takes part holds the key in use: they may have kept it."""
    held = KeyHolding.objects.filter(authority_key__organisation=organisation, authority_key__retired_at=None)
    return held.exclude(own_key__user__in=people_of(organisation).values("pk")).exists()


def holdings_of(user: User) -> QuerySet[KeyHolding]:
    """What the person's own key opens: the keys of the authorities they take part for, old ones too."""
    found = KeyHolding.objects.filter(
        own_key__user=user, own_key__retired_at=None, authority_key__organisation__in=authorities_of(user)
    )
    return found.select_related("authority_key")


# --- what was sent ---


def sent_by(user: User) -> QuerySet[Parcel]:
    """What the person's own authority has sent of its cases."""
    return _parcels().filter(referral__in=own_cases_for(user))


def received_by(user: User) -> QuerySet[Parcel]:
    """What was sent to the person's authority, unless the case has been locked against its country since."""
    return _parcels().filter(receiver__in=authorities_of(user)).exclude(_locked("receiver"))


def _parcels() -> QuerySet[Parcel]:
    shares = Prefetch("shares", Share.objects.defer("sealed").select_related("consent", "withdrawn_by"))
    found = Parcel.objects.select_related("referral__owner", "receiver", "key", "sent_by", "acknowledged_by")
    return found.prefetch_related(shares)


def _locked(organisation: str) -> Q:
    """Cases that are locked against the country where the organisation is, or where that is unknown."""
    from_there = Q(**{f"{organisation}__place": None}) | Q(
        **{f"{organisation}__place": F("referral__origin")}
    )
    return Q(referral__no_contact=True) & from_there


def links_by(user: User) -> QuerySet[AnswerLink]:
    """The links that the person's own authority has made."""
    found = AnswerLink.objects.filter(referral__in=own_cases_for(user))
    return found.select_related("referral__owner", "organisation", "request", "made_by")


def link_held(pk: str, secret: str) -> AnswerLink | None:
    """The link of that number, for somebody who has its secret too."""
    rows = AnswerLink.objects.select_related("referral__owner", "organisation", "request")
    return rows.filter(pk=pk, secret_hash=hash_of(secret)).first()


def proposals_to(user: User) -> QuerySet[Proposal]:
    """The answers that have come in to the person's own authority's cases."""
    found = Proposal.objects.filter(referral__in=own_cases_for(user)).defer("sealed")
    return found.select_related("referral__owner", "organisation", "request", "decided_by", "key", "link")


def answers_from(user: User) -> QuerySet[Proposal]:
    """The answers that the person's own authority has given with an account."""
    found = Proposal.objects.filter(organisation__in=authorities_of(user), link=None).defer("sealed")
    return found.select_related("referral__owner", "request")


def log_of_case(user: User, referral: Referral) -> QuerySet[ExchangeEvent]:
    """All that has happened in the exchange of an own case."""
    found = ExchangeEvent.objects.filter(referral=referral, referral__in=own_cases_for(user))
    return found.select_related("organisation", "by", "parcel")


def log_of_parcel(user: User, parcel: Parcel) -> QuerySet[ExchangeEvent]:
    """What has happened with a parcel, for either side."""
    mine = received_by(user).filter(pk=parcel.pk).exists() or sent_by(user).filter(pk=parcel.pk).exists()
    found = ExchangeEvent.objects.filter(parcel=parcel) if mine else ExchangeEvent.objects.none()
    return found.select_related("organisation", "by")


# --- what sharing rests on ---


def consents_to(referral: Referral, organisation: Organisation) -> list[Consent]:
    """The consents, or what stands in their place, that sharing with the authority may rest on now.

    Of the guardian's words the latest counts, and so of what stands in law in its place.
    """
    found = referral.consents.filter(
        organisation=organisation, purpose=Purpose.INFORMATION, taken_back_at=None
    )
    latest = [
        found.filter(kind=kind).order_by("said_on", "pk").last()
        for kind in (ConsentKind.GUARDIAN, ConsentKind.REPLACEMENT)
    ]
    return [one for one in latest if isinstance(one, Consent) and holds(one)]


def holds(consent: Consent) -> bool:
    return consent.answer == Answer.YES and consent.withdrawn_on is None and consent.taken_back_at is None


def child_said_no(referral: Referral, organisation: Organisation) -> bool:
    """Whether the child's own latest word on sharing with the authority is a no."""
    found = referral.consents.filter(
        organisation=organisation, purpose=Purpose.INFORMATION, kind=ConsentKind.CHILD, taken_back_at=None
    )
    last = found.order_by("said_on", "pk").last()
    return isinstance(last, Consent) and not holds(last)
