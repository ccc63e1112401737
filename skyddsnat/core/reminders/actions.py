"""Choosing reminders, preparing the day's letters, and handing each to the mail server once.

A letter is prepared in one transaction with what it will say; the tables' unique constraints let a thing be said once.
It is then claimed, and the claim committed, before the mail server hears of it. Whatever ends the program after that,
the letter is not sent again. When the server has certainly not taken it, the claim is given back and a later try may
send it.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from skyddsnat.core.audit import record
from skyddsnat.core.handing_over import NotTakenError, hand_over
from skyddsnat.core.models import PutAside, ReminderChoice, ReminderMail, ReminderSent, User
from skyddsnat.core.reminders.choices import choice_of
from skyddsnat.core.reminders.letters import letter_to
from skyddsnat.core.reminders.rules import Said, Wish, to_say
from skyddsnat.core.waiting import waiting_for

KEPT_DAYS = 365  # retention rule "reminder" in retention.yaml


@transaction.atomic
def choose_reminders(
    *, by_mail: bool, whys: list[str], distances: list[int], weekly_while_late: bool, by: User
) -> ReminderChoice:
    """Save what a person wants to be reminded of by e-mail. Everybody chooses for themselves only."""
    choice = choice_of(by)
    choice.by_mail, choice.weekly_while_late = by_mail, weekly_while_late
    choice.whys, choice.distances = whys, distances
    choice.save()
    record(by, "reminders.chosen", choice)
    return choice


@transaction.atomic
def choose_calendar(*, kinds: list[str], by: User) -> ReminderChoice:
    """Save which kinds of dates a person's calendar holds."""
    choice = choice_of(by)
    choice.in_calendar = kinds
    choice.save()
    record(by, "calendar.chosen", choice)
    return choice


def things_to_say(user: User, on: datetime.date) -> list[Said]:
    """What a letter of the day would say to the user; empty is the same as no letter."""
    choice = choice_of(user)
    if not (user.is_active and choice.by_mail and choice.whys):
        return []
    wish = Wish(choice.whys, choice.distances, choice.weekly_while_late)
    with override(user.language):
        tasks = waiting_for(user)
    aside = set(PutAside.objects.filter(user=user, until__gt=on).values_list("task", flat=True))
    before = ReminderSent.objects.filter(user=user).values_list("task", "occasion")
    return to_say(tasks, wish, on, aside=aside, said={Said(*row) for row in before})


def prepare_reminders(*, on: datetime.date, by: User | None) -> list[ReminderMail]:
    """Prepare the letters of a day, at most one a person; those already prepared are left as they are."""
    made = []
    for user in User.objects.filter(is_active=True).prefetch_related("roles").order_by("pk"):
        mail = prepare_reminder(user=user, on=on, by=by)
        if mail is not None:
            made.append(mail)
    return made


@transaction.atomic
def prepare_reminder(*, user: User, on: datetime.date, by: User | None) -> ReminderMail | None:
    """Prepare one person's letter of a day, with what it will say; None when there is nothing, or there is one."""
    if ReminderMail.objects.filter(user=user, day=on).exists():
        return None
    said = things_to_say(user, on)
    if not said:
        return None
    mail, created = ReminderMail.objects.get_or_create(user=user, day=on)
    if not created:
        return None  # another process was first
    ReminderSent.objects.bulk_create(
        ReminderSent(mail=mail, user=user, task=one.task, occasion=one.occasion) for one in said
    )
    record(by, "reminder.prepared", mail, things=len(said))
    return mail


def deliver_reminder(*, mail_id: int, by: User | None) -> bool:
    """Send a prepared letter, and say whether it went. One that is claimed is somebody else's, or was cut off.

    Not atomic as a whole: the claim is committed before the mail server hears of the letter.
    """
    mail = _claimed(mail_id)
    if mail is None:
        return False
    found = letter_to(mail.user, set(mail.reminders.values_list("task", flat=True)))
    if found is None or not mail.user.is_active:
        mail.delete()  # all of it was done before the letter left
        return False
    letter, things = found
    try:
        hand_over(letter)
    except NotTakenError:
        ReminderMail.objects.filter(pk=mail.pk).update(claimed_at=None)
        raise
    with transaction.atomic():
        ReminderMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), things=things)
        record(by, "reminder.sent", mail, things=things)
    return True


def unsent_mails(*, on: datetime.date) -> list[int]:
    """Letters of the day that nobody has claimed, those that a server would not take included."""
    return list(
        ReminderMail.objects.filter(day=on, claimed_at=None).order_by("pk").values_list("pk", flat=True)
    )


@transaction.atomic
def remove_old_reminders(*, today: datetime.date, by: User | None) -> int:
    """Remove what was put aside and said a year ago, and say how many rows."""
    limit = today - datetime.timedelta(days=KEPT_DAYS)
    mails, _each = ReminderMail.objects.filter(day__lt=limit).delete()
    aside, _each = PutAside.objects.filter(until__lt=limit).delete()
    if mails or aside:
        record(by, "reminders.removed", ReminderMail(), rows=mails + aside)
    return mails + aside


def _claimed(mail_id: int) -> ReminderMail | None:
    """The letter, now ours alone to send: committed before anything is sent."""
    with transaction.atomic(durable=True):
        taken = ReminderMail.objects.filter(pk=mail_id, claimed_at=None).update(claimed_at=timezone.now())
    return ReminderMail.objects.select_related("user").get(pk=mail_id) if taken else None
