"""Writing a mailing and choosing who gets it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from skyddsnat.actors.models import Contact, Organisation
from skyddsnat.core.api import ChangedMeanwhile, Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.knowledge.mailings import actions
from skyddsnat.knowledge.mailings.bounces import suppress
from skyddsnat.knowledge.mailings.choosing import Why, chosen, chosen_by
from skyddsnat.knowledge.mailings.keeping import address_hash
from skyddsnat.knowledge.mailings.replies import choose_language
from skyddsnat.knowledge.mailings.segments import remove_segment, save_segment
from skyddsnat.knowledge.mailings.trial import send_test
from skyddsnat.knowledge.models import (
    Mailing,
    Segment,
)
from skyddsnat.knowledge.tests.mailing_cases import (
    TEXT,
    Taking,
    a_mailing,
    begun,
    contact_at,
    contacts_at,
)

pytestmark = pytest.mark.django_db


# --- who gets it ---


def who(mailing: Mailing) -> set[str]:
    return {one.address for one in chosen(mailing).recipients}


def test_nothing_chosen_is_nobody(cast):
    contacts_at(2, cast.coordinator)
    assert who(actions.add_mailing(by=cast.coordinator, **TEXT)) == set()


def test_it_is_chosen_by_kind_role_place_and_function(cast):
    boss, teacher = contacts_at(2, cast.coordinator)
    Contact.objects.filter(pk=teacher.pk).update(function="Rektor vid grundskola", email="rektor@example.org")
    gotland = contact_at(Organisation.objects.get(code="kommun-0980"), cast.coordinator)
    board = contact_at(Organisation.objects.get(code="lansstyrelse-01"), cast.coordinator)
    county = boss.organisation.place.parent.code

    def found(**selection) -> set[str]:
        return {one.address for one in chosen_by([Segment(**selection)]).recipients}

    assert found(kinds=["municipality"]) == {boss.email, "rektor@example.org", gotland.email}
    assert found(kinds=["region"]) == {gotland.email}, "Gotland has a region's duties"
    assert found(roles=["region-duties"]) == {gotland.email}
    assert board.email in found(counties=[county])
    assert boss.email in found(counties=[county])
    assert found(kinds=["municipality"], municipalities=["0980"]) == {gotland.email}
    assert found(words="rektor, lärare") == {"rektor@example.org"}
    assert found(kinds=["municipality"], words="skola") == {"rektor@example.org"}


def test_those_left_out_are_told_with_the_reason(cast, planned):
    kept, silent, gone, returned = contacts_at(4, cast.coordinator)
    Contact.objects.filter(pk=silent.pk).update(email="", phone="010-1")
    twice = contact_at(kept.organisation, cast.coordinator, function="Registrator", email=kept.email.upper())
    suppress(address_hash(gone.email), "unsubscribed", source="link")
    suppress(address_hash(gone.email), "bounced", source="server")
    suppress(address_hash(returned.email), "bounced", source="server")
    found = chosen(a_mailing(cast.coordinator, activity=planned))
    assert [one.contact for one in found.recipients] == [kept.pk]
    assert {one.contact: one.why for one in found.left_out} == {
        silent.pk: Why.NO_ADDRESS, gone.pk: Why.UNSUBSCRIBED, returned.pk: Why.BOUNCED, twice.pk: Why.SAME,
    }  # fmt: skip


def test_the_language_is_what_is_known_of_the_reader(cast, planned):
    first, second, third = contacts_at(3, cast.coordinator)
    cast.partner.email, cast.partner.language = second.email, "en"
    cast.partner.save()
    mailing = begun(cast.coordinator, activity=planned)
    choose_language(mailing.deliveries.get(address=third.email), "en")
    again = actions.copy_mailing(mailing=mailing, by=cast.coordinator)
    assert {one.contact: one.language for one in chosen(again).recipients} == {
        first.pk: "sv", second.pk: "en", third.pk: "en",
    }  # fmt: skip


def test_a_segment_is_a_selection_and_not_a_list(cast, planned):
    segment = save_segment(
        segment=None, version=0, by=cast.editor, name="Chefer", name_en="", kinds=["municipality"], roles=[],
        counties=[], municipalities=[], words="chef", group="leaders",
    )  # fmt: skip
    mailing = actions.add_mailing(by=cast.editor, **TEXT, activity=planned)
    actions.choose_recipients(
        mailing=mailing, version=1, segments=[segment], by=cast.editor, words="rektor", group="staff"
    )
    mailing.refresh_from_db()
    assert who(mailing) == set()
    boss, other = contacts_at(2, cast.coordinator)
    contact_at(other.organisation, cast.coordinator, function="Rektor", email="rektor@example.org")
    found = {one.address: one.group for one in chosen(mailing).recipients}
    assert found == {boss.email: "leaders", other.email: "leaders", "rektor@example.org": "staff"}
    with pytest.raises(Refused, match="använder urvalet"):
        remove_segment(segment=segment, by=cast.editor)


def test_ten_times_as_many_take_as_many_questions(cast):
    def questions(count: int) -> int:
        Contact.objects.all().delete()
        contacts_at(count, cast.coordinator)
        mailing = Mailing(kinds=["municipality"], name="x")
        mailing.pk = actions.add_mailing(by=cast.coordinator, **TEXT).pk
        with CaptureQueriesContext(connection) as asked:
            assert len(chosen(mailing).recipients) == count
        return len(asked)

    assert questions(2) == questions(20)


# --- writing ---


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"body_en": ""}, "på engelska, eller ingetdera"),
        ({"body": "Hej {namn}"}, r"I texten står \{namn\}"),
        ({"subject": "Hej\nBcc: alla@example.org"}, "bara ha en rad"),
        ({"leads_to": "https://example.org/"}, "en sida här"),
        ({"leads_to": "//example.org/"}, "en sida här"),
        ({"leads_to": "/\\example.org"}, "en sida här"),
        ({"name": " "}, "vad utskicket heter"),
    ],
)
def test_a_letter_that_cannot_be_sent_so_is_refused(cast, typed, said):
    with pytest.raises(Refused, match=said):
        actions.add_mailing(by=cast.editor, **TEXT | typed)
    assert not Mailing.objects.exists()


def test_a_second_click_makes_nothing_more(cast):
    made = [actions.add_mailing(by=cast.editor, **TEXT) for _again in range(2)]
    assert made[0] == made[1]
    copies = [actions.copy_mailing(mailing=made[0], by=cast.editor) for _again in range(2)]
    assert copies[0] == copies[1] != made[0]


def test_the_second_of_two_writers_is_told(cast):
    mailing = actions.add_mailing(by=cast.editor, **TEXT)
    actions.change_mailing(mailing=mailing, version=1, by=cast.editor, subject="Nytt")
    with pytest.raises(ChangedMeanwhile) as conflict:
        actions.change_mailing(mailing=mailing, version=1, by=cast.coordinator, subject="Annat")
    assert conflict.value.current.subject == "Nytt"
    assert AuditEntry.objects.filter(verb="mailing.changed").get().details == {"fields": "subject"}


def test_who_writes_does_not_send_without_the_right(cast, planned):
    contacts_at(1, cast.coordinator)
    mailing = a_mailing(cast.editor, activity=planned)
    with pytest.raises(PermissionDenied):
        actions.begin_mailing(mailing=mailing, expected=1, by=cast.editor)
    with pytest.raises(PermissionDenied):
        actions.add_mailing(by=cast.economist, **TEXT)


def test_what_has_begun_keeps_its_text(cast, planned):
    contacts_at(1, cast.coordinator)
    mailing = begun(cast.coordinator, activity=planned)
    for act in (
        lambda: actions.change_mailing(mailing=mailing, version=2, by=cast.editor, subject="Annat"),
        lambda: actions.delete_mailing(mailing=mailing, by=cast.editor),
        lambda: actions.begin_mailing(mailing=mailing, expected=1, by=cast.coordinator),
        lambda: send_test(mailing=mailing, by=cast.editor, server=Taking()),
    ):
        with pytest.raises(Refused, match="börjat skickas"):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.filter(pk=mailing.pk).update(body="Annat")
