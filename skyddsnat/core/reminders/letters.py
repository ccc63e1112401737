"""The reminder as a letter: plain text, short, titles and links only, in the person's language."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from skyddsnat.core.models import User
from skyddsnat.core.waiting import Task, Why, waiting_for
from skyddsnat.shared.dates import format_date


def letter_to(user: User, identities: Collection[str]) -> tuple[EmailMessage, int] | None:
    """The letter about those of the things that still wait, and how many they are; None when all are done."""
    with override(user.language):
        tasks = [task for task in waiting_for(user) if task.identity in identities]
        if not tasks:
            return None
        context = {
            "user": user,
            "groups": _groups(tasks, user.language),
            "settings_url": absolute(reverse("core:reminders")),
            "desk_url": absolute("/"),
        }
        body = render_to_string("core/reminder.txt", context)
        return EmailMessage(subject=subject_of(tasks), body=body, to=[user.email]), len(tasks)


def subject_of(tasks: Collection[Task]) -> str:
    late = sum(task.why is Why.LATE for task in tasks)
    if late:
        said = ngettext("%(count)d sak är försenad", "%(count)d saker är försenade", late) % {"count": late}
    else:
        count = len(tasks)
        said = ngettext("%(count)d sak att se till", "%(count)d saker att se till", count) % {"count": count}
    return f"Skyddsnät: {said}"


def absolute(path: str) -> str:
    """The address of a page as a letter or a calendar gives it, where there is no request to ask."""
    return f"{settings.SITE_ADDRESS}{path}"


def _groups(tasks: Collection[Task], language: str) -> list[dict[str, Any]]:
    headings = {
        Why.LATE: _("Försenat"),
        Why.WAITING: _("Väntar på dig"),
        Why.DUE: _("Snart dags"),
        Why.SILENT: _("Tyst"),
    }
    groups = []
    for why, heading in headings.items():
        lines = [
            {
                "label": " ".join(task.label.split()),
                "when": format_date(task.due, language) if task.due else "",
                "about": " ".join(task.about.split()),
                "url": absolute(task.url),
            }
            for task in tasks
            if task.why is why
        ]
        if lines:
            groups.append({"heading": heading, "lines": lines})
    return groups
