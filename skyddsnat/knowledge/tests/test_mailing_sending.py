"""Sending: each gets their own letter, what the server answers decides, it pauses and stops."""

from __future__ import annotations

import smtplib

import pytest
from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from django.db import connection

from skyddsnat.actors.api import end_contact
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.knowledge import tasks
from skyddsnat.knowledge.mailings import actions
from skyddsnat.knowledge.mailings.bounces import suppress
from skyddsnat.knowledge.mailings.handing import Answer, Ending, Unreachable, answer_of
from skyddsnat.knowledge.mailings.keeping import address_hash
from skyddsnat.knowledge.mailings.sending import send_slice
from skyddsnat.knowledge.mailings.trial import send_test
from skyddsnat.knowledge.models import (
    Delivery,
    LetterLink,
    Mailing,
    Reach,
    Suppression,
)
from skyddsnat.knowledge.tests.mailing_cases import (
    Taking,
    a_mailing,
    begun,
    contacts_at,
)
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db


def states(mailing: Mailing) -> dict[str, str]:
    return dict(mailing.deliveries.values_list("address", "state"))


def test_the_person_is_told_when_the_recipients_changed_meanwhile(cast, planned):
    contacts_at(2, cast.coordinator)
    mailing = a_mailing(cast.coordinator, activity=planned)
    with pytest.raises(Refused, match="nu är de 2"):
        actions.begin_mailing(mailing=mailing, expected=3, by=cast.coordinator)
    assert not Delivery.objects.exists()


def test_each_gets_their_own_letter_in_two_forms_and_nothing_traces_it(cast, planned, settings):
    settings.DEFAULT_FROM_EMAIL = "brev@example.org"
    (contact,) = contacts_at(1, cast.coordinator)
    server = Taking()
    mailing = begun(cast.coordinator, activity=planned)
    send_slice(mailing.pk, server=server)
    (letter,) = server.got
    html, kind = letter.alternatives[0]
    assert kind == "text/html"
    assert f"Hej {contact.organisation.name}!" in letter.body
    assert f"Du får brevet för att du står som Socialchef hos {contact.organisation.name}" in letter.body
    assert "<ul><li>ett</li><li>två</li></ul>" in html
    assert "<img" not in html
    assert "style" not in html
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    refuse = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert refuse in letter.body
    assert f"\nList-Unsubscribe: <{refuse}>\n" in letter.message().as_string(), "on one line, not encoded"
    assert planned.assignment.authority.name in letter.from_email
    assert "brev@example.org" in letter.from_email
    secret = refuse.rstrip("/").rpartition("/")[2]
    assert secret not in str(list(LetterLink.objects.values()))
    assert secret not in str(list(AuditEntry.objects.values()))


def test_who_says_no_while_it_is_sent_gets_nothing(cast, planned):
    first, second, third = contacts_at(3, cast.coordinator)
    mailing = begun(cast.coordinator, activity=planned)
    suppress(address_hash(first.email), "unsubscribed", source="link")
    end_contact(contact=second, on=today(), by=cast.coordinator)
    server = Taking()
    send_slice(mailing.pk, server=server)
    assert server.addresses == [third.email]
    assert states(mailing) == {first.email: "skipped", second.email: "skipped", third.email: "sent"}
    mailing.refresh_from_db()
    assert mailing.state == "done"


@pytest.mark.parametrize(
    ("ending", "state", "again", "mailing_state"),
    [
        (Ending.REFUSED, "refused", 0, "done"), (Ending.FAILED, "failed", 0, "done"),
        (Ending.LATER, "waiting", 120, "sending"), (Ending.OURS, "waiting", 60, "paused"),
        (Ending.UNKNOWN, "uncertain", 60, "done"),
    ],
)  # fmt: skip
def test_what_the_server_answers_decides_what_becomes_of_the_letter(
    cast, planned, ending, state, again, mailing_state
):
    (contact,) = contacts_at(1, cast.coordinator)
    mailing = begun(cast.coordinator, activity=planned)
    sent = send_slice(mailing.pk, server=Taking(lambda address: Answer(ending, fault="x 1")))
    mailing.refresh_from_db()
    assert (states(mailing)[contact.email], mailing.state) == (state, mailing_state)
    assert not again or abs((sent.again_in or 0) - again) <= 1
    assert Suppression.objects.filter(reason="bounced").exists() == (ending is Ending.REFUSED)
    assert not Reach.objects.exists()


def test_a_server_that_cannot_be_reached_makes_no_letter_uncertain(cast, planned):
    class Away(Taking):
        def open(self) -> None:
            raise Unreachable("ConnectionRefusedError")

    contacts_at(2, cast.coordinator)
    mailing = begun(cast.coordinator, activity=planned)
    assert send_slice(mailing.pk, server=Away()).again_in == 60
    mailing.refresh_from_db()
    assert (set(states(mailing).values()), mailing.trouble) == ({"waiting"}, "unreachable")


@pytest.mark.parametrize(
    ("fault", "ending"),
    [
        (
            smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"no such user a@example.org")}),
            Ending.REFUSED,
        ),
        (smtplib.SMTPRecipientsRefused({"a@example.org": (450, b"later")}), Ending.LATER),
        (smtplib.SMTPDataError(554, b"spam"), Ending.FAILED),
        (smtplib.SMTPDataError(451, b"later"), Ending.LATER),
        (smtplib.SMTPSenderRefused(550, b"who?", "brev@example.org"), Ending.OURS),
        (smtplib.SMTPServerDisconnected("gone"), Ending.UNKNOWN),
        (TimeoutError(), Ending.UNKNOWN),
        (ValueError("a@example.org"), Ending.REFUSED),
        (AnymailRecipientsRefused(), Ending.REFUSED),
        (AnymailAPIError("no answer"), Ending.UNKNOWN),
    ],
)
def test_a_fault_is_a_no_only_when_it_certainly_is(fault, ending):
    answer = answer_of(fault)
    assert answer.ending is ending
    assert "example.org" not in answer.fault


def test_it_pauses_goes_on_and_stops(cast, planned, settings):
    settings.LETTERS_A_MINUTE = 12  # two in a slice
    contacts_at(5, cast.coordinator)
    mailing, server = begun(cast.coordinator, activity=planned), Taking()
    assert send_slice(mailing.pk, server=server).letters == 2
    actions.pause_mailing(mailing=mailing, by=cast.coordinator)
    Delivery.objects.filter(state="sent").update(claimed_at="2026-03-02T08:00Z")
    assert send_slice(mailing.pk, server=server).letters == 0
    actions.resume_mailing(mailing=mailing, by=cast.coordinator)
    assert send_slice(mailing.pk, server=server).letters == 2
    actions.stop_mailing(mailing=mailing, by=cast.coordinator)
    assert send_slice(mailing.pk, server=server).letters == 0
    assert sorted(states(mailing).values()) == ["sent"] * 4 + ["skipped"]
    with pytest.raises(Refused, match="Det går inte nu"):
        actions.resume_mailing(mailing=mailing, by=cast.coordinator)


def test_the_worker_sends_in_slices_and_takes_up_what_was_left(cast, planned, settings, run_jobs):
    settings.LETTERS_A_MINUTE = 12
    contacts_at(3, cast.coordinator)
    mailing = begun(cast.coordinator, activity=planned)
    run_jobs()
    assert sorted(states(mailing).values()) == ["sent", "sent", "waiting"]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs RETURNING args::text")
        (queued,) = cursor.fetchall()
    assert queued == (f'{{"mailing_id": {mailing.pk}}}',)
    Delivery.objects.filter(state="sent").update(claimed_at="2026-03-02T08:00Z")
    tasks.take_up_mailings(0)
    tasks.take_up_mailings(0)
    run_jobs()
    assert set(states(mailing).values()) == {"sent"}


def test_a_test_letter_goes_to_oneself_only(cast, planned):
    contacts_at(2, cast.coordinator)
    mailing, server = a_mailing(cast.editor, activity=planned), Taking()
    assert send_test(mailing=mailing, by=cast.editor, server=server) == 2
    assert [letter.to for letter in server.got] == [[cast.editor.email]] * 2
    assert [letter.subject for letter in server.got] == [
        "Prov: Ny vägledning om orosanmälan",
        "Prov: New guidance",
    ]
    assert not Delivery.objects.exists()
