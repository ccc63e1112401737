"""Charts: safe to inline, the same every time, readable without seeing them, honest about zero and silence."""

import datetime
import itertools
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import altair
import pytest
from jsonschema import ValidationError

from skyddsnat.shared.charts import Bar, Chart, as_png, bar_chart, drawing, line_chart, stacked
from skyddsnat.shared.charts.palette import Theme
from skyddsnat.shared.charts.svg import Around, Naming, clean
from skyddsnat.shared.typeset.fontfile import FONTS, glyphs, text_width

HOSTILE = "</text><script>alert(1)</script>\"'&datum.x]$ #import"
JAN, MAY = datetime.date(2014, 1, 1), datetime.date(2014, 5, 1)
_SVG = "{http://www.w3.org/2000/svg}"


def bars(
    rows: list[Any], language: str = "sv", theme: Theme = "light", title: str = "Flest i kommunerna"
) -> Chart:
    return bar_chart(
        rows, title=title, subtitle="Antal", source="liggaren", language=language, as_of=MAY, theme=theme
    )


def parts(rows: list[Any]) -> Chart:
    return stacked(rows, title="Delat", subtitle="Antal", source="liggaren", language="sv")


def lines(rows: list[Any]) -> Chart:
    return line_chart(rows, title="Ökar", subtitle="Antal", source="liggaren", language="sv")


ALL: list[Callable[[], Chart]] = [
    lambda: bars([Bar(HOSTILE, 3, 1, 5), ("Taxi", 0), ("Polis", None)], title=HOSTILE),
    lambda: bars([("Taxi", 1)], theme="auto"),
    lambda: parts([(HOSTILE, "ett " + HOSTILE, 3), ("Taxi", "två", 4)]),
    lambda: lines([(HOSTILE, JAN, 1), (HOSTILE, MAY, None), ("Tips", JAN, 3), ("Tips", MAY, 4)]),
    lambda: bars([]),
]


@pytest.mark.parametrize("make", ALL)
def test_svg_is_safe_under_a_strict_policy(make: Callable[[], Chart]) -> None:
    root = ET.fromstring(make().svg)
    for node in root.iter():
        assert node.tag.removeprefix(_SVG) not in {"script", "style", "foreignObject", "a", "image", "use"}
        for name in node.attrib:
            assert not name.startswith(("on", "style")), name
            assert "href" not in name, name


def test_svg_has_no_prefixes_whoever_has_taken_them() -> None:
    ET.register_namespace("svg", _SVG[1:-1])  # as qrcode does when it is imported
    assert re.search(r"</?\w+:", bars([Bar("Stockholm", 3)]).svg) is None
    assert bars([Bar("Stockholm", 3)]).svg.startswith("<svg ")


@pytest.mark.parametrize("make", ALL)
def test_svg_is_named_and_its_ids_are_its_own(make: Callable[[], Chart]) -> None:
    chart = make()
    root = ET.fromstring(chart.svg)
    assert root.get("role") == "img"
    assert [root[0].tag, root[1].tag] == [f"{_SVG}title", f"{_SVG}desc"]
    assert root[0].text == chart.title
    assert root[1].text == chart.alt
    assert (root.get("aria-labelledby") or "").split() == [root[0].get("id"), root[1].get("id")]
    assert ALL[1]().svg.count(root[0].get("id") or "") == (0 if make is not ALL[1] else 2)


@pytest.mark.parametrize("make", ALL)
def test_the_same_rows_give_the_same_bytes(make: Callable[[], Chart]) -> None:
    first = make().svg
    drawing._converted.cache_clear()
    assert make().svg == first


@pytest.mark.parametrize("make", ALL)
def test_every_picture_is_as_wide_and_no_text_stands_outside(make: Callable[[], Chart]) -> None:
    root = ET.fromstring(make().svg)
    assert root.get("width") == "620"
    assert root.get("viewBox") == f"0 0 620 {root.get('height')}"


def test_the_table_holds_every_row_and_tells_zero_from_silence() -> None:
    chart = bars([("Kommuner", 1234.5), ("Taxi", 0), ("Polis", None)])
    assert chart.table == [
        ["Kategori", "Värde"],
        ["Kommuner", "1\u00a0234,5"],
        ["Taxi", "0"],
        ["Polis", "uppgift saknas"],
    ]
    texts = [node.text for node in ET.fromstring(chart.svg).iter(f"{_SVG}text")]
    assert "0" in texts
    assert "uppgift saknas" in texts
    assert "Polis uppgift saknas" in chart.alt
    assert "Taxi 0" in chart.alt


def test_bars_start_at_zero() -> None:
    widths = re.findall(r'd="M0,[\d.]+h([\d.]+)', bars([("A", 50), ("B", 100)]).svg)
    assert len(widths) == 2
    assert float(widths[1]) / float(widths[0]) == pytest.approx(2)


def test_uncertainty_is_drawn_and_tabled() -> None:
    chart = bars([Bar("A", 50, 40, 65)])
    assert chart.table[1] == ["A", "50", "40–65"]
    plain = bars([("A", 50)])
    assert chart.svg.count("<line") > plain.svg.count("<line")


def test_both_languages() -> None:
    rows = [("A", None), ("B", 1234.5)]
    swedish, english = bars(rows), bars(rows, "en")
    assert "uppgift saknas" in swedish.svg
    assert "no data" in english.svg
    assert "Källa: liggaren, 1\u00a0maj\u00a02014" in swedish.svg
    assert "Source: liggaren, 1\u00a0May\u00a02014" in english.svg
    assert "1\u00a0234,5" in swedish.svg
    assert "1\u00a0234.5" in english.svg


def test_dates_on_the_axis_do_not_depend_on_the_machine() -> None:
    svg = lines([("Tips", datetime.date(2014, month, 1), month) for month in range(1, 13)]).svg
    shown = re.findall(r">(\w+ 2014)<", svg)
    assert shown == ["jan 2014", "mars 2014", "maj 2014", "juli 2014", "sep 2014", "nov 2014"]


def test_names_at_the_ends_of_lines_never_cover_each_other() -> None:
    svg = lines([(name, day, 10) for name in ("Ett", "Två", "Tre") for day in (JAN, MAY)]).svg
    heights = [float(y) for y in re.findall(r'translate\([\d.]+,([\d.]+)\)"[^>]*>(?:Ett|Två|Tre) 10<', svg)]
    assert len(heights) == 3
    heights.sort()
    assert min(b - a for a, b in itertools.pairwise(heights)) >= 13


def test_a_missing_value_breaks_the_line() -> None:
    def strokes(middle: int | None) -> int:
        days = [datetime.date(2014, month, 1) for month in (1, 2, 3, 4, 5)]
        values = [1, 2, middle, 4, 5]
        svg = lines([("Tips", day, value) for day, value in zip(days, values, strict=True)]).svg
        path = max(re.findall(r'd="(M[^"]+)"[^>]*stroke="#0072b2"', svg), key=len)
        return path.count("M")

    assert (strokes(3), strokes(None)) == (1, 2)


def test_too_many_parts_and_negative_parts_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 8"):
        parts([("A", str(n), 1) for n in range(9)])
    with pytest.raises(ValueError, match="negative"):
        parts([("A", "x", -1)])
    with pytest.raises(ValueError, match="at most 8"):
        lines([(str(n), JAN, 1) for n in range(9)])


def test_auto_takes_the_colour_of_the_page() -> None:
    auto, light = bars([("Taxi", 1)], theme="auto").svg, bars([("Taxi", 1)]).svg
    assert "currentColor" in auto
    assert "#14202b" not in auto
    assert "currentColor" not in light
    assert "#14202b" in light


def test_specifications_are_valid_vega_lite(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    empty = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    monkeypatch.setattr(drawing, "_converted", lambda spec: empty if seen.append(spec) is None else "")
    for make in ALL:
        make()
    assert len(seen) == len(ALL)
    for spec in seen:
        altair.Chart.from_dict(json.loads(spec), validate=True)
    with pytest.raises(ValidationError):
        altair.Chart.from_dict({"mark": "nonsense", "data": {"values": []}}, validate=True)


def test_style_attributes_and_scripts_are_cleaned_away() -> None:
    raw = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="620" height="9"><script>x</script><a href="x"/>'
        '<g style="stroke: red; pointer-events: none" onclick="x"><rect clip-path="url(#c)"/></g>'
        '<defs><clipPath id="c"/></defs></svg>'
    )
    svg = clean(raw, Naming("n", "t", "d"), "light", Around([], [], [], "#000"))
    assert 'stroke="red"' in svg
    assert 'clip-path="url(#n-c)"' in svg
    assert 'id="n-c"' in svg
    assert not re.search(r"script|style=|onclick|href|pointer-events", svg)


def test_widths_are_read_from_the_font() -> None:
    font = FONTS / "SourceSans3-Regular.otf"
    assert ord("ö") in glyphs(font)
    assert ord("Ж") in glyphs(font)
    assert 0x1F600 not in glyphs(font)
    assert text_width("mmmm", 10) > text_width("iiii", 10) * 2
    assert text_width("1", 10) == text_width("8", 10)


def test_a_png_is_the_same_every_time() -> None:
    drawn = bar_chart([("A", 2), ("B", 1)], title="t", subtitle="s", source="k", language="sv").svg
    first = as_png(drawn)
    assert first.startswith(b"\x89PNG")
    assert as_png(drawn) == first
