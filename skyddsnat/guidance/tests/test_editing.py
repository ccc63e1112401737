"""Who edits and who publishes; what is refused; what a translation is told."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Locale

from skyddsnat.conftest import Cast
from skyddsnat.core.actions import set_roles
from skyddsnat.core.models import AuditEntry
from skyddsnat.guidance.blocks import CheckedText
from skyddsnat.guidance.models import GuidancePage, SharedValue

pytestmark = pytest.mark.django_db


def start(language: str) -> GuidancePage:
    return GuidancePage.objects.get(locale__language_code=language, depth=2)


def test_editors_write_and_coordinators_publish(cast: Cast) -> None:
    page = start("sv")
    assert page.permissions_for_user(cast.editor).can_edit()
    assert not page.permissions_for_user(cast.editor).can_publish()
    assert page.permissions_for_user(cast.coordinator).can_publish()


@pytest.mark.parametrize("role", ["economist", "auditor", "partner", "receiver", "outsider"])
def test_nobody_else_comes_in(client: Client, cast: Cast, role: str) -> None:
    client.force_login(getattr(cast, role))
    assert client.get("/redaktion/").status_code == 302


def test_who_loses_the_role_loses_the_pages(cast: Cast) -> None:
    set_roles(user=cast.editor, roles=["auditor"], by=cast.manager)
    assert not start("sv").permissions_for_user(cast.editor).can_edit()


def test_nobody_uploads(client: Client, cast: Cast) -> None:
    client.force_login(cast.coordinator)
    for address in ("/redaktion/images/add/", "/redaktion/documents/add/"):
        assert client.get(address).status_code == 302


def test_a_key_that_does_not_exist_is_refused() -> None:
    block = CheckedText()
    with pytest.raises(ValidationError, match="finns-inte"):
        block.clean(block.to_python("<p>Ring {{ finns-inte }}.</p>"))
    assert block.clean(block.to_python("<p>Ring {{ 112 }}.</p>"))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "ring oss"),
        ("number", "fyra"),
        ("date", "2013-13-01"),
        ("date", "i maj"),
        ("link", "http://x.se"),
    ],
)
def test_a_value_that_its_kind_cannot_be_is_refused(kind: str, value: str) -> None:
    with pytest.raises(ValidationError):
        SharedValue(
            key="prov", kind=kind, value=value, label="Prov", source="prov", checked_on="2026-02-28"
        ).full_clean()


def test_a_translation_is_behind_when_its_source_says_something_else() -> None:
    source, translation = start("sv"), start("en")
    assert not translation.behind_source
    source.lead = "Något annat."
    source.save_revision()
    assert not start("en").behind_source  # a draft is nobody's business yet
    source.save_revision().publish()
    assert start("en").behind_source


def test_a_fresh_translation_follows_its_source_and_is_checked_by_nobody() -> None:
    source = start("sv")
    source.checked_by, source.checked_on = "Någon", "2026-01-01"
    source.save_revision().publish()
    locale, _made = Locale.objects.get_or_create(language_code="es")
    GuidancePage.objects.filter(locale=locale).delete()
    copy = start("sv").copy_for_translation(locale)
    assert not copy.behind_source
    assert (copy.checked_by, copy.checked_on) == ("", None)


def test_what_editors_do_stands_in_the_log(client: Client, cast: Cast) -> None:
    page = start("sv")
    page.save_revision(user=cast.coordinator, log_action=True).publish(user=cast.coordinator)
    verbs = set(AuditEntry.objects.filter(by=cast.coordinator).values_list("verb", flat=True))
    assert {"page.edited", "page.published"} <= verbs
