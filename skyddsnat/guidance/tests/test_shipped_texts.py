"""The texts that come with the program: whole, in every language, and with no number of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.cache import caches
from django.test import Client

from skyddsnat.guidance.keys import translation_key
from skyddsnat.guidance.models import GuidancePage
from skyddsnat.guidance.references import keys_in
from skyddsnat.guidance.shipped import ROOM, load_shipped
from skyddsnat.guidance.shipped_files import TextsAreWrong, read_tree
from skyddsnat.guidance.spelling import ADDRESS, REFERENCE
from skyddsnat.shared.languages import NAMES

CONTENT = ROOM / "content"
CORE = ["start", "crime", "tip", "never", "children"]
WHOLE = ["sv", "sv-simple", "en"]  # the languages in which everything is told
FILES = sorted(CONTENT.glob("*/*.yaml"))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def said(path: Path) -> list[str]:
    return list(strings(yaml.safe_load(path.read_text())))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_text_holds_a_number_or_an_address_of_its_own(path: Path) -> None:
    for text in said(path):
        bare = REFERENCE.sub("", text)
        assert not re.search(r"\d", bare), bare  # \d is a digit of any script
        assert not ADDRESS.search(bare), bare


def test_the_gate_sees_the_digits_of_other_scripts() -> None:
    assert all(re.search(r"\d", text) for text in ("112", "١١٢", "๑๑๒"))
    assert ADDRESS.search("bris.se")
    assert ADDRESS.search("https://x")


@pytest.mark.parametrize("language", NAMES)
def test_the_core_is_there_in_every_language(language: str) -> None:
    wanted = read_tree(CONTENT) if language in WHOLE else CORE
    assert {path.stem for path in (CONTENT / language).glob("*.yaml")} >= set(wanted)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_translation_names_no_value_that_its_source_does_not(path: Path) -> None:
    source = {key for text in said(CONTENT / "sv" / path.name) for key in keys_in(text)}
    assert {key for text in said(path) for key in keys_in(text)} <= source


def test_no_value_is_there_twice() -> None:
    """YAML would take the last one without a word."""
    keys = re.findall(r'(?m)^"?([a-z0-9-]+)"?:$', (ROOM / "values.yaml").read_text())
    assert len(keys) > 30
    assert len(keys) == len(set(keys))


def test_nobody_is_said_to_have_checked_a_text() -> None:
    for path in FILES:
        text = yaml.safe_load(path.read_text())
        assert not text.get("checked_by"), path


def test_the_professionals_line_is_on_no_other_page() -> None:
    named = {
        path.stem
        for path in FILES
        if any("support-line" in keys_in("{{ " + text + " }}") | keys_in(text) for text in said(path))
    }
    assert named == {"professionals"}


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.django_db
def test_every_page_is_light_and_its_links_lead_somewhere(client: Client, language: str) -> None:
    caches["public"].clear()
    links = set()
    for page in GuidancePage.objects.filter(locale__language_code=language):
        text = client.get(page.url).text
        assert "{{" not in text
        assert 'href=""' not in text
        links |= set(re.findall(rf'href="(/{language}/[^"]*)"', text))
        packed = client.get(page.url, headers={"Accept-Encoding": "gzip"})
        assert len(packed.content) < 8 * 1024  # with style and script: 30 KiB
    for address in links:
        assert client.get(address).status_code in {200, 302}, address


@pytest.mark.django_db
def test_a_way_to_what_is_not_there_is_left_out(client: Client) -> None:
    caches["public"].clear()
    crime = GuidancePage.objects.get(locale__language_code="sv", translation_key=translation_key("crime"))
    assert f'href="{crime.relative_url(None)}"' in client.get("/sv/").text
    crime.unpublish()
    assert "Vad säger lagen?" not in client.get("/sv/").text


BROKEN = {
    "a key that is no value": ("  - text: Ring {{ finns-inte }}.", r"sv/trial.yaml, block 1 \(text\): .*finns-inte"),
    "a number spelled out": ("  - text: Ring 114 14.", r"sv/trial.yaml, block 1 \(text\): .*114 14"),
    "an address spelled out": (
        "  - text: Läs på www.bris.se.", r"sv/trial.yaml, block 1 \(text\): .*www\.bris\.se"),
    "a section spelled out": ("  - text: Det står i 9 § lagen.", r"sv/trial.yaml, block 1 \(text\): .*9 §"),
    "a line with a value": ('  - heading: "{{ bris }}"', r"sv/trial.yaml, block 1 \(heading\)"),
    "a block of no kind": ("  - picture: katt.png", r"sv/trial.yaml, block 1: must be one of"),
    "a page that is not there": (
        "  - ways: [{text: Hit, page: nowhere}]", r"sv/trial.yaml, block 1 \(ways\): there is no page “nowhere”"),
    "a way that leads nowhere": ("  - ways: [{text: Hit}]", r"sv/trial.yaml, block 1 \(ways\): Välj antingen"),
    "a link out": (
        "  - text: '[hit](https://x.se)'", r"sv/trial.yaml, block 1 \(text\): “https://x.se” must be"),
    "a part that is missing": ("  - notice: {tone: info}", r"sv/trial.yaml, block 1 \(notice\): “text” is missing"),
    "a tone that is not there": (
        "  - notice: {tone: loud, text: Hej.}", r"sv/trial.yaml, block 1 \(notice\): "),
    "a channel that is no value": ("  - channel: ring-oss", r"sv/trial.yaml, block 1 \(channel\): .*ring-oss"),
    "a part of no page": ("  []\nleed: Hej", r"sv/trial.yaml: “leed” is not a part of a page"),
    "a broken file": ("  - text: [", r"sv/trial.yaml: "),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("rows", "refusal"), BROKEN.values(), ids=BROKEN)
def test_a_broken_text_is_refused_by_file_and_block(tmp_path: Path, rows: str, refusal: str) -> None:
    (tmp_path / "sv").mkdir()
    (tmp_path / "tree.yaml").write_text('start: ""\ntrial: start\n')
    (tmp_path / "sv/start.yaml").write_text("title: Start\nbody: []\n")
    (tmp_path / "sv/trial.yaml").write_text(f"title: Prov\nslug: prov\nbody:\n{rows}\n")
    with pytest.raises(TextsAreWrong, match=refusal):
        load_shipped(tmp_path)
    assert not GuidancePage.objects.filter(slug="prov").exists()


def test_an_unknown_language_and_an_orphan_are_refused(tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "tree.yaml").write_text('crime: start\nstart: ""\n')
    with pytest.raises(TextsAreWrong) as refused:
        read_tree(tmp_path)
    assert "xx/: there is no such language" in str(refused.value)
    assert "“crime” stands before the page above it" in str(refused.value)


@pytest.mark.django_db
def test_what_an_editor_has_changed_is_left_alone() -> None:
    page = GuidancePage.objects.get(locale__language_code="sv", depth=2)
    page.lead = "Redaktörens egna ord."
    page.save_revision().publish()
    load_shipped()
    assert GuidancePage.objects.get(pk=page.pk).lead == "Redaktörens egna ord."


@pytest.mark.django_db
def test_what_an_editor_has_removed_stays_removed() -> None:
    removed = GuidancePage.objects.get(locale__language_code="sv", translation_key=translation_key("journey"))
    removed.delete()
    load_shipped()
    there = GuidancePage.objects.filter(translation_key=translation_key("journey"))
    assert {page.locale.language_code for page in there} == {"sv-simple", "en"}
    GuidancePage.objects.get(locale__language_code="en", depth=2).delete()
    load_shipped()
    assert not GuidancePage.objects.filter(locale__language_code="en").exists()


@pytest.mark.django_db
def test_a_new_page_does_without_the_pages_that_have_been_removed(tmp_path: Path) -> None:
    (tmp_path / "sv").mkdir()
    (tmp_path / "tree.yaml").write_text('start: ""\ncrime: start\ntrial: start\nbelow: crime\n')
    for key in ("start", "crime", "below"):
        (tmp_path / f"sv/{key}.yaml").write_text(f"title: Sida\nslug: {key}\nbody: []\n")
    ways = "[{text: Bort, page: crime}, {text: Hem, page: start}]"
    (tmp_path / "sv/trial.yaml").write_text(
        f"title: Prov\nslug: prov\nbody:\n  - text: Läs [om brott](page:crime) här.\n  - ways: {ways}\n"
    )
    GuidancePage.objects.get(locale__language_code="sv", translation_key=translation_key("crime")).delete()
    load_shipped(tmp_path)
    text, ways_of = GuidancePage.objects.get(slug="prov").body
    assert text.value.source == "<p>Läs om brott här.</p>\n"
    assert [way["text"] for way in ways_of.value] == ["Hem"]
    assert not GuidancePage.objects.filter(slug="below").exists()
