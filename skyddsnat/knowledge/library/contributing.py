"""What organisations contribute: sent, taken up by an editor, published, or answered."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum
from html import unescape

from django.db import transaction
from django.utils import timezone
from django.utils.html import escape, linebreaks
from django.utils.text import slugify
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import TAKE_PART, WRITE
from skyddsnat.knowledge.anonymity import check_no_number
from skyddsnat.knowledge.library.editors import library_roots
from skyddsnat.knowledge.library.rules import SOURCE
from skyddsnat.knowledge.models import Contribution, Kind, Level, LibraryPage
from skyddsnat.knowledge.models.library import RESERVED

DID, CAME = (
    "Det här gjorde vi",
    "Det här ledde det till",
)  # headings in the Swedish text that an editor completes
LEAD_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What a partner writes."""

    kind: str
    title: str
    audiences: list[str]
    situation: str
    did: str
    came: str


class Standing(StrEnum):
    """How a contribution stands, for those who sent it."""

    SENT = "sent"
    TAKEN = "taken"
    PUBLISHED = "published"
    DECLINED = "declined"
    REMOVED = "removed"


def standing_of(contribution: Contribution) -> Standing:
    if contribution.declined_at is not None:
        return Standing.DECLINED
    if contribution.page is None:
        return Standing.REMOVED
    if contribution.page.live:
        return Standing.PUBLISHED
    return Standing.TAKEN if contribution.taken_at is not None else Standing.SENT


@transaction.atomic
def send_contribution(*, told: Told, organisation: Organisation, once: uuid.UUID, by: User) -> Contribution:
    """Make a draft of what was written, in the organisation's name. The form sent twice is one draft."""
    check_may(by, TAKE_PART)
    before = Contribution.objects.filter(once=once, sent_by=by).first()
    if before is not None:
        return before
    check_no_number(told.title, told.situation, told.did, told.came)
    root = library_roots()[SOURCE]
    page = LibraryPage(
        slug=free_slug(told.title), locale=root.locale, live=False, owner=by, organisation=organisation,
        level=Level.EXPERIENCE, **_words(told),
    )  # fmt: skip
    root.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    contribution = Contribution.objects.create(
        page=page, organisation=organisation, title=told.title, sent_by=by, once=once
    )
    record(by, "contribution.sent", contribution, page=page.pk)
    return contribution


@transaction.atomic
def change_contribution(*, contribution: Contribution, told: Told, by: User) -> Contribution:
    """Write what was sent anew, while no editor has taken it up. Raises Refused afterwards."""
    contribution, page = _waiting(contribution)
    check_no_number(told.title, told.situation, told.did, told.came)
    for field, value in _words(told).items():
        setattr(page, field, value)
    page.save()
    page.save_revision(user=by, log_action=True)
    contribution.title = told.title
    contribution.save(update_fields=["title"])
    record(by, "contribution.changed", contribution)
    return contribution


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution, by: User) -> None:
    """Take back what was sent, while no editor has taken it up; the draft goes with it."""
    contribution, page = _waiting(contribution)
    record(by, "contribution.withdrawn", contribution)
    contribution.delete()
    page.delete()


@transaction.atomic
def take_contribution(*, contribution: Contribution, by: User) -> Contribution:
    """Take up a contribution, so that its sender no longer changes it."""
    check_may(by, WRITE)
    contribution, _page = _waiting(contribution)
    contribution.taken_at = timezone.now()
    contribution.save(update_fields=["taken_at"])
    record(by, "contribution.taken", contribution)
    return contribution


@transaction.atomic
def decline_contribution(*, contribution: Contribution, answer: str, by: User) -> Contribution:
    """Answer why it is not published. The draft stays with the editors."""
    check_may(by, WRITE)
    contribution = _locked(contribution)
    if not answer.strip():
        raise Refused(_("Skriv varför, så att de som skrev kan göra något av det."))
    if contribution.page is not None and contribution.page.live:
        raise Refused(_("Texten är publicerad. Avpublicera den först."))
    contribution.declined_at, contribution.answer = timezone.now(), answer.strip()
    contribution.save(update_fields=["declined_at", "answer"])
    record(by, "contribution.declined", contribution)
    return contribution


@transaction.atomic
def reopen_contribution(*, contribution: Contribution, by: User) -> Contribution:
    """Take back the answer: the contribution waits again for an editor, or is still with the one who took it up."""
    check_may(by, WRITE)
    contribution = _locked(contribution)
    if contribution.declined_at is not None:
        contribution.declined_at, contribution.answer = None, ""
        contribution.save(update_fields=["declined_at", "answer"])
        record(by, "contribution.reopened", contribution)
    return contribution


def _words(told: Told) -> dict[str, object]:
    body = [
        ("section", {"heading": heading, "text": linebreaks(escape(said))})
        for heading, said in ((DID, told.did), (CAME, told.came))
    ]
    lead = " ".join(told.did.split())
    return {
        "title": told.title, "kind": Kind(told.kind), "audiences": told.audiences, "situation": told.situation,
        "lead": lead if len(lead) <= LEAD_LONGEST else lead[:LEAD_LONGEST].rsplit(" ", 1)[0] + " …", "body": body,
    }  # fmt: skip


def told_by(page: LibraryPage) -> Told:
    """What stands in the draft now, in the form that its sender wrote."""
    said = {child.value["heading"]: _plain(child.value["text"].source) for child in page.body}
    return Told(page.kind, page.title, page.audiences, page.situation, said.get(DID, ""), said.get(CAME, ""))


def _plain(html: str) -> str:
    text = html.replace("</p>\n\n<p>", "\n\n").replace("<br>", "\n").replace("<p>", "").replace("</p>", "")
    return unescape(text).strip()


def free_slug(title: str) -> str:
    """An address for a new entry, that no other has."""
    base = slugify(title)[:60] or "bidrag"
    taken = RESERVED | set(LibraryPage.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken
    )


def _locked(contribution: Contribution) -> Contribution:
    return Contribution.objects.select_for_update(of=("self",)).select_related("page").get(pk=contribution.pk)


def _waiting(contribution: Contribution) -> tuple[Contribution, LibraryPage]:
    """The contribution and its draft, while it waits. Raises Refused when an editor has it."""
    contribution = _locked(contribution)
    page = contribution.page
    if page is None or standing_of(contribution) is not Standing.SENT:
        raise Refused(
            _("En redaktör har tagit hand om bidraget. Hör av dig till redaktionen om något ska ändras.")
        )
    return contribution, page
