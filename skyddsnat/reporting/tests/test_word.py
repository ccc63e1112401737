"""The Word file: real structure, numbers that lead to their evidence, and the same bytes every time."""

import datetime
import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from skyddsnat.reporting.word import document
from skyddsnat.reporting.word.paper import TEXT_WIDTH
from skyddsnat.shared.typeset.examples import CREATED, report

BLOCKS = [
    {"type": "heading", "level": 1, "text": "Under"},
    {"type": "paragraph", "runs": [
        "Vi nådde ", {"number": "q-0"}, {"text": " viktigt", "strong": True}, {"break": True},
        {"text": "sidan", "url": "https://exempel.se"}, {"text": "x", "code": True}, {"text": "inne", "url": "/x/"}]},
    {"type": "list", "items": [["a"], {"blocks": [
        {"type": "paragraph", "runs": ["b"]},
        {"type": "list", "ordered": True, "start": 3, "items": [["c"], ["d"]]}]}]},
    {"type": "quote", "blocks": [{"type": "paragraph", "runs": ["Citat"]}]},
    {"type": "table", "title": None, "columns": [{"key": "c0", "label": ["A"]}, {"key": "c1", "label": ["B"]}],
     "rows": [{"c0": ["x"], "c1": [{"number": "q-1"}]}]},
]  # fmt: skip


@pytest.fixture(scope="module")
def example():
    data, assets = report(tasks=2)
    data["summary"] = BLOCKS
    data["prepared"] = {"name": "Siv", "role": "Samordnare", "on": "2015-05-18"}
    return data, {name: picture.decode() for name, picture in assets.items()}


@pytest.fixture(scope="module")
def made(example):
    return document(*example, created=CREATED)


@pytest.fixture(scope="module")
def opened(made):
    return docx.Document(io.BytesIO(made))


def texts(opened):
    return [p.text for p in opened.paragraphs]


def test_headings_are_headings_and_are_numbered(opened):
    styles = {p.style.name for p in opened.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Caption", "List Paragraph", "Quote"} <= styles
    for depth, name in enumerate(("Heading 1", "Heading 2", "Heading 3")):
        number = opened.styles[name].element.pPr.numPr
        assert number.ilvl.val == depth
    assert "Under" in [p.text for p in opened.paragraphs if p.style.name == "Heading 2"]


def test_tables_repeat_their_heads(opened):
    assert len(opened.tables) > 5
    for table in opened.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_pictures_have_alternative_text_and_their_table(opened, example):
    described = [shape._inline.docPr.get("descr") for shape in opened.inline_shapes]
    charts = [chart for task in example[0]["tasks"] for chart in task["charts"]]
    assert described == [chart["alt"] for chart in charts]
    cells = {cell.text for table in opened.tables for cell in table._cells}
    assert set(charts[0]["table"][1]) <= cells


def test_a_number_leads_to_its_evidence(opened):
    body = opened.element.body
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert "underlag_1" in anchors
    assert anchors <= marks
    (line,) = [text for text in texts(opened) if text.startswith("Vi nådde")]
    assert "1\u00a0234[1] viktigt" in line
    assert "sidan (https://exempel.se)" in line
    numbers = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(numbers) == len(set(numbers))


def test_ordered_lists_begin_where_they_should(opened):
    (c,) = [p for p in opened.paragraphs if p.text == "c"]
    use = c._p.pPr.numPr.numId.val
    numbering = opened.part.numbering_part.element
    abstract = next(n for n in numbering.num_lst if n.numId == use).abstractNumId.val
    definition = next(
        a for a in numbering.findall(qn("w:abstractNum")) if a.get(qn("w:abstractNumId")) == str(abstract)
    )
    assert definition.find(qn("w:lvl")).find(qn("w:start")).get(qn("w:val")) == "3"
    assert c._p.pPr.numPr.ilvl.val == 1


def test_the_cover_says_who_prepared_and_who_approved(opened):
    said = "\n".join(texts(opened)[:14])
    assert "Förberedd av: Siv, Samordnare, 18\u00a0maj\u00a02015" in said
    assert "Godkänd av: " in said
    assert "DEMO 1/2014" in said


def test_language_pages_and_demonstration(opened, made):
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert 'w:val="sv-SE"' in archive.read("word/styles.xml").decode()
        foot = archive.read("word/footer1.xml").decode()
    assert "NUMPAGES" in foot
    heads = [opened.sections[0].header, opened.sections[0].first_page_header]
    assert all("Demonstrationsdata" in head.paragraphs[0].text for head in heads)


def test_the_same_data_gives_the_same_bytes(example, made):
    assert document(*example, created=CREATED) == made
    later = document(*example, created=CREATED + datetime.timedelta(days=1))
    assert later != made
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert CREATED.strftime("%Y-%m-%dT%H:%M:%SZ") in archive.read("docProps/core.xml").decode()


def test_a_draft_says_so_on_every_page(example):
    data = {**example[0], "draft": True, "approved": None}
    opened = docx.Document(io.BytesIO(document(data, example[1], created=CREATED)))
    heads = [opened.sections[0].header, opened.sections[0].first_page_header]
    assert all("Utkast" in head.paragraphs[0].text for head in heads)
    assert "Rapporten är inte godkänd än." in texts(opened)


@pytest.mark.parametrize("hostile", ["\0", "\u202e100 kr", "😀", "\ud800", "]]>&amp;<w:p/>", "\ufffe"])
def test_hostile_text_makes_a_document_all_the_same(example, hostile):
    data = {**example[0], "summary": [{"type": "paragraph", "runs": [hostile]}], "tasks": []}
    data["aims"], data["target_groups"] = [], []
    assert docx.Document(io.BytesIO(document(data, {}, created=CREATED))).paragraphs
    data["summary"] = [{"type": "poem"}]
    with pytest.raises(ValueError, match="no kind of block called poem"):
        document(data, {}, created=CREATED)


def test_the_columns_fill_the_line_and_the_first_has_most_room(opened):
    for table in opened.tables:
        widths = [column.width for column in table.columns]
        assert widths[0] == max(widths)
        assert abs(sum(widths) - TEXT_WIDTH) < 635 * len(widths)  # Word counts in twentieths of a point
        assert [cell.width for cell in table.rows[-1].cells] == widths
