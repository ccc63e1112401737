"""The English of the website is complete, and holds nothing the pages no longer say."""

from pathlib import Path

from babel.messages.pofile import read_po

from skyddsnat.website.tests.messages import ROOM, all_messages


def catalogue(path: Path) -> dict[str, tuple[str, ...]]:
    """msgid → its translations (one, or one for each plural form); fuzzy ones are left out."""
    with path.open("rb") as file:
        messages = [m for m in read_po(file) if m.id and not m.fuzzy]
    found = {}
    for message in messages:
        single = isinstance(message.id, str)
        found[message.id if single else message.id[0]] = (
            (message.string,) if single else tuple(message.string)
        )
    return found


ENGLISH = ROOM / "locale/en/LC_MESSAGES/django.po"


def test_every_text_has_english() -> None:
    english = catalogue(ENGLISH)
    assert {text for text in all_messages() if not all(english.get(text, [""]))} == set()


def test_no_english_without_a_text() -> None:
    assert set(catalogue(ENGLISH)) - all_messages() == set()


def test_texts_inside_components_are_seen() -> None:
    assert "Påslagen" in all_messages()
