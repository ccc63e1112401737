"""Help in place: for pages that exist, in both languages, short, and on the page itself."""

import pytest
from django.urls import URLResolver, get_resolver, reverse

from skyddsnat.website.help import pages
from skyddsnat.website.tests.test_pages import browser, text


def names() -> set[str]:
    rooms = [entry for entry in get_resolver().url_patterns if getattr(entry, "app_name", None)]
    return {f"{room.app_name}:{name}" for room in rooms for name in names_within(room)}


def names_within(entries: URLResolver) -> set[str]:
    """A room may have its addresses part by part."""
    inner = [
        names_within(one) if isinstance(one, URLResolver) else {one.name} for one in entries.url_patterns
    ]
    return set().union(*inner)


@pytest.mark.parametrize("page", sorted(pages()))
def test_each_help_belongs_to_a_page_and_is_short_in_both_languages(page):
    assert page in names()
    help_ = pages()[page]
    assert set(help_) == {"sv", "en"}
    assert len(help_["sv"]) == len(help_["en"])
    for sentences in help_.values():
        assert 3 <= len(sentences) <= 5
        assert all(said.endswith(".") and len(said) < 160 for said in sentences)


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "said"), [("sv", "Börja uppifrån."), ("en", "Start from the top.")])
def test_the_help_stands_on_the_page_without_scripts(cast, language, said):
    page = text(browser(cast.coordinator).get(reverse("website:home"), headers={"accept-language": language}))
    assert said in page
    assert '<details class="details help">' in page


@pytest.mark.django_db
def test_a_page_without_help_shows_none(cast):
    assert "details help" not in text(browser(cast.manager).get(reverse("core:users")))
    assert "details help" not in text(browser().get("/"))
