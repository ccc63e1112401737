"""Writes on a decision being read in: upload, decide each thing that was read, make the assignment, or throw away."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, record, store
from skyddsnat.core.models import User
from skyddsnat.mandate.actions.assignments import create_assignment
from skyddsnat.mandate.findings import data_from_items, items_from_draft
from skyddsnat.mandate.models import Assignment, HandledSentence, Reading, ReadingItem
from skyddsnat.mandate.reading import Unreadable, read_bytes

TAKEN_SLUGS = {"las", "parter"}  # addresses of our own pages


@transaction.atomic
def add_reading(*, content: bytes, name: str, by: User) -> Reading:
    """Read an uploaded decision into a draft for a person to go through. Raises Refused when it cannot be read."""
    try:
        draft = read_bytes(content, name)
    except Unreadable as error:
        raise Refused(error.message_en if get_language() == "en" else error.message) from error
    text = draft.document.text
    reading = Reading.objects.create(
        file=store(content, _content_type(draft.document.encoding)),
        file_name=name[-200:],
        text=text,
        text_sha256=draft.document.text_sha256,
        draft=draft.as_dict(),
        uploaded_by=by,
    )
    found = items_from_draft(reading.draft)
    ReadingItem.objects.bulk_create(
        ReadingItem(reading=reading, position=position, **values) for position, values in enumerate(found, 1)
    )
    record(by, "reading.added", reading, sha256=reading.text_sha256, items=len(found))
    return reading


def _content_type(encoding: str) -> str:
    """What a file that has been read is, by how it was read."""
    if encoding == "docx":
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return "application/pdf" if encoding == "pdf" else "text/plain"


@transaction.atomic
def choose_authority(*, reading: Reading, name: str, by: User) -> Reading:
    """Say which of the addressed authorities we are: what binds only the others is put aside as theirs.

    Choosing again puts aside anew; what a person has decided is left as it is. Raises Refused for a name that the
    decision does not address.
    """
    current = _open(reading)
    names = [row["name"] for row in current.draft["authorities"]]
    if name not in names:
        raise Refused(_("Välj en av myndigheterna som beslutet nämner."))
    if current.ours == name:
        return current
    for item in current.items.filter(state=ReadingItem.REJECTED, handling=HandledSentence.SOMEBODY_ELSE):
        if item.comment and item.comment == item.proposed.get("reason"):
            undo_item(item=item, by=by)
    current.ours = name
    current.save(update_fields=["ours"])
    for item in current.items.filter(state=ReadingItem.PENDING):
        whose = item.proposed.get("who") or []
        if whose and name not in whose:
            reject_item(
                item=item, comment=item.proposed["reason"], handling=HandledSentence.SOMEBODY_ELSE, by=by
            )
    record(by, "reading.authority_chosen", current, name=name)
    return current


@transaction.atomic
def add_item(*, reading: Reading, by: User) -> ReadingItem:
    """Add something that the program did not find at all; the person says what it is on the next page."""
    current = _open(reading)
    last = current.items.aggregate(last=Max("position"))["last"] or 0
    item = ReadingItem.objects.create(reading=current, position=last + 1, kind="added", proposed={"text": ""})
    record(by, "reading.item_added", item, position=item.position)
    return item


@transaction.atomic
def accept_item(*, item: ReadingItem, values: dict[str, Any], by: User, seen: str = "") -> ReadingItem:
    """Say that the item holds, with `values` (JSON; `as` is what it becomes). Changed values are marked as changed.

    `seen` is the item's `stamp` when the page was opened: ChangedMeanwhile is raised when somebody else has decided
    since. The same decision twice is no error.
    """
    same = all(values[name] == value for name, value in item.proposed.items() if name in values)
    unchanged = same and values.get("as", item.kind) == item.kind
    state = ReadingItem.CONFIRMED if unchanged else ReadingItem.CHANGED
    return _decide(item, state, by, seen, confirmed=values)


@transaction.atomic
def reject_item(
    *, item: ReadingItem, comment: str, by: User, seen: str = "", handling: str = HandledSentence.OTHER
) -> ReadingItem:
    """Say that the item does not hold, and why: one of `HandledSentence.HANDLINGS`, and in words.

    Raises Refused without a reason; else as `accept_item`.
    """
    if not comment.strip():
        raise Refused(_("Skriv varför den här punkten inte gäller."))
    reason = {"comment": comment.strip()[:500], "handling": handling}
    return _decide(item, ReadingItem.REJECTED, by, seen, confirmed=None, **reason)


@transaction.atomic
def undo_item(*, item: ReadingItem, by: User) -> ReadingItem:
    """Take back what was said of an item, so that it waits again. Undoing twice is no error."""
    _open(item.reading)
    current = ReadingItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if current.state != ReadingItem.PENDING:
        old = current.state
        current.state, current.confirmed = ReadingItem.PENDING, None
        current.comment = current.handling = ""
        current.decided_at = current.decided_by = None
        current.save()
        record(by, "reading.item_undone", current, position=current.position, old=old)
    return current


@transaction.atomic
def create_from_reading(*, reading: Reading, head: dict[str, Any], by: User) -> Assignment:
    """Make the assignment of what a person has confirmed, in one transaction; doing it twice gives the same one.

    `head`: title, title_en, authority and payer (organisation codes, payer may be ""), decided_on, dnr (may be ""),
    ceiling_ore, year. Raises Refused while something is undecided.
    """
    current = Reading.objects.select_for_update(of=("self",)).get(pk=reading.pk)
    if current.assignment is not None:
        return current.assignment
    current = _open(current)
    items = list(current.items.all())
    check_all_decided(items)
    slug = _free_slug(head["title"], head["year"])
    data = {
        "slug": slug,
        "currency": "SEK",
        "text_sha256": current.text_sha256,
        **head,
        **data_from_items(items),
    }
    assignment = create_assignment(data=data, by=by)
    assignment.text, assignment.source_file = current.text, current.file
    assignment.save(update_fields=["text", "source_file"])
    current.assignment = assignment
    current.save(update_fields=["assignment"])
    record(by, "reading.became_assignment", current, slug=slug)
    return assignment


@transaction.atomic
def discard_reading(*, reading: Reading, by: User) -> None:
    """Throw the reading away; the log keeps that it was there. Raises Refused when it has become an assignment."""
    current = _open(reading)
    current.discarded_at = timezone.now()
    current.save(update_fields=["discarded_at"])
    record(by, "reading.discarded", current)


def check_all_decided(items: list[ReadingItem]) -> None:
    """Raise Refused while any item waits for a person, or when no task was confirmed."""
    waiting = sum(item.state == ReadingItem.PENDING for item in items)
    if waiting:
        raise Refused(_("%(count)d punkter väntar på besked. Gå igenom dem först.") % {"count": waiting})
    if not any(item.confirmed and item.confirmed.get("as", item.kind) == "task" for item in items):
        raise Refused(_("Inget deluppdrag är bekräftat. Ett uppdrag måste ha minst ett."))


def progress(reading: Reading) -> dict[str, int]:
    """How many items there are, and how many a person has decided."""
    return reading.items.aggregate(total=Count("pk"), done=Count("pk", filter=~Q(state=ReadingItem.PENDING)))


def stamp(item: ReadingItem) -> str:
    """What the page remembers of an item, to notice that somebody else decided meanwhile."""
    return item.decided_at.isoformat() if item.decided_at else ""


def _open(reading: Reading) -> Reading:
    """The reading, held until the transaction ends. Refused when it is finished or thrown away."""
    current = Reading.objects.select_for_update(of=("self",)).get(pk=reading.pk)
    if current.discarded_at is not None:
        raise Refused(_("Läsningen är kastad."))
    if current.assignment_id is not None:
        raise Refused(_("Läsningen har redan blivit ett uppdrag."))
    return current


def _decide(
    item: ReadingItem,
    state: str,
    by: User,
    seen: str,
    *,
    confirmed: dict[str, Any] | None,
    comment: str = "",
    handling: str = "",
) -> ReadingItem:
    _open(item.reading)
    current = ReadingItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    said = (current.state, current.confirmed, current.comment, current.handling)
    if said == (state, confirmed, comment, handling):
        return current  # the same said twice: a double click, or two tabs
    if stamp(current) != seen:
        raise ChangedMeanwhile(current)
    current.state, current.confirmed, current.comment, current.handling = state, confirmed, comment, handling
    current.decided_at, current.decided_by = timezone.now(), by
    current.save()
    record(by, "reading.item_decided", current, position=current.position, state=state)
    return current


def _free_slug(title: str, year: int) -> str:
    base = f"{year}-{slugify(title)[:38].strip('-')}".strip("-")
    taken = TAKEN_SLUGS | set(Assignment.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
