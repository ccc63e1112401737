"""The registers shipped in `registers/`, read into plain rows; no database."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.shared.yaml_files import read_yaml

FOLDER = Path(__file__).parent / "registers"
FILES = (
    "counties.json",
    "municipalities.json",
    "borders.json",
    "regions.yaml",
    "county_boards.yaml",
    "agencies.yaml",
    "eu_states.yaml",
    "police_regions.yaml",
)

type Row = dict[str, Any]


@dataclass(frozen=True)
class Registers:
    """Rows by natural key. Values are model fields; other rows are named by their key, not by number."""

    sha256: str
    places: dict[tuple[str, str], Row]  # (kind, code); `parent` is the code of a county
    organisations: dict[str, Row]  # code; `place` is a key of `places`, `successor` a code
    names: dict[str, Row]  # register key; `organisation` is a code
    role_kinds: dict[str, Row]  # code
    roles: dict[str, Row]  # register key; `organisation` a code, `place` a key of `places`, `kind` a code


@dataclass(frozen=True)
class Source:
    """Where a file comes from, as its header says."""

    file: str
    source: str
    source_en: str
    licence: str
    date: str


def read() -> Registers:
    """Everything in the files; raises KeyError or ValueError when a file is broken."""
    files = _files()
    counties, municipalities = files["counties.json"]["rows"], files["municipalities.json"]["rows"]
    agencies, states = files["agencies.yaml"], files["eu_states.yaml"]
    places = dict(_places(counties, municipalities, files["borders.json"]["rows"], states))
    organisations, names = _organisations(municipalities, files)
    roles = dict(_agency_roles(agencies["roles"])) | dict(_state_roles(states))
    kinds = {
        kind["code"]: {"name": kind["name"], "name_en": kind["name_en"]}
        for kind in (*agencies["role_kinds"], *states["roles"])
    }
    return Registers(_fingerprint(), places, organisations, names, kinds, roles)


def sources() -> list[Source]:
    """The header of each file, for the page that shows where the data come from."""
    return [
        Source(name, data["source"].strip(), data["source_en"].strip(), data["licence"], str(data["date"]))
        for name, data in _files().items()
    ]


def police_regions() -> list[Row]:
    """The rows of the police's regions; they fill no table."""
    rows: list[Row] = _files()["police_regions.yaml"]["rows"]
    return rows


@cache
def _files() -> dict[str, Any]:
    """The files never change while the program runs, so each process reads them once."""
    found: dict[str, Any] = {}
    for name in FILES:
        text = (FOLDER / name).read_text(encoding="utf-8")
        found[name] = json.loads(text) if name.endswith(".json") else read_yaml(text)
    return found


def _fingerprint() -> str:
    return sha256_hex(b"".join((FOLDER / name).read_bytes() for name in FILES))


def _places(
    counties: list[Row], municipalities: list[Row], borders: Row, states: Row
) -> Iterator[tuple[tuple[str, str], Row]]:
    plain: Row = {"parent": None, "geometry": None, "note": "", "note_en": ""}
    for county in counties:
        names = {"name": county["name"], "name_en": county["name_en"]}
        yield ("county", county["code"]), {**plain, **names, "geometry": borders[county["code"]]}
    for one in municipalities:
        names = {"name": one["name"], "name_en": one.get("name_en", one["name"])}
        yield (
            ("municipality", one["code"]),
            {**plain, **names, "parent": one["county"], "geometry": borders[one["code"]]},
        )
    for state in states["rows"]:
        note = states["notes"].get(state["code"], {"sv": "", "en": ""})
        names = {"name": state["name"], "name_en": state["name_en"]}
        yield ("state", state["code"]), {**plain, **names, "note": note["sv"], "note_en": note["en"]}


def _organisations(municipalities: list[Row], files: dict[str, Any]) -> tuple[dict[str, Row], dict[str, Row]]:
    organisations: dict[str, Row] = {}
    names: dict[str, Row] = {}

    def add(code: str, kind: str, place: tuple[str, str] | None, described: Row) -> None:
        """`described` is the row or the file that names the source."""
        organisations[code] = {
            "kind": kind,
            "place": place,
            "source": described["source"].strip(),
            "source_en": described["source_en"].strip(),
            "successor": described.get("successor"),
        }

    def call(code: str, rows: list[Row]) -> None:
        for position, row in enumerate(rows):
            names[f"{code}:{position}"] = {
                "organisation": code,
                "name": row["name"],
                "name_en": row["name_en"],
                **_period(row.get("from"), row.get("to"), row.get("certainty")),
            }

    shared = {row["same_as"]: row["names"] for row in files["regions.yaml"]["rows"] if "same_as" in row}
    for one in municipalities:
        code = f"kommun-{one['code']}"
        add(code, "municipality", ("municipality", one["code"]), files["municipalities.json"])
        english = f"{one.get('name_en', one['name'])} Municipality"
        call(code, shared.get(code) or [{"name": one["organisation"], "name_en": english}])
    for file, kind, prefix in (
        ("regions.yaml", "region", "region"),
        ("county_boards.yaml", "county_board", "lansstyrelse"),
    ):
        for row in files[file]["rows"]:
            if "same_as" not in row:
                code = f"{prefix}-{row['county']}"
                add(code, kind, ("county", row["county"]), files[file])
                call(code, row["names"])
    for row in files["agencies.yaml"]["rows"]:
        add(row["code"], row["kind"], None, row)
        call(row["code"], row["names"])
    return organisations, names


def _agency_roles(rows: list[Row]) -> Iterator[tuple[str, Row]]:
    for row in rows:
        period = _period(row.get("from"), row.get("to"), row.get("certainty"))
        key = f"{row['organisation']}:{row['kind']}"
        yield key, {"organisation": row["organisation"], "place": None, "kind": row["kind"], **period}


def _state_roles(states: Row) -> Iterator[tuple[str, Row]]:
    """One row for each role a state has or had; a role cannot be older or younger than the membership."""
    for role in states["roles"]:
        for state in states["rows"]:
            code = state["code"]
            if code in role.get("not_for", []) or code not in role.get("only_for", [code]):
                continue
            joined, left = state["member_from"], state.get("member_to")
            if role.get("membership"):
                period = _period(joined, left)
            else:
                first = role.get("from")
                last = role.get("last_day", {}).get(code) or role.get("to") or left
                period = _period(max(first, joined) if first else None, last)
            key = f"{code}:{role['code']}"
            yield key, {"organisation": None, "place": ("state", code), "kind": role["code"], **period}


def _period(first: datetime.date | None, last: datetime.date | None, certainty: str | None = None) -> Row:
    known = certainty or ("unknown" if first is None else "day")
    return {"valid_from": first, "valid_to": last, "certainty": known}
