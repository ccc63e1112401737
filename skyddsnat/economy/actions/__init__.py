"""Every write in the room: keyword-only, in one transaction, with its line in the audit log."""

from skyddsnat.economy.actions.allotments import allot, allot_by_project, allot_many, map_project, reverse
from skyddsnat.economy.actions.documents import issue_document, prepare_document, withdraw_document
from skyddsnat.economy.actions.imports import discard_upload, import_sie, load_upload, upload_sie

__all__ = [
    "allot",
    "allot_by_project",
    "allot_many",
    "discard_upload",
    "import_sie",
    "issue_document",
    "load_upload",
    "map_project",
    "prepare_document",
    "reverse",
    "upload_sie",
    "withdraw_document",
]
