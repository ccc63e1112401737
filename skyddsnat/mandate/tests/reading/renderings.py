"""The same decision in the forms such papers come in: narrow lines with broken words, two columns, OCR, PDF, Word."""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Callable

import docx
import typst

SOFT = "\u00ad"
TABULAR = re.compile(r"\t|\S {3,}\S")
MARKED = re.compile(r"(?P<mark>(?:[-–•*]|\d{1,2}[.)]|[a-z]\)) )(?P<words>.+)")
VOWELS = "aeiouyåäö"


def _seed(text: str) -> random.Random:
    return random.Random(zlib.crc32(text.encode()))


def _syllable(word: str, room: int) -> int:
    """Where a word may be broken so that at most ``room`` letters stand before the hyphen; 0 for nowhere."""
    for place in range(min(room, len(word) - 3), 2, -1):
        before, after = word[place - 1], word[place]
        fits = word[:place].islower() or (word[0].isupper() and word[1:place].islower())
        if (
            fits
            and word[place:].isalpha()
            and after not in VOWELS
            and before.isalpha()
            and any(letter in VOWELS for letter in word[:place])
            and any(letter in VOWELS for letter in word[place:])
        ):
            return place
    return 0


def wrapped(line: str, width: int, hyphen: str = "-") -> list[str]:
    """A line broken at ``width``, long words with a hyphen."""
    found: list[str] = []
    current = ""
    for word in line.split(" "):
        room = width - len(current) - (1 if current else 0)
        if len(word) <= room:
            current = f"{current} {word}" if current else word
            continue
        bare = word.rstrip(".,;:)")
        place = _syllable(bare, room - 1) if room > 4 and bare.isalpha() else 0
        if place:
            found.append(f"{current} {word[:place]}{hyphen}".strip())
            current = word[place:]
        else:
            found.append(current)
            current = word
    return [line for line in [*found, current] if line]


def _reflowed(text: str, width: int, hyphen: str = "-") -> list[str]:
    lines: list[str] = []
    for line in text.split("\n"):
        whole = not line.strip() or TABULAR.search(line)
        lines += [line] if whole else wrapped(line.strip(), width, hyphen)
    return lines


def plain(text: str) -> str:
    return text


def narrow(text: str) -> str:
    """Lines of 46 characters, broken words, a head and a number on each page, in the middle of sentences."""
    lines = _reflowed(text, 46)
    size = 30
    pages = [lines[start : start + size] for start in range(0, len(lines), size)]
    total = len(pages)
    return "\n".join(
        "\n".join([*(["", f"{number} ({total})".rjust(46), ""] if number > 1 else []), *page])
        for number, page in enumerate(pages, 1)
    )


def paged(text: str) -> str:
    """Pages parted by form feeds, each with a head of two lines and a foot."""
    lines = _reflowed(text, 72)
    size = 24
    pages = [lines[start : start + size] for start in range(0, len(lines), size)]
    return "\f".join(
        "\n".join(
            [
                "Regeringskansliet",
                f"Regeringsbeslut  {number} ({len(pages)})",
                "",
                *page,
                "",
                "Postadress 103 33 Stockholm",
            ]
        )
        for number, page in enumerate(pages, 1)
    )


def columns(text: str) -> str:
    """Two columns of 38 characters with a gutter, the first lines (title and head) across both."""
    head, _, rest = text.partition("\n\n")
    lines = _reflowed(rest, 38)
    size = 26
    out = [*head.split("\n"), ""]
    for start in range(0, len(lines), 2 * size):
        page = lines[start : start + 2 * size]
        half = (len(page) + 1) // 2
        left, right = page[:half], page[half:]
        right += [""] * (len(left) - len(right))
        out += [f"{a:<42}{b}".rstrip() for a, b in zip(left, right, strict=True)]
        out += ["", f"{start // (2 * size) + 1}".rjust(40), ""]
    return "\n".join(out)


def noisy(text: str) -> str:
    """As OCR and converters leave text: soft hyphens, no-break spaces in numbers, stray spaces, ligatures."""
    chance = _seed(text)
    text = re.sub(r"(?<=\d) (?=\d{3})", "\u00a0", text)
    text = re.sub(
        r"(?<=\d) (?=kronor|kr\b|tkr|mnkr|miljoner|januari|februari|mars|april|maj|juni)", "\u202f", text
    )
    text = text.replace("fi", "\ufb01").replace("fl", "\ufb02")
    words = re.split(r"( )", text)
    for index, word in enumerate(words):
        if word == " " and chance.random() < 0.06:
            words[index] = "  " if chance.random() < 0.5 else " \u200b"
        elif len(word) > 9 and word.isalpha() and word.islower() and chance.random() < 0.25:
            place = _syllable(word, len(word) - 3)
            words[index] = word[:place] + SOFT + word[place:] if place else word
    lines = _reflowed("".join(words), 68, SOFT)
    return "\r\n".join(line + " " * chance.randrange(3) for line in lines)


def double_spaced(text: str) -> str:
    """A blank line after every line, as some extractions leave it."""
    return "\n\n".join(line for line in _reflowed(text, 64) if line.strip())


def as_docx(text: str) -> bytes:
    """A Word document: headings, lists, tables, a footnote's worth of struck-out text, a head with the number."""
    document = docx.Document()
    table = None
    for line in text.split("\n"):
        cells = [cell.strip() for cell in re.split(r"\t| {3,}", line.strip()) if cell.strip()]
        if TABULAR.search(line) and len(cells) > 1:
            if table is None or len(table.columns) != len(cells):
                table = document.add_table(rows=0, cols=len(cells))
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
            continue
        table = None if line.strip() else table
        if not line.strip():
            continue
        marked = MARKED.fullmatch(line.strip())
        if marked and not marked["mark"][:1].isalnum():
            document.add_paragraph(marked["words"], style="List Bullet")
        elif len(line) < 50 and not re.search(r"[.,:;\d]", line):
            document.add_heading(line.strip(), level=2)
        else:
            paragraph = document.add_paragraph()
            half = len(line) // 2
            paragraph.add_run(line[:half])
            paragraph.add_run(line[half:]).italic = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(text: str) -> bytes:
    """A PDF in two columns, hyphenated and justified."""
    head, _, rest = text.partition("\n\n")
    blocks = [*(f"#par[#{literal(line)}]" for line in head.split("\n")), "#columns(2)["]
    blocks += [f"#par[#{literal(line.strip())}]" if line.strip() else "#v(4pt)" for line in rest.split("\n")]
    source = "\n".join(
        [
            '#let foot = [#h(1fr) #context counter(page).display("1 (1)", both: true)]',
            "#set page(width: 16cm, height: 22cm, footer: foot)",
            '#set text(lang: "sv", hyphenate: true, size: 9pt)',
            "#set par(justify: true)",
            *blocks,
            "]",
        ]
    )
    return typst.compile(source.encode())


def column_rows(text: str, width: int = 44) -> tuple[list[str], list[list[tuple[str, str]]]]:
    """The lines of the head, and for each page its rows: the line of the left and of the right column."""
    head, _, rest = text.partition("\n\n")
    lines, size = _reflowed(rest, width), 50
    pages = []
    for start in range(0, len(lines), 2 * size):
        page = lines[start : start + 2 * size]
        half = (len(page) + 1) // 2
        right = [*page[half:], *[""] * (2 * half - len(page))]
        pages.append(list(zip(page[:half], right, strict=True)))
    return head.split("\n"), pages


def as_placed_pdf(text: str) -> bytes:
    """A PDF in two columns whose lines are stored one by one across both, each at its own place."""
    head, pages = column_rows(text)
    blocks = [f"#place(top, dy: {12 * at}pt)[#{literal(line)}]" for at, line in enumerate(head)]
    down = 12 * len(head) + 12
    for number, rows in enumerate(pages):
        blocks += ["#pagebreak()"] if number else []
        for at, sides in enumerate(rows):
            dy = (0 if number else down) + 12 * at
            blocks += [
                f"#place(top, dx: {dx}cm, dy: {dy}pt)[#{literal(words)}]"
                for dx, words in zip((0, 8.4), sides, strict=True)
                if words
            ]
    page = '#set page(width: 20cm, height: 26cm, margin: 1.5cm)\n#set text(lang: "sv", size: 9pt)\n'
    return typst.compile((page + "\n".join(blocks)).encode())


def as_grid_pdf(text: str) -> bytes:
    """A PDF in two columns laid out as a grid, row by row."""
    head, pages = column_rows(text)
    blocks = [f"#par[#{literal(line)}]" for line in head]
    for rows in pages:
        cells = ", ".join(f"[#{literal(words)}]" if words else "[]" for row in rows for words in row)
        blocks.append(f"#grid(columns: (1fr, 1fr), column-gutter: 0.6cm, row-gutter: 4pt, {cells})")
    page = '#set page(width: 20cm, height: 26cm, margin: 1.5cm)\n#set text(lang: "sv", size: 9pt)\n'
    return typst.compile((page + "\n".join(blocks)).encode())


def as_plain_pdf(text: str) -> bytes:
    """A PDF in one column, its tables as grids of as many columns as they have cells."""
    blocks = []
    for line in text.split("\n"):
        cells = [cell for cell in re.split(r"\t| {3,}", line.strip()) if cell]
        if len(cells) > 1:
            set_cells = ", ".join(f"[#{literal(cell)}]" for cell in cells)
            blocks.append(f"#grid(columns: (1fr,) * {len(cells)}, {set_cells})")
        else:
            blocks.append(f"#par[#{literal(line.strip())}]" if line.strip() else "#v(6pt)")
    return typst.compile(('#set text(lang: "sv", size: 10pt)\n' + "\n".join(blocks)).encode())


def literal(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "    ")
    return f'text("{escaped}")'


FORMS: dict[str, Callable[[str], str | bytes]] = {
    "plain": plain,
    "narrow": narrow,
    "pages": paged,
    "columns": columns,
    "noisy": noisy,
    "double-spaced": double_spaced,
    "docx": as_docx,
    "pdf-columns": as_pdf,
    "pdf-placed": as_placed_pdf,
    "pdf-grid": as_grid_pdf,
}


def fits(form: str, text: str) -> bool:
    """Can a text be set in a form? A table does not fit in a narrow column, nor in a line of words."""
    rows = any(TABULAR.search(line) for line in text.split("\n"))
    return not (rows and form in ("columns", "pdf-columns", "pdf-placed", "pdf-grid", "double-spaced"))
