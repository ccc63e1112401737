"""The text of a Word document (DOCX): paragraphs, lists, tables and footnotes, what has been struck out left out.

The file may be hostile: nothing is unpacked before its sizes are known, no entity is expanded, no link is followed.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from skyddsnat.mandate.reading.document import Document, Unreadable, check_length, check_size

MAX_PART = 40 * 1024 * 1024  # unpacked; a decision's text part is well under one
MAX_RATIO = 200
MAX_MEMBERS = 2000
MAX_DEPTH = 60
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
BODY = "word/document.xml"
# What is not text of the decision: struck out, moved away, field codes, comments, the fallback of a drawing.
LEFT_OUT = {"del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "Fallback", "annotationRef"}
SPACED = re.compile(r"[^\S\n\t\u00a0]{2,}")


def is_docx(data: bytes) -> bool:
    """Does the file say that it is a Word document inside a zip?"""
    return data.startswith(b"PK\x03\x04") and (b"word/" in data[:4096] or b"word/" in data[-65536:])


def read_docx(data: bytes, source: str = "") -> Document:
    """Extract the text. Raises ``Unreadable`` for broken, encrypted, oversized or foreign files."""
    check_size(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive)
            text = _text(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, etree.XMLSyntaxError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise _broken() from None
    except RuntimeError:  # zipfile's word for a member with a password
        raise _locked() from None
    check_length(len(text))
    if sum(map(str.isalpha, text)) < 20:
        raise Unreadable(
            "Word-filen innehåller ingen text, kanske bara bilder. Hämta beslutet som text eller sökbar PDF.",
            "The Word file holds no text, perhaps only pictures. Get the decision as text or a searchable PDF.",
        )
    return Document(text, source, "docx")


def _check_members(archive: zipfile.ZipFile) -> None:
    """Refuse a zip bomb by its own list of sizes, before anything is unpacked."""
    members = archive.infolist()
    names = {member.filename for member in members}
    if BODY not in names:
        if "EncryptedPackage" in names:
            raise _locked()
        raise Unreadable(
            "Filen är ett ZIP-arkiv men inget Word-dokument. Spara beslutet som DOCX, PDF eller ren text.",
            "The file is a ZIP archive but no Word document. Save the decision as DOCX, PDF or plain text.",
        )
    packed = sum(member.compress_size for member in members) or 1
    whole = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or whole > 20 * MAX_PART or (whole > MAX_PART and whole / packed > MAX_RATIO):
        raise _too_large()


def _part(archive: zipfile.ZipFile, name: str) -> Any | None:
    """The parsed part, None when it is missing. A part that is larger than it said is cut off and refused."""
    if name not in archive.namelist():
        return None
    with archive.open(name) as member:
        data = member.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise _too_large()
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Unreadable(
            "Word-filen innehåller kod som inte hör hemma i ett dokument och läses inte. Spara om den i Word.",
            "The Word file holds code that does not belong in a document and is not read. Save it again in Word.",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data, parser)


def _text(archive: zipfile.ZipFile) -> str:
    body = _part(archive, BODY)
    if body is None:
        raise _broken()
    lists = _numbering(_part(archive, "word/numbering.xml"))
    styles = _styles(_part(archive, "word/styles.xml"))
    notes = _notes(_part(archive, "word/footnotes.xml"))
    head = _first_head(archive)
    writer = _Writer(lists, styles, notes)
    blocks = [*head, *writer.blocks(body)]
    return _tidy("\n".join(blocks))


def _tidy(text: str) -> str:
    lines = [SPACED.sub(" ", line).rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _value(element: Any, path: str) -> str:
    """The ``val`` of a nested element, "" when there is none."""
    found = element
    for step in path.split("/"):
        found = next((child for child in found if _name(child) == step), None) if found is not None else None
    if found is None:
        return ""
    return str(found.get(f"{_W}val") or found.get(f"{_W_STRICT}val") or "")


def _attribute(element: Any, name: str) -> str:
    return str(element.get(f"{_W}{name}") or element.get(f"{_W_STRICT}{name}") or "")


def _numbering(root: Any | None) -> dict[tuple[str, str], str]:
    """The number format of each (list, level): bullet, decimal, lowerLetter …"""
    if root is None:
        return {}
    abstract: dict[str, dict[str, str]] = {}
    found: dict[tuple[str, str], str] = {}
    for each in root:
        if _name(each) == "abstractNum":
            levels = [level for level in each if _name(level) == "lvl"]
            abstract[_attribute(each, "abstractNumId")] = {
                _attribute(level, "ilvl"): _value(level, "numFmt") for level in levels
            }
    for each in root:
        if _name(each) == "num":
            for level, form in abstract.get(_value(each, "abstractNumId"), {}).items():
                found[_attribute(each, "numId"), level] = form
    return found


def _styles(root: Any | None) -> dict[str, tuple[str, str, str]]:
    """(name, list, level) of each paragraph style."""
    if root is None:
        return {}
    return {
        _attribute(style, "styleId"): (
            _value(style, "name").casefold(),
            _value(style, "pPr/numPr/numId"),
            _value(style, "pPr/numPr/ilvl") or "0",
        )
        for style in root
        if _name(style) == "style"
    }


def _notes(root: Any | None) -> dict[str, str]:
    """The text of each footnote."""
    if root is None:
        return {}
    plain = _Writer({}, {}, {})
    return {
        _attribute(note, "id"): " ".join(" ".join(plain.blocks(note)).split())
        for note in root
        if _name(note) == "footnote" and _attribute(note, "type") not in ("separator", "continuationSeparator")
    }


def _first_head(archive: zipfile.ZipFile) -> list[str]:
    """The page head that has the most to say: it holds the decision's date and number in many templates."""
    heads = []
    for name in sorted(archive.namelist()):
        if re.fullmatch(r"word/header\d+\.xml", name) and len(heads) < 6:
            root = _part(archive, name)
            if root is not None:
                heads.append([line for line in _Writer({}, {}, {}).blocks(root) if line.strip()])
    longest = max(heads, key=lambda lines: sum(map(len, lines)), default=[])
    return [*longest, ""] if longest else []


def _struck(row: Any) -> bool:
    """Has the whole row been deleted with tracked changes?"""
    properties = next((each for each in row if _name(each) == "trPr"), None)
    return properties is not None and any(_name(each) == "del" for each in properties)


class _Writer:
    """Writes a part's paragraphs and tables as lines."""

    def __init__(
        self, lists: dict[tuple[str, str], str], styles: dict[str, tuple[str, str, str]], notes: dict[str, str]
    ) -> None:
        self.lists, self.styles, self.notes = lists, styles, notes
        self.counts: dict[tuple[str, str], int] = {}
        self.cited: list[str] = []

    def blocks(self, root: Any) -> Iterator[str]:
        """The lines of everything in a part, in order; footnotes after the paragraph that cites them."""
        for element in root:
            yield from self._block(element, 0)

    def _block(self, element: Any, depth: int) -> Iterator[str]:
        name = _name(element)
        if depth > MAX_DEPTH or name in LEFT_OUT:
            return
        if name == "p":
            yield from self._paragraph(element)
        elif name == "tbl":
            yield ""
            for row in element.iter(f"{_W}tr", f"{_W_STRICT}tr"):
                if not _struck(row):
                    cells = [cell for cell in row if _name(cell) == "tc"]
                    yield "\t".join(" ".join(" ".join(self._cell(cell)).split()) for cell in cells)
            yield ""
        else:
            for child in element:
                yield from self._block(child, depth + 1)

    def _cell(self, cell: Any) -> Iterator[str]:
        for element in cell:
            yield from self._block(element, 1)

    def _paragraph(self, element: Any) -> Iterator[str]:
        self.cited = []
        words = "".join(self._inline(element, 0))
        style = _value(element, "pPr/pStyle")
        mark = self._mark(element, style) if words.strip() else ""
        if not mark:
            yield ""
        yield from (f"{mark}{words}" if index == 0 else words for index, words in enumerate(words.split("\n")))
        for note in self.cited:
            yield ""
            yield note
        if not mark:
            yield ""

    def _mark(self, element: Any, style: str) -> str:
        """The list mark that Word draws: "- ", "1. ", "a) "; "" for a heading's number."""
        name, styled, styled_level = self.styles.get(style, ("", "", "0"))
        number = _value(element, "pPr/numPr/numId") or styled
        if not number or number == "0" or name.startswith(("heading", "rubrik")):
            return ""
        level = _value(element, "pPr/numPr/ilvl") or styled_level
        form = self.lists.get((number, level), "bullet")
        if form in ("bullet", "none", ""):
            return "- "
        count = self.counts[number, level] = self.counts.get((number, level), 0) + 1
        return f"{chr(96 + count)}) " if form == "lowerLetter" and count <= 26 else f"{count}. "

    def _inline(self, element: Any, depth: int) -> Iterator[str]:
        if depth > MAX_DEPTH:
            return
        for child in element:
            name = _name(child)
            if name in LEFT_OUT:
                continue
            if name == "t":
                yield (child.text or "").replace("\n", " ").replace("\r", " ")
            elif name in ("tab", "ptab"):
                yield "\t"
            elif name in ("br", "cr"):
                yield "\n"
            elif name == "noBreakHyphen":
                yield "\u2011"
            elif name == "softHyphen":
                yield "\u00ad"
            elif name == "footnoteReference":
                note = self.notes.get(_attribute(child, "id"))
                self.cited += [note] if note else []
            else:
                yield from self._inline(child, depth + 1)


def _broken() -> Unreadable:
    return Unreadable(
        "Word-filen är skadad och kan inte öppnas. Hämta den på nytt eller spara beslutet som PDF.",
        "The Word file is damaged and cannot be opened. Fetch it again or save the decision as PDF.",
    )


def _locked() -> Unreadable:
    return Unreadable(
        "Word-filen är skyddad med lösenord. Spara en kopia utan lösenord och försök igen.",
        "The Word file is protected with a password. Save a copy without a password and try again.",
    )


def _too_large() -> Unreadable:
    return Unreadable(
        "Word-filen blir för stor när den packas upp och läses inte. Spara beslutet utan bilder och bilagor.",
        "The Word file becomes too large when unpacked and is not read. Save the decision without pictures and annexes.",
    )
