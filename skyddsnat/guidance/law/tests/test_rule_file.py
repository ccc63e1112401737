"""A rule file is loaded whole or refused whole, with everything that is wrong and what to do about it."""

import pytest

from skyddsnat.guidance.law.faults import SENTENCES, RulesRefused
from skyddsnat.guidance.law.loader import SHIPPED, load, load_file, shipped_rules
from skyddsnat.guidance.law.yaml_tree import MAX_BYTES

TEXT = SHIPPED.read_text(encoding="utf-8")
FIRST_DOUBLE = "id: double-2010\n    valid_from: 2010-07-01\n    valid_to: 2013-06-30"
NOTE = 'offences: ["4:1 a"]'

FAULTS = [
    ("yaml", "begins: 2005-04-01", "begins: [2005-04-01"),
    ("yaml", "begins: 2005-04-01", "begins: 2005-04-01\n\tx: 1"),
    ("alias", "begins: 2005-04-01", "begins: &day 2005-04-01"),
    ("depth", "begins: 2005-04-01", "begins: " + "[" * 20 + "]" * 20),
    ("repeated", "begins: 2005-04-01", "begins: 2005-04-01\nbegins: 2005-04-01"),
    ("unknown", "begins: 2005-04-01", "begins: 2005-04-01\nfine_print: x"),
    ("unknown", "id: double-2010\n", "id: double-2010\n    valid_form: 2010-07-01\n"),
    ("missing", "begins: 2005-04-01\n", ""),
    ("missing", "    source: [sfs-2010-399]\n", ""),
    ("missing", "    source: [sfs-2010-399]\n", "    source: []\n"),
    ("missing", "    source: [sfs-2010-399]\n    verified_until: 2026-02-28\n", "    source: [sfs-2010-399]\n"),
    ("missing", "tiers: [[12, 2], [24, 5], [60, 10], [96, 15], [null, 25]]", "offences: []"),
    ("mapping", "  - id: minimum-2022\n", "  - minimum\n  - id: minimum-2022\n"),
    ("list", "    source: [sfs-2010-399]\n", "    source: sfs-2010-399\n"),
    ("text", "paragraph: BrB 6:13", 'paragraph: " "'),
    ("text", "sv: grovt brott", "sv: null"),
    ("date", FIRST_DOUBLE, FIRST_DOUBLE.replace("2010-07-01", "2010-13-01")),
    ("date", FIRST_DOUBLE, FIRST_DOUBLE.replace("2010-07-01", "1 juli 2010")),
    ("date", FIRST_DOUBLE, FIRST_DOUBLE.replace("2013-06-30", "2013-06-31")),
    ("number", "min_months: 48\n", "min_months: fyra år\n"),
    ("number", "min_months: 48\n", "min_months: -48\n"),
    ("boolean", "decides: true\n", "decides: yes\n"),
    ("choice", "key: citizen", "key: tourist"),
    ("choice", "outcome: over_six_months", "outcome: perhaps"),
    ("choice", "not_for: [nordic]", "not_for: [moon]"),
    ("source", "    source: [sfs-2010-399]\n", "    source: [sfs-2010-400]\n"),
    ("id", "id: double-2010\n", "id: double-2005\n"),
    ("offence", NOTE, 'offences: ["4:1 z"]'),
    ("offence", NOTE, 'offences: ["4:1 a/huge"]'),
    ("order", FIRST_DOUBLE, FIRST_DOUBLE.replace("2013-06-30", "2009-06-30")),
    ("overlap", FIRST_DOUBLE, FIRST_DOUBLE.replace("2013-06-30", "2013-07-01")),
    ("overlap", FIRST_DOUBLE, FIRST_DOUBLE.replace("2013-06-30", "null")),
    ("overlap", "id: tie-citizen-2022\n    key: citizen", "id: tie-citizen-2022\n    key: resident"),
    ("gap", FIRST_DOUBLE, FIRST_DOUBLE.replace("2013-06-30", "2013-06-29")),
    ("gap", "id: pen-6-9-2020, valid_from: 2020-01-01", "id: pen-6-9-2020, valid_from: 2020-01-02"),
    ("late", "begins: 2005-04-01", "begins: 2005-03-31"),
    ("late", "id: pen-4-1b-2018, valid_from: 2018-07-01", "id: pen-4-1b-2018, valid_from: 2018-08-01"),
    ("closed", "id: place-2022\n    valid_from: 2022-01-01\n    valid_to: null",
     "id: place-2022\n    valid_from: 2022-01-01\n    valid_to: 2030-01-01"),
    ("closed", "id: pen-4-1b-2018, valid_from: 2018-07-01, valid_to: null",
     "id: pen-4-1b-2018, valid_from: 2018-07-01, valid_to: 2030-01-01"),
    ("lacking", TEXT[TEXT.index("  - id: tie-citizen-2005") : TEXT.index("  - id: tie-resident-2005")], ""),
    ("lacking", TEXT[TEXT.index("\nprosecution:\n") :].split("# ---")[0], "\nprosecution: []\n"),
    ("scale", "min_months: 36, max_months: 72", "min_months: 73, max_months: 72"),
    ("tiers", "[60, 10], [96, 15]", "[96, 15], [60, 10]"),
    ("tiers", "[null, 25]]", "[120, 25]]"),
    ("tiers", "[60, 10]", "[60, ten]"),
    ("double", 'child: ["6:1", "6:4"', 'child: ["6:1/grave", "6:1", "6:4"'),
    ("double", 'child: ["6:1", "6:4"', 'child: ["6:10", "6:1", "6:4"'),
]  # fmt: skip


def refused(text: str | bytes) -> list:
    with pytest.raises(RulesRefused) as caught:
        load(text if isinstance(text, bytes) else text.encode(), "mine.yaml")
    return caught.value.faults


def test_the_rules_that_come_with_the_program_are_whole():
    book = load(TEXT.encode(), "rules.yaml")
    assert book == shipped_rules()
    assert len({rule.id for rule in book.rules}) == len(book.rules)
    assert list(book.offences) == [
        "6:1", "6:4", "6:5", "6:6", "6:8", "6:9", "6:10", "6:10 a", "6:12",
        "4:1 a", "4:1 b", "4:4 c", "4:4 e", "16:10 a",
    ]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new"), FAULTS)
def test_each_fault_is_told_with_its_line_and_what_to_do(code, old, new):
    at = TEXT.index(old)
    faults = refused(TEXT[:at] + new + TEXT[at + len(old) :])
    told = [fault for fault in faults if fault.code == code]
    assert told, [fault.said("en") for fault in faults]
    for language in ("sv", "en"):
        said = told[0].said(language)
        assert said.startswith(f"mine.yaml:{told[0].line}")
        assert "{" not in said.replace("{…}", "")
    first = TEXT[:at].count("\n") + 1
    if code not in {"late", "lacking", "missing", "overlap", "gap", "tiers", "id"}:
        assert first <= told[0].line <= first + 3


def test_every_sentence_is_tried():
    tried = {code for code, _, _ in FAULTS} | {"encoding", "size"}
    assert tried == set(SENTENCES)


def test_overlapping_rules_name_both_and_the_day():
    faults = refused(TEXT.replace(FIRST_DOUBLE, FIRST_DOUBLE.replace("2013-06-30", "2013-07-01")))
    assert [(fault.code, fault.rule) for fault in faults] == [("overlap", "double-2013")]
    said = faults[0].said("sv")
    assert "double-2010" in said
    assert "2013-07-01" in said
    assert TEXT.splitlines()[faults[0].line - 1].strip() == "- id: double-2013"


def test_everything_wrong_is_told_at_once_and_in_order():
    text = TEXT.replace("paragraph: BrB 6:13", "paragraph: null").replace(
        "source: [sfs-2010-399]", "source: [nowhere]"
    )
    faults = refused(text.replace("begins: 2005-04-01", "begins: soon"))
    assert {fault.code for fault in faults} >= {"date", "source", "text"}
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)
    assert all(fault.file == "mine.yaml" for fault in faults)


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"- a\n- b\n", b"6:9\n", b"begins: 2005-04-01\n"])
def test_a_file_that_is_no_rule_file(content):
    assert {fault.code for fault in refused(content)} <= {"missing", "mapping", "lacking"}


def test_bytes_that_are_no_text():
    assert [(fault.code, fault.line) for fault in refused(b"begins: 2005-04-01\nx: \xe5\n")] == [
        ("encoding", 2)
    ]
    assert [fault.code for fault in refused(b"#" * (MAX_BYTES + 1))] == ["size"]


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "rules.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert len(load_file(path).rules) == len(shipped_rules().rules)


def test_an_offence_may_end_and_is_then_told_to_have(tmp_path):
    """The trafficking offence may be replaced: its names and penalties then get a last day."""
    text = TEXT
    for line in [line for line in TEXT.splitlines() if "name-4-1a" in line or "pen-4-1a" in line]:
        text = text.replace(line, line.replace("valid_to: null", "valid_to: 2026-06-30"))
    book = load(text.encode(), "mine.yaml")
    assert [name.valid_to.isoformat() for name in book.offences["4:1 a"].names if name.valid_to] == [
        "2026-06-30"
    ]
