"""The door of `reporting` for the site."""

from skyddsnat.reporting.actions.comments import add_comment, answer_comment, resolve_comment
from skyddsnat.reporting.actions.reports import issue_report, prepare_report, return_report
from skyddsnat.reporting.actions.retention import remove_old_writing
from skyddsnat.reporting.actions.texts import save_draft, write_text
from skyddsnat.reporting.archive.package import build_archive_package
from skyddsnat.reporting.closing.pack import build_closing_pack
from skyddsnat.reporting.commands import write_pack

__all__ = [
    "add_comment",
    "answer_comment",
    "build_archive_package",
    "build_closing_pack",
    "issue_report",
    "prepare_report",
    "remove_old_writing",
    "resolve_comment",
    "return_report",
    "save_draft",
    "write_pack",
    "write_text",
]
