"""Tables of the report: its prose and what is said of it, its versions, and the closing packs."""

from skyddsnat.reporting.models.report import ClosingPack, Report
from skyddsnat.reporting.models.text import (
    ReportComment,
    ReportCommentsRead,
    ReportDraft,
    ReportText,
    ReportTextVersion,
)

__all__ = [
    "ClosingPack",
    "Report",
    "ReportComment",
    "ReportCommentsRead",
    "ReportDraft",
    "ReportText",
    "ReportTextVersion",
]
