"""The room's pages, by noun."""

from skyddsnat.economy.views.bulk import allot_rows, allotted, undo
from skyddsnat.economy.views.documents import (
    document,
    document_csv,
    document_draft,
    document_issue,
    document_json,
    document_pdf,
    document_withdraw,
)
from skyddsnat.economy.views.imports import import_discard, import_new, import_preview
from skyddsnat.economy.views.overview import start
from skyddsnat.economy.views.preparing import prepare
from skyddsnat.economy.views.projects import allot_projects, projects
from skyddsnat.economy.views.rows import vouchers
from skyddsnat.economy.views.voucher_page import allot_row, voucher

__all__ = [
    "allot_projects",
    "allot_row",
    "allot_rows",
    "allotted",
    "document",
    "document_csv",
    "document_draft",
    "document_issue",
    "document_json",
    "document_pdf",
    "document_withdraw",
    "import_discard",
    "import_new",
    "import_preview",
    "prepare",
    "projects",
    "start",
    "undo",
    "voucher",
    "vouchers",
]
