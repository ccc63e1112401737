"""What comes with the library: every entry in both languages, taken in once."""

from __future__ import annotations

import pytest

from skyddsnat.knowledge.library.shipped import CONTENT, load_library
from skyddsnat.knowledge.library.texts import searchable_documents
from skyddsnat.knowledge.models import LibraryPage, Method

pytestmark = pytest.mark.django_db
KEYS = {path.stem for path in (CONTENT / "sv").glob("*.yaml")}


def test_every_entry_is_there_in_both_languages_and_in_step() -> None:
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
