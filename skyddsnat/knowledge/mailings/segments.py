"""Selections with a name: adding, changing, removing."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.mailings.actions import SELECTION_FIELDS
from skyddsnat.knowledge.models import Mailing, Segment

FIELDS = ("name", "name_en", *SELECTION_FIELDS)


@transaction.atomic
def save_segment(*, segment: Segment | None, version: int, by: User, **values: Any) -> Segment:
    """Add a segment, or change one."""
    check_may(by, WRITE)
    wanted = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if Segment(**{name: wanted[name] for name in SELECTION_FIELDS}).is_empty:
        raise Refused(_("Välj något, annars är ingen med i urvalet."))
    same_name = Segment.objects.filter(name=wanted["name"])
    if segment is None:
        there = same_name.filter(**wanted).first()
        if there is not None:
            return there  # a second click
    others = same_name if segment is None else same_name.exclude(pk=segment.pk)
    if others.exists():
        raise Refused(_("Det finns redan ett urval som heter så. Välj ett annat namn."))
    if segment is None:
        made = Segment.objects.create(**wanted)
        record(by, "segment.added", made)
        return made
    current = Segment.objects.select_for_update().get(pk=segment.pk)
    if current.version != version:
        raise ChangedMeanwhile(current)
    changed = sorted(name for name in FIELDS if wanted[name] != getattr(current, name))
    for name in changed:
        setattr(current, name, wanted[name])
    if changed:
        current.version += 1
        current.save()
        record(by, "segment.changed", current, fields=",".join(changed))
    return current


@transaction.atomic
def remove_segment(*, segment: Segment, by: User) -> None:
    """Take away a segment that no draft uses; mailings that have gone keep their letters."""
    check_may(by, WRITE)
    current = Segment.objects.select_for_update().get(pk=segment.pk)
    if current.mailings.filter(state=Mailing.State.DRAFT).exists():
        raise Refused(_("Ett utkast använder urvalet. Ändra utkastets mottagare först."))
    record(by, "segment.removed", current)
    current.delete()
