"""The door of `core` for the other rooms."""

from skyddsnat.core.access import AuthenticatedRequest, check_may, public, put_aside_by, requires, signed_in
from skyddsnat.core.actions import add_user, load_roles, put_aside, take_back
from skyddsnat.core.audit import record
from skyddsnat.core.bulk import Made, Same, copy_columns, copy_rows, next_ids, sql_array
from skyddsnat.core.calendar.dates import Dated, Kind, changes_to, register_dates
from skyddsnat.core.charts import drawn
from skyddsnat.core.conflicts import keep_form
from skyddsnat.core.countable import (
    AGE,
    CITIZENSHIP,
    COUNTY,
    FORM,
    MUNICIPALITY,
    SEX,
    UNKNOWN,
    UNKNOWN_LABEL,
    Countable,
    Counted,
    Labels,
    countables,
    labels_of,
    register_countable,
    tallied,
)
from skyddsnat.core.dumps import DumpFailed, dump
from skyddsnat.core.dumps import is_empty as has_no_tables
from skyddsnat.core.dumps import load as load_dump
from skyddsnat.core.editors import place_everybody, register_editors
from skyddsnat.core.exports import Export, asked, download, render_lists, table_export
from skyddsnat.core.files import store
from skyddsnat.core.folding import fold, marked_pieces
from skyddsnat.core.forgetting import write_anew
from skyddsnat.core.handing_over import NotTakenError, claim, hand_over, queue_once
from skyddsnat.core.imports import kinds as import_kinds
from skyddsnat.core.imports.access import may_import
from skyddsnat.core.imports.actions import map_columns, remove_old_imports, upload_import
from skyddsnat.core.imports.loading import load_import, undo_import
from skyddsnat.core.imports.measuring import import_figures
from skyddsnat.core.imports.values import Wrong, email_of, folded, text_of
from skyddsnat.core.jobs import Job, Report, job, remove_old_works, start_job, under_way
from skyddsnat.core.languages import language_asked
from skyddsnat.core.matching import Folded, matching, number_q
from skyddsnat.core.own_keys import DEMONSTRATION as DEMONSTRATION_PASSPHRASE
from skyddsnat.core.own_keys import (
    LONGEST_WRAP,
    Guarded,
    change_own_guard,
    check_age,
    check_recipient,
    demonstration_passphrase,
    keep_own_key,
)
from skyddsnat.core.page_log import register_pages
from skyddsnat.core.policy import retention_rules
from skyddsnat.core.pressing import pressed
from skyddsnat.core.records import Named, RecordKind, Shortcut, record_at, register_record
from skyddsnat.core.refusal import ChangedMeanwhile, Refused
from skyddsnat.core.reminders.actions import remove_old_reminders
from skyddsnat.core.reminders.letters import absolute
from skyddsnat.core.scripted import (
    Given,
    answered,
    bytes_in,
    coded,
    given,
    guarded_in,
    guarded_said,
    lock_config,
    lock_words,
    text_in,
    unkept,
    wraps_in,
)
from skyddsnat.core.searching import (
    EXACT,
    Group,
    Hit,
    Matches,
    Query,
    meant,
    query_from,
    register_search,
    score_of,
    search,
)
from skyddsnat.core.secret_links import SECRET_LENGTH, hash_of, kept_to_itself, new_secret, secret_of
from skyddsnat.core.senders import from_elsewhere
from skyddsnat.core.shortcuts import (
    favourites_for,
    forget_visits,
    is_favourite,
    recent_for,
    remove_old_visits,
    star,
    unstar,
)
from skyddsnat.core.spare_database import database_address, spare_database
from skyddsnat.core.startup import is_up_to_date
from skyddsnat.core.tables import migrate
from skyddsnat.core.typed import keep_typed, typed
from skyddsnat.core.values import register_values, shared_values
from skyddsnat.core.waiting import Task, Why, register_waiting, waiting_for
from skyddsnat.core.worker import worker_beside

__all__ = [
    "AGE",
    "CITIZENSHIP",
    "COUNTY",
    "DEMONSTRATION_PASSPHRASE",
    "EXACT",
    "FORM",
    "LONGEST_WRAP",
    "MUNICIPALITY",
    "SECRET_LENGTH",
    "SEX",
    "UNKNOWN",
    "UNKNOWN_LABEL",
    "AuthenticatedRequest",
    "ChangedMeanwhile",
    "Countable",
    "Counted",
    "Dated",
    "DumpFailed",
    "Export",
    "Folded",
    "Given",
    "Group",
    "Guarded",
    "Hit",
    "Job",
    "Kind",
    "Labels",
    "Made",
    "Matches",
    "Named",
    "NotTakenError",
    "Query",
    "RecordKind",
    "Refused",
    "Report",
    "Same",
    "Shortcut",
    "Task",
    "Why",
    "Wrong",
    "absolute",
    "add_user",
    "answered",
    "asked",
    "bytes_in",
    "change_own_guard",
    "changes_to",
    "check_age",
    "check_may",
    "check_recipient",
    "claim",
    "coded",
    "copy_columns",
    "copy_rows",
    "countables",
    "database_address",
    "demonstration_passphrase",
    "download",
    "drawn",
    "dump",
    "email_of",
    "favourites_for",
    "fold",
    "folded",
    "forget_visits",
    "from_elsewhere",
    "given",
    "guarded_in",
    "guarded_said",
    "hand_over",
    "has_no_tables",
    "hash_of",
    "import_figures",
    "import_kinds",
    "is_favourite",
    "is_up_to_date",
    "job",
    "keep_form",
    "keep_own_key",
    "keep_typed",
    "kept_to_itself",
    "labels_of",
    "language_asked",
    "load_dump",
    "load_import",
    "load_roles",
    "lock_config",
    "lock_words",
    "map_columns",
    "marked_pieces",
    "matching",
    "may_import",
    "meant",
    "migrate",
    "new_secret",
    "next_ids",
    "number_q",
    "place_everybody",
    "pressed",
    "public",
    "put_aside",
    "put_aside_by",
    "query_from",
    "queue_once",
    "recent_for",
    "record",
    "record_at",
    "register_countable",
    "register_dates",
    "register_editors",
    "register_pages",
    "register_record",
    "register_search",
    "register_values",
    "register_waiting",
    "remove_old_imports",
    "remove_old_reminders",
    "remove_old_visits",
    "remove_old_works",
    "render_lists",
    "requires",
    "retention_rules",
    "score_of",
    "search",
    "secret_of",
    "shared_values",
    "signed_in",
    "spare_database",
    "sql_array",
    "star",
    "start_job",
    "store",
    "table_export",
    "take_back",
    "tallied",
    "text_in",
    "text_of",
    "typed",
    "under_way",
    "undo_import",
    "unkept",
    "unstar",
    "upload_import",
    "waiting_for",
    "worker_beside",
    "wraps_in",
    "write_anew",
]
