"""Statistics and measurements in the demonstration: some that two persons stand behind, and some that wait."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping

from skyddsnat.core.models import User
from skyddsnat.insight.api import (
    Asked,
    Indicator,
    Measured,
    Named,
    StatVersion,
    add_measurement,
    add_table,
    approve_measurement,
    approve_version,
    ask_for_version,
    protect_version,
    set_target,
    withdraw_measurement,
)
from skyddsnat.mandate.models import Assignment

YEAR = 2025
AGES = ("0–6 år", "7–12 år", "13–15 år", "16–17 år")
CALLS = {
    "Stockholms län": (6, 14, 31, 22), "Västra Götalands län": (5, 9, 17, 12), "Skåne län": (3, 8, 13, 9),
    "Östergötlands län": (0, 5, 7, 6), "Norrbottens län": (1, 2, 6, 7),
}  # fmt: skip
ADVICE = {
    "Stockholms län": (7, 11, 9, 6), "Västra Götalands län": (5, 6, 8, 2), "Skåne län": (2, 5, 6, 5),
    "Östergötlands län": (1, 0, 5, 5), "Norrbottens län": (0, 5, 1, 5),
}  # fmt: skip
PUBLISHED = Named(
    title="Samtal till stödlinjen",
    title_en="Calls to the support line",
    source="",
    cases="demo-stodlinjen",
    about="Påhittade tal. Så många samtal om barn som stödlinjen tog emot, per län och barnets ålder.",
    about_en="Made-up numbers. How many calls about children the support line took, by county and the child’s age.",
)
WAITING = Named(
    title="Råd till den som var orolig för ett barn",
    title_en="Advice to those worried about a child",
    source="",
    cases="demo-rad",
    about="Påhittade tal. Så många gånger någon bad om råd, per län och barnets ålder.",
)
SURVEY = Measured(
    datetime.date(2014, 12, 10), 31, 212, True, "Påhittad enkät till allmänheten (demonstration)",
    "enkät-demonstration-2014.pdf",
)  # fmt: skip
WRONG = Measured(
    datetime.date(2014, 11, 3), 118, 212, True, "Påhittad enkät till allmänheten (demonstration), första räkningen",
    "enkät-demonstration-2014-första.pdf",
)  # fmt: skip
TRAINING = Measured(
    datetime.date(2014, 12, 1), 42, 160, True, "Påhittad rundfråga till boenden (demonstration)",
    "rundfråga-demonstration-2014.xlsx",
)  # fmt: skip


def build_insight(assignment: Assignment, people: dict[str, User]) -> None:
    """Tables for everybody, and what surveys said of the assignment."""
    build_statistics(people)
    build_measurements(assignment, people)


def build_statistics(people: dict[str, User]) -> None:
    """The coordinator drafts; the manager lets the first out, and has the other to read."""
    out = _drafted(PUBLISHED, CALLS, people["coordinator"])
    approve_version(version=out, seen_sha256=out.sha256, by=people["manager"])
    _drafted(WAITING, ADVICE, people["coordinator"])


def build_measurements(assignment: Assignment, people: dict[str, User]) -> None:
    """A survey that counts, one that was withdrawn, one that waits, and what is to be reached."""
    knows, trains = (
        Indicator.objects.get(assignment=assignment, code=code)
        for code in ("knows-how-to-report", "lodgings-train-staff")
    )
    coordinator, manager = people["coordinator"], people["manager"]
    wrong = add_measurement(indicator=knows, measured=WRONG, by=coordinator)
    approve_measurement(measurement=wrong, by=manager)
    withdraw_measurement(
        measurement=wrong, why="Svaren räknades om. Fel fråga i enkäten hade räknats.", by=manager
    )
    approve_measurement(
        measurement=add_measurement(indicator=knows, measured=SURVEY, by=coordinator), by=manager
    )
    add_measurement(indicator=trains, measured=TRAINING, by=coordinator)
    set_target(
        indicator=knows, target="20", when="i slutet av 2015", source="Påhittat beslut (demonstration)",
        version=knows.version, by=coordinator,
    )  # fmt: skip


def _drafted(named: Named, numbers: Mapping[str, tuple[int, ...]], by: User) -> StatVersion:
    """A protected draft of a file with a row for each county and age."""
    asked = Asked(
        columns=[["Län"], ["Barnets ålder"]], first_year=YEAR, last_year=YEAR, content=_file(numbers),
        file_name=f"{named.cases}.csv", count_column="Antal",
    )  # fmt: skip
    version = ask_for_version(table=add_table(named=named, by=by), asked=asked, by=by)
    return protect_version(version=version, report=lambda done, total=None: None, by=by)


def _file(numbers: Mapping[str, tuple[int, ...]]) -> bytes:
    out = io.StringIO()
    out.write("Län;Barnets ålder;Antal\n")
    for county, row in numbers.items():
        out.writelines(f"{county};{age};{number}\n" for age, number in zip(AGES, row, strict=True))
    return out.getvalue().encode()
