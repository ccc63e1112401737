"""The door of `core` for the other rooms."""

from skyddsnat.core.access import AuthenticatedRequest, check_may, public, requires, signed_in
from skyddsnat.core.actions import add_user, load_roles
from skyddsnat.core.audit import record
from skyddsnat.core.files import store
from skyddsnat.core.records import Named, RecordKind, Shortcut, record_at, register_record
from skyddsnat.core.refusal import Refused
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

__all__ = [
    "EXACT",
    "AuthenticatedRequest",
    "Group",
    "Hit",
    "Matches",
    "Named",
    "Query",
    "RecordKind",
    "Refused",
    "Shortcut",
    "Task",
    "Why",
    "add_user",
    "check_may",
    "favourites_for",
    "fold",
    "forget_visits",
    "is_favourite",
    "is_up_to_date",
    "load_roles",
    "marked_pieces",
    "matching",
    "meant",
    "number_q",
    "public",
    "query_from",
    "recent_for",
    "record",
    "record_at",
    "register_record",
    "register_search",
    "register_waiting",
    "remove_old_visits",
    "requires",
    "score_of",
    "search",
    "signed_in",
    "star",
    "store",
    "unstar",
    "waiting_for",
]
