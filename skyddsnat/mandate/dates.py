"""The room's dates for the calendar: what is to be handed in, and when activities begin and end."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import Dated, Kind, changes_to
from skyddsnat.core.models import User
from skyddsnat.mandate import access
from skyddsnat.mandate.models import Activity, Obligation
from skyddsnat.mandate.overview import owed_by
from skyddsnat.shared.dates import STOCKHOLM, today


def tell(user: User) -> Iterator[Dated]:
    """Every date in the assignments that the user may read, and in a partner's own activities."""
    yield from _obligations(user)
    yield from _activities(user)


def _obligations(user: User) -> Iterator[Dated]:
    owed = owed_by(access.obligations_for(user).filter(due__isnull=False))
    logged = changes_to(Obligation._meta.label_lower, [row.obligation.pk for row in owed])
    for row in owed:
        obligation, answer = row.obligation, row.fulfilment
        if obligation.due is None:
            continue
        lines, last = logged[obligation.pk]
        done = answer is not None and answer.done
        moments = [last, obligation.assignment.confirmed_at]
        if answer is not None and done and answer.on:
            moments.append(datetime.datetime.combine(answer.on, datetime.time(12), tzinfo=STOCKHOLM))
        recipient = str(obligation.recipient) if obligation.recipient else ""
        yield Dated(
            uid=f"obligation-{obligation.pk}",
            kind=Kind.OBLIGATION,
            day=obligation.due,
            title=str(obligation),
            url=reverse("mandate:obligation", args=[obligation.assignment.slug, obligation.pk]),
            changed_at=max(moments),
            changes=lines + done,
            done=done,
            text=(_("Till %(recipient)s.") % {"recipient": recipient} if recipient else "")
            + f"\n{obligation.assignment}",
        )


def _activities(user: User) -> Iterator[Dated]:
    is_partner = user.may(access.PARTNER) and not user.may(access.READ)
    activities = access.partner_activities(user, today()) if is_partner else access.activities_for(user)
    found = list(activities.order_by("pk"))
    logged = changes_to(Activity._meta.label_lower, [activity.pk for activity in found])
    for activity in found:
        lines, last = logged[activity.pk]
        url = reverse("mandate:partner") if is_partner else activity.get_absolute_url()
        ends = (
            ("starts", activity.starts, _("Börjar: %(title)s"), activity.started_on is not None),
            ("ends", activity.ends, _("Slutar: %(title)s"), activity.finished_on is not None),
        )
        for name, day, words, done in ends:
            yield Dated(
                uid=f"activity-{activity.pk}-{name}",
                kind=Kind.ACTIVITY,
                day=day,
                title=words % {"title": activity},
                url=url,
                changed_at=max(last, activity.assignment.confirmed_at),
                changes=lines,
                done=done,
                text=str(activity.assignment),
            )
