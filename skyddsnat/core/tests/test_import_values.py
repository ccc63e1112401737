"""What people and spreadsheet programs write comes back as what they meant, or with words about what is wrong."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skyddsnat.core.imports.sheets import ErrorCell, look, read
from skyddsnat.core.imports.values import Wrong, day_of, ore_of, text_of, whole_of
from skyddsnat.core.tests.tables import separated, xlsx
from skyddsnat.shared.dates import format_date
from skyddsnat.shared.money import format_kr, format_number
from skyddsnat.shared.spreadsheets import escaped

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
days = st.dates(min_value=datetime.date(1955, 1, 1), max_value=datetime.date(2099, 12, 31))
ore = st.integers(min_value=-(10**11), max_value=10**11)
words = st.text(
    alphabet=st.characters(codec="cp1252", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=30
).filter(lambda text: not text.startswith(("'", "#")))  # fmt: skip


@calm
@given(days)
def test_a_day_is_read_however_it_is_written(day):
    serial = (day - datetime.date(1899, 12, 30)).days
    written = [
        day, day.isoformat(), f"{day.isoformat()} 00:00", f"{day:%Y%m%d}", format_date(day), format_date(day, "en"),
        datetime.datetime.combine(day, datetime.time(8, 30)), serial, float(serial),
    ]  # fmt: skip
    assert {day_of(one) for one in written} == {day}


@calm
@given(ore)
def test_a_sum_is_read_however_it_is_written(amount):
    kronor, rest = divmod(abs(amount), 100)
    sign = "-" if amount < 0 else ""
    grouped = f"{kronor:,}"
    written = [
        format_kr(amount), f"{sign}{kronor},{rest:02d}", f"{sign}{kronor}.{rest:02d}", f"{sign}{grouped}.{rest:02d}",
        f"{sign}{grouped.replace(',', chr(160))},{rest:02d} kr", f"{sign}{grouped.replace(',', ' ')}:{rest:02d}",
    ]  # fmt: skip
    if kronor >= 1000:
        written.append(f"{sign}{grouped.replace(',', '.')},{rest:02d}")
    assert {ore_of(one) for one in written} == {amount}
    assert ore_of(amount / 100) == amount


@calm
@given(st.integers(min_value=0, max_value=2_147_483_647))
def test_a_number_is_read_however_it_is_written(number):
    assert {whole_of(one) for one in (number, float(number), str(number), str(format_number(number)))} == {
        number
    }


def is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


@calm
@given(st.lists(st.tuples(words, days, ore, words), min_size=1, max_size=5))
def test_what_is_written_to_a_file_comes_back_the_same(rows):
    heading = ["Text", "Dag", "Summa", "Annat"]
    expected = [(text_of(a), day, amount, text_of(b)) for a, day, amount, b in rows]
    typed = [heading, *([escaped(a), day, amount / 100, escaped(b)] for a, day, amount, b in rows)]
    plain = [heading, *([escaped(a), day.isoformat(), f"{amount / 100:.2f}".replace(".", ","), escaped(b)]
                        for a, day, amount, b in rows)]  # fmt: skip
    files = [
        (xlsx(typed), "a.xlsx"), (separated(plain), "a.csv"), (separated(plain, mark="\t"), "a.tsv"),
        (separated(plain, mark=","), "a.csv"),
    ]  # fmt: skip
    windows = separated(plain, encoding="cp1252")
    if not is_utf8(windows) or windows.isascii():  # what could be either is taken for UTF-8
        files.append((windows, "a.csv"))
    for content, name in files:
        sheet = read(content, name, look(content, name).names[0])
        found = [(text_of(a), day_of(b), ore_of(c), text_of(d)) for a, b, c, d in sheet.rows[1:]]
        assert found == expected, name


@pytest.mark.parametrize("text", ["=1+1", "+46 8 123", "-5", "@SUM(A1)", "'=x", "plain"])
def test_a_formula_that_we_defused_comes_back_as_it_was(text):
    assert text_of(escaped(text)) in {text, text.removeprefix("'")}
    assert not str(escaped(text)).startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("reader", "cell"),
    [
        (day_of, "2014-02-30"), (day_of, "06/05/2014"), (day_of, "maj 2014"), (day_of, True), (day_of, 3),
        (ore_of, "1 2345"), (ore_of, "1,2,3"), (ore_of, 1.005), (ore_of, "femtio"), (ore_of, True), (ore_of, 1e30),
        (ore_of, float("nan")), (ore_of, "1,234"), (whole_of, 1.5), (whole_of, "-3"), (whole_of, "ett"),
        (whole_of, 3_000_000_000), (text_of, ErrorCell("#REF!")), (text_of, "#N/A"), (text_of, "a\x00b"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(reader, cell):
    with pytest.raises(Wrong, match=r"\.$"):
        reader(cell)
