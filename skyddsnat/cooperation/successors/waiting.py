"""What waits for a person: a colleague's yes to confirm."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.cooperation.successors.access import waiting_for
from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.mandate.api import ConsentStage, stage_of_consent
from skyddsnat.shared.dates import STOCKHOLM


def waiting(user: User) -> Iterator[Task]:
    """A colleague's yes counts only when a second person stands for it."""
    for one in waiting_for(user):
        if stage_of_consent(one) == ConsentStage.GIVEN:
            yield Task(
                Why.WAITING, _("Bekräfta eller ta tillbaka ett ja till %(name)s") % {"name": str(one.successor)},
                reverse("cooperation:successor", args=[one.organisation_id]), _("Läs"), about=str(one.organisation),
                since=one.given_at.astimezone(STOCKHOLM).date(), key=f"successor/{one.pk}",
                hint=_("Det gäller om era ärenden får gå till den myndighet som tar över."),
            )  # fmt: skip
