"""What waits for a person: letters that nobody knows about, mailings that stand still, addresses that do not work."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import PUBLISH
from skyddsnat.knowledge.mailings.access import mailings_for, returned_contacts
from skyddsnat.knowledge.models import Delivery, Mailing


def waiting(user: User) -> Iterator[Task]:
    """Everything of the mailings that waits for the user."""
    if user.may(PUBLISH):
        yield from _mailings(user)
    returned = len(returned_contacts(user))
    if returned:
        label = ngettext(
            "%(count)s adress tar inte emot brev", "%(count)s adresser tar inte emot brev", returned
        )
        yield Task(
            Why.WAITING, label % {"count": returned}, reverse("knowledge:returned"), _("Kontrollera"),
            hint=_("Rätta kontakten, eller låt adressen få brev igen."), key="returned",
        )  # fmt: skip


def _mailings(user: User) -> Iterator[Task]:
    uncertain = Count("deliveries", filter=Q(deliveries__state=Delivery.State.UNCERTAIN))
    for mailing in mailings_for(user).annotate(uncertain=uncertain).exclude(state=Mailing.State.DRAFT):
        if mailing.uncertain:
            label = ngettext(
                "Ett brev kan ha skickats eller inte",
                "%(count)s brev kan ha skickats eller inte",
                mailing.uncertain,
            ) % {"count": mailing.uncertain}
            yield Task(
                Why.WAITING, label, reverse("knowledge:mailing-unsettled", args=[mailing.pk]), _("Bestäm"),
                about=mailing.name, hint=_("Skicka igen, eller räkna det som skickat."), key=f"unsettled-{mailing.pk}",
            )  # fmt: skip
        elif mailing.state == Mailing.State.PAUSED:
            yield Task(
                Why.WAITING, _("Ett utskick är pausat"), mailing.get_absolute_url(), _("Pausat"), about=mailing.name,
                hint=_("Fortsätt eller stoppa det."), key=f"paused-{mailing.pk}",
            )  # fmt: skip
