"""What is left to finish about the money: returned documents, missing papers, months to open."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.economy import access
from skyddsnat.economy.actions.grants import is_locked
from skyddsnat.economy.attached import vouchers_without_papers
from skyddsnat.economy.models import MoneyDocument
from skyddsnat.mandate.api import assignments_under_way
from skyddsnat.shared.dates import format_month
from skyddsnat.shared.money import format_number


def returned_documents(user: User) -> Iterator[Task]:
    """Documents that a manager sent back to the one who prepared them."""
    if not access.may_write(user):
        return
    for assignment in access.assignments(user):
        found = access.documents(user, assignment).filter(state=MoneyDocument.RETURNED, prepared_by=user)
        for document in found.select_related("assignment"):
            yield Task(
                Why.WAITING,
                _("%(document)s är skickad tillbaka med en anmärkning")
                % {"document": document.get_kind_display()},
                document.get_absolute_url(),
                _("Skickad tillbaka"),
                tone="danger",
                about=str(assignment),
            )


def missing_papers(user: User) -> Iterator[Task]:
    """Vouchers that nothing stands behind, while the books are open."""
    if not access.may_write(user):
        return
    for assignment in assignments_under_way(user):
        count = 0 if is_locked(assignment) else vouchers_without_papers(assignment)
        if count:
            words = ngettext(
                "%(count)s verifikation saknar underlag", "%(count)s verifikationer saknar underlag", count
            )
            yield Task(
                Why.DUE,
                words % {"count": format_number(count)},
                reverse("economy:vouchers", args=[assignment.slug], query={"papers": "none"}),
                _("Saknar underlag"),
                about=str(assignment),
            )


def months_to_open(user: User) -> Iterator[Task]:
    """Locked months that somebody else asks to have opened, for managers."""
    if not access.may_approve(user):
        return
    language = "en" if (get_language() or "sv").startswith("en") else "sv"
    for assignment in access.assignments(user):
        asked = access.period_locks(user, assignment).filter(opened_at__isnull=True, asked_by__isnull=False)
        for lock in asked.exclude(asked_by=user):
            yield Task(
                Why.WAITING,
                _("Öppna den låsta månaden %(month)s?") % {"month": format_month(str(lock), language)},
                reverse("economy:month", args=[assignment.slug, lock.pk]),
                _("Väntar på en chef"),
                about=str(assignment),
            )
