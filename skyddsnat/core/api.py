"""The door of `core` for the other rooms."""

from skyddsnat.core.access import AuthenticatedRequest, check_may, public, requires, signed_in
from skyddsnat.core.actions import add_user, load_roles
from skyddsnat.core.audit import record
from skyddsnat.core.files import store
from skyddsnat.core.jobs import Job, Report, job, remove_old_works, start_job
from skyddsnat.core.refusal import Refused
from skyddsnat.core.startup import is_up_to_date
from skyddsnat.core.waiting import Task, Why, register_waiting, waiting_for
from skyddsnat.core.worker import worker_beside

__all__ = [
    "AuthenticatedRequest",
    "Job",
    "Refused",
    "Report",
    "Task",
    "Why",
    "add_user",
    "check_may",
    "is_up_to_date",
    "job",
    "load_roles",
    "public",
    "record",
    "register_waiting",
    "remove_old_works",
    "requires",
    "signed_in",
    "start_job",
    "store",
    "waiting_for",
    "worker_beside",
]
