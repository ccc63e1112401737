"""What waits for those who write, approve and contribute to the library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import PUBLISH, WRITE
from skyddsnat.knowledge.library.access import contributions_for, entries_for
from skyddsnat.knowledge.models import LibraryPage
from skyddsnat.shared.dates import STOCKHOLM, today


def entries_to_approve(user: User) -> Iterator[Task]:
    """Texts that somebody has sent, for those who may publish."""
    if not user.may(PUBLISH):
        return
    pages = _by_id(user)
    states = TaskState.objects.reviewable_by(user).filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__content_type__model=LibraryPage._meta.model_name,
        workflow_state__object_id__in=pages,
    )
    for state in states.select_related("workflow_state").order_by("started_at"):
        yield Task(
            Why.WAITING,
            status=_("Godkänn texten"),
            since=state.started_at.astimezone(STOCKHOLM).date(),
            hint=_("Läs texten som läsarna ser den. Godkänn den eller skicka tillbaka den."),
            **_named(pages[state.workflow_state.object_id], "wagtailadmin_pages:edit"),
        )


def returned_entries(user: User) -> Iterator[Task]:
    """Texts that the user has sent and another has sent back."""
    if not user.may(WRITE):
        return
    pages = _by_id(user)
    returned = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_NEEDS_CHANGES,
        requested_by=user,
        content_type__model=LibraryPage._meta.model_name,
        object_id__in=pages,
    )
    for state in returned.order_by("created_at"):
        yield Task(
            Why.WAITING,
            status=_("Åter för ändring"),
            hint=_("Den som godkänner vill att något ändras i texten."),
            **_named(pages[state.object_id], "wagtailadmin_pages:edit"),
        )


def reviews_due(user: User) -> Iterator[Task]:
    """Published entries whose day of review has come."""
    if not user.may(WRITE):
        return
    due = entries_for(user).filter(live=True, review_due__lte=today()).order_by("review_due", "pk")
    for page in due:
        yield Task(
            Why.LATE if page.review_due and page.review_due < today() else Why.DUE,
            status=_("Granska igen"),
            due=page.review_due,
            hint=_("Läs texten och källorna igen. Skriv in dagen, och när den ska granskas nästa gång."),
            **_named(page, "knowledge:library-desk-entry"),
        )


def comments_to_read(user: User) -> Iterator[Task]:
    """Entries with comments from outside that nobody has handled, as one line each."""
    if not user.may(WRITE):
        return
    unread = Count("review_links__comments", filter=Q(review_links__comments__handled_at=None))
    for page in entries_for(user).annotate(unread=unread).filter(unread__gt=0).order_by("pk"):
        words = ngettext("%(count)s kommentar", "%(count)s kommentarer", page.unread)
        yield Task(
            Why.WAITING,
            status=words % {"count": page.unread},
            hint=_("Läs vad granskare utanför huset har sagt, och markera det som är hanterat."),
            **_named(page, "knowledge:library-desk-entry"),
        )


def contributions_to_read(user: User) -> Iterator[Task]:
    """What organisations have sent and no editor has taken up."""
    if not user.may(WRITE):
        return
    waiting = contributions_for(user).filter(taken_at=None, declined_at=None).exclude(page=None)
    for one in waiting.order_by("sent_at"):
        yield Task(
            Why.WAITING,
            label=one.title,
            url=reverse("knowledge:library-desk-entry", args=[one.page_id]),
            status=_("Bidrag att läsa"),
            since=one.sent_at.astimezone(STOCKHOLM).date(),
            about=str(one.organisation),
            swedish=_reads_english(),
            hint=_("Ta hand om bidraget och gör det färdigt, eller svara varför det inte publiceras."),
            key=f"contribution:{one.pk}",
        )


def entries_behind(user: User) -> Iterator[Task]:
    """Translations whose source has changed, as one line."""
    if not user.may(WRITE):
        return
    pages = entries_for(user).filter(live=True).exclude(follows="")
    if count := sum(page.behind_source for page in pages):
        words = ngettext(
            "%(count)s översättning i biblioteket säger inte det som källan säger",
            "%(count)s översättningar i biblioteket säger inte det som källan säger",
            count,
        )
        yield Task(
            Why.DUE, words % {"count": count}, reverse("knowledge:library-desk") + "?lage=behind",
            _("Efter källan"), about=_("Bibliotek"), key="behind",
        )  # fmt: skip


def _by_id(user: User) -> dict[str, LibraryPage]:
    return {str(page.pk): page for page in entries_for(user)}


def _named(page: LibraryPage, view: str) -> dict[str, Any]:
    return {
        "label": page.title,
        "swedish": page.language == "sv" and _reads_english(),
        "url": reverse(view, args=[page.pk]),
        "about": _("Bibliotek"),
        "key": f"page:{page.pk}",
    }


def _reads_english() -> bool:
    return (get_language() or "sv").startswith("en")
