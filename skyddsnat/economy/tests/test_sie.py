"""The SIE reader: what it accepts, what it refuses and where, and that it stays fast on hostile files."""

import datetime
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skyddsnat.economy.sie import LARGEST, Account, SieFile, SieRefused, Transaction, Voucher, read, write
from skyddsnat.economy.sie.encoding import PC8_LETTERS, WINDOWS_LETTERS, WINDOWS_SIGNS, detect
from skyddsnat.economy.tests.books import MARCH, YEAR, book, sie, voucher

HEAD = '#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#FNAMN "X"\n#RAR 0 20140101 20141231\n#KONTO 5520 Resor\n#KONTO 1930 Bank\n'
LINES = HEAD.count("\n")


def body(*lines: str) -> bytes:
    return (HEAD + "\n".join(lines)).encode()


def rows(*transactions: str, ver: str = '#VER A 1 20140314 "Resa"') -> bytes:
    return body(ver, "{", *transactions, "}")


def faults(content: bytes) -> list[tuple[int, str]]:
    with pytest.raises(SieRefused) as caught:
        read(content)
    return [(error.line - LINES if error.line else 0, error.code) for error in caught.value.errors]


@pytest.mark.parametrize(("encoding", "found"), [("cp437", "cp437"), ("cp1252", "cp1252"), ("utf-8", "utf-8"),
                                                 ("utf-8-sig", "utf-8")])  # fmt: skip
@pytest.mark.parametrize("text", ["Möte på Åland, kaffe à la café é", "å", "Ärende", "ÖÄÅ", "résumé", "tåg"])
def test_each_encoding_is_recognised(encoding: str, found: str, text: str) -> None:
    assert "à" not in text or "å" in text
    made = read(sie(voucher(1, 100, text=text), encoding=encoding))
    assert made.vouchers[0].text == text
    assert made.encoding == found
    assert made.company == "Länsstyrelsen i Stockholms län"


@pytest.mark.parametrize("letter", "åäöÅÄÖéÉ")
@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8"])
def test_one_letter_is_enough(encoding: str, letter: str) -> None:
    assert detect(f"#FNAMN x{letter}y".encode(encoding)) == encoding


def test_only_ascii_is_pc8() -> None:
    assert detect(b"#SIETYP 4") == "cp437"
    assert read(rows("#TRANS 5520 {} 1.00", "#TRANS 1930 {} -1.00")).encoding == "cp437"


def test_no_byte_votes_for_both_code_pages() -> None:
    assert not set(PC8_LETTERS) & set(WINDOWS_LETTERS + WINDOWS_SIGNS)


def test_head_is_read() -> None:
    made = read(sie(voucher(1, 100, project="1001"), projects={"1001": "Kunskap"}))
    assert made.program == "Ekonomi 1"
    assert made.organisation_number == "202100-2247"
    assert made.accounts["5520"] == Account("5520", "Resor, tåg", "K")
    assert made.dimensions == {"6": "Projekt"}
    assert made.objects == {("6", "1001"): "Kunskap"}
    assert made.vouchers[0].transactions[0].project() == "1001"


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1", 100),
        ("1.5", 150),
        ("1,50", 150),
        ("-1234.05", -123405),
        ("0.00", 0),
        ("1234567890123.99", 123456789012399),
    ],
)
def test_amounts(text: str, ore: int) -> None:
    other = f"{'' if text.startswith('-') else '-'}{text.lstrip('-')}"
    made = read(rows(f"#TRANS 5520 {{}} {text}", f"#TRANS 1930 {{}} {other}"))
    assert made.vouchers[0].transactions[0].amount_ore == ore


@pytest.mark.parametrize(
    "text", ["1.234", "1 000", "1.000,00", "1e3", "١", "+1", "--1", "", "1.", ".5", "12345678901234"]
)
def test_bad_amounts(text: str) -> None:
    assert faults(rows(f'#TRANS 5520 {{}} "{text}"', "#TRANS 1930 {} -1.00")) == [(3, "amount")]


def test_tabs_quotes_braces_and_line_ends() -> None:
    content = rows(
        '#TRANS\t5520\t{1 "a b" 6 1001}\t10.00\t20140315\t"\\"Resa\\" {x}"', '#trans "1930" {} "-10.00" ""'
    )
    made = read(content.replace(b"\n", b"\r\n") + b"\r\n\x1a")
    first, second = made.vouchers[0].transactions
    assert first.objects == (("1", "a b"), ("6", "1001"))
    assert (first.text, first.date) == ('"Resa" {x}', datetime.date(2014, 3, 15))
    assert (second.amount_ore, second.date, second.text) == (-1000, MARCH, "")
    assert first.line == LINES + 3
    assert read(content.replace(b"\n", b"\r")).vouchers == made.vouchers


def test_added_and_removed_rows() -> None:
    made = read(
        rows(
            "#TRANS 5520 {} 10.00",
            "#BTRANS 5520 {} 99.00",
            "#RTRANS 1930 {} -10.00",
            "#TRANS 1930 {} -10.00",
        )
    )
    assert [row.amount_ore for row in made.vouchers[0].transactions] == [1000, -1000]


def test_an_added_row_without_its_copy_counts() -> None:
    made = read(rows("#RTRANS 5520 {} 10.00", "#TRANS 1930 {} -10.00"))
    assert [row.amount_ore for row in made.vouchers[0].transactions] == [1000, -1000]


def test_two_equal_rows_after_an_added_one() -> None:
    """Only the copy that follows directly is the same row; the next is a row of its own."""
    made = read(
        rows("#RTRANS 5520 {} 10.00", "#TRANS 5520 {} 10.00", "#TRANS 5520 {} 10.00", "#TRANS 1930 {} -20.00")
    )
    assert [row.amount_ore for row in made.vouchers[0].transactions] == [1000, 1000, -2000]


def test_an_unbalanced_voucher_is_named_with_its_line() -> None:
    good = ["#VER A 1 20140314", "{", "#TRANS 5520 {} 1.00", "#TRANS 1930 {} -1.00", "}"]
    bad = ["#VER A 2 20140314", "{", "#TRANS 5520 {} 1.00", "#TRANS 1930 {} -1.01", "}"]
    with pytest.raises(SieRefused) as caught:
        read(body(*good, *bad))
    (error,) = caught.value.errors
    assert (error.line, error.code) == (LINES + 6, "unbalanced")
    assert "A 2" in error.message
    assert "-0,01" in error.message


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["#TRANS 5520 {} 1.00"], [(1, "trans-outside")]),
        (["#VER A 1 20140314", "#TRANS 5520 {} 1.00"], [(1, "no-block"), (2, "trans-outside")]),
        (["#VER A 1 20140314", "{", "#TRANS 5520 {} 0"], [(1, "unclosed")]),
        (["#VER A 1 20140314", "{", "#TRANS 5520 {} 0", "#VER A 2 20140314", "{", "#TRANS 5520 {} 0", "}"],
         [(1, "unclosed")]),
        (["{", "}"], [(1, "open-block"), (2, "close-block")]),
        (["#VER A 1 20140314", "{", "}"], [(1, "no-lines")]),
        (["#VER A 1 20141314", "{", "#TRANS 5520 {} 0", "}"], [(1, "date")]),
        (["#VER A 1 20150101", "{", "#TRANS 5520 {} 0", "}"], [(1, "outside-year")]),
        (['#VER A "" 20140314', "{", "#TRANS 5520 {} 0", "}"], [(1, "no-number")]),
        (["#VER A 1"], [(1, "fields")]),
        (["#VER A 1 20140314", "{", "#TRANS 5520 1.00", "#TRANS 55x {} 1", "#TRANS 5520 {6} 1", "}"],
         [(3, "fields"), (4, "account"), (5, "objects")]),
        (["#VER A 1 20140314", "{", "#TRANS 5520 {6 1 1.00", "}"], [(3, "objects")]),
        (['#VER A 1 20140314 "text', "{", "#TRANS 5520 {} 0", "}"], [(1, "quote")]),
        (["hej"], [(1, "not-a-post")]),
        (["#VER A 1 20140314", "{", "#TRANS 5520 {} 0", "}"] * 2, [(5, "twice")]),
        (["#FNAMN a\x00b"], [(1, "binary")]),
        (["#FNAMN " + "a" * 10_001], [(1, "long-line")]),
    ],
)  # fmt: skip
def test_faults_are_found_where_they_stand(lines: list[str], expected: list[tuple[int, str]]) -> None:
    found = faults(body(*lines))
    assert [fault for fault in found if fault != (0, "no-vouchers")] == expected


def test_all_errors_are_collected_and_everyone_says_what_to_do() -> None:
    with pytest.raises(SieRefused) as caught:
        read(b"#SIETYP 1\n#VER A 1 20140314\n{\n#TRANS 5520 {} x\n}\n#TRANS 1 {} 1\n")
    assert [error.code for error in caught.value.errors] == [
        "no-year",
        "wrong-type",
        "amount",
        "trans-outside",
    ]
    assert all(error.message.endswith(".") and len(error.message) > 40 for error in caught.value.errors)


def test_missing_type_year_and_vouchers() -> None:
    assert faults(b"#FLAGGA 0\n") == [(0, "no-type"), (0, "no-year")]
    assert faults(HEAD.encode()) == [(0, "no-vouchers")]
    assert faults(b"") == [(0, "empty")]


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4\n%%EOF", b"Konto;Belopp\n5511;100 #1\n" * 50, b"\x89PNG\r\n\x1a\n\x00"]
)
def test_another_kind_of_file_is_one_error(content: bytes) -> None:
    assert faults(content) == [(0, "not-sie")]


def test_a_file_with_a_mark_of_its_encoding_is_a_sie_file() -> None:
    assert (0, "not-sie") not in faults(b"\xef\xbb\xbf#FLAGGA 0\n")


def test_unknown_labels_are_listed_with_their_blocks_skipped() -> None:
    made = read(
        body("#NYTT 1 2", "{", "vad som helst", "}", "#NYTT 3", "#VER A 1 20140314", "{", "#TRANS 5520 {} 0",
             "#MOMS 25", "}", "#UB 0 1930 0.00")
    )  # fmt: skip
    assert made.ignored == {"#NYTT": 2, "#MOMS": 1}
    assert len(made.vouchers) == 1


def test_an_account_without_a_name_is_a_warning() -> None:
    made = read(rows("#TRANS 7777 {} 1.00", "#TRANS 7777 {} -1.00"))
    assert [(warning.line - LINES, warning.code) for warning in made.warnings] == [(3, "undeclared")]


def test_a_row_dated_outside_the_years_is_a_warning() -> None:
    made = read(rows("#TRANS 5520 {} 1.00 20131231", "#TRANS 1930 {} -1.00"))
    assert [warning.code for warning in made.warnings] == ["line-outside-year"]


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n" + bytes(range(256)) * 2000,
        b'#VER "' + b'\\"' * 4_900,
        (b"#VER " + b'"' * 9_000 + b"\n") * 300,
        b"{\n" * 300_000,
        b"#TRANS {" + b"{" * 9_000,
        "#FNAMN x".encode("utf-16"),
        b"\xff\xfe\x00",
    ],
)
def test_hostile_files_are_refused_quickly(content: bytes) -> None:
    began = time.process_time()
    with pytest.raises(SieRefused) as caught:
        read(content)
    assert time.process_time() - began < 5
    assert len(caught.value.errors) <= 200


def test_a_file_over_the_limit_is_not_even_decoded() -> None:
    assert faults(b"x" * (LARGEST + 1)) == [(0, "too-large")]


def test_time_is_linear() -> None:
    """Four times the vouchers take less than eight times as long."""
    small, large = (sie(*(voucher(n, 100) for n in range(1, count))) for count in (2_000, 8_000))

    def seconds(content: bytes) -> float:
        took = []
        for _ in range(2):
            began = time.process_time()
            read(content)
            took.append(time.process_time() - began)
        return min(took)

    assert seconds(large) < 8 * seconds(small) + 0.2


NAMES = st.text(
    st.sampled_from('abcABC åäöÅÄÖé"{}#,;.-/\\0123456789'), max_size=30
).filter(lambda text: not text.endswith("\\"))  # fmt: skip
AMOUNTS = st.integers(-(10**14), 10**14)
DAYS = st.dates(YEAR.first, YEAR.last)


@st.composite
def files(draw: st.DrawFn) -> SieFile:
    vouchers = []
    for number in range(draw(st.integers(1, 5))):
        day = draw(DAYS)
        made = [
            Transaction(
                draw(st.sampled_from(["5520", "5740", "1930"])),
                tuple(draw(st.lists(st.tuples(st.sampled_from(["1", "6"]), NAMES), max_size=2))),
                ore,
                draw(st.one_of(st.just(day), DAYS)),
                draw(NAMES),
            )
            for ore in draw(st.lists(AMOUNTS, min_size=1, max_size=4))
        ]
        made.append(Transaction("1930", (), -sum(row.amount_ore for row in made), day, ""))
        vouchers.append(
            Voucher(
                draw(st.sampled_from(["A", "B", ""])), str(number + 1), day, draw(NAMES), tuple(made), YEAR
            )
        )
    return book(vouchers, projects={"1": draw(NAMES)})


def _bare(file: SieFile) -> list[Voucher]:
    """The vouchers without their places in the file."""
    return [
        one._replace(line=0, transactions=tuple(row._replace(line=0) for row in one.transactions))
        for one in file.vouchers
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files(), st.sampled_from(["cp437", "cp1252", "utf-8", "utf-8-sig"]))
def test_what_is_written_is_read_back(file: SieFile, encoding: str) -> None:
    made = read(write(file, generated=MARCH, encoding=encoding))
    assert _bare(made) == _bare(file)
    assert made.company == file.company
    assert made.accounts == file.accounts
    assert made.objects == file.objects


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        read(HEAD.encode() + content)
    except SieRefused as refused:
        found = refused.errors
    else:
        found = None
    assert found is None or len(found) > 0


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 400), st.integers(0, 255))
def test_a_changed_byte_never_makes_an_unbalanced_voucher(place: int, byte: int) -> None:
    content = bytearray(sie(voucher(1, 12345)))
    content[place % len(content)] = byte
    try:
        made = read(bytes(content))
    except SieRefused:
        return
    assert all(sum(row.amount_ore for row in one.transactions) == 0 for one in made.vouchers)


def test_the_writer_refuses_what_the_format_cannot_hold() -> None:
    for text in ("a\nb", "slut\\", "\x00"):
        with pytest.raises(ValueError, match="SIE cannot hold"):
            sie(voucher(1, 100, text=text))
    crooked = voucher(1, 100)._replace(transactions=voucher(1, 100).transactions[:1])
    with pytest.raises(ValueError, match="does not balance"):
        sie(crooked)
