"""Tables of the report: its prose and what is said of it, its versions, closing packs and packages for an archive."""

from skyddsnat.reporting.models.report import ArchivePackage, ClosingPack, Report
from skyddsnat.reporting.models.text import (
    ReportComment,
    ReportCommentsRead,
    ReportDraft,
    ReportText,
    ReportTextVersion,
)

__all__ = [
    "ArchivePackage",
    "ClosingPack",
    "Report",
    "ReportComment",
    "ReportCommentsRead",
    "ReportDraft",
    "ReportText",
    "ReportTextVersion",
]
