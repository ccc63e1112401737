"""Tables that are taken in: attendance into the ledger, and planned activities."""

from skyddsnat.mandate.tables.activities import ActivityKind
from skyddsnat.mandate.tables.attendance import AttendanceKind

__all__ = ["ActivityKind", "AttendanceKind"]
