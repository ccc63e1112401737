"""Reading a population table: a CSV file from somebody's computer, trusted with nothing."""

import csv
import io
import re
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

LARGEST_FILE = 200_000  # bytes; 290 rows need about 5 000
LONGEST_ROW = 500  # characters
MOST_PEOPLE = 20_000_000
CODE_HEADS = {"kod", "kommunkod", "code"}
NUMBER_HEADS = {"folkmängd", "folkmangd", "invånare", "population"}


@dataclass(frozen=True)
class Problem:
    """What is wrong in one row; the heading is row 1, and 0 is the file as a whole."""

    row: int
    message: str


@dataclass(frozen=True)
class Reading:
    """Either population by municipality code and no problems, or problems and no population."""

    population: dict[str, int]
    problems: list[Problem]


def read(content: bytes, codes: Collection[str]) -> Reading:
    """Read `code;population` rows for the known municipality codes; one problem spoils the whole file."""
    try:
        text = _text(content)
        rows = _rows(text)
    except ValueError as error:
        return Reading({}, [Problem(0, str(error))])
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for number, row in rows:
        try:
            code, people = _row(row, codes)
            if code in found:
                raise ValueError(_("Kommunkoden %(code)s finns två gånger.") % {"code": code})
            found[code] = people
        except ValueError as error:
            problems.append(Problem(number, str(error)))
    if not found and not problems:
        problems.append(Problem(0, _("Filen har ingen rad med folkmängd.")))
    return Reading({} if problems else found, problems)


def _text(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise ValueError(_("Filen är för stor. Den får vara högst 200 kB."))
    if b"\0" in content:
        raise ValueError(_("Filen är inte en textfil. Spara tabellen som CSV och försök igen."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError(_("Filens teckenkodning går inte att läsa. Spara den som CSV i UTF-8."))


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows after the heading, numbered, with the two columns in order."""
    lines = text.splitlines()
    if not text.strip():
        raise ValueError(_("Filen är tom."))
    if any(len(line) > LONGEST_ROW for line in lines):
        raise ValueError(_("Filen har en rad som är för lång. Den ska ha två kolumner: kod och folkmängd."))
    delimiter = max(";\t,", key=lines[0].count)
    try:
        table = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ValueError(_("Filen går inte att läsa som CSV. Kontrollera citattecknen.")) from error
    heads = [cell.strip().lower() for cell in table[0]]
    code = next((n for n, head in enumerate(heads) if head in CODE_HEADS), None)
    people = next((n for n, head in enumerate(heads) if head in NUMBER_HEADS), None)
    if code is None or people is None:
        raise ValueError(_("Första raden måste ha rubrikerna kod och folkmängd."))
    rows = [
        (number, row) for number, row in enumerate(table[1:], start=2) if any(cell.strip() for cell in row)
    ]
    return [(number, [row[n] if n < len(row) else "" for n in (code, people)]) for number, row in rows]


def _row(row: list[str], codes: Collection[str]) -> tuple[str, int]:
    code, people = row[0].strip(), re.sub(r"[\s\u00a0\u202f]", "", row[1])
    if re.fullmatch(r"[0-9]{3}", code):
        code = f"0{code}"  # spreadsheets drop the first zero
    if code not in codes:
        raise ValueError(_("Kommunkoden ”%(code)s” finns inte.") % {"code": code[:20]})
    if not re.fullmatch(r"[0-9]{1,8}", people) or not 0 < int(people) <= MOST_PEOPLE:
        raise ValueError(
            _("Folkmängden ”%(number)s” är inte ett helt tal större än noll.")
            % {"number": row[1].strip()[:20]}
        )
    return code, int(people)
