"""The door of `economy` for the other rooms. Every sum is whole öre."""

from skyddsnat.economy import sie
from skyddsnat.economy.actions import (
    allot,
    allot_by_project,
    allot_many,
    discard_upload,
    import_sie,
    issue_document,
    load_upload,
    map_project,
    prepare_document,
    reverse,
    upload_sie,
    withdraw_document,
)
from skyddsnat.economy.actions.allotments import allot_parts
from skyddsnat.economy.imports import ImportRefused
from skyddsnat.economy.letters import as_csv
from skyddsnat.economy.models import Allotment, MoneyDocument, VoucherLine
from skyddsnat.economy.outcome import (
    AccountOutcome,
    ActivityOutcome,
    BudgetOutcome,
    budget_vs_outcome,
    documents,
    grant,
    issued_documents,
    orphan_lines,
    outcome_by_account,
    outcome_by_activity,
    standing_document,
    vouchers_of,
)

__all__ = [
    "AccountOutcome",
    "ActivityOutcome",
    "Allotment",
    "BudgetOutcome",
    "ImportRefused",
    "MoneyDocument",
    "VoucherLine",
    "allot",
    "allot_by_project",
    "allot_many",
    "allot_parts",
    "as_csv",
    "budget_vs_outcome",
    "discard_upload",
    "documents",
    "grant",
    "import_sie",
    "issue_document",
    "issued_documents",
    "load_upload",
    "map_project",
    "orphan_lines",
    "outcome_by_account",
    "outcome_by_activity",
    "prepare_document",
    "reverse",
    "sie",
    "standing_document",
    "upload_sie",
    "vouchers_of",
    "withdraw_document",
]
