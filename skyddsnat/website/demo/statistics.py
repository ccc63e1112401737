"""Statistics in the demonstration: one made-up table that two persons have let out, and a draft that waits."""

from __future__ import annotations

from skyddsnat.core.models import User
from skyddsnat.insight.api import (
    Asked,
    Named,
    StatVersion,
    add_table,
    approve_version,
    ask_for_version,
    protect_version,
)

PUBLISHED = Named(
    title="Samtal till stödlinjen 2025",
    title_en="Calls to the support line in 2025",
    source="",
    cases="demo-stodlinje-2025",
    about="Påhittade tal. Så många samtal om barn som stödlinjen tog emot, per län och om vem.",
    about_en="Made-up numbers. How many calls about children the support line took, by county and about whom.",
)
WAITING = Named(
    title="Rådgivning 2025",
    title_en="Consultations in 2025",
    source="",
    cases="demo-radgivning-2025",
    about="Påhittade tal. Så många gånger någon har bett om råd, per län.",
    about_en="Made-up numbers. How many times somebody asked for advice, by county.",
)
CALLS = """Län;Barnet;Samtal
Stockholms län;flicka;21
Stockholms län;pojke;12
Västra Götalands län;flicka;14
Västra Götalands län;pojke;9
Skåne län;flicka;11
Skåne län;pojke;3
Norrbottens län;flicka;2
Norrbottens län;pojke;6
"""
ADVICE = """Län;Gånger
Stockholms län;31
Västra Götalands län;17
Skåne län;12
Norrbottens län;4
"""


def build_statistics(people: dict[str, User]) -> None:
    """The coordinator drafts; the manager lets the first out, and has the other to read."""
    drafter = people["coordinator"]
    out = _drafted(
        PUBLISHED,
        Asked(
            [["Län"], ["Barnet"]],
            2025,
            2025,
            content=CALLS.encode(),
            file_name="samtal.csv",
            count_column="Samtal",
        ),
        drafter,
    )
    approve_version(version=out, seen_sha256=out.sha256, by=people["manager"])
    _drafted(
        WAITING,
        Asked([["Län"]], 2025, 2025, content=ADVICE.encode(), file_name="rad.csv", count_column="Gånger"),
        drafter,
    )


def _drafted(named: Named, asked: Asked, by: User) -> StatVersion:
    version = ask_for_version(table=add_table(named=named, by=by), asked=asked, by=by)
    return protect_version(version=version, report=lambda done, total=None: None, by=by)
