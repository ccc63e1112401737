"""Rows of tables: which lines are rows, the unit their figures have and the year of each column."""

import re
from dataclasses import dataclass

from skyddsnat.mandate.reading.date_words import DATE
from skyddsnat.mandate.reading.lines import ENDS_SENTENCE, FINITE, GOES_ON, Line
from skyddsnat.mandate.reading.predicates import PREDICATE

GAP = re.compile(r"\t+|[ \u00a0]{2,}|\s\|\s|\|")
_FIGURE = r"\d{1,3}(?:[ .\u00a0\u2007\u2009\u202f]\d{3})+(?:,\d{1,3})?|\d{1,9}(?:,\d{1,3})?"
_UNIT = r"tkr|kkr|mnkr|mkr|mdkr|msek|tsek|kronor|kr|sek|miljoner kronor|tusentals? kronor|tusen kronor|miljoner kr|:-"
SUM_ENDS = ("kr", "kronor", "sek", ":-")
FIGURE_CELL = re.compile(rf"(?:högst )?[-–]?(?P<figure>{_FIGURE})(?: ?(?P<unit>{_UNIT}))?\.?", re.IGNORECASE)
EMPTY_CELL = re.compile(r"[-–—]|inget|ingen|inga|allt|\*|\d{1,3}(?:[.,]\d+)? ?%|", re.IGNORECASE)
# Cells parted by one space only, as many PDF files give them.
CLOSE_ROW = re.compile(
    rf"(?P<label>\D*[^\W\d_].*?[^\s\d,.;:])[ \u00a0](?P<figure>\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+|\d+,\d+|\d{{1,6}})"
    rf"(?: ?(?P<unit>{_UNIT}))?",
    re.IGNORECASE,
)
UNIT_HEAD = re.compile(rf"(?:\(|\bi |,\s?)(?P<unit>{_UNIT})\b\)?", re.IGNORECASE)
HEADING_WORDS = re.compile(
    r"\b(?:belopp|summa|medel|tkr|mnkr|mkr|kronor|budget|fördelning|tilldel|ram\b|kredit|\w*anslag|kostnad)\w*",
    re.IGNORECASE,
)
# Said once for the whole document.
ALL_SUMS = re.compile(
    rf"\b(?:belopp(?:en)?|summor(?:na)?)\b(?: \w+){{0,3}} i (?P<unit>{_UNIT})\b", re.IGNORECASE
)
# "… får använda följande belopp (tkr)."
OPENS_TABLE = re.compile(
    rf"\((?:belopp )?(?:i )?(?P<unit>{_UNIT})\)[.:]?$|\bföljande\b.*\bi (?P<unit2>{_UNIT})[.:]$",
    re.IGNORECASE,
)
ANSLAG = re.compile(r"\banslag", re.IGNORECASE)
REST_OF_HEAD = re.compile(rf"\s*(?:\w+ ){{0,2}}(?:{_UNIT})\)", re.IGNORECASE)
YEAR_CELL = re.compile(r"(?:år |budgetår |\D{0,12})?(?P<year>(?:19|20)\d{2})(?:\D{0,12})")
_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,6}"
WHOLE_DAY = re.compile(
    rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[. ]{{1,2}}{_MONTH}|(?:utgången|slutet) av|\b{_MONTH} \d{{4}}",
    re.IGNORECASE,
)
SENTENCES = re.compile(r"[a-zåäö]{3}[.!?;]\s+[A-ZÅÄÖ]")
DUE_HEAD = re.compile(
    r"\b(?:senast|redovisas|lämnas|tidpunkt|datum|sista dag|tid|när|klart|inlämn\w*|förfallodag)\b",
    re.IGNORECASE,
)
# Columns of what was, what changes and what holds now, in a decision that changes another.
NEW = re.compile(r"\b(?:nytt?|nya|efter ändring|ändrat belopp)\b", re.IGNORECASE)
OLD = re.compile(r"\b(?:tidigare|föregående|nuvarande|gällande|ändring|förändring|skillnad)\b", re.IGNORECASE)
YEAR_LABEL = re.compile(r"(?:år )?(?P<year>(?:19|20)\d{2})", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """A row of a table. ``figures`` as they stand in the reading text, in order; ``years`` one for each, None if none.

    ``due`` says that a column head tells when something is to be handed in.
    """

    label: str
    figures: tuple[str, ...] = ()
    unit: str = ""
    years: tuple[int | None, ...] = ()
    due: bool = False


@dataclass
class _Head:
    unit: str = ""
    columns: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    due: bool = False
    due_first: bool = False  # the first column tells when


def find_rows(kept: list[Line]) -> dict[int, Row]:
    """The rows among the lines, by their index."""
    rows: dict[int, Row] = {}
    everywhere, head, idle = "", _Head(), 0
    for index, line in enumerate(kept):
        words = line.words.strip()
        if (
            words.count("(") > words.count(")")
            and index + 1 < len(kept)
            and REST_OF_HEAD.match(kept[index + 1].words)
        ):
            words += " " + kept[index + 1].words.strip()  # "(belopp angivna i" / "tkr)"
        cells = _cells(words)
        if said := ALL_SUMS.search(words):
            everywhere = head.unit = said["unit"].casefold()
            continue
        listed = _sum_line(words)
        beside = [kept[near].words.strip() for near in (index - 1, index + 1) if 0 <= near < len(kept)]
        listed = listed if listed and any(map(_sum_line, beside)) else ""
        unit = head.unit or everywhere or listed.casefold()
        row = _row(cells, words, unit, head)
        if row is not None:
            rows[index], idle = row, 0
        elif opened := _head(cells, words, head):
            head, idle = opened, 0
            if head.unit and not everywhere and ANSLAG.search(words):
                everywhere = head.unit  # an appropriation letter says its unit at its first table
            if len(cells) > 1:
                rows[index] = Row(" ".join(words.split()))
        elif ENDS_SENTENCE.search(words) and len(words) > 40:
            head, idle = _Head(), 0
        else:
            idle += 1
            if idle > 4:
                head = _Head()
    return rows


def _sum_line(words: str) -> str:
    """The unit of a line that is a name and a sum, as in a list of who gets what; "" for any other line."""
    if len(words) > 120 or not words.casefold().endswith(SUM_ENDS):
        return ""
    close = CLOSE_ROW.fullmatch(words)
    listed = close is not None and close["unit"] and " " in close["figure"] and not FINITE.search(words)
    return str(close["unit"]) if close is not None and listed else ""


def _cells(words: str) -> list[str]:
    """The cells of a line. Two blanks in the middle of running text are a slip, not the edge of a cell."""
    cells: list[str] = []
    place = 0
    for gap in [*GAP.finditer(words), None]:
        cell = words[place : gap.start() if gap else len(words)].strip()
        slip = (
            cells
            and place
            and words[place - 2 : place].strip(" \u00a0") == ""
            and _is_slip(words, place, cells[-1], cell)
        )
        if slip:
            cells[-1] += " " + cell
        elif cell:
            cells.append(cell)
        place = gap.end() if gap else place
    return cells


def _is_slip(words: str, place: int, before: str, cell: str) -> bool:
    narrow = not words[place - 3 : place].isspace()
    grouped = before[-1:].isdigit() and bool(re.match(r"\d{3}(?!\d)", cell))
    return narrow and (grouped or cell[:1].islower() or bool(GOES_ON.search(before)))


def _row(cells: list[str], words: str, unit: str, head: _Head) -> Row | None:
    label = cells[0] if cells else ""
    if len(cells) > 1 and (year := YEAR_LABEL.fullmatch(label)):
        yearly = _figures(cells, unit, _Head())
        return yearly and Row(label, yearly.figures, yearly.unit, (int(year["year"]),) * len(yearly.figures))
    if len(cells) > 1 and (day_first := _day_first(cells, head)):
        return day_first
    running = len(label) > 110 or FINITE.search(label) or SENTENCES.search(words)
    running = running or (ENDS_SENTENCE.search(words) and FINITE.search(words))
    if len(cells) > 1 and re.search(r"[^\W\d_]", label) and not running:
        return _figures(cells, unit, head) or _dated(cells, head)
    if unit and len(words) < 120 and not ENDS_SENTENCE.search(words):
        close = CLOSE_ROW.fullmatch(words)
        if close is None or DATE.search(words) or FINITE.search(words) or GOES_ON.search(close["label"]):
            return None
        if close["figure"] != "0":
            own = (close["unit"] or unit).casefold()
            return Row(close["label"], (_plain(close["figure"]),), own, (None,))
    return None


def _figures(cells: list[str], unit: str, head: _Head) -> Row | None:
    """A row whose last cells are figures, with a unit of its own or from the head."""
    figures: list[tuple[str, str]] = []
    cells_of: list[int] = []  # which cell from the right each figure stands in
    width, dated = 0, False
    for cell in reversed(cells[1:]):
        match = FIGURE_CELL.fullmatch(cell)
        if match is None and _is_day(cell):
            dated, width = True, width + 1
            continue
        if match is None and not (EMPTY_CELL.fullmatch(cell) or re.fullmatch(_UNIT, cell, re.IGNORECASE)):
            break
        if match is not None:
            cells_of.insert(0, width)
            figures.insert(0, (_plain(match["figure"]), (match["unit"] or "").casefold()))
        width += 1
    own = next((each for _, each in figures if each), "")
    last = cells[-1].casefold()
    own = own or (last if re.fullmatch(_UNIT, last) else "") or unit
    if not figures or not own:
        return None
    years: tuple[int | None, ...] = (None,) * len(figures)
    columns = [head.columns[-1 - place] for place in cells_of] if len(head.columns) == width else []
    if any(NEW.search(column) for column in columns):
        kept = [each for each, column in zip(figures, columns, strict=True) if not OLD.search(column)]
        figures, years = kept, (None,) * len(kept)
    elif any(YEAR_CELL.fullmatch(column) for column in columns):
        years = tuple(int(m["year"]) if (m := YEAR_CELL.fullmatch(column)) else None for column in columns)
    elif len(head.years) == len(figures):
        years = head.years
    elif all(YEAR_CELL.fullmatch(figure) for figure, _ in figures) and not any(each for _, each in figures):
        return None  # a head with years, not figures
    due = dated and head.due
    return Row(" ".join(cells[0].split()), tuple(figure for figure, _ in figures), own, years, due)


def _is_day(cell: str) -> bool:
    return bool(WHOLE_DAY.search(cell)) and len(DATE.sub("", cell)) < 14


def _dated(cells: list[str], head: _Head) -> Row | None:
    """A row of a timetable: what, and when."""
    dated = [cell for cell in cells[1:] if _is_day(cell)]
    if dated and len(cells[0]) < 80 and cells[0][:1].isupper() and not FINITE.search(cells[0]):
        due = head.due or any(re.match(r"senast\b", cell, re.IGNORECASE) for cell in cells[1:])
        return Row(" ".join(cells[0].split()), due=due)
    return None


def _day_first(cells: list[str], head: _Head) -> Row | None:
    """A row of a timetable with the day before what is handed in."""
    label = " ".join(" ".join(cells[1:]).split())
    alone = WHOLE_DAY.search(cells[0]) and len(DATE.sub("", cells[0])) < 12
    named = label[:1].isupper() and len(label) < 120 and not FINITE.search(label)
    if alone and named and (head.due_first or PREDICATE.match(label)):
        return Row(label, due=head.due_first)
    return None


def _head(cells: list[str], words: str, before: _Head) -> _Head | None:
    """A line that names the columns: their unit, their years, or that one holds dates to keep."""
    if (opens := OPENS_TABLE.search(words)) and len(words) < 160:
        return _Head((opens["unit"] or opens["unit2"]).casefold(), before.columns, before.years, before.due)
    if ENDS_SENTENCE.search(words.rstrip(":")) or len(words) > 120:
        return None
    short = len(cells) > 1 and all(len(cell.split()) <= 4 for cell in cells)
    if (FINITE.search(words) and not short) or not (words[:1].isupper() or words[:1].isdigit()):
        return None
    years = tuple(int(m["year"]) for cell in cells if (m := YEAR_CELL.fullmatch(cell)))
    unit = UNIT_HEAD.search(words) or (re.search(rf"\b(?P<unit>{_UNIT})$", words, re.IGNORECASE))
    named = unit is not None and HEADING_WORDS.search(words)
    changed = len(cells) > 2 and NEW.search(words) and OLD.search(words)
    if not (years or named or changed or (len(cells) > 1 and DUE_HEAD.search(words))):
        return None
    return _Head(
        unit["unit"].casefold() if unit is not None and named else before.unit,
        tuple(cells[1:]),
        years or before.years,
        before.due or bool(len(cells) > 1 and DUE_HEAD.search(words)),
        len(cells) > 1
        and bool(re.match(r"(?:senast|redovisas|lämnas|klart|sista dag)\b", words, re.IGNORECASE)),
    )


def _plain(figure: str) -> str:
    """The figure as the reading text has it, whitespace collapsed."""
    return re.sub(r"[\s\u00a0\u2007\u2009\u202f]", " ", figure)
