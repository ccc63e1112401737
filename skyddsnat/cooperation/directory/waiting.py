"""What waits on the coordinator's desk: contacts in other states that nobody has checked for a year."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.cooperation.directory import access
from skyddsnat.cooperation.directory.rules import OLD_AFTER
from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today
from skyddsnat.shared.money import format_number


def waiting(user: User) -> Iterable[Task]:
    """One line for all of them: they are checked together."""
    before = today() - datetime.timedelta(days=OLD_AFTER)
    days = list(
        access.changeable_contacts(user).filter(checked_on__lt=before).values_list("checked_on", flat=True)
    )
    if not days:
        return
    said = ngettext(
        "Kontrollera %(count)s kontakt i andra länder",
        "Kontrollera %(count)s kontakter i andra länder",
        len(days),
    )
    yield Task(
        why=Why.SILENT,
        label=said % {"count": format_number(len(days))},
        url=reverse("cooperation:contacts") + "?old=old",
        status=_("Gammal uppgift"),
        about=_("Samverkan"),
        since=min(days),
        key="old-contacts",
    )
