"""The text of a PDF through PDFium, page by page, parted by form feeds."""

import re

import pypdfium2

from skyddsnat.mandate.reading.document import Document, Unreadable, check_length, check_size
from skyddsnat.mandate.reading.pdf_columns import in_order, with_cells

MAX_PAGES = 300
# PDFium marks a hyphen at a line end as U+FFFE or U+0002, with or without the line break it replaced.
BROKEN_WORD = re.compile("[\ufffe\x02](?:\r\n|\n)?")
PAGE_BREAK = "\f"


def read_pdf(data: bytes, source: str = "") -> Document:
    """Extract the text layer. Raises ``Unreadable`` for encrypted, broken, scanned or endless files."""
    check_size(data)
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _why(str(error)) from None
    try:
        texts, unfolded = _pages(pdf)
    except pypdfium2.PdfiumError as error:
        raise _why(str(error)) from None
    finally:
        pdf.close()
    if sum(map(str.isalpha, "".join(texts))) < 20:
        raise Unreadable(
            "PDF-filen innehåller ingen text, troligen är den inskannad. Kör texttolkning (OCR) eller "
            "hämta beslutet som text och försök igen.",
            "The PDF holds no text, it was probably scanned. Run text recognition (OCR) or get the "
            "decision as text and try again.",
        )
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + len(PAGE_BREAK))
    pages = tuple((start, start + len(text)) for start, text in zip(starts, texts, strict=False))
    return Document(PAGE_BREAK.join(texts), source, "pdf", pages, unfolded)


def _pages(pdf: pypdfium2.PdfDocument) -> tuple[list[str], bool]:
    if len(pdf) > MAX_PAGES:
        raise Unreadable(
            f"PDF-filen har {len(pdf)} sidor, gränsen är {MAX_PAGES}. Spara bara sidorna med beslutet.",
            f"The PDF has {len(pdf)} pages, the limit is {MAX_PAGES}. Save only the decision's pages.",
        )
    texts: list[str] = []
    unfolded = False
    for number in range(len(pdf)):
        page = pdf[number]
        textpage = page.get_textpage()
        ordered = in_order(textpage, page.get_width())
        unfolded = unfolded or ordered is not None
        text = ordered or BROKEN_WORD.sub("-\n", with_cells(textpage) or textpage.get_text_bounded())
        texts.append(
            text.replace("\r\n", "\n").replace("\r", "\n").replace(PAGE_BREAK, "\n").replace("\x00", "")
        )
        textpage.close()
        page.close()
        check_length(sum(map(len, texts)))
    return texts, unfolded


def _why(error: str) -> Unreadable:
    if "password" in error.lower() or "security" in error.lower():
        return Unreadable(
            "PDF-filen är krypterad. Spara en kopia utan lösenord och försök igen.",
            "The PDF is encrypted. Save a copy without a password and try again.",
        )
    return Unreadable(
        "PDF-filen är skadad och kan inte öppnas. Hämta den på nytt och försök igen.",
        "The PDF is damaged and cannot be opened. Fetch it again and try again.",
    )
