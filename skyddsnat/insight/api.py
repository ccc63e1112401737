"""The door of `insight` for the rooms above it."""

from skyddsnat.insight.actions import check_snapshot, load_indicators, snapshot_content, take_snapshot
from skyddsnat.insight.models import Indicator, Snapshot
from skyddsnat.insight.queries import Result, run

__all__ = [
    "Indicator",
    "Result",
    "Snapshot",
    "check_snapshot",
    "load_indicators",
    "run",
    "snapshot_content",
    "take_snapshot",
]
