"""Making, changing and calling off a gathering."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.gatherings.rules import check_capacity, check_gathering
from skyddsnat.knowledge.gatherings.seats import held, move_up, seated_in
from skyddsnat.knowledge.gatherings.sending import write_letters
from skyddsnat.knowledge.models import Gathering, GatheringLetter
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.dates import STOCKHOLM

FIELDS = (
    "kind", "title", "title_en", "about", "about_en", "starts", "ends", "where", "where_en", "capacity", "closes_on",
    "activity", "method", "group", "keep_until",
)  # fmt: skip
TOLD = {
    "starts",
    "ends",
    "where",
    "where_en",
    "title",
    "kind",
}  # a change of these is told to those who registered


@transaction.atomic
def add_gathering(*, by: User, **values: Any) -> Gathering:
    """Make a gathering that people can register for. The same one sent twice in a row is made once."""
    check_may(by, WRITE)
    wanted = _tidy(values)
    _check(wanted)
    Activity.objects.select_for_update().get(pk=wanted["activity"].pk)  # a second click waits here
    same = Gathering.objects.filter(**wanted, registrations=None, version=1, cancelled_at=None).first()
    if same is not None:
        return same
    gathering = Gathering.objects.create(**wanted)
    record(by, "gathering.added", gathering, activity=gathering.activity_id)
    return gathering


@transaction.atomic
def change_gathering(*, gathering: Gathering, version: int, by: User, **values: Any) -> Gathering:
    """Change the named fields, and tell those who have registered when they need to know."""
    check_may(by, WRITE)
    current = held(gathering)
    wanted = {name: getattr(current, name) for name in FIELDS} | _tidy(values)
    changed = sorted(name for name, value in wanted.items() if value != getattr(current, name))
    if not changed:
        return current  # a second click
    if current.version != version:
        raise ChangedMeanwhile(current)
    _check(wanted)
    check_capacity(capacity=wanted["capacity"], seated=seated_in(current))
    proven = current.meeting_seq is not None or current.counts.exclude(seq=None).exists()
    if proven and any(wanted[name] != getattr(current, name) for name in ("activity", "group", "ends")):
        raise Refused(
            _("Träffen har gett underlag i liggaren. Insatsen, gruppen och sluttiden kan inte ändras längre.")
        )
    for name in changed:
        setattr(current, name, wanted[name])
    current.version += 1
    current.save(update_fields=[*changed, "version", "changed_at"])
    record(by, "gathering.changed", current, fields=",".join(changed))
    if TOLD & set(changed) and current.cancelled_at is None and current.starts > timezone.now():
        write_letters(GatheringLetter.Kind.CHANGED, _standing(current))
    if "capacity" in changed:
        move_up(current)
    return current


@transaction.atomic
def call_off(*, gathering: Gathering, by: User) -> Gathering:
    """Call it off and tell everybody who has registered. Done twice, they are told once."""
    check_may(by, WRITE)
    current = held(gathering)
    if current.attendance_done_at is not None:
        raise Refused(_("Träffen är hållen och kan inte ställas in."))
    if current.cancelled_at is None:
        current.cancelled_at = timezone.now()
        current.version += 1
        current.save(update_fields=["cancelled_at", "version", "changed_at"])
        record(by, "gathering.called_off", current)
        write_letters(GatheringLetter.Kind.CALLED_OFF, _standing(current))
    return current


@transaction.atomic
def remove_gathering(*, gathering: Gathering, by: User) -> None:
    """Take away a gathering that nobody has registered for."""
    check_may(by, WRITE)
    current = held(gathering)
    if current.registrations.exists() or current.counts.exists() or current.answers.exists():
        raise Refused(_("Någon har anmält sig. Ställ in träffen i stället, så får de veta."))
    record(by, "gathering.removed", current)
    current.delete()


@transaction.atomic
def write_results(*, gathering: Gathering, version: int, text: str, by: User) -> Gathering:
    """Write what the gathering led to, the fourth level of an evaluation."""
    check_may(by, WRITE)
    current = held(gathering)
    if current.results == text.strip():
        return current  # a second click
    if current.version != version:
        raise ChangedMeanwhile(current)
    current.results = text.strip()
    current.version += 1
    current.save(update_fields=["results", "version", "changed_at"])
    record(by, "gathering.results_written", current)
    return current


def _standing(gathering: Gathering) -> list[int]:
    return list(gathering.registrations.filter(cancelled_at=None).values_list("pk", flat=True))


def _tidy(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _check(wanted: dict[str, Any]) -> None:
    check_gathering(
        starts=wanted["starts"].astimezone(STOCKHOLM), ends=wanted["ends"].astimezone(STOCKHOLM),
        closes_on=wanted["closes_on"], keep_until=wanted["keep_until"],
    )  # fmt: skip
