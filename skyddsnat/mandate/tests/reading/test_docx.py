"""Word documents: what is text in them, and hostile files."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from skyddsnat.mandate.reading import Unreadable, read_bytes
from skyddsnat.mandate.reading.command import read_command

ORDER = "Regeringen ger Boverket i uppdrag att rita hus. Boverket ska redovisa uppdraget senast den 1\u00a0maj 2031."
BODY = "word/document.xml"


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def decision() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Dnr Fi2030/00017"
    document.add_heading("Uppdrag till Boverket", level=1)
    document.add_paragraph(ORDER)
    document.add_paragraph("Boverket ska")
    document.add_paragraph("senast den 3 mars 2031 lämna en plan till regeringen,", style="List Bullet")
    document.add_paragraph("samråda med kommunerna.", style="List Bullet")
    document.add_paragraph("Medlen fördelas så här (tkr).")
    table = document.add_table(rows=0, cols=2)
    for cells in (("Ändamål", "Tkr"), ("Ritningar", "1 250"), ("Resor", "750")):
        row = table.add_row().cells
        row[0].text, row[1].text = cells
    changed = document.add_paragraph("Boverket ska återbetala medel till Kammarkollegiet senast den ")
    changed._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>1 april 2031</w:delText></w:r></w:del>'
        )
    )
    changed._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="x"><w:r><w:t>30 april 2031</w:t></w:r></w:ins>')
    )
    changed.add_run(".")
    return saved(document)


def test_paragraphs_lists_tables_head_and_tracked_changes() -> None:
    draft = read_bytes(decision(), "beslut.docx").as_dict()
    assert draft["encoding"] == "docx"
    assert draft["dnr"]["number"] == "Fi2030/00017"
    assert [(each["kind"], each["due"]) for each in draft["obligations"]] == [
        ("final_report", "2031-05-01"),
        ("other", "2031-03-03"),
        ("repayment", "2031-04-30"),
    ]
    assert [(each["amount"], each["label"]) for each in draft["sums"]] == [
        (1_250_000, "Ritningar"),
        (750_000, "Resor"),
    ]


def test_spans_point_into_the_text() -> None:
    draft = read_bytes(decision(), "beslut.docx")
    for owed in draft.obligations:
        start, end = owed.support["due"]
        assert str(owed.due.year) in draft.document.text[start:end]
    assert "1 april" not in draft.document.text


def test_the_wrong_extension_does_not_matter(tmp_path: Path, capsys) -> None:
    path = tmp_path / "beslut.txt"
    path.write_bytes(decision())
    assert read_command([str(path), "--json"]) == 0
    assert '"2031-05-01"' in capsys.readouterr().out


def test_numbered_and_lettered_lists_keep_their_marks() -> None:
    document = docx.Document()
    for words in ("rita", "räkna"):
        document.add_paragraph(f"{words} små hus i alla kommuner", style="List Number")
    text = read_bytes(saved(document)).document.text
    assert "1. rita" in text
    assert "2. räkna" in text


def with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(decision())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            new.writestr(each, content if each == name else old.read(each))
    return out.getvalue()


def entities() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><x>&l9;</x>'.encode()


def locked() -> bytes:
    data = bytearray(decision())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/readme.txt", "a" * 200)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (decision()[:3000], "skadad"),
        (with_part(BODY, b"<not xml"), "skadad"),
        (with_part(BODY, b"<a>" * 5000), "skadad"),
        (with_part(BODY, entities()), "inte hör hemma"),
        (with_part(BODY, entities().decode().encode("utf-16")), "inte hör hemma"),
        (with_part(BODY, b"<a>" + b" " * (41 * 1024 * 1024) + b"</a>"), "för stor"),
        (with_part(BODY, b"<a/>"), "ingen text"),
        (locked(), "lösenord"),
        (other_zip(), "inget Word-dokument"),
        (b"\xd0\xcf\x11\xe0" + b"a" * 99, "lösenordsskyddat"),
    ],
    ids=["cut", "xml", "nested", "entities", "utf-16", "bomb", "empty", "locked", "zip", "ole"],
)
def test_hostile_files_are_refused_in_both_languages(data: bytes, word: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, "beslut.docx")
    assert word in caught.value.message
    assert caught.value.message_en != caught.value.message
