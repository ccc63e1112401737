"""What waits for a person in the exchange: answers to own cases, and information that nobody has acknowledged."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.cooperation.exchange.access import proposals_to, received_by
from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.shared.dates import STOCKHOLM


def waiting(user: User) -> Iterator[Task]:
    """Only that something waits and from whom: a reminder says nothing of a child."""
    for answer in proposals_to(user).filter(outcome=""):
        yield Task(
            why=Why.WAITING, label=_("Läs svaret från %(name)s") % {"name": str(answer.organisation)},
            url=reverse("cooperation:exchange-proposal", args=[answer.pk]), status=_("Väntar på dig"),
            since=answer.at.astimezone(STOCKHOLM).date(), about=answer.referral.number, key=f"answer/{answer.pk}",
        )  # fmt: skip
    unread = received_by(user).filter(acknowledged_at=None, shares__withdrawn_at=None).distinct()
    for parcel in unread:
        yield Task(
            why=Why.WAITING, label=_("Läs och kvittera det som %(name)s har skickat")
            % {"name": str(parcel.referral.owner)},
            url=reverse("cooperation:exchange-parcel", args=[parcel.pk]), status=_("Inte kvitterat"),
            since=parcel.sent_at.astimezone(STOCKHOLM).date(), about=parcel.referral.number,
            key=f"parcel/{parcel.pk}",
        )  # fmt: skip
