"""SIE files in the list of imports: the room takes them in by its own way, and they are shown in the same place."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import import_kinds
from skyddsnat.core.models import User
from skyddsnat.economy import access
from skyddsnat.economy.models import SieImport
from skyddsnat.shared.money import format_number

MOST = 500


def ways(user: User) -> Iterator[import_kinds.OtherWay]:
    """One way in for each assignment."""
    if not access.may_write(user):
        return
    assignments = list(access.assignments(user).order_by("-year", "title"))
    for assignment in assignments:
        label = _("Verifikationer ur en SIE-fil")
        yield import_kinds.OtherWay(
            f"{label} ({assignment.year})" if len(assignments) > 1 else label,
            _("SIE 4 ur ekonomisystemet: konton, verifikationer och projekt i ett."),
            reverse("economy:import_new", args=[assignment.slug]),
        )


def past(user: User) -> Iterator[import_kinds.OtherImport]:
    """The files, newest first. What waits is shown to the one who sent it."""
    if not access.may_write(user):
        return
    found = SieImport.objects.filter(assignment__in=access.assignments(user)).select_related(
        "assignment", "uploaded_by", "loaded_by"
    )
    for one in found.defer("pending", "assignment__text")[:MOST]:
        if not one.is_loaded and one.uploaded_by_id != user.pk:
            continue
        new = ngettext(
            "%(count)s ny verifikation", "%(count)s nya verifikationer", one.vouchers_new
        ) % {"count": format_number(one.vouchers_new)}  # fmt: skip
        known = ngettext("%(count)s hoppades över", "%(count)s hoppades över", one.vouchers_known)
        yield import_kinds.OtherImport(
            at=one.loaded_at or one.uploaded_at,
            by=str(one.loaded_by or one.uploaded_by),
            name=one.name,
            what=_("Verifikationer ur en SIE-fil"),
            counts=f"{new}, {known % {'count': format_number(one.vouchers_known)}}"
            if one.vouchers_known
            else new,
            state=_state(one),
            url=reverse("economy:import_preview", args=[one.assignment.slug, one.pk]),
        )


def _state(one: SieImport) -> dict[str, str]:
    if one.is_loaded:
        return {"text": _("Inläst"), "tone": "success"}
    if one.is_turned_away:
        return {"text": _("Har fel"), "tone": "danger"}
    return {"text": _("Väntar på dig"), "tone": "warning"}
