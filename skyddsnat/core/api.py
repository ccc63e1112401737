"""The door of `core` for the other rooms."""

from skyddsnat.core.access import AuthenticatedRequest, check_may, public, put_aside_by, requires, signed_in
from skyddsnat.core.actions import add_user, load_roles, put_aside, take_back
from skyddsnat.core.audit import record
from skyddsnat.core.calendar.dates import Dated, Kind, changes_to, register_dates
from skyddsnat.core.files import store
from skyddsnat.core.jobs import Job, Report, job, remove_old_works, start_job
from skyddsnat.core.records import Named, RecordKind, Shortcut, record_at, register_record
from skyddsnat.core.refusal import Refused
from skyddsnat.core.reminders.actions import remove_old_reminders
from skyddsnat.core.searching import (
    EXACT,
    Group,
    Hit,
    Matches,
    Query,
    fold,
    marked_pieces,
    matching,
    meant,
    number_q,
    query_from,
    register_search,
    score_of,
    search,
)
from skyddsnat.core.shortcuts import (
    favourites_for,
    forget_visits,
    is_favourite,
    recent_for,
    remove_old_visits,
    star,
    unstar,
)
from skyddsnat.core.startup import is_up_to_date
from skyddsnat.core.waiting import Task, Why, register_waiting, waiting_for
from skyddsnat.core.worker import worker_beside

__all__ = [
    "EXACT",
    "AuthenticatedRequest",
    "Dated",
    "Group",
    "Hit",
    "Job",
    "Kind",
    "Matches",
    "Named",
    "Query",
    "RecordKind",
    "Refused",
    "Report",
    "Shortcut",
    "Task",
    "Why",
    "add_user",
    "changes_to",
    "check_may",
    "favourites_for",
    "fold",
    "forget_visits",
    "is_favourite",
    "is_up_to_date",
    "job",
    "load_roles",
    "marked_pieces",
    "matching",
    "meant",
    "number_q",
    "public",
    "put_aside",
    "put_aside_by",
    "query_from",
    "recent_for",
    "record",
    "record_at",
    "register_dates",
    "register_record",
    "register_search",
    "register_waiting",
    "remove_old_reminders",
    "remove_old_visits",
    "remove_old_works",
    "requires",
    "score_of",
    "search",
    "signed_in",
    "star",
    "start_job",
    "store",
    "take_back",
    "unstar",
    "waiting_for",
    "worker_beside",
]
