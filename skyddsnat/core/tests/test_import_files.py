"""Files that are broken, locked, enormous or something else than they say: each gets words, and none is opened."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
import xlsxwriter

from skyddsnat.core.imports.sheets import ErrorCell, look, read
from skyddsnat.core.refusal import Refused
from skyddsnat.core.tests.tables import separated, xlsx

GOOD = xlsx([["Rubrik", "Annan"], ["a", 1]])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def changed(part: str, old: bytes, new: bytes, content: bytes = GOOD) -> bytes:
    """An XLSX with some bytes of one of its parts replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(old, new) if name == part else data)
    return out.getvalue()


def bomb() -> bytes:
    """A part of half a gigabyte of zeros that says that it is small."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("xl/media/image1.png", bytes(400_000_000))
    content = out.getvalue()
    return content.replace(struct.pack("<L", 400_000_000), struct.pack("<L", 4_000))


def ods(cell: str, manifest: str = "<manifest:manifest/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("META-INF/manifest.xml", manifest)
        target.writestr(
            "content.xml",
            '<?xml version="1.0"?><office:document-content'
            ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
            ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="Blad1"><table:table-row>{cell}</table:table-row></table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


CELL = '<table:table-cell office:value-type="string"{}><text:p>Rubrik</text:p></table:table-cell>'


def locked_ods() -> bytes:
    return ods(CELL.format(""), "<manifest:encryption-data/>")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "är tom"),
        (b"  \r\n ", "a.csv", "är tom"),
        (b"a" * 30_000_001, "a.csv", "större än 30 MB"),
        (b"a;b\x00c", "a.csv", "inte en tabell"),
        (b"%PDF-1.7", "a.pdf", "inte en tabell"),
        (b"%PDF-1.7", "a.xlsx", "inte en tabell"),
        (b"a;b", "a.exe", "inte en tabell"),
        (b"a;b", "utan", "inte en tabell"),
        (b"a;b", "a.xlsx", "innehåller något annat"),
        (GOOD, "a.csv", "innehåller något annat"),
        (GOOD, "a.ods", "innehåller något annat"),
        (OLE, "a.xlsx", "lösenord"),
        (OLE, "a.xls", "lösenord"),
        (locked_ods(), "a.ods", "lösenord"),
        (GOOD[: len(GOOD) // 2], "a.xlsx", "inte en tabell"),
        (changed("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData"), "a.xlsx", "skadad"),
        (changed("xl/worksheets/sheet1.xml", b'r="B2"', b'r="XFD1048576"'), "a.xlsx", "150 000 rader eller 60"),
        (changed("xl/worksheets/sheet1.xml", b'r="B2"', b"r='XFD1048576'"), "a.xlsx", "150 000 rader eller 60"),
        (changed("xl/worksheets/sheet1.xml", b'r="B2"', b'\tr\n= "XFD2"'), "a.xlsx", "150 000 rader eller 60"),
        (changed("xl/worksheets/sheet1.xml", b'r="B2"', b'r="B200000"'), "a.xlsx", "150 000 rader eller 60"),
        (changed("xl/worksheets/sheet1.xml", b'r="B2"', b'r="BZ2"'), "a.xlsx", "150 000 rader eller 60"),
        (bomb(), "a.xlsx", "för stor när den packas upp"),
        (ods(CELL.format(' table:number-columns-repeated="16384"')), "a.ods", "150 000 rader eller 60"),
        (xlsx([], more={"Dolt": [["a"]]}, hidden=("Dolt",)), "a.xlsx", "inget synligt blad"),
        (b'a;b\r\n"1;2\r\n', "a.csv", "citattecknen"),
        (b";".join([b"x"] * 61), "a.csv", "150 000 rader eller 60"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_in_gets_words(content, name, words):
    with pytest.raises(Refused, match=words):
        [read(content, name, sheet) for sheet in look(content, name).names]


def test_an_open_document_is_read():
    content = ods(CELL.format(""))
    assert read(content, "a.ods", look(content, "a.ods").names[0]).rows == [["Rubrik"]]


def test_errors_merged_cells_and_rows_before_the_table_keep_their_numbers():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(3, 1, ["Rubrik", "Annan"])
        sheet.write_row(4, 1, ["a", 1])
        sheet.write_formula(5, 2, "=1/0", None, "#DIV/0!")
        sheet.merge_range(6, 1, 7, 1, "ihop")
    found = read(out.getvalue(), "a.xlsx", "Data")
    assert (found.first, found.merged) == (4, (7,))
    assert found.rows[2][1] == ErrorCell("#DIV/0!")


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_unicode_text_is_read(mark, encoding):
    content = mark + separated([["Ort", "Län"], ["Umeå", "Västerbotten"]], mark="\t", encoding=encoding)
    assert read(content, "orter.txt", "").rows == [["Ort", "Län"], ["Umeå", "Västerbotten"]]
    with pytest.raises(Refused, match="skadad"):
        read(content[:-1], "orter.txt", "")


def test_hidden_sheets_are_told_of_and_several_can_be_chosen():
    content = xlsx([["a"]], more={"Två": [["b"]], "Dolt": [["c"]], "Tomt": []}, hidden=("Dolt",))
    book = look(content, "a.xlsx")
    assert (book.names, book.hidden) == (["Blad1", "Två"], ["Dolt"])


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_the_separator_is_found(mark):
    content = separated([["Datum", "Text", "Belopp"], ["2014-05-06", "a", "1234"]], mark=mark)
    assert read(content, "a.csv", "").rows[1] == ["2014-05-06", "a", "1234"]
