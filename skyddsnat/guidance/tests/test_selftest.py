"""The self-test and the pictures: in every language, by links alone, with nothing kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from skyddsnat.conftest import Cast
from skyddsnat.guidance.campaigns.sharing import PICTURES
from skyddsnat.guidance.tests.campaigning import a_campaign
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.languages import NAMES
from skyddsnat.shared.wording import WordsAreWrong, read_words

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="(/[\w-]+/prova/[\w/]+)"')
ROOM = Path(__file__).parents[1]


@pytest.mark.parametrize("language", NAMES)
def test_links_alone_lead_through_all_five(client: Client, language: str) -> None:
    seen: set[str] = set()
    waiting = [f"/{language}/prova/"]
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        assert response.status_code == 200
        assert not response.cookies
        assert "<form" not in response.text
        assert "{" not in response.text.split("<main")[1].split("</main>")[0]
        seen.add(address)
        waiting += [
            link
            for link in LINK.findall(response.text)
            if link.startswith(f"/{language}/") and link not in seen
        ]
    assert len(seen) == 1 + 5 + 5 * 2 + 1


def test_numbers_come_from_the_shared_values(client: Client) -> None:
    text = client.get("/en/prova/1/a/").text
    assert 'href="tel:112"' in text.split("<main")[1]
    assert "under 18 is a child" in client.get("/en/prova/2/a/").text
    for path in (ROOM / "selftest" / "words").glob("*.yaml"):
        assert "112" not in path.read_text()


def test_what_is_not_there_is_not_found(client: Client) -> None:
    for address in ("/sv/prova/0/", "/sv/prova/6/", "/sv/prova/1/c/", "/sv/bild/annan.png"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_is_drawn_in_each_language(client: Client, name: str, language: str) -> None:
    response = client.get(f"/{language}/bild/{name}.png")
    assert response["Content-Type"] == "image/png"
    head = response.content[:24]
    assert head.startswith(b"\x89PNG")
    assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (1200, 630)


def test_a_page_tells_of_its_picture_and_of_the_test(
    client: Client, cast: Cast, assignment: Assignment
) -> None:
    page = a_campaign(assignment, cast).page
    assert page is not None
    text = client.get(page.relative_url(None) or "").text
    assert 'property="og:image" content="http' in text
    assert 'property="og:image:alt" content="Ser du ett barn' in text
    assert 'href="/sv/prova/"' in text
    assert 'href="/sv/prova/"' not in client.get("/sv/").text


@pytest.mark.parametrize("folder", ["campaigns", "survey", "selftest"])
def test_every_language_has_every_word(folder: str, tmp_path: Path) -> None:
    words = ROOM / folder / "words"
    for language in NAMES:
        read_words(language, words)
    for language in ("sv", "de"):
        (tmp_path / f"{language}.yaml").write_text((words / f"{language}.yaml").read_text())
    broken = re.sub(r"\n  title: .*|\n  headline: .*", "", (words / "de.yaml").read_text())
    (tmp_path / "de.yaml").write_text(broken)
    with pytest.raises(WordsAreWrong, match="is missing"):
        read_words("de", tmp_path)
