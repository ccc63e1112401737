"""Sentences with their exact place in the file, the section they stand under and the list they belong to."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from skyddsnat.mandate.reading.dated_lines import is_entry, is_sum_entry
from skyddsnat.mandate.reading.flow import Flow, FlowWriter
from skyddsnat.mandate.reading.lines import ENDS_SENTENCE, GOES_ON, ONLY_DAY, Line, is_heading, lines
from skyddsnat.mandate.reading.tables import Row, find_rows

# Longer than any sentence of a decision: not analysed, only shown.
MAX_SENTENCE = 4000
BREAK = re.compile(
    r"(?<![.])[.!?…][\"”»')\]]*\s+(?=[\"”»(«'–-]*\s?[A-ZÅÄÖÉ0-9])|(?<=[a-zåäö]{3}\.)(?=[A-ZÅÄÖ][a-zåäö])"
    # A footnote's mark set close to the full stop: "… mars 2026.2 Verket ska".
    r"|(?:(?<=[a-zåäö)]\.)|(?<=(?:19|20)\d\d\.))\d{1,2}\s+(?=[A-ZÅÄÖ][a-zåäö])"
)
# Abbreviations that never end a sentence before a capital or a figure.
NOT_THE_END = re.compile(
    r"(?:\b(?:t\.o\.m|fr\.o\.m|bl\.a|t\.ex|d\.v\.s|dvs|s\.k|f\.d|p\.g\.a|m\.a\.o|i\.e|ev|resp|inkl|exkl|ca|nr|"
    r"dnr|jfr|"
    r"prop|skr|bet|rskr|dir|kap|st|art|utg\.\s?omr|utg\.omr|omr|ap|anslagsp|milj|kl|tel|tfn|dr|prof|red|nuv|forts|"
    r"avd|bil|sid|s|p|d|jan|feb|febr|apr|aug|sept|sep|okt|nov|dec|SOU|Ds|KOM|Fi|Ju|U|S|A|N|Ku|Fö|M)|\b[A-ZÅÄÖ])$"
)
# These may end one: "… socialt arbete m.m. Medlen betalas ut" is two sentences, "m.m. 2014" is one.
MAY_END = re.compile(r"\b(?:m\.m|m\.fl|osv|o\.s\.v|etc|e\.d|o\.d|o\.dyl|dyl|mkr|tkr|kr|mnkr|mdkr)$")
# A figure or letter opens a list item only after a finished line: "anslagsposten / 4. Medlen" is none.
OPENS_NUMBER = re.compile(r"(?:[.:;,!?]|\b(?:och|samt|eller|att))$")
# "… ska senast den 31 mars 2018 / a) lämna": a first part opens its list whatever stands before.
FIRST_PART = re.compile(r"\(?[a1]\) [a-zåäö]{3,}")
OPENS_PART = re.compile(
    r"^(?:\d+(?:\.\d+)*\.? )?(?:ärendet|bakgrund|skäl|tidigare|gällande|beskrivning|utgångspunkt|inledning|pågående|"
    r"nuläge|motiv|regeringen|närmare|uppdrag|redovisning|återrapport|ekonomi|finans|villkor|medel|kostnad|genomför|"
    r"bilag|beslut|verksamhet|mål|anslag|organisation|samråd|samverkan|tidplan|tidsplan|rapport|slutredovis|delredovis|"
    r"utbetalning|övrig|riktlinje|budget|kopia|på regeringens)|\b(?:uppdraget|redovisning|villkor|medel\w*)\b",
    re.IGNORECASE,
)
# "1. Inledning" ends where "2. Insatser" begins.
NUMBERED = re.compile(r"\d{1,2}\.? ")
FOOTNOTE = "Fotnot"
NOTE = re.compile(r"(?P<mark>\d{1,2}) [A-ZÅÄÖ]")
BARE_NUMBER = re.compile(r"(?:^|\s)\d{1,2}$")


@dataclass(frozen=True)
class Sentence:
    """One sentence, heading line or list item; [start, end) are positions in the reading text."""

    flow: Flow
    start: int
    end: int
    unit: int
    kind: str = "text"  # text | heading | item | row
    heading: str = ""
    lead: "Sentence | None" = None
    marker: str = ""
    first: bool = True
    section: str = ""
    row: Row | None = None

    @cached_property
    def text(self) -> str:
        """The sentence as one reads it, on one line."""
        return self.flow.text[self.start : self.end]

    @property
    def span(self) -> tuple[int, int]:
        """[start, end) in the file."""
        return self.flow.span(self.start, self.end)

    @property
    def too_long(self) -> bool:
        return self.end - self.start > MAX_SENTENCE

    def place(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) in the file of a stretch of ``text``."""
        return self.flow.span(self.start + start, self.start + end)


@dataclass
class _Unit:
    kind: str
    pieces: list[tuple[int, int]] = field(default_factory=list)
    marker: str = ""
    last: str = ""
    spaced: bool = False
    row: Row | None = None


def sentences(text: str) -> list[Sentence]:
    """All sentences of a text in order; together they hold every word of it but page numbers and heads."""
    writer = FlowWriter(text)
    written = [(unit, *writer.unit(unit.pieces)) for unit in _units(lines(text))]
    flow = writer.done()
    found: list[Sentence] = []
    heading, section, lead = "", "", None
    inner, inner_marks = None, ""
    numbered = False  # the heading of the part has a number
    for number, (unit, start, end) in enumerate(written):
        if unit.kind == "heading":
            heading, lead, inner = flow.text[start:end].strip(), None, None
            # A subheading does not leave the part it stands in: what follows "Bakgrund" is background.
            counted = bool(NUMBERED.match(heading)) or unit.marker[:1].isdigit()
            opens = not section or bool(OPENS_PART.search(heading)) or (numbered and counted)
            section, numbered = (heading, counted) if opens else (section, numbered)
        under_section = FOOTNOTE if unit.kind == "text" and _is_footnote(flow.text, start, end) else section
        if unit.kind == "item" and found and found[-1].kind == "item" and inner is None:
            opens = _class(unit.marker) != _class(found[-1].marker) and not re.search(
                r"[.,;]$", found[-1].text
            )
            inner, inner_marks = (found[-1], _class(unit.marker)) if opens else (None, "")
        elif unit.kind != "item" or _class(unit.marker) != inner_marks:
            inner = None
        parts = [(start, end)] if unit.kind == "row" else _split(flow.text, start, end)
        for index, (begin, stop) in enumerate(parts):
            # Only the first sentence surely belongs to the list: the next may be a paragraph set close.
            under = (inner or lead) if unit.kind in ("item", "row") and index == 0 else None
            where = (number, unit.kind, heading, under, unit.marker, index == 0, under_section, unit.row)
            found.append(Sentence(flow, begin, stop, *where))
        if unit.kind == "text" and parts:
            lead = found[-1]
    return found


def _class(marker: str) -> str:
    """Which kind of list a mark belongs to: figures, letters or dashes."""
    core = marker.strip("(). ")
    return "figure" if core.isdigit() else "letter" if core.isalpha() and core != "att" else "dash"


def _units(all_lines: list[Line]) -> list[_Unit]:
    """Group lines into headings, list items and paragraphs; a blank line ends only what is finished."""
    kept = [line for line in all_lines if not line.noise]
    units: list[_Unit] = []
    rows = find_rows(kept)
    for index, line in enumerate(kept):
        before = kept[index - 1] if index else None
        after = kept[index + 1] if index + 1 < len(kept) else None
        current = units[-1] if units else None
        piece = _stripped(line)
        mark = _list_mark(line, before, current)
        row = rows.get(index)
        alone = before is None or index - 1 in rows or not GOES_ON.search(before.words.rstrip())
        if row is not None and alone:
            skip = mark[1] if mark is not None else 0
            units.append(_Unit("row", [(line.start + skip if skip else piece[0], piece[1])], row=row))
        elif mark is not None:
            marker, skip = mark
            unit = _Unit("item", [(line.start + skip, piece[1])], marker)
            heads = is_heading(Line(line.start, line.end, line.words[skip:], line.page, True), before, after)
            if heads and marker[:1].isdigit() and after is not None and not after.mark:
                unit.kind = "heading"
            units.append(unit)
        elif (is_entry(line.words) or is_sum_entry(line.words)) and (alone or line.blank_before):
            units.append(_Unit("item", [piece]))
        elif current is not None and _continues(line, before, current, after):
            current.pieces.append(piece)
            current.spaced = line.blank_before
        else:
            units.append(_Unit("heading" if is_heading(line, before, after) else "text", [piece]))
        units[-1].last = line.words.rstrip()
    return units


def _is_footnote(text: str, start: int, end: int) -> bool:
    """A sentence that begins with the number which stands as a mark behind a word further up."""
    note = NOTE.match(text, start)
    if note is None or not ENDS_SENTENCE.search(text[start:end].rstrip()):
        return False
    mark = re.compile(rf"(?:[a-zåäö)][.,]?|(?:19|20)\d\d\.|\d\.){note['mark']}(?=\s|$)")
    return bool(mark.search(text, max(0, start - 6000), start))


def _list_mark(line: Line, before: Line | None, current: _Unit | None) -> tuple[str, int] | None:
    """(mark, characters to skip) when the line begins a list item."""
    last = "" if before is None else before.words.rstrip()
    if match := line.mark:
        dash = (match.group(1) or match.group(2))[-1:] not in ".)"
        if dash:
            opens = not last.endswith(("-", "–"))
        else:
            in_list = current is not None and current.kind != "text"
            opens = not last or bool(OPENS_NUMBER.search(last))
            opens = opens or ((in_list or line.blank_before) and not GOES_ON.search(last))
            opens = opens or FIRST_PART.match(line.words.strip()) is not None
        return ((match.group(1) or match.group(2)), match.end()) if opens else None
    words = line.words.lstrip()
    in_att_list = current is not None and current.marker == "att"
    goes_on = last.endswith(":") or (in_att_list and re.search(r"(?:[,;.]|\bsamt|\boch)$", last))
    if words.startswith("att ") and goes_on:
        return "att", len(line.words) - len(words)
    return None


def _continues(line: Line, before: Line | None, current: _Unit, after: Line | None) -> bool:
    """Does the line go on with the unit before it?"""
    if before is None or current.kind in ("heading", "row"):
        return False
    words = line.words.strip()
    if is_heading(line, before, after) or _lists_days(line, before, current):
        return False
    # A page number and its blanks in the middle of a sentence part nothing.
    turned = line.after_noise and len(current.last) > 35 and not ENDS_SENTENCE.search(current.last)
    if not line.blank_before or turned:
        return True
    if ENDS_SENTENCE.search(current.last):
        # A list item may go on after a blank line only in double-spaced text, in lower case.
        return current.kind == "item" and words[:1].islower() and not current.last.endswith(":")
    spaced = current.spaced or (
        after is not None and after.blank_before and after.words.strip()[:1].islower()
    )
    wraps = current.kind == "text" and spaced and len(current.last) > 45
    return not words[:1].isupper() or bool(GOES_ON.search(current.last)) or wraps


def _lists_days(line: Line, before: Line, current: _Unit) -> bool:
    """A day alone on its line, after a finished sentence or another such day: each is a unit of its own."""
    if not ONLY_DAY.fullmatch(line.words.strip()):
        return False
    listed = len(current.pieces) == 1 and bool(ONLY_DAY.fullmatch(before.words.strip()))
    said = before.words.rstrip()
    return listed or bool(ENDS_SENTENCE.search(said) and not NOT_THE_END.search(said.removesuffix(".")))


def _stripped(line: Line) -> tuple[int, int]:
    head = len(line.words) - len(line.words.lstrip())
    return line.start + head, line.start + len(line.words.rstrip())


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentence bounds within a unit, ends without trailing space."""
    bounds: list[tuple[int, int]] = []
    begin = start
    for match in BREAK.finditer(text, start, end):
        head = text[max(begin, match.start() - 14) : match.start()]
        stop = match.group()[:1] == "."
        if stop and (NOT_THE_END.search(head) or (BARE_NUMBER.search(head) and len(head) < 4)):
            continue
        if stop and MAY_END.search(head) and text[match.end()].isdigit():
            continue
        bounds.append((begin, match.end()))
        begin = match.end()
    bounds.append((begin, end))
    trimmed = ((b, b + len(text[b:e].rstrip())) for b, e in bounds)
    return [(b, e) for b, e in trimmed if e > b]
