"""The door of `insight` for the rooms above it."""

from skyddsnat.insight.access import indicators_for, standing_measurements
from skyddsnat.insight.actions import check_snapshot, load_indicators, snapshot_content, take_snapshot
from skyddsnat.insight.batch.reading import frozen_queries, ledger_columns
from skyddsnat.insight.drawing import months_chart
from skyddsnat.insight.measurements.actions import (
    Measured,
    add_measurement,
    approve_measurement,
    approve_snapshot,
    measured_of,
    measurement_content,
    set_target,
    withdraw_measurement,
)
from skyddsnat.insight.measurements.parts import interval_said, parts_said
from skyddsnat.insight.models import Indicator, Measurement, Snapshot
from skyddsnat.insight.opendata.discovery import CRAWLED, SITE_MAPS
from skyddsnat.insight.queries import Result, run
from skyddsnat.insight.statistics.actions import Asked, Named, add_table, approve_version, ask_for_version
from skyddsnat.insight.statistics.models import StatVersion
from skyddsnat.insight.statistics.tasks import protect_version

__all__ = [
    "CRAWLED",
    "SITE_MAPS",
    "Asked",
    "Indicator",
    "Measured",
    "Measurement",
    "Named",
    "Result",
    "Snapshot",
    "StatVersion",
    "add_measurement",
    "add_table",
    "approve_measurement",
    "approve_snapshot",
    "approve_version",
    "ask_for_version",
    "check_snapshot",
    "frozen_queries",
    "indicators_for",
    "interval_said",
    "ledger_columns",
    "load_indicators",
    "measured_of",
    "measurement_content",
    "months_chart",
    "parts_said",
    "protect_version",
    "run",
    "set_target",
    "snapshot_content",
    "standing_measurements",
    "take_snapshot",
    "withdraw_measurement",
]
