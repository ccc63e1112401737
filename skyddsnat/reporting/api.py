"""The door of `reporting` for the site."""

from skyddsnat.reporting.actions import issue_report, prepare_report, write_text
from skyddsnat.reporting.closing.pack import build_closing_pack
from skyddsnat.reporting.commands import write_pack

__all__ = ["build_closing_pack", "issue_report", "prepare_report", "write_pack", "write_text"]
