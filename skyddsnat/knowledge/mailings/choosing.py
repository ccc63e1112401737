"""Who gets a letter and who does not, and why: asked anew each time, in as many questions whatever the number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from skyddsnat.actors.models import Contact, Organisation, OrganisationRole
from skyddsnat.core.models import User
from skyddsnat.knowledge.mailings.keeping import address_hash
from skyddsnat.knowledge.mailings.rules import words_of
from skyddsnat.knowledge.models import Group, LanguageChoice, Mailing, Selection, Suppression
from skyddsnat.shared.dates import today


class Why(StrEnum):
    """Why a chosen contact gets no letter."""

    NO_ADDRESS = "no_address"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A chosen contact; `why` says why there is no letter to it, "" when there is."""

    contact: int
    organisation: int
    organisation_name: str
    organisation_name_en: str
    function: str
    address: str
    sha256: str
    language: str
    group: str
    why: str = ""

    def organisation_in(self, language: str) -> str:
        return (
            self.organisation_name_en or self.organisation_name
            if language == "en"
            else self.organisation_name
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """Those who get a letter, and those who are left out."""

    recipients: list[Recipient]
    left_out: list[Recipient]

    @property
    def organisations(self) -> int:
        return len({one.organisation for one in self.recipients})

    def in_language(self, language: str) -> int:
        return sum(one.language == language for one in self.recipients)


def chosen(mailing: Mailing) -> Chosen:
    """Everybody in the mailing's own selection or in one of its segments. Who is in several counts once, as a manager
    when one of them is for managers.
    """
    selections: list[Selection] = [mailing, *mailing.segments.all()]
    return chosen_by(selections)


def chosen_by(selections: Iterable[Selection]) -> Chosen:
    groups: dict[int, str] = {}
    contacts: dict[int, Contact] = {}
    for selection in selections:
        for contact in contacts_in(selection):
            contacts.setdefault(contact.pk, contact)
            if groups.get(contact.pk) != Group.LEADERS:
                groups[contact.pk] = selection.group
    languages, stopped = _languages(), _stopped()
    seen: set[str] = set()
    recipients: list[Recipient] = []
    left_out: list[Recipient] = []
    for contact in sorted(contacts.values(), key=lambda one: one.pk):
        one = _recipient(contact, groups[contact.pk], languages, stopped, seen)
        (left_out if one.why else recipients).append(one)
        if not one.why:
            seen.add(one.sha256)
    return Chosen(recipients, left_out)


def contacts_in(selection: Selection) -> Iterable[Contact]:
    """The contacts that a selection means today; none when nothing is chosen."""
    if selection.is_empty:
        return []
    found = Contact.objects.current().select_related("organisation")
    for condition in _conditions(selection):
        found = found.filter(condition)
    return found.only(
        "id", "function", "email", "organisation__id", "organisation__kind", "organisation__name",
        "organisation__name_en",
    )  # fmt: skip


def _conditions(selection: Selection) -> list[Q]:
    found = []
    held = OrganisationRole.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=today()),
        Q(valid_to__isnull=True) | Q(valid_to__gte=today()),
        organisation=OuterRef("organisation"),
    )
    if selection.kinds:
        kinds = Q(organisation__kind__in=selection.kinds)
        if Organisation.Kind.REGION in selection.kinds:
            kinds |= Q(Exists(held.filter(kind="region-duties")))  # a municipality that has a region's duties
        found.append(kinds)
    if selection.roles:
        found.append(Q(Exists(held.filter(kind__in=selection.roles))))
    if selection.counties or selection.municipalities:
        found.append(
            Q(organisation__place__kind="county", organisation__place__code__in=selection.counties)
            | Q(
                organisation__place__kind="municipality",
                organisation__place__parent__code__in=selection.counties,
            )
            | Q(
                organisation__place__kind="municipality",
                organisation__place__code__in=selection.municipalities,
            )
        )
    if words := words_of(selection.words):
        found.append(reduce(or_, (Q(function__icontains=word) for word in words)))
    return found


def _languages() -> dict[str, str]:
    """Which language an address is known to want: what its reader chose, else that of the account."""
    accounts = User.objects.filter(is_active=True).values_list("email", "language")
    found = {address_hash(email): language for email, language in accounts}
    return found | dict(LanguageChoice.objects.values_list("address_sha256", "language"))


def _stopped() -> dict[str, str]:
    """Addresses without letters, and why; that the reader does not want them weighs most."""
    rows = Suppression.objects.order_by("reason").values_list("address_sha256", "reason")
    return dict(rows)  # "bounced" comes before "unsubscribed", which takes its place


def _recipient(
    contact: Contact, group: str, languages: dict[str, str], stopped: dict[str, str], seen: set[str]
) -> Recipient:
    organisation, address = contact.organisation, contact.email.strip()
    sha256 = address_hash(address) if address else ""
    default = "en" if organisation.kind == Organisation.Kind.EU_AUTHORITY else "sv"
    why = Why.NO_ADDRESS if not address else stopped.get(sha256, "") or (Why.SAME if sha256 in seen else "")
    return Recipient(
        contact=contact.pk,
        organisation=organisation.pk,
        organisation_name=organisation.name,
        organisation_name_en=organisation.name_en,
        function=contact.function,
        address=address,
        sha256=sha256,
        language=languages.get(sha256, default),
        group=group,
        why=str(why),
    )
