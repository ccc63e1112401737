"""What those who write the public pages see of the translations, and that visitors see nothing of it."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.core.api import waiting_for
from skyddsnat.guidance.differences import Part, changed_lines, difference
from skyddsnat.guidance.keys import translation_key
from skyddsnat.guidance.models import GuidancePage, SharedValue
from skyddsnat.guidance.rules import State, state_of
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 26)


def page(key: str, language: str) -> GuidancePage:
    return GuidancePage.objects.get(translation_key=translation_key(key), locale__language_code=language)


def change(key: str, lead: str) -> None:
    source = page(key, "sv")
    source.lead = lead
    source.save_revision().publish()


@pytest.mark.parametrize(
    ("live", "behind", "checked_on", "state"),
    [
        (False, True, DAY, State.DRAFT),
        (True, True, DAY, State.BEHIND),
        (True, False, None, State.UNCHECKED),
        (True, False, DAY - datetime.timedelta(days=365), State.CHECKED),
        (True, False, DAY - datetime.timedelta(days=366), State.OLD),
    ],
)
def test_how_a_text_stands(live: bool, behind: bool, checked_on: datetime.date | None, state: State) -> None:
    assert state_of(live=live, behind=behind, checked_on=checked_on, day=DAY) is state


def test_lines_that_changed_word_by_word() -> None:
    old, new = ["Titel", "Ring 112 nu.", "Borta helt."], ["Titel", "Ring 112 genast.", "Ny."]
    assert changed_lines(old, new) == [
        [Part("same", "Ring 112 "), Part("gone", "nu"), Part("new", "genast"), Part("same", ".")],
        [Part("gone", "Borta helt.")],
        [Part("new", "Ny.")],
    ]
    assert changed_lines(old, old) == []


@pytest.mark.parametrize("role", ["economist", "auditor", "partner", "receiver", "outsider"])
def test_only_those_who_write_come_in(client: Client, cast: Cast, role: str) -> None:
    client.force_login(getattr(cast, role))
    for address in (
        reverse("guidance-desk:translations"),
        reverse("guidance-desk:translation", args=[page("tip", "en").pk]),
    ):
        assert client.get(address).status_code == 403


def test_a_stranger_signs_in_first(client: Client) -> None:
    assert client.get(reverse("guidance-desk:translations")).status_code == 302


def test_the_list_says_what_is_missing_behind_and_checked(client: Client, cast: Cast) -> None:
    checked = page("crime", "de")
    checked.checked_by, checked.checked_on = "Anna Prov", today()
    checked.save_revision().publish()
    change("never", "En helt ny ingress.")
    client.force_login(cast.editor)
    text = client.get(reverse("guidance-desk:translations")).text
    missing = reverse("simple_translation:submit_page_translation", args=[page("journey", "sv").pk])
    assert f'class="tag neutral" href="{missing}"' in text
    behind = reverse("guidance-desk:translation", args=[page("never", "ro").pk])
    assert f'class="tag danger" href="{behind}">Efter källan' in text
    assert "Anna Prov, " in text
    assert "Ogranskad" in text
    assert (
        f'href="{reverse("guidance-desk:translations")}" aria-current="page"'
        in client.get(reverse("guidance-desk:translations")).text
    )


def test_the_text_shows_what_its_source_said_and_says(client: Client, cast: Cast) -> None:
    before = page("never", "sv").lead
    change("never", before.replace("mest", "allra mest"))
    client.force_login(cast.editor)
    text = client.get(reverse("guidance-desk:translation", args=[page("never", "de").pk])).text
    assert re.search(r"<ins>\s*allra\s*</ins>", text)
    assert reverse("wagtailadmin_pages:edit", args=[page("never", "de").pk]) in text
    assert "<ins>" not in client.get(reverse("guidance-desk:translation", args=[page("tip", "de").pk])).text


def test_a_source_whose_old_version_is_gone_is_shown_as_it_is() -> None:
    change("never", "En helt ny ingress.")
    source = page("never", "sv")
    source.revisions.exclude(pk=source.latest_revision_id).delete()
    found = difference(page("never", "de"))
    assert found is not None
    assert not found.known
    assert [Part("same", "En helt ny ingress.")] in found.lines


def test_the_form_of_a_translation_says_that_its_source_has_changed(client: Client, cast: Cast) -> None:
    client.force_login(cast.editor)
    address = reverse("wagtailadmin_pages:edit", args=[page("never", "de").pk])
    says = "Källan har ändrats sedan den här texten översattes."
    assert says not in client.get(address).text
    change("never", "En helt ny ingress.")
    answer = client.get(address).text
    assert says in answer
    assert "<ins>En helt ny ingress.</ins>" in answer
    assert says not in client.get(reverse("wagtailadmin_pages:edit", args=[page("never", "sv").pk])).text


def test_visitors_see_nothing_of_it(client: Client) -> None:
    caches["public"].clear()
    address = page("never", "de").url
    before = client.get(address).text
    change("never", "En helt ny ingress.")
    caches["public"].clear()
    assert client.get(address).text == before


def test_a_value_that_nobody_has_checked_for_a_year_is_shown(client: Client, cast: Cast) -> None:
    client.force_login(cast.editor)
    assert (
        "Värden som ingen har kontrollerat på ett år"
        not in client.get(reverse("guidance-desk:translations")).text
    )
    SharedValue.objects.filter(key="bris").update(checked_on=today() - datetime.timedelta(days=400))
    text = client.get(reverse("guidance-desk:translations")).text
    assert "Värden som ingen har kontrollerat på ett år" in text
    assert "116 111" in text
    assert any("delat värde" in task.label for task in waiting_for(cast.editor))


def test_what_is_behind_waits_for_those_who_write(cast: Cast) -> None:
    assert not [task for task in waiting_for(cast.editor) if task.source == "guidance.behind"]
    change("journey", "En helt ny ingress.")
    labels = [task.label for task in waiting_for(cast.editor) if task.source == "guidance.behind"]
    assert labels == ["2 översättningar säger inte det som källan säger"]
    assert not [task for task in waiting_for(cast.auditor) if task.source == "guidance.behind"]
