"""Writing a mailing, and setting it going, pausing and stopping it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, Same, check_may, copy_columns, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import PUBLISH, WRITE
from skyddsnat.knowledge.mailings.choosing import Chosen, chosen
from skyddsnat.knowledge.mailings.proof import prove_mailing
from skyddsnat.knowledge.mailings.queue import queue_sending
from skyddsnat.knowledge.mailings.rules import before, check_begin, check_mailing_next, check_text
from skyddsnat.knowledge.models import Delivery, Mailing, Segment

TEXT_FIELDS = ("name", "subject", "body", "subject_en", "body_en", "leads_to")
ABOUT_FIELDS = ("method", "activity", "tells")
SELECTION_FIELDS = ("kinds", "roles", "counties", "municipalities", "words", "group")


@transaction.atomic
def add_mailing(*, by: User, **values: Any) -> Mailing:
    """Begin a letter. The same draft sent twice in a row is made once."""
    check_may(by, WRITE)
    wanted = _tidy(values)
    _check(wanted)
    User.objects.select_for_update().get(pk=by.pk)  # a second click waits here
    same = Mailing.objects.filter(**wanted, written_by=by, state=Mailing.State.DRAFT, version=1).first()
    if same is not None:
        return same
    mailing = Mailing.objects.create(**wanted, written_by=by)
    record(by, "mailing.added", mailing)
    return mailing


@transaction.atomic
def change_mailing(*, mailing: Mailing, version: int, by: User, **values: Any) -> Mailing:
    """Change the text of a draft, or what it is about."""
    check_may(by, WRITE)
    current = _draft(mailing, version)
    wanted = {name: getattr(current, name) for name in (*TEXT_FIELDS, *ABOUT_FIELDS)} | _tidy(values)
    _check(wanted)
    _save(current, wanted, by)
    return current


@transaction.atomic
def choose_recipients(
    *, mailing: Mailing, version: int, segments: Collection[Segment], by: User, **selection: Any
) -> Mailing:
    """Say whom a draft goes to: by its own choices, and by segments."""
    check_may(by, WRITE)
    current = _draft(mailing, version)
    before = set(current.segments.values_list("pk", flat=True))
    wanted = {one.pk for one in segments}
    current.segments.set(segments)
    _save(current, _tidy(selection), by, more=[] if before == wanted else ["segments"])
    return current


@transaction.atomic
def copy_mailing(*, mailing: Mailing, by: User) -> Mailing:
    """A new draft with the same text and recipients. A second click gives the same draft."""
    check_may(by, WRITE)
    source = Mailing.objects.select_for_update().get(pk=mailing.pk)
    values = {name: getattr(source, name) for name in (*TEXT_FIELDS, *ABOUT_FIELDS, *SELECTION_FIELDS)}
    values["name"] = (_("Kopia av %(name)s") % {"name": source.name})[:120]
    same = Mailing.objects.filter(**values, written_by=by, state=Mailing.State.DRAFT, version=1).first()
    if same is not None:
        return same
    made = Mailing.objects.create(**values, written_by=by)
    made.segments.set(source.segments.all())
    record(by, "mailing.copied", made, source=source.pk)
    return made


@transaction.atomic
def delete_mailing(*, mailing: Mailing, by: User) -> None:
    """Take away a draft; what has begun to be sent stays."""
    check_may(by, WRITE)
    current = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if not current.is_draft:
        raise Refused(_("Utskicket har börjat skickas och kan inte tas bort."))
    record(by, "mailing.deleted", current)
    current.delete()


@transaction.atomic
def begin_mailing(*, mailing: Mailing, expected: int, by: User) -> Mailing:
    """Put a letter to each recipient in the queue and begin. `expected` is how many the person was told."""
    check_may(by, PUBLISH)
    current = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if current.proof_activity is None and current.method is None:
        raise Refused(_("Säg först vilken metod eller insats utskicket hör till."))
    found = chosen(current) if current.is_draft else Chosen([], [])
    check_begin(state=current.state, expected=expected, found=len(found.recipients))
    _put_in_queue(current, found)
    current.state, current.sent_by, current.begun_at = Mailing.State.SENDING, by, timezone.now()
    current.save(update_fields=["state", "sent_by", "begun_at"])
    record(by, "mailing.begun", current, letters=len(found.recipients), organisations=found.organisations)
    queue_sending(current.pk)
    return current


def _put_in_queue(mailing: Mailing, found: Chosen) -> None:
    """A row for each recipient, in one statement."""
    rows = found.recipients
    copy_columns(
        Delivery,
        {
            "mailing": Same(mailing.pk),
            "organisation": [one.organisation for one in rows],
            "contact": [one.contact for one in rows],
            "address": [one.address for one in rows],
            "address_sha256": [one.sha256 for one in rows],
            "language": [one.language for one in rows],
            "group": [one.group for one in rows],
            "state": Same(Delivery.State.WAITING.value),
            "attempts": Same(0),
            "message_id": Same(""),
            "fault": Same(""),
        },
    )


@transaction.atomic
def pause_mailing(*, mailing: Mailing, by: User) -> Mailing:
    """Send no more letters until somebody says so. The letter at hand is finished."""
    return _go(mailing, Mailing.State.PAUSED, "mailing.paused", by)


@transaction.atomic
def resume_mailing(*, mailing: Mailing, by: User) -> Mailing:
    """Go on with the letters that wait."""
    current = _go(mailing, Mailing.State.SENDING, "mailing.resumed", by)
    queue_sending(current.pk)
    return current


@transaction.atomic
def stop_mailing(*, mailing: Mailing, by: User) -> Mailing:
    """Send no more letters, ever. Those that wait are skipped; those that have left have left."""
    current = _go(mailing, Mailing.State.STOPPED, "mailing.stopped", by)
    current.deliveries.filter(state=Delivery.State.WAITING).update(state=Delivery.State.SKIPPED)
    return current


@transaction.atomic
def settle_letters(*, mailing: Mailing, letters: Collection[int], again: bool, by: User) -> int:
    """Say of letters that nobody knows about: send them again, or count them as sent. How many it was said of."""
    check_may(by, PUBLISH)
    current = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    found = current.deliveries.filter(pk__in=letters, state=Delivery.State.UNCERTAIN)
    if again:
        settled = before(Delivery.State.WAITING) - {Delivery.State.SENDING}
        found = current.deliveries.filter(pk__in=letters, state__in=settled)
        if current.state == Mailing.State.STOPPED:
            raise Refused(_("Utskicket är stoppat. Gör en kopia om breven ändå ska skickas."))
        count = found.update(state=Delivery.State.WAITING, next_at=None, attempts=0, fault="")
        if count and current.state == Mailing.State.DONE:
            current.state, current.ended_at = Mailing.State.SENDING, None
            current.save(update_fields=["state", "ended_at"])
        queue_sending(current.pk)
    else:
        count = 0
        for letter in found.select_for_update():
            letter.state, letter.sent_at = Delivery.State.SENT, letter.claimed_at
            letter.save(update_fields=["state", "sent_at"])
            count += 1
        prove_mailing(current.pk)
    record(by, "mailing.settled", current, letters=count, again=again)
    return count


def _go(mailing: Mailing, state: str, verb: str, by: User) -> Mailing:
    check_may(by, PUBLISH)
    current = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    check_mailing_next(current.state, state)
    current.state, current.trouble = state, ""
    if state == Mailing.State.STOPPED:
        current.ended_at = timezone.now()
    current.save(update_fields=["state", "trouble", "ended_at"])
    record(by, verb, current)
    return current


def _draft(mailing: Mailing, version: int) -> Mailing:
    current = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if not current.is_draft:
        raise Refused(_("Utskicket har börjat skickas. Gör en kopia om du vill skriva ett nytt."))
    if current.version != version:
        raise ChangedMeanwhile(current)
    return current


def _save(current: Mailing, wanted: dict[str, Any], by: User, more: Collection[str] = ()) -> None:
    """Set what differs, count a version and say in the log which fields."""
    changed = sorted(name for name, value in wanted.items() if value != getattr(current, name))
    if not changed and not more:
        return
    for name in changed:
        setattr(current, name, wanted[name])
    current.version += 1
    current.save(update_fields=[*changed, "version", "changed_at"])
    record(by, "mailing.changed", current, fields=",".join(sorted([*changed, *more])))


def _tidy(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _check(wanted: dict[str, Any]) -> None:
    check_text(
        name=wanted["name"], subject=wanted["subject"], body=wanted["body"],
        subject_en=wanted.get("subject_en", ""), body_en=wanted.get("body_en", ""),
        leads_to=wanted.get("leads_to", "/kunskap/bibliotek/"),
    )  # fmt: skip
