"""What letters prove, what waits for a person, and what is kept how long."""

from __future__ import annotations

import datetime

import pytest

from skyddsnat.knowledge.mailings import actions
from skyddsnat.knowledge.mailings.bounces import lift, note_bounce, note_pasted, suppress
from skyddsnat.knowledge.mailings.handing import Answer, Ending
from skyddsnat.knowledge.mailings.keeping import address_hash
from skyddsnat.knowledge.mailings.proof import prove_mailing, prove_waiting
from skyddsnat.knowledge.mailings.retention import remove_old_letters, remove_old_refusals
from skyddsnat.knowledge.mailings.sending import send_slice
from skyddsnat.knowledge.mailings.waiting import waiting
from skyddsnat.knowledge.models import (
    Group,
    LetterLink,
    Reach,
    Rung,
    Step,
    Suppression,
)
from skyddsnat.knowledge.tests.conftest import begin
from skyddsnat.knowledge.tests.mailing_cases import (
    TEXT,
    Taking,
    begun,
    contact_at,
    contacts_at,
)
from skyddsnat.mandate.api import verify
from skyddsnat.mandate.models import Evidence
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db


def test_each_organisation_is_evidence_once(cast, begun_activity):
    first, second = contacts_at(2, cast.coordinator)
    contact_at(first.organisation, cast.coordinator, function="Ekonomichef", email="ek@example.org")
    mailing = begun(cast.coordinator, activity=begun_activity, tells="experience_spread")
    send_slice(mailing.pk, server=Taking())
    assert prove_mailing(mailing.pk) == 0
    rows = Evidence.objects.filter(kind="experience_spread").order_by("seq")
    assert [row.organisation for row in rows] == [first.organisation, second.organisation]
    assert {row.place for row in rows} == {first.organisation.place, second.organisation.place}
    assert {row.reference for row in rows} == {f"Utskick {mailing.pk}"}
    assert list(Reach.objects.order_by("evidence").values_list("evidence", flat=True)) == [
        row.pk for row in rows
    ]
    assert not list(verify(begun_activity.assignment))


@pytest.fixture
def begun_activity(planned, cast):
    return begin(planned, cast)


def test_a_method_gets_a_step_and_managers_apart(cast, begun_activity, method):
    (contact,) = contacts_at(1, cast.coordinator)
    mailing = actions.add_mailing(by=cast.coordinator, **TEXT, method=method)
    actions.choose_recipients(
        mailing=mailing, version=1, segments=[], by=cast.coordinator, kinds=["municipality"], group="leaders"
    )
    actions.begin_mailing(mailing=mailing, expected=1, by=cast.coordinator)
    send_slice(mailing.pk, server=Taking())
    rung = Rung.objects.get()
    assert (rung.step, rung.group, rung.organisation, rung.by) == (
        Step.REACHED, Group.LEADERS, contact.organisation, cast.coordinator,
    )  # fmt: skip
    assert rung.evidence.kind_id == "actor_reached"


def test_evidence_waits_for_the_activity(cast, planned):
    contacts_at(2, cast.coordinator)
    mailing = begun(cast.coordinator, activity=planned)
    send_slice(mailing.pk, server=Taking())
    assert prove_waiting() == 0
    begin(planned, cast)
    assert [prove_waiting(), prove_waiting()] == [2, 0]
    assert Evidence.objects.filter(kind="actor_reached").count() == 2


@pytest.mark.parametrize("by_method", [True, False])
def test_an_organisation_whose_every_letter_came_back_was_not_reached(
    cast, begun_activity, method, by_method
):
    first, _second = contacts_at(2, cast.coordinator)
    contact_at(first.organisation, cast.coordinator, function="Rektor", email="rektor@example.org")
    mailing = begun(cast.coordinator, **({"method": method} if by_method else {"activity": begun_activity}))
    send_slice(mailing.pk, server=Taking())
    assert note_pasted(text=f"Till: <{first.email.upper()}> okänd; annan@example.org", by=cast.editor) == (
        1,
        1,
    )
    assert not Evidence.objects.exclude(corrects=None).exists(), "the other letter to it arrived"
    assert note_bounce(sha256=address_hash("rektor@example.org"), source="provider", by=None)
    taken_back = Evidence.objects.exclude(corrects=None).get()
    assert (taken_back.organisation, taken_back.quantity) == (first.organisation, -1)
    assert Reach.objects.filter(taken_back_on=None).count() == 1
    assert Rung.objects.count() == (1 if by_method else 0)
    assert prove_mailing(mailing.pk) == 0
    assert not list(verify(begun_activity.assignment))


def test_what_waits_for_whom(cast, planned):
    (contact,) = contacts_at(1, cast.coordinator)
    mailing = begun(cast.coordinator, activity=planned)
    send_slice(mailing.pk, server=Taking(lambda address: Answer(Ending.UNKNOWN)))
    assert [task.key for task in waiting(cast.coordinator)] == [f"unsettled-{mailing.pk}"]
    suppress(address_hash(contact.email), "bounced", source="server")
    assert [task.key for task in waiting(cast.editor)] == ["returned"]
    assert list(waiting(cast.auditor)) == []
    assert lift(address=f" {contact.email.upper()}", by=cast.editor)
    assert list(waiting(cast.editor)) == []


# --- retention ---


def test_what_letters_hold_of_people_goes_after_a_year(cast, planned):
    contacts_at(2, cast.coordinator)
    mailing = begun(cast.coordinator, activity=planned)
    send_slice(mailing.pk, server=Taking())
    assert remove_old_letters(today=today() + datetime.timedelta(days=365)) == 0
    later = today() + datetime.timedelta(days=366)
    assert [remove_old_letters(today=later), remove_old_letters(today=later)] == [2, 0]
    letters = mailing.deliveries.values_list("address", "address_sha256", "contact", "message_id", "state")
    assert set(letters) == {("", "", None, "", "sent")}
    assert not LetterLink.objects.exists()
    assert Reach.objects.filter(mailing=mailing).count() == 2


def test_a_refusal_is_kept_as_long_as_a_contact_has_the_address(cast):
    (contact,) = contacts_at(1, cast.coordinator)
    for address in (contact.email, "borta@example.org"):
        suppress(address_hash(address), "unsubscribed", source="link")
    assert remove_old_refusals(today=today() + datetime.timedelta(days=730)) == 0
    assert remove_old_refusals(today=today() + datetime.timedelta(days=731)) == 1
    assert Suppression.objects.get().address_sha256 == address_hash(contact.email)
