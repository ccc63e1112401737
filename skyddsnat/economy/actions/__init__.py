"""Every write in the room: keyword-only, in one transaction, with its line in the audit log."""

from skyddsnat.economy.actions.allotments import allot, allot_by_project, allot_many, map_project, reverse
from skyddsnat.economy.actions.attachments import Paper, attach, remove_attachment
from skyddsnat.economy.actions.budgets import divide_budget, say_cost_types
from skyddsnat.economy.actions.closing import (
    ask_to_open,
    explain_row,
    keep_locked,
    lock_months,
    open_month,
    put_aside,
    tick,
    tick_step,
    untick,
    withdraw_explanation,
)
from skyddsnat.economy.actions.documents import (
    issue_document,
    prepare_document,
    return_document,
    withdraw_document,
)
from skyddsnat.economy.actions.imports import (
    discard_upload,
    import_sie,
    keep_upload,
    load_upload,
    look_at_upload,
    upload_sie,
)

__all__ = [
    "Paper",
    "allot",
    "allot_by_project",
    "allot_many",
    "ask_to_open",
    "attach",
    "discard_upload",
    "divide_budget",
    "explain_row",
    "import_sie",
    "issue_document",
    "keep_locked",
    "keep_upload",
    "load_upload",
    "lock_months",
    "look_at_upload",
    "map_project",
    "open_month",
    "prepare_document",
    "put_aside",
    "remove_attachment",
    "return_document",
    "reverse",
    "say_cost_types",
    "tick",
    "tick_step",
    "untick",
    "upload_sie",
    "withdraw_document",
    "withdraw_explanation",
]
