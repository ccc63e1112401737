"""Is a file what its name says, and small enough to open? Looked at before anything reads it.

A spreadsheet file is a zip archive that somebody else has made. Its sizes may lie and one cell far down to the right
makes a table of thousands of millions of cells, so the parts are unpacked here first, counted, and thrown away.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from skyddsnat.core.refusal import Refused

LARGEST = 30_000_000
LARGEST_UNPACKED = 300_000_000
MOST_ROWS = 150_000
MOST_COLUMNS = 60
ENDINGS = {"xlsx": "xlsx", "xlsm": "xlsx", "ods": "ods", "csv": "csv", "txt": "csv", "tsv": "csv"}
CHUNK = 1 << 20
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
# A cell or row at 150 000 or further down, or in a column after BH: as programs write it, and in any other way.
PLACE = rb"(?:[A-Z]{3,}\d|(?:B[I-Z]|[C-Z][A-Z])\d|[A-Z]{0,2}(?:1[5-9]\d{4}|[2-9]\d{5}|\d{7,})[\"'])"
FAR_AWAY = re.compile(rb'r="' + PLACE)
FAR_AWAY_ODDLY = re.compile(rb"""\br\s*=\s*["']""" + PLACE)
ODD = (b"='", b" =", b"= ", b"\n", b"\t", b"\r")  # nowhere in most sheets, and looking for them is quick
REPEATED_CELL = re.compile(rb'<table:(?:covered-)?table-cell\b[^>]*number-columns-repeated="(\d{2,})"[^>]*>')
REPEATED_ROW = re.compile(
    rb'<table:table-row\b[^>]*number-rows-repeated="(\d{3,})"[^>]*?(?<!/)>(.*?)</table:table-row>', re.DOTALL
)
OVERLAP = 200
ERROR_CELL = re.compile(
    rb'<c\b[^>]*\br="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"[^>]*>.*?<v>([^<]{1,20})</v>', re.DOTALL
)
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class ErrorAt(NamedTuple):
    """A cell that shows an error; both places count from 0."""

    row: int
    column: int
    shown: str


def kind_of(content: bytes, name: str) -> str:
    """ "xlsx", "ods" or "csv". Raises Refused with what to do when it is none of them, or not what its name says."""
    if len(content) > LARGEST:
        raise Refused(_("Filen är större än 30 MB. Dela upp den i flera filer."))
    if not content.strip():
        raise Refused(_("Filen är tom. Välj en fil med en rubrikrad och minst en rad under den."))
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    said, found = ending_of(name), _looks_like(content)
    if found == "locked":
        raise Refused(
            _(
                "Filen är skyddad med lösenord eller sparad i ett gammalt format. Öppna den, ta bort lösenordet "
                "och spara den som XLSX."
            )
        )
    if said is None or found is None:
        raise Refused(_("Filen är inte en tabell som går att läsa. Spara den som XLSX, ODS eller CSV."))
    if said != found:
        raise Refused(
            _(
                "Filen heter .%(ending)s men innehåller något annat. Öppna den och spara den på nytt som XLSX, "
                "ODS eller CSV."
            )
            % {"ending": ending}
        )
    if found != "csv":
        check_archive(content, found)
    return found


def ending_of(name: str) -> str | None:
    """What a file's name says that it is: "xlsx", "ods" or "csv"."""
    return ENDINGS.get(name.rpartition(".")[2].lower()) if "." in name else None


def _looks_like(content: bytes) -> str | None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "locked"
    if content.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = set(archive.namelist())
                if "xl/workbook.xml" in names:
                    return "xlsx"
                if "content.xml" not in names or archive.read("mimetype")[:200].find(b"spreadsheet") < 0:
                    return None
                manifest = (
                    archive.read("META-INF/manifest.xml")[:CHUNK] if "META-INF/manifest.xml" in names else b""
                )
                return "locked" if b"encryption-data" in manifest else "ods"
        except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, zlib.error):
            return None
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"<!DOCTYPE", b"<html")):
        return None
    return "csv" if content.startswith(UTF_16) or b"\x00" not in content[:CHUNK] else None


def check_archive(content: bytes, kind: str) -> None:
    """Unpack every part and count. Raises Refused for too much, or for a cell too far away."""
    left = LARGEST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > left:  # as the archive itself says
                raise Refused(_too_much())
            for part in archive.infolist():
                is_sheet = part.filename.startswith("xl/worksheets/") or part.filename == "content.xml"
                before = b""
                whole: list[bytes] | None = [] if part.filename == "content.xml" else None
                for piece in unpacked(content, part):
                    left -= len(piece)
                    if left < 0:
                        raise Refused(_too_much())
                    if whole is not None:
                        whole.append(piece)
                    elif is_sheet and _is_far_away(before + piece):
                        raise Refused(_too_wide())
                    before = piece[-OVERLAP:]
                if whole is not None and kind == "ods":
                    _check_repeats(b"".join(whole))
    except (zipfile.BadZipFile, struct.error, zlib.error, NotImplementedError) as error:
        raise Refused(
            _("Filen är skadad och går inte att öppna. Spara den på nytt och försök igen.")
        ) from error


def _is_far_away(xml: bytes) -> bool:
    if any(mark in xml for mark in ODD):
        return FAR_AWAY_ODDLY.search(xml) is not None
    return FAR_AWAY.search(xml) is not None


def _check_repeats(xml: bytes) -> None:
    """An OpenDocument table may say "this cell, sixteen thousand times": fine when it is empty."""
    for found in REPEATED_CELL.finditer(xml):
        if int(found[1]) > MOST_COLUMNS and b"office:value" in found[0]:
            raise Refused(_too_wide())
    for found in REPEATED_ROW.finditer(xml):
        if b"office:value" in found[2]:
            raise Refused(_too_wide())


def unpacked(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part, as many as there really are, whatever the archive says of its size."""
    start = part.header_offset
    fields = LOCAL_HEADER.unpack(content[start : start + LOCAL_HEADER.size])
    if fields[0] != b"PK\x03\x04":
        raise zipfile.BadZipFile(part.filename)
    start += LOCAL_HEADER.size + fields[-2] + fields[-1]
    packed = content[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError(part.filename)
    machine = zlib.decompressobj(-15)
    while packed and not machine.eof:
        piece = machine.decompress(packed, CHUNK)
        packed = machine.unconsumed_tail
        if not piece and not packed:
            return
        yield piece


def error_cells(content: bytes, sheet: str) -> list[ErrorAt]:
    """Cells of a sheet in an XLSX file that show an error, such as #N/A: the reader gives them as empty."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = _part_of(archive, sheet)
        if part is None:
            return []
        xml = archive.read(part)
    if b't="e"' not in xml:
        return []
    return [
        ErrorAt(int(found[2]) - 1, _column(found[1].decode()), found[3].decode("utf-8", "replace"))
        for found in ERROR_CELL.finditer(xml)
    ]


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Where in the archive a sheet lies."""
    names = set(archive.namelist())
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 -- no entities: see below
    targets = {one.get("Id"): one.get("Target", "") for one in relations.iter(f"{RELATIONS}Relationship")}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 -- expat refuses to grow entities
    for one in book.iter():
        if one.tag.endswith("}sheet") and one.get("name") == sheet:
            target = targets.get(one.get(RELATION_ID) or one.get(STRICT_RELATION_ID) or "", "")
            path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            return path if path in names else None
    return None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _too_much() -> str:
    return _("Filen blir för stor när den packas upp. Kopiera tabellen till en ny fil och spara den.")


def _too_wide() -> str:
    return _(
        "Bladet är större än 150 000 rader eller 60 kolumner. Kopiera det som ska läsas in till ett nytt blad, eller "
        "dela upp filen."
    )
