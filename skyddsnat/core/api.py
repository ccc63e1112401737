"""The door of `core` for the other rooms."""

from skyddsnat.core.access import AuthenticatedRequest, check_may, public, put_aside_by, requires, signed_in
from skyddsnat.core.actions import add_user, load_roles, put_aside, take_back
from skyddsnat.core.audit import record
from skyddsnat.core.calendar.dates import Dated, Kind, changes_to, register_dates
from skyddsnat.core.files import store
from skyddsnat.core.jobs import Job, Report, job, remove_old_works, start_job
from skyddsnat.core.refusal import Refused
from skyddsnat.core.reminders.actions import remove_old_reminders
from skyddsnat.core.startup import is_up_to_date
from skyddsnat.core.waiting import Task, Why, register_waiting, waiting_for
from skyddsnat.core.worker import worker_beside

__all__ = [
    "AuthenticatedRequest",
    "Dated",
    "Job",
    "Kind",
    "Refused",
    "Report",
    "Task",
    "Why",
    "add_user",
    "changes_to",
    "check_may",
    "is_up_to_date",
    "job",
    "load_roles",
    "public",
    "put_aside",
    "put_aside_by",
    "record",
    "register_dates",
    "register_waiting",
    "remove_old_reminders",
    "remove_old_works",
    "requires",
    "signed_in",
    "start_job",
    "store",
    "take_back",
    "waiting_for",
    "worker_beside",
]
