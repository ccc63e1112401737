"""What waits for those who write and approve the public pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.guidance import access
from skyddsnat.guidance.models import GuidancePage
from skyddsnat.guidance.overview import old_values, rows_for, waiting_texts
from skyddsnat.guidance.rules import State
from skyddsnat.shared.dates import STOCKHOLM
from skyddsnat.shared.languages import NAMES


def texts_to_approve(user: User) -> Iterator[Task]:
    """Texts that somebody has sent, for those who may publish."""
    if not user.may(access.PUBLISH):
        return
    for one in waiting_texts(user):
        if one.may_decide:
            yield Task(
                Why.WAITING,
                status=_("Godkänn texten"),
                since=one.since.astimezone(STOCKHOLM).date(),
                hint=_("Läs texten som besökare ser den. Godkänn den eller skicka tillbaka den."),
                **_named(one.page),
            )


def returned_texts(user: User) -> Iterator[Task]:
    """Texts that the user has sent and another has sent back."""
    pages = {str(page.pk): page for page in access.pages_for(user).select_related("locale")}
    returned = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_NEEDS_CHANGES,
        requested_by=user,
        content_type__model=GuidancePage._meta.model_name,
        object_id__in=pages,
    )
    for state in returned.order_by("created_at"):
        yield Task(
            Why.WAITING,
            status=_("Åter för ändring"),
            hint=_("Den som godkänner vill att något ändras i texten."),
            **_named(pages[state.object_id]),
        )


def texts_behind(user: User) -> Iterator[Task]:
    """Translations whose source has changed, and values that nobody has checked for a year, as one line each."""
    if not user.may(access.WRITE):
        return
    states = [cell.state for row in rows_for(user) for cell in row.cells]
    if count := states.count(State.BEHIND):
        words = ngettext(
            "%(count)s översättning säger inte det som källan säger",
            "%(count)s översättningar säger inte det som källan säger",
            count,
        )
        yield _gathered(words % {"count": count}, _("Efter källan"), "behind")
    if count := len(old_values(user)):
        words = ngettext(
            "%(count)s delat värde behöver kontrolleras igen",
            "%(count)s delade värden behöver kontrolleras igen",
            count,
        )
        yield _gathered(words % {"count": count}, _("Kontrollera"), "values")


def _gathered(label: str, status: str, key: str) -> Task:
    return Task(
        Why.DUE, label, reverse("guidance-desk:translations"), status, about=_("Publika sidor"), key=key
    )


def _named(page: GuidancePage) -> dict[str, Any]:
    code = page.locale.language_code
    return {
        "label": page.title,
        "swedish": code.startswith("sv") and (get_language() or "sv").startswith("en"),
        "url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "about": _("Publik sida: %(language)s") % {"language": NAMES[code]},
        "key": f"page:{page.pk}",
    }
