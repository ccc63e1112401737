"""What comes with the library: every entry in both languages, taken in once."""

from __future__ import annotations

from pathlib import Path

import pytest

from skyddsnat.knowledge.library.shipped import CONTENT, load_library
from skyddsnat.knowledge.library.shipped_files import EntriesAreWrong
from skyddsnat.knowledge.library.texts import searchable_documents
from skyddsnat.knowledge.models import LibraryPage, Method

pytestmark = pytest.mark.django_db
GOOD = """title: T
lead: L
kind: guide
level: rules
reviewed_on: 2026-02-28
review_due: 2027-02-28
body:
  - section: {text: Ord.}
sources: [{title: "Lag"}]
"""
KEYS = {path.stem for path in (CONTENT / "sv").glob("*.yaml")}


def test_every_entry_is_there_in_both_languages_and_taken_in_once() -> None:
    load_library()
    assert len(KEYS) >= 10
    pages = list(LibraryPage.objects.select_related("locale"))
    assert {(page.language, page.slug) for page in pages} == {
        (code, key) for code in ("sv", "en") for key in KEYS
    }
    assert all(page.live and page.sources and page.versions.count() == 1 for page in pages)
    assert not [page for page in pages if page.behind_source]
    english = {method.code: method.name_en for method in Method.objects.all()}
    assert set(english) == {"orosanmalan", "samtal-med-barn"}
    assert all(english.values())
    documents = list(searchable_documents())
    assert len(documents) == 2 * len(KEYS)
    assert all(one.text and "<" not in one.text and one.url.startswith("/kunskap/") for one in documents)

    _removed_does_not_come_back_and_changed_stays()


def _removed_does_not_come_back_and_changed_stays() -> None:
    LibraryPage.objects.get(slug="lagen-i-korthet", locale__language_code="sv").delete()
    kept = LibraryPage.objects.get(slug="orosanmalan", locale__language_code="sv")
    kept.lead, kept.change_note = "Min egen ingress.", "Ny ingress."
    kept.save_revision().publish()
    before = LibraryPage.objects.count()
    load_library()
    assert LibraryPage.objects.count() == before
    assert LibraryPage.objects.get(pk=kept.pk).lead == "Min egen ingress."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: [", "prov.yaml"),
        ("- a", "is no entry"),
        ("title: T", "“lead” is missing"),
        (GOOD.replace("kind: guide", "kind: guide\nextra: 1"), "“extra” is not a part"),
        (GOOD.replace("section:", "video:"), "block 1 must be one of"),
        (GOOD.replace("text: Ord.", "words: Ord."), "“text” is missing"),
        (GOOD.replace("kind: guide", "kind: rumour"), "rumour"),
        (GOOD.replace("2027-02-28", "2025-02-28"), "efter den när texten granskades"),
        (GOOD.replace("reviewed_on: 2026-02-28", "reviewed_on: soon"), "must be a day"),
        (GOOD.replace('sources: [{title: "Lag"}]', "sources: []"), "has no source"),
    ],
)
def test_a_broken_file_is_refused_by_name_and_nothing_is_taken_in(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "sv").mkdir()
    (tmp_path / "sv/annan.yaml").write_text(GOOD)
    (tmp_path / "sv/prov.yaml").write_text(text)
    with pytest.raises(EntriesAreWrong, match=said):
        load_library(tmp_path)
    assert not LibraryPage.objects.exists()
