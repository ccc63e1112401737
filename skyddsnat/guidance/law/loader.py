"""A rule file becomes a rule book, or is refused whole with everything that is wrong in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from skyddsnat.guidance.law.book import (
    Degree,
    Group,
    Name,
    Offence,
    Penalty,
    Rule,
    RuleBook,
    Source,
)
from skyddsnat.guidance.law.faults import RulesRefused
from skyddsnat.guidance.law.fields import Fields, Findings
from skyddsnat.guidance.law.groups import Reader
from skyddsnat.guidance.law.penalties import penalty_said
from skyddsnat.guidance.law.periods import check_gaps, check_overlaps, check_span
from skyddsnat.guidance.law.text import Text
from skyddsnat.guidance.law.yaml_tree import MAX_BYTES, Branch, read_tree

SHIPPED = Path(__file__).parent / "rules.yaml"
SECTIONS = (
    "begins", "sources", "offences", "place", "ties", "double_criminality", "minimum", "prosecution", "limitation",
    "duty", "notes",
)  # fmt: skip


@cache
def shipped_rules() -> RuleBook:
    """The rules that come with the program."""
    return load(SHIPPED.read_bytes(), SHIPPED.name)


def load_file(path: Path) -> RuleBook:
    """The rules of a file. Raises OSError or RulesRefused."""
    with path.open("rb") as file:
        return load(file.read(MAX_BYTES + 1), path.name)


def load(content: bytes, file: str) -> RuleBook:
    """The rules of a file's bytes. Raises RulesRefused with every fault; nothing is loaded by half."""
    findings = Findings(file)
    book = _read(content, findings)
    if findings.faults or book is None:
        raise RulesRefused(findings.faults)
    return book


def _read(content: bytes, findings: Findings) -> RuleBook | None:
    if len(content) > MAX_BYTES:
        findings.add(1, "size", most=str(MAX_BYTES))
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        findings.add(content[: error.start].count(b"\n") + 1, "encoding")
        return None
    tree = read_tree(text, findings.add)
    if tree is None:
        return None
    top = Fields(tree, findings)
    top.only(SECTIONS)
    reader = Reader(findings, _sources(top))
    offences = _offences(top, reader)
    reader.know(offences)
    book = reader.book(top, offences)
    if book is not None:
        _check(book, findings)
    return book


def _sources(top: Fields) -> dict[str, Source]:
    found = {}
    for key, branch in _entries(top, "sources").items():
        fields = Fields(branch, top.findings, key)
        fields.only(["title"], ["sfs"])
        title = fields.text("title")
        if title is not None:
            found[key] = Source(key, title, fields.text("sfs"))
    return found


def _entries(fields: Fields, key: str) -> dict[str, Branch]:
    branch = fields.entries.get(key)
    if branch is None:
        return {}
    return fields.inner(branch).entries


def _offences(top: Fields, reader: Reader) -> dict[str, Offence]:
    found = {}
    for key, branch in _entries(top, "offences").items():
        fields = Fields(branch, top.findings, key)
        fields.only(["plain", "names", "degrees"])
        plain = fields.texts("plain")
        names = [name for each in fields.members("names") if (name := _name(each, key, reader))]
        degrees = [degree for each in fields.members("degrees") if (degree := _degree(each, key, reader))]
        for part, members in (("names", names), ("degrees", degrees)):
            if part in fields.entries and not members:
                fields.report(fields.entries[part].line, "lacking", key=f"{key} {part}")
        if plain and names and degrees:
            names.sort(key=lambda name: name.valid_from)
            found[key] = Offence(key, plain, tuple(names), tuple(degrees))
    return found


def _name(fields: Fields, offence: str, reader: Reader) -> Name | None:
    common = reader.common(fields, ["sv", "en", "child_only"], key=offence, paragraph=f"BrB {offence}")
    sv, en, child_only = fields.text("sv"), fields.text("en"), fields.flag("child_only")
    if common is None or sv is None or en is None or child_only is None:
        return None
    says = Text(f"Brottet heter ”{sv}”.", f"The offence is called “{en}”.")
    return Name(**common, group=Group.NAME, says=says, name=Text(sv, en), child_only=child_only)


def _degree(fields: Fields, offence: str, reader: Reader) -> Degree | None:
    fields.rule = offence
    fields.only(["key", "name", "penalties"])
    key, name = fields.text("key"), fields.texts("name")
    if key is None or name is None:
        return None
    penalties = [
        found for each in fields.members("penalties") if (found := _penalty(each, offence, key, reader))
    ]
    if not penalties:
        fields.report(fields.line, "lacking", key=f"{offence}/{key} penalties")
        return None
    penalties.sort(key=lambda penalty: penalty.valid_from)
    return Degree(key, name, tuple(penalties))


def _penalty(fields: Fields, offence: str, degree: str, reader: Reader) -> Penalty | None:
    common = reader.common(
        fields,
        [],
        ["fine", "min_months", "max_months"],
        key=f"{offence}/{degree}",
        paragraph=f"BrB {offence}",
    )
    fine, low, high = fields.flag("fine", False), fields.number("min_months"), fields.number("max_months")
    if low is not None and high is not None and low > high:
        fields.report(fields.line, "scale", low=str(low), high=str(high))
    if common is None:
        return None
    low = 0 if fine else low
    return Penalty(
        **common,
        group=Group.PENALTY,
        says=penalty_said(fine, low, high),
        fine=fine,
        min_months=low,
        max_months=high,
    )


def _check(book: RuleBook, findings: Findings) -> None:
    """Ids of their own, no two rules of a key on a day, and no day without a rule where the answer needs one."""
    seen: dict[str, Rule] = {}
    for rule in book.rules:
        if rule.id in seen:
            findings.add(rule.line, "id", rule.id, found=rule.id, other=str(seen[rule.id].line))
        seen.setdefault(rule.id, rule)
    for rules in book.groups:
        check_overlaps(rules, findings)
    whole = (book.places, book.ties, book.doubles, book.prosecutions,
             [rule for rule in book.limitations if rule.key != "absolute"])  # fmt: skip
    for rules in whole:
        check_gaps(rules, findings)
        check_span(rules, book.begins, None, findings)
    for offence in book.offences.values():
        first, last = offence.names[0], offence.names[-1]
        check_gaps(offence.names, findings)
        for number, degree in enumerate(offence.degrees):
            check_gaps(degree.penalties, findings)
            check_span(degree.penalties, None if number else first.valid_from, last.valid_to, findings)
