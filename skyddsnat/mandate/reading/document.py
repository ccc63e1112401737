"""From the bytes of a file to one text, and to words one can act on when there is none.

Every position the reader reports counts code points in ``Document.text``: for a text file exactly the
decoded file without its byte order mark, newlines untouched, unless it is set in two columns: then the text
as it was put in reading order (``unfolded``); for a PDF or a Word document the extracted text, pages parted by
a form feed.
"""

import codecs
import hashlib
import re
from dataclasses import dataclass, field

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARACTERS = 1_000_000
MIN_LETTERS = 20
# Control characters other than tab, newlines and form feed do not occur in text; a stray few do.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
LETTER = re.compile(r"[^\W\d_]")
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
FOREIGN = (
    (b"PK\x03\x04", "ODT eller ZIP", "ODT or ZIP"),
    (
        b"\xd0\xcf\x11\xe0",
        "ett äldre eller lösenordsskyddat Word-dokument",
        "an old or password-protected Word document",
    ),
    (b"{\\rtf", "RTF", "RTF"),
    (b"\x89PNG", "en bild", "an image"),
    (b"\xff\xd8\xff", "en bild", "an image"),
    (b"GIF8", "en bild", "an image"),
    (b"II*\x00", "en bild", "an image"),
    (b"MM\x00*", "en bild", "an image"),
)


class Unreadable(ValueError):
    """The file cannot be read as a decision. Says what is wrong and what to do, in both languages."""

    def __init__(self, message: str, message_en: str) -> None:
        self.message = message
        self.message_en = message_en
        super().__init__(f"{message} / {message_en}")


@dataclass(frozen=True)
class Document:
    """A decoded file. ``pages`` are [start, end) positions in ``text``, one a page."""

    text: str
    source: str = ""
    encoding: str = ""
    pages: tuple[tuple[int, int], ...] = field(default=())
    unfolded: bool = False

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text as UTF-8, so that spans can be tied to the text they count in."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def check_size(data: bytes) -> None:
    """Refuse an empty or an oversized file before anything reads it."""
    if not data.strip():
        raise Unreadable(
            "Filen är tom. Välj filen med beslutet och försök igen.",
            "The file is empty. Choose the file that holds the decision and try again.",
        )
    if len(data) > MAX_BYTES:
        size = len(data) / 1024 / 1024
        raise Unreadable(
            f"Filen är {size:.0f} MB stor, gränsen är 20 MB. Spara beslutet utan bilagor eller som text.",
            f"The file is {size:.0f} MB, the limit is 20 MB. Save the decision without annexes or as text.",
        )


def check_length(characters: int) -> None:
    """Refuse more text than any decision has (about 400 pages): it is some other file."""
    if characters > MAX_CHARACTERS:
        raise Unreadable(
            f"Texten är {characters} tecken, gränsen är {MAX_CHARACTERS}. Så långt är inget beslut: "
            "spara bara beslutet.",
            f"The text is {characters} characters, the limit is {MAX_CHARACTERS}. No decision is that long: "
            "save only the decision.",
        )


def decode(data: bytes) -> tuple[str, str]:
    """Decode a text file: (text without byte order mark, encoding). Raises ``Unreadable``."""
    check_size(data)
    for magic, kind, kind_en in FOREIGN:
        if data.startswith(magic):
            raise Unreadable(
                f"Filen är {kind} och kan inte läsas. Spara beslutet som DOCX, PDF eller ren text (.txt).",
                f"The file is {kind_en} and cannot be read. Save the decision as DOCX, PDF or plain text (.txt).",
            )
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding), encoding
    for encoding in ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _text_only(text), encoding
    raise _binary()


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return _text_only(data.decode(encoding))
    except UnicodeDecodeError:
        raise Unreadable(
            f"Filen säger att den är {encoding} men innehåller annat. Spara om den som UTF-8.",
            f"The file claims to be {encoding} but is not. Save it again as UTF-8.",
        ) from None


def _text_only(text: str) -> str:
    """The text, if it is one: hardly any control characters and at least a sentence's worth of letters."""
    if "\x00" in text or len(CONTROL.findall(text)) > len(text) // 200:
        raise _binary()
    check_length(len(text))
    if sum(1 for _, _ in zip(LETTER.finditer(text), range(MIN_LETTERS), strict=False)) < MIN_LETTERS:
        raise Unreadable(
            "Filen innehåller ingen text att läsa. Välj filen med beslutet och försök igen.",
            "The file holds no text to read. Choose the file that holds the decision and try again.",
        )
    return text


def _binary() -> Unreadable:
    return Unreadable(
        "Filen är inte text utan binära data. Spara beslutet som DOCX, PDF eller ren text (.txt).",
        "The file is not text but binary data. Save the decision as DOCX, PDF or plain text (.txt).",
    )
