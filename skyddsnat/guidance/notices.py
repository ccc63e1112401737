"""Wagtail's mails about texts to approve, which do not leave: the desk and the day's reminder tell of the same.

Wagtail sends them while the editor waits and stops the editor when the mail server is silent. Ours are sent by a job,
in plain text, to those who want them.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

# Signal, sender and the name under which Wagtail connects its mail. Who comes first under a name keeps it.
PLACES = [
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
]


def send_nothing(**_kwargs: Any) -> None:
    """What happens in the place of Wagtail's mail."""


def take_the_place_of_mails() -> None:
    """Called while the program starts, before Wagtail's rooms have connected theirs."""
    for signal, sender, name in PLACES:
        signal.connect(send_nothing, sender=sender, dispatch_uid=name)
