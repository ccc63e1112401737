"""The room's pages, by noun."""

from skyddsnat.economy.views.budget import budget, budget_activity, cost_type_accounts
from skyddsnat.economy.views.bulk import allot_rows, allotted, undo
from skyddsnat.economy.views.closing import closing, row_explain, row_unexplain, step_tick, step_untick
from skyddsnat.economy.views.documents import (
    document,
    document_csv,
    document_draft,
    document_issue,
    document_json,
    document_pdf,
    document_return,
    document_withdraw,
)
from skyddsnat.economy.views.imports import import_discard, import_new, import_preview
from skyddsnat.economy.views.overview import start
from skyddsnat.economy.views.papers import paper_file, paper_new, paper_remove, paper_replace
from skyddsnat.economy.views.periods import month, month_ask, month_keep, month_open, months_lock
from skyddsnat.economy.views.preparing import prepare
from skyddsnat.economy.views.projects import allot_projects, projects
from skyddsnat.economy.views.proposal import proposal
from skyddsnat.economy.views.rows import vouchers
from skyddsnat.economy.views.voucher_page import allot_row, voucher

__all__ = [
    "allot_projects",
    "allot_row",
    "allot_rows",
    "allotted",
    "budget",
    "budget_activity",
    "closing",
    "cost_type_accounts",
    "document",
    "document_csv",
    "document_draft",
    "document_issue",
    "document_json",
    "document_pdf",
    "document_return",
    "document_withdraw",
    "import_discard",
    "import_new",
    "import_preview",
    "month",
    "month_ask",
    "month_keep",
    "month_open",
    "months_lock",
    "paper_file",
    "paper_new",
    "paper_remove",
    "paper_replace",
    "prepare",
    "projects",
    "proposal",
    "row_explain",
    "row_unexplain",
    "start",
    "step_tick",
    "step_untick",
    "undo",
    "voucher",
    "vouchers",
]
