"""The door of `insight` for the rooms above it."""

from skyddsnat.insight.access import indicators_for
from skyddsnat.insight.actions import check_snapshot, load_indicators, snapshot_content, take_snapshot
from skyddsnat.insight.batch.reading import frozen_queries, ledger_columns
from skyddsnat.insight.drawing import months_chart
from skyddsnat.insight.models import Indicator, Snapshot
from skyddsnat.insight.queries import Result, run

__all__ = [
    "Indicator",
    "Result",
    "Snapshot",
    "check_snapshot",
    "frozen_queries",
    "indicators_for",
    "ledger_columns",
    "load_indicators",
    "months_chart",
    "run",
    "snapshot_content",
    "take_snapshot",
]
