"""Documents: valid, accessible, the same every time, and never made when something is missing or does not add up."""

import datetime
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import page
import pypdfium2
import pytest
import typst

from skyddsnat.shared.dates import format_date
from skyddsnat.shared.money import format_kr
from skyddsnat.shared.typeset import TypesettingFailed, render
from skyddsnat.shared.typeset.compiler import TEMPLATES
from skyddsnat.shared.typeset.examples import CREATED, Kind, letter, report
from skyddsnat.shared.typeset.shapes import Language

KINDS: list[Kind] = ["requisition", "repayment", "financial_account"]
HOSTILE = [
    '#import "@preview/x:1.0.0"', '] $ #panic("x") `raw` @ref <label> // c /* d */', "a\u0000b", "å" * 300, "x-1_" * 90,
    "😀👨‍👩‍👧",
    "\u202e100 kr", "محمد بن علي", "שלום", "България Ελλάδα", "rad\r\nrad\trad", "\ud800\ufeff\ue000", "\\u{41}",
    "ไทย", "", "#" * 30, "</script>&amp;",
]  # fmt: skip


def made(data: Any, template: str = "letter", assets: dict[str, bytes] | None = None) -> bytes:
    return render(template, data, created=CREATED, assets=assets)


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [document[n].get_textpage().get_text_bounded() for n in range(len(document))]


def words(pdf: bytes) -> str:
    return " ".join(" ".join(pages(pdf)).split())


def complaints(pdf: bytes) -> list[str]:
    return [
        f"{profile}: {failure.rule_id} {failure.message}"
        for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1)
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]


@pytest.fixture(scope="module")
def whole_report() -> bytes:
    data, assets = report()
    return made(data, "report", assets)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_money_documents_are_archivable_and_accessible(kind: Kind, language: Language) -> None:
    pdf = made(letter(kind, language))
    assert complaints(pdf) == []
    text = words(pdf)
    titles = {
        "requisition": ("Rekvisition av medel", "Requisition of funds"),
        "repayment": ("Återbetalning av medel", "Repayment of funds"),
        "financial_account": ("Ekonomisk redovisning", "Financial account"),
    }
    assert titles[kind][language == "en"] in text
    assert "DEMO 1/2014" in text
    assert format_kr(12_345_650) in text.replace(" ", "\u00a0")


def test_the_report_is_archivable_and_accessible(whole_report: bytes) -> None:
    assert complaints(whole_report) == []


def test_the_validator_can_say_no(whole_report: bytes) -> None:
    assert complaints(whole_report.replace(b"/Marked true", b"/Marked null"))


def test_the_report_has_real_structure(whole_report: bytes, tmp_path: Path) -> None:
    """Poppler, a second opinion: headings, tables with head cells, figures with alternative text, a language."""
    if shutil.which("pdfinfo") is None:
        pytest.fail("pdfinfo is missing: apt install poppler-utils")
    path = tmp_path / "report.pdf"
    path.write_bytes(whole_report)
    done = subprocess.run(["pdfinfo", "-struct", path], capture_output=True, check=True, timeout=60)
    tree = done.stdout.decode(errors="replace")
    tags = {line.split()[0].rstrip(":") for line in tree.splitlines() if line.strip()}
    assert {"Document", "H1", "H2", "Table", "TH", "TD", "Figure", "Link", "TOC", "Caption"} <= tags
    assert len(re.findall(r"^ *Figure\b", tree, re.MULTILINE)) == 4
    assert b"/Lang(sv)" in whole_report
    assert b"/Lang(en)" in made(letter("repayment", "en"))


def test_the_same_input_gives_the_same_bytes_in_another_process(whole_report: bytes, tmp_path: Path) -> None:
    path = tmp_path / "again.pdf"
    code = (
        "import sys, pathlib; from skyddsnat.shared.typeset import render;"
        "from skyddsnat.shared.typeset.examples import *; data, assets = report();"
        "pathlib.Path(sys.argv[1]).write_bytes(render('report', data, created=CREATED, assets=assets))"
    )
    subprocess.run([sys.executable, "-c", code, path], check=True, cwd=TEMPLATES.parents[3], timeout=60)
    assert path.read_bytes() == whole_report


def test_the_only_time_in_the_file_is_the_one_given() -> None:
    first, second = made(letter("repayment")), made(letter("repayment"))
    assert first == second
    later = render("letter", letter("repayment"), created=CREATED + datetime.timedelta(days=1))
    assert later != first
    dates = set(re.findall(rb"D:(\d{14})", first))
    assert dates == {CREATED.strftime("%Y%m%d%H%M%S").encode()}
    with pytest.raises(ValueError, match="time zone"):
        render("letter", letter("repayment"), created=datetime.datetime(2015, 3, 20))


def test_text_is_never_markup() -> None:
    rows = [{"label": text, "detail": text, "ore": 1} for text in HOSTILE]
    tables = [{"title": HOSTILE[0], "rows": rows, "total_ore": len(rows)}]
    payment = [{"label": text, "value": text} for text in HOSTILE]
    data = letter("repayment", explanation=HOSTILE, tables=tables, payment=payment, authority=HOSTILE[1])
    data["recipient"] = {"name": HOSTILE[0], "lines": [*HOSTILE]}
    pdf = made(data)
    assert complaints(pdf) == []
    text = words(pdf)
    for shown in ('#import "@preview/x:1.0.0"', '] $ #panic("x") `raw` @ref', "[U+0000]", "[U+202E]100 kr", "\\u{41}",
                  "[U+1F600 U+1F468]", "България", "[U+D800 U+FEFF U+E000]"):  # fmt: skip
        assert shown in text, shown


def test_long_words_stay_on_the_page() -> None:
    rows = [{"label": "x-1_" * 90, "detail": "å" * 300, "ore": 0}]
    pdf = made(
        letter("repayment", explanation=["å" * 300], tables=[{"title": "t", "rows": rows, "total_ore": 0}])
    )
    document = pypdfium2.PdfDocument(pdf)
    for sheet in document:
        text = sheet.get_textpage()
        right = max(text.get_charbox(n)[2] for n in range(text.count_chars()))
        assert right <= sheet.get_width() - 60, "text runs out into the margin"


def test_hashes_are_copied_as_they_were() -> None:
    data = letter("repayment")
    assert data["data_hash"] in words(made(data))
    frozen, assets = report(tasks=1, charts=0)
    assert frozen["queries"][0]["hash"] in words(made(frozen, "report", assets)).replace(" ", "")


def test_every_page_of_a_demonstration_says_so(whole_report: bytes) -> None:
    assert all("Demonstrationsdata" in text for text in pages(whole_report))
    assert all("Demonstration data" in text for text in pages(made(letter("repayment", "en"))))
    assert "Demonstrationsdata" not in words(made(letter("repayment", demo=False)))


def test_pages_are_counted_and_name_the_registration_number(whole_report: bytes) -> None:
    texts = pages(whole_report)
    for number, text in list(enumerate(texts, 1))[1:]:
        assert f"Sida {number} av {len(texts)}" in " ".join(text.split())
        assert "DEMO 1/2014" in text


@pytest.mark.parametrize("dnr", ["", "  ", None])
def test_no_registration_number_no_document(dnr: str | None) -> None:
    with pytest.raises(TypesettingFailed, match="registration number"):
        made(letter("requisition", dnr=dnr))


def test_a_sum_that_does_not_add_up_is_refused() -> None:
    data = letter("repayment")
    assert data["sum"] is not None
    data["sum"]["result"]["ore"] += 1
    with pytest.raises(TypesettingFailed, match=r"does not add up.*123.456,50.kr.*123.456,51.kr"):
        made(data)
    data = letter("repayment")
    data["tables"][0]["total_ore"] -= 1
    with pytest.raises(TypesettingFailed, match="the table does not add up"):
        made(data)


def test_a_picture_without_alternative_text_is_refused() -> None:
    for alt in ("", "  "):
        data, assets = report(tasks=1)
        data["tasks"][0]["charts"][0]["alt"] = alt
        with pytest.raises(TypesettingFailed, match=r"task-0-0\.svg has no alternative text"):
            made(data, "report", assets)


def test_the_standard_itself_refuses_a_bare_picture(tmp_path: Path) -> None:
    """Even a template that forgets the house's function cannot leave out the text."""
    bare = tmp_path / "bare.typ"
    bare.write_text(
        '#import "document.typ": *\n#show: document-page.with(json("/data.json"))\n#image("/a.svg")'
    )
    data, assets = report(tasks=1)
    with pytest.raises(TypesettingFailed, match="missing alt text"):
        render(bare, data, created=CREATED, assets={"a.svg": assets["task-0-0.svg"]})


def test_a_number_without_evidence_is_refused() -> None:
    data, assets = report(tasks=1, charts=0)
    data["key_numbers"][0]["number"] = "q-999"
    with pytest.raises(TypesettingFailed, match="no evidence for the number q-999"):
        made(data, "report", assets)


def test_a_number_leads_to_its_evidence_and_back(whole_report: bytes) -> None:
    text = words(whole_report)
    assert "utbildade 1 234[1] personer" in text.replace("\u00a0", " ")
    assert re.search(r"q-0 · Uttagen 18.maj.2015.kl..14.05 · liggarens post 4000 · Står på sidan 3", text)
    assert whole_report.count(b"/Subtype/Link") > 60


def test_long_tables_repeat_their_heads() -> None:
    rows = [{"label": f"rad {n}", "detail": "A 1", "ore": 100} for n in range(150)]
    texts = pages(
        made(letter("financial_account", tables=[{"title": "Lång", "rows": rows, "total_ore": 15_000}]))
    )
    with_rows = [text for text in texts if re.search(r"rad \d+", text)]
    assert len(with_rows) >= 3
    assert all("Underlag" in text and "Belopp" in text for text in with_rows)


def test_nothing_to_show_is_said() -> None:
    data, assets = report(tasks=0, charts=0)
    data["aims"], data["target_groups"], data["lacking"] = [], [], []
    data["economy"]["blocks"] = [{"type": "amounts", "title": "Tom", "rows": [], "total_ore": 0}]
    pdf = made(data, "report", assets)
    assert complaints(pdf) == []
    assert "Inga uppgifter att visa" in words(pdf)
    assert "Allt i redovisningen har underlag." in words(pdf)
    bare = letter("repayment", explanation=[], tables=[], conditions=[], payment=[], sum=None, approved=None)
    assert "Inte godkänd än" in words(made(bare))


def test_every_kind_of_block() -> None:
    data, assets = report("en", tasks=1)
    data["summary"] = [
        {"type": "heading", "level": 1, "text": "Under rubriken"},
        {"type": "paragraph", "runs": ["A ", {"text": "strong", "strong": True}, {"text": " ord", "lang": "sv"}]},
        {"type": "list", "items": ["first", ["second ", {"number": "q-1"}]]},
        {"type": "notice", "kind": "important", "runs": "Read this."},
        {"type": "chart", **data["tasks"][0]["charts"][0]},
        {"type": "table", "title": "Any", "columns": [
            {"key": "a", "label": "A"}, {"key": "b", "label": "B", "kind": "number"},
            {"key": "c", "label": "C", "kind": "date"}],
         "rows": [{"a": "x", "b": {"number": "q-1"}, "c": "2014-12-01"}, {"a": None, "b": -1234, "c": "2014-12-02"}]},
        {"type": "summary", "pairs": [{"label": "L", "value": {"text": "svenska", "lang": "sv"}}]},
        {"type": "numbers", "entries": [{"number": "q-0", "label": "People"}]},
    ]  # fmt: skip
    pdf = made(data, "report", assets)
    assert complaints(pdf) == []
    text = words(pdf).replace("\u00a0", " ")
    assert "1 December 2014" in text
    assert "−1 234" in text
    assert "45.2%[2]" in text
    assert b"/Lang(sv)" in pdf
    data["summary"] = cast("Any", [{"type": "poem"}])
    with pytest.raises(TypesettingFailed, match="no kind of block called poem"):
        made(data, "report", assets)


RICH: list[Any] = [
    {"type": "paragraph", "runs": ["Se ", {"text": "sidan", "url": "https://exempel.se/a"}, " och ",
                                   {"text": "https://exempel.se/b", "url": "https://exempel.se/b"}, " och ",
                                   {"text": "insatsen", "url": "/uppdrag/x/"}, {"break": True},
                                   {"text": "kod_x", "code": True}, {"text": "  ", "strong": True}]},
    {"type": "list", "items": [
        "kort", {"blocks": [
            {"type": "paragraph", "runs": ["lång"]},
            {"type": "list", "ordered": True, "start": 3, "items": [["tre ", {"number": "q-1"}], [""]]}]}]},
    {"type": "quote", "blocks": [{"type": "paragraph", "runs": ["citat"]}, {"type": "list", "items": [["i citat"]]}]},
    {"type": "table", "title": None,
     "columns": [{"key": "c0", "label": ["Vad ", {"text": "stort", "strong": True}]},
                 {"key": "c1", "label": [{"number": "q-1"}], "kind": "number"}],
     "rows": [{"c0": ["x ", {"text": "y", "url": "https://exempel.se"}], "c1": [{"number": "q-1"}]}]},
]  # fmt: skip


def test_rich_text_is_set_and_stays_accessible() -> None:
    data, assets = report(tasks=1, charts=0)
    data["summary"] = RICH
    pdf = made(data, "report", assets)
    assert complaints(pdf) == []
    text = words(pdf).replace("\u00a0", " ")
    for shown in ("Se sidan (https://exempel.se/a) och https://exempel.se/b och insatsen kod_x", "3. tre 45,2",
                  "citat", "Vad stort", "x y (https://exempel.se)"):  # fmt: skip
        assert shown in text, shown
    assert pdf.count(b"/URI(https://exempel.se/b)") == 1
    assert b"/uppdrag/x/" not in pdf


def test_a_draft_says_so_on_every_page() -> None:
    data, assets = report(tasks=1, charts=0)
    data["draft"], data["approved"] = True, None
    data["prepared"] = {"name": "Siv", "role": "Samordnare", "on": "2015-03-18"}
    texts = pages(made(data, "report", assets))
    assert all("Utkast: siffrorna är inte frysta · Demonstrationsdata" in text for text in texts)
    cover = " ".join(texts[0].split())
    assert "Version Utkast" in cover
    assert "Förberedd av Siv, Samordnare, 18 mars 2015" in cover
    assert "Inte godkänd än" in cover


def test_sums_and_dates_read_as_everywhere_else() -> None:
    """The templates write sums and dates by themselves; they must not differ from the rest of the product."""
    sums = [0, 1, 99, 100, 105, 99_999, 100_000, 123_450, 300_000_000, -1, -123_456_789]
    days = [datetime.date(2014, month, 28) for month in range(1, 13)]
    main = (
        '#import "numbers.typ": *\n#let data = json("/data.json")\n'
        "#metadata((data.sums.map(kr), data.days.map(date-long)))<written>"
    )
    for language in ("sv", "en"):
        data = {"language": language, "sums": sums, "days": [day.isoformat() for day in days]}
        files = {file.name: file.read_bytes() for file in TEMPLATES.glob("*.typ")}
        files |= {"main.typ": main.encode(), "data.json": json.dumps(data).encode()}
        compiler = typst.Compiler(cast("Any", files), root=str(TEMPLATES), ignore_system_fonts=True)
        written = json.loads(compiler.query("<written>", field="value", one=True))
        assert written == [[format_kr(ore) for ore in sums], [format_date(day, language) for day in days]]


def test_both_languages_have_the_same_words() -> None:
    text = (TEMPLATES / "words.typ").read_text()
    swedish, english = text.split("#let _en")
    assert set(re.findall(r"([\w-]+): \"", swedish)) - {"default"} == set(
        re.findall(r"([\w-]+): \"", english)
    )
    used = {
        key for file in TEMPLATES.glob("*.typ") for key in re.findall(r'word\("([\w-]+)"\)', file.read_text())
    }
    assert used <= set(re.findall(r"([\w-]+): \"", english)), used


def test_templates_evaluate_nothing_and_fetch_nothing(tmp_path: Path) -> None:
    for file in TEMPLATES.glob("*.typ"):
        assert not re.search(r"\beval\s*\(|[\"']@|\bplugin\s*\(", file.read_text()), file.name
    fetching = tmp_path / "fetching.typ"
    fetching.write_text('#import "@preview/cetz:0.3.0"')
    with pytest.raises(TypesettingFailed, match="imports a package"):
        render(fetching, letter("repayment"), created=CREATED)
    fetching.unlink()
    reading = tmp_path / "reading.typ"
    reading.write_text('#read("/etc/hostname")')
    with pytest.raises(TypesettingFailed, match="not found"):
        render(reading, letter("repayment"), created=CREATED)


def test_a_missing_template_and_a_bad_asset_name_are_said() -> None:
    with pytest.raises(TypesettingFailed, match=r"no template poem\.typ"):
        made(letter("repayment"), "poem")
    with pytest.raises(ValueError, match="named like"):
        made(letter("repayment"), assets={"../a.svg": b""})
    with pytest.raises(TypesettingFailed, match=r"task-0-0\.svg"):
        made(report(tasks=1)[0], "report")
