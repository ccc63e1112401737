"""The text of a Word document (DOCX): paragraphs, lists, tables and footnotes, what has been struck out left out.

The file may be hostile: nothing is unpacked before its sizes are known, no entity is expanded, no link is followed.
"""

import io
import re
import zipfile
import zlib
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from skyddsnat.mandate.reading.document import Document, Unreadable, check_length, check_size
from skyddsnat.mandate.reading.docx_text import Writer, notes, numbering, styles

MAX_PART = 40 * 1024 * 1024  # unpacked; a decision's text part is well under one
MAX_RATIO = 200
MAX_MEMBERS = 2000
MAX_NESTING = 250
BODY = "word/document.xml"
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
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        expat.ExpatError,
        ValueError,
    ) as error:
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
    if (
        len(members) > MAX_MEMBERS
        or whole > 20 * MAX_PART
        or (whole > MAX_PART and whole / packed > MAX_RATIO)
    ):
        raise _too_large()


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """The parsed part, None when it is missing. A part that is larger than it said is cut off and refused."""
    if name not in archive.namelist():
        return None
    with archive.open(name) as member:
        data = member.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise _too_large()
    return _parsed(data)


def _parsed(data: bytes) -> Element:
    """The tree of a part. A document type, which entities need, and endless nesting are refused while parsing."""
    builder, depth = TreeBuilder(), 0
    parser = expat.ParserCreate(namespace_separator="}")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_NESTING:
            raise _broken()
        builder.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    def doctype(*_: object) -> None:
        raise _foreign_code()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = doctype
    parser.Parse(data, True)
    return builder.close()


def _text(archive: zipfile.ZipFile) -> str:
    body = _part(archive, BODY)
    if body is None:
        raise _broken()
    writer = Writer(
        numbering(_part(archive, "word/numbering.xml")),
        styles(_part(archive, "word/styles.xml")),
        notes(_part(archive, "word/footnotes.xml")),
    )
    head = _first_head(archive)
    blocks = [*head, *writer.blocks(body)]
    return _tidy("\n".join(blocks))


def _tidy(text: str) -> str:
    lines = [SPACED.sub(" ", line).rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _first_head(archive: zipfile.ZipFile) -> list[str]:
    """The page head that has the most to say: it holds the decision's date and number in many templates."""
    heads: list[list[str]] = []
    for name in sorted(archive.namelist()):
        if re.fullmatch(r"word/header\d+\.xml", name) and len(heads) < 6:
            root = _part(archive, name)
            if root is not None:
                heads.append([line for line in Writer({}, {}, {}).blocks(root) if line.strip()])
    longest = max(heads, key=lambda lines: sum(map(len, lines)), default=[])
    return [*longest, ""] if longest else []


def _foreign_code() -> Unreadable:
    return Unreadable(
        "Word-filen innehåller kod som inte hör hemma i ett dokument och läses inte. Spara om den i Word.",
        "The Word file holds code that does not belong in a document and is not read. Save it again in Word.",
    )


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
        "The Word file becomes too large when unpacked. Save the decision without pictures and annexes.",
    )
