"""`skyddsnat reminders send`: the day's reminders at once, for an installation without a worker and for trying."""

from __future__ import annotations

import argparse
import datetime
import sys

from skyddsnat.core.handing_over import NotTakenError
from skyddsnat.core.models import User
from skyddsnat.core.reminders.actions import (
    deliver_reminder,
    prepare_reminders,
    things_to_say,
    unsent_mails,
)
from skyddsnat.core.reminders.rules import DIGEST
from skyddsnat.shared.dates import today


def send(arguments: list[str]) -> int:
    """Prepare the day's letters and send each once; running it again the same day sends nothing more."""
    parser = argparse.ArgumentParser(prog="skyddsnat reminders send")
    parser.add_argument("--on", type=datetime.date.fromisoformat, default=today(), metavar="DATE")
    parser.add_argument("--dry-run", action="store_true", help="say who would get a letter, and send none")
    options = parser.parse_args(arguments)
    if options.dry_run:
        for user in User.objects.filter(is_active=True).prefetch_related("roles").order_by("pk"):
            things = sum(said.task != DIGEST for said in things_to_say(user, options.on))
            if things:
                print(f"{user.email}: {things} things")
        return 0
    prepare_reminders(on=options.on, by=None)
    sent, left = 0, 0
    for mail_id in unsent_mails(on=options.on):
        try:
            sent += deliver_reminder(mail_id=mail_id, by=None)
        except NotTakenError as fault:
            left += 1
            print(f"The mail server did not take a letter: {fault}.", file=sys.stderr)
    print(f"Sent: {sent} letters.")
    return 1 if left else 0
