"""Versions: what changed is told, the first and the same words again excepted; a method's is evidence, once."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.knowledge.library.rules import (
    LINK_LONGEST,
    State,
    check_change_is_told,
    check_link_day,
    is_open,
    state_of,
)
from skyddsnat.knowledge.library.versions import prove_versions, tie_method
from skyddsnat.knowledge.models import LibraryPage, LibraryVersion, Method
from skyddsnat.knowledge.tests.conftest import begin
from skyddsnat.knowledge.tests.library import publish, write
from skyddsnat.mandate.api import finish_activity
from skyddsnat.mandate.models import Activity, Evidence

DAY = datetime.date(2026, 3, 1)
days = st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31))


@given(versions=st.integers(0, 9), same=st.booleans(), note=st.text(max_size=20))
def test_only_new_words_after_the_first_version_must_be_told(versions: int, same: bool, note: str) -> None:
    must = versions > 0 and not same and not note.strip()
    try:
        check_change_is_told(versions=versions, same=same, note=note)
    except Refused:
        assert must
    else:
        assert not must


@given(day=days, expires_on=days, revoked=st.booleans())
def test_a_link_that_may_be_made_is_open_until_it_is_closed(
    day: datetime.date, expires_on: datetime.date, revoked: bool
) -> None:
    try:
        check_link_day(expires_on=expires_on, day=day)
    except Refused:
        assert expires_on < day or expires_on - day > LINK_LONGEST
    else:
        assert is_open(expires_on=expires_on, revoked=revoked, day=day) is not revoked
    assert not is_open(expires_on=day, revoked=False, day=day + datetime.timedelta(days=1))


@pytest.mark.parametrize(
    ("live", "sent", "changed", "behind", "due", "state"),
    [
        (False, False, True, False, None, State.DRAFT),
        (True, True, True, True, DAY, State.SENT),
        (True, False, True, True, DAY, State.DUE),
        (True, False, True, True, DAY + datetime.timedelta(days=1), State.BEHIND),
        (True, False, True, False, None, State.CHANGED),
        (True, False, False, False, None, State.PUBLISHED),
    ],
)
def test_the_first_thing_to_do_about_an_entry(
    live: bool, sent: bool, changed: bool, behind: bool, due: datetime.date | None, state: State
) -> None:
    assert state_of(live=live, sent=sent, changed=changed, behind=behind, review_due=due, day=DAY) is state


@pytest.mark.django_db
def test_a_republication_says_what_changed() -> None:
    page = publish(write("prov"))
    assert [version.number for version in page.versions.all()] == [1]
    with pytest.raises(Refused, match="vad som har ändrats"):
        publish(page, lead="Något annat.")
    assert LibraryPage.objects.get(pk=page.pk).lead == "Vad den är bra för."
    page = publish(page, lead="Något annat.", change_note="Ny ingress.")
    latest = page.versions.first()
    assert latest is not None
    assert (latest.number, latest.what_changed) == (2, "Ny ingress.")


@pytest.mark.django_db
def test_the_same_words_again_are_no_new_version() -> None:
    page = publish(write("prov"))
    page = publish(page, review_due=DAY)
    assert page.versions.count() == 1


@pytest.mark.django_db
def test_a_published_version_is_never_changed() -> None:
    version = publish(write("prov")).versions.get()
    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
        LibraryVersion.objects.filter(pk=version.pk).update(fingerprint="0" * 64)
    with pytest.raises(IntegrityError, match="says_what_changed"), transaction.atomic():
        LibraryVersion.objects.create(page=version.page, number=2, published_on=DAY, fingerprint="0" * 64)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("kind", "rumour", "library_kind"),
        ("level", "sure", "library_level"),
        ("audiences", ["parents"], "library_audiences"),
        ("review_due", datetime.date(2025, 1, 1), "library_review_after"),
    ],
)
def test_the_database_keeps_the_choices(field: str, value: object, name: str) -> None:
    page = write("prov", reviewed_on=DAY)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        LibraryPage.objects.filter(pk=page.pk).update(**{field: value})


@pytest.mark.django_db
def test_a_published_method_can_be_followed_and_is_evidence_once_a_version(
    begun: Activity, cast: Cast
) -> None:
    page = publish(write("prov"))
    assert page.method is not None
    assert (page.method.code, page.method.name) == ("prov", "Prov av en metod")
    rows = Evidence.objects.filter(activity=begun, kind__code="method_published")
    assert not rows.exists()
    tie_method(page=page, activity=begun, by=cast.coordinator)
    assert [row.reference for row in rows] == ["Metod prov, version 1"]
    assert prove_versions() == 0
    publish(page, lead="Ny.", change_note="Kortare.")
    assert [row.reference for row in rows.order_by("seq")][1:] == ["Metod prov, version 2"]
    assert AuditEntry.objects.filter(verb="library_version.proven").count() == 2


@pytest.mark.django_db
def test_a_version_waits_for_its_activity_to_begin(planned: Activity, cast: Cast) -> None:
    page = publish(write("prov"))
    tie_method(page=page, activity=planned, by=cast.coordinator)
    assert prove_versions() == 0
    begin(planned, cast)
    assert prove_versions() == 1
    assert prove_versions() == 0
    assert page.versions.get().evidence is not None


@pytest.mark.django_db
def test_what_is_published_after_an_activity_has_ended_is_not_of_its_doing(
    begun: Activity, cast: Cast
) -> None:
    finish_activity(activity=begun, on=begun.starts, by=cast.coordinator)
    page = publish(write("prov"))
    tie_method(page=page, activity=begun, by=cast.coordinator)
    assert prove_versions() == 0
    assert not Evidence.objects.filter(kind__code="method_published").exists()


@pytest.mark.django_db
def test_a_translation_is_no_new_method_and_follows_its_source(begun: Activity, cast: Cast) -> None:
    page = publish(write("prov"))
    tie_method(page=page, activity=begun, by=cast.coordinator)
    english = publish(page.copy_for_translation(Locale.objects.get(language_code="en")), title="A test")
    assert english.method == page.method
    assert Method.objects.get(code="prov").name_en == "A test"
    assert Evidence.objects.filter(kind__code="method_published").count() == 1
    assert not english.behind_source
    publish(page, lead="Annat.", change_note="Annat.")
    assert LibraryPage.objects.get(pk=english.pk).behind_source


@pytest.mark.django_db
def test_a_guide_is_no_method() -> None:
    assert publish(write("prov", kind="guide")).method is None
    assert not Method.objects.exists()
