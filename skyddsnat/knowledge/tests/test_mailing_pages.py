"""The pages of mailings: who may, what is typed stays, and what a letter's links do without an account."""

from __future__ import annotations

import datetime
import json
from base64 import b64encode

import pytest
from django.test import Client
from django.utils import timezone

from skyddsnat.core.models import AuditEntry
from skyddsnat.knowledge.mailings import actions
from skyddsnat.knowledge.mailings.bounces import suppress
from skyddsnat.knowledge.mailings.handing import Answer, Ending
from skyddsnat.knowledge.mailings.keeping import address_hash
from skyddsnat.knowledge.mailings.letters import link_of
from skyddsnat.knowledge.mailings.replies import revoke_links
from skyddsnat.knowledge.mailings.sending import send_slice
from skyddsnat.knowledge.models import (
    Delivery,
    LanguageChoice,
    LetterLink,
    Mailing,
    Rung,
    Segment,
    Step,
    Suppression,
)
from skyddsnat.knowledge.tests.mailing_cases import TEXT, Taking, a_mailing, begun, contacts_at
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
ROOT = "/kunskap/utskick/"
SELECTION = {"kinds": ["municipality"], "group": "staff", "municipalities": "", "words": ""}


@pytest.fixture
def draft(cast, planned) -> Mailing:
    contacts_at(3, cast.coordinator)
    return a_mailing(cast.editor, activity=planned)


@pytest.fixture
def secret(cast, method) -> str:
    """The secret of a letter that was sent about a method."""
    contacts_at(1, cast.coordinator)
    mailing, server = begun(cast.coordinator, method=method), Taking()
    send_slice(mailing.pk, server=server)
    found: str = server.got[0].extra_headers["List-Unsubscribe"].strip("<>/").rpartition("/")[2]
    return found


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


# --- who may ---


def test_each_sees_what_their_role_gives(client, cast, draft):
    one = f"{ROOT}{draft.pk}/"
    reading = [ROOT, one, f"{one}granska/", f"{one}brev/", f"{ROOT}urval/"]
    writing = [f"{one}{part}/" for part in ("andra", "mottagare", "mottagare/valj", "ta-bort")]
    writing += [f"{ROOT}{part}/" for part in ("nytt", "urval/nytt", "adresser")]
    sending = [f"{one}skicka/", f"{one}stoppa/", f"{one}oklara/"]
    may = {
        "coordinator": (200, 200, 200), "editor": (200, 200, 403), "auditor": (200, 403, 403),
        "partner": (403, 403, 403), "outsider": (403, 403, 403),
    }  # fmt: skip
    for role, statuses in may.items():
        client.force_login(getattr(cast, role))
        for paths, status in zip((reading, writing, sending), statuses, strict=True):
            for path in paths:
                page(client, path, status)
    client.force_login(cast.coordinator)
    assert client.get(f"{ROOT}99999/").status_code == 404
    client.logout()
    assert client.get(one).status_code == 302


def test_a_post_is_asked_for_where_something_changes(client, cast, draft):
    client.force_login(cast.coordinator)
    for verb in ("pausa", "fortsatt", "kopiera", "prova"):
        assert client.get(f"{ROOT}{draft.pk}/{verb}/").status_code == 405


# --- from the first word to the last letter ---


def test_a_letter_is_written_chosen_tested_and_sent(client, cast, planned, settings, mailoutbox, run_jobs):
    contacts_at(3, cast.coordinator)
    client.force_login(cast.coordinator)
    typed = TEXT | {"activity": planned.pk, "tells": "actor_reached"}
    response = client.post(f"{ROOT}nytt/", typed)
    mailing = Mailing.objects.get()
    one = f"{ROOT}{mailing.pk}/"
    assert response["Location"] == one
    assert "Välj mottagare" in page(client, one)
    client.post(f"{one}mottagare/valj/", SELECTION | {"version": "1"})
    shown = page(client, f"{one}mottagare/")
    assert "Får brevet" in shown
    assert "kommun-0114@example.org" in shown
    preview = page(client, f"{one}granska/")
    assert "<li>ett</li>" in preview
    assert "Hello Upplands Väsby" in preview
    client.post(f"{one}prova/")
    assert [letter.to for letter in mailoutbox] == [[cast.coordinator.email]] * 2
    asked = page(client, f"{one}skicka/")
    assert 'name="expected" value="3"' in asked
    assert "inte provat" not in asked
    assert client.post(f"{one}skicka/", {"expected": "3"})["Location"] == one
    client.post(f"{one}skicka/", {"expected": "3"})  # a second click
    assert Delivery.objects.count() == 3
    assert "hx-get" in page(client, one)
    part = client.get(one, headers={"HX-Request": "true"})
    assert part.content.decode().strip().startswith('<div class="progress"')
    run_jobs()
    assert len(mailoutbox) == 5
    assert client.get(one, headers={"HX-Request": "true"})["HX-Redirect"] == one
    assert "Upplands Väsby" in page(client, one)
    assert "@example.org" not in page(client, one)
    assert "kommun-0114@example.org" in page(client, f"{one}brev/")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"activity": ""}, "Välj en metod"),
        ({"body": ""}, "field-error"),
        ({"leads_to": "https://x.se"}, "en sida här"),
        ({"leads_to": "/kunskap/biblioteket/"}, "ingen sida med den adressen"),
        ({"body": "Hej {namn}"}, "I texten står"),
    ],
)
def test_what_was_typed_stays_when_something_is_wrong(client, cast, planned, typed, said):
    client.force_login(cast.editor)
    sent = TEXT | {"activity": planned.pk} | typed
    response = client.post(f"{ROOT}nytt/", sent)
    shown = response.content.decode()
    assert response.status_code == 200
    assert said in shown
    assert TEXT["subject"] in shown
    assert not Mailing.objects.exists()


def test_a_municipality_that_is_not_there_is_told(client, cast, draft):
    client.force_login(cast.editor)
    address = f"{ROOT}{draft.pk}/mottagare/valj/"
    wrong = client.post(address, SELECTION | {"municipalities": "umeå, Ankeborg", "version": draft.version})
    assert "Det finns ingen kommun som heter Ankeborg" in wrong.content.decode()
    client.post(address, SELECTION | {"municipalities": "umeå, 0180", "version": draft.version})
    draft.refresh_from_db()
    assert draft.municipalities == ["2480", "0180"]
    assert "Umeå, Stockholm" in page(client, address)


def test_the_second_writer_sees_what_the_first_saved(client, cast, draft):
    client.force_login(cast.editor)
    actions.change_mailing(mailing=draft, version=draft.version, by=cast.coordinator, subject="Deras ämne")
    typed = TEXT | {"activity": draft.activity_id, "subject": "Mitt ämne", "version": draft.version}
    shown = client.post(f"{ROOT}{draft.pk}/andra/", typed).content.decode()
    assert "Deras ämne" in shown
    assert "Mitt ämne" in shown
    again = client.post(f"{ROOT}{draft.pk}/andra/", typed | {"version": draft.version + 1})
    assert again.status_code == 302


def test_a_segment_is_made_used_and_removed(client, cast, draft):
    client.force_login(cast.editor)
    typed = SELECTION | {"name": "Kommuner", "words": "socialchef"}
    client.post(f"{ROOT}urval/nytt/", typed)
    client.post(f"{ROOT}urval/nytt/", typed)
    segment = Segment.objects.get()
    assert "3 brev" in page(client, f"{ROOT}urval/{segment.pk}/").replace("\u00a0", " ")
    empty = client.post(f"{ROOT}urval/nytt/", {"name": "Tomt", "group": "staff"})
    assert "Välj något" in empty.content.decode()
    client.post(f"{ROOT}urval/{segment.pk}/ta-bort/")
    assert not Segment.objects.exists()


def test_an_uncertain_letter_waits_for_a_person(client, cast, draft):
    actions.begin_mailing(mailing=draft, expected=3, by=cast.coordinator)
    answers = iter([Answer(Ending.UNKNOWN), None, None])
    server = Taking(lambda address: next(answers))
    send_slice(draft.pk, server=server)
    send_slice(draft.pk, server=server)
    client.force_login(cast.coordinator)
    address = f"{ROOT}{draft.pk}/oklara/"
    letter = draft.deliveries.get(state="uncertain")
    assert letter.address in page(client, address)
    client.post(address, {"do": "again"})
    letter.refresh_from_db()
    assert letter.state == "uncertain", "nothing was marked"
    client.post(address, {"do": "sent", "letter": [letter.pk]})
    letter.refresh_from_db()
    assert (letter.state, letter.sent_at) == ("sent", letter.claimed_at)
    assert "Inga brev väntar" in page(client, address)


def test_addresses_that_came_back_are_pasted_and_let_out_again(client, cast, draft):
    actions.begin_mailing(mailing=draft, expected=3, by=cast.coordinator)
    send_slice(draft.pk, server=Taking())
    gone = draft.deliveries.first().address
    client.force_login(cast.editor)
    pasted = client.post(f"{ROOT}adresser/klistra-in/", {"text": f"Undelivered: {gone}"}, follow=True)
    assert "Noterade adresser: 1." in pasted.text
    assert gone in page(client, f"{ROOT}adresser/")
    client.post(f"{ROOT}adresser/slapp-fram/", {"address": gone})
    assert "Alla adresser fungerar" in page(client, f"{ROOT}adresser/")
    wrong = client.post(f"{ROOT}adresser/slapp-fram/", {"address": "socialchef(at)umea.se"}).text
    assert "socialchef(at)umea.se" in wrong
    assert "som namn@example.org" in wrong
    file = client.get(f"{ROOT}adresser/slapp-fram/", {"format": "csv", "list": "table"})["Location"]
    assert file == f"{ROOT}adresser/?format=csv&list=table"
    assert "Klistra in minst en adress" in client.post(f"{ROOT}adresser/klistra-in/", {"text": " "}).text


# --- the links of a letter ---


def test_looking_is_not_opening_but_pressing_is(client, secret, begun):
    address = f"{ROOT}l/{secret}/"
    for _again in range(2):
        response = client.get(address)
        assert (response.status_code, response["Referrer-Policy"]) == (200, "same-origin")
        assert response["Cache-Control"] == "no-store"
    assert not Rung.objects.filter(step=Step.OPENED).exists()
    strict = Client(enforce_csrf_checks=True)
    for _again in range(2):
        response = strict.post(address)
        assert (response.status_code, response["Location"]) == (302, "/kunskap/bibliotek/")
        assert response["Referrer-Policy"] == "same-origin"
    rung = Rung.objects.get(step=Step.OPENED)
    assert (rung.day, rung.by) == (today(), None)
    assert rung.evidence is not None
    entry = AuditEntry.objects.get(verb="letter.opened")
    assert secret not in str(entry.details)
    assert "@" not in str(entry.details)


def test_a_link_that_is_unknown_old_or_revoked_opens_nothing(client, cast, secret):
    assert client.get(f"{ROOT}l/{'x' * 43}/").status_code == 404
    assert client.get(f"{ROOT}l/kort/").status_code == 404
    LetterLink.objects.update(expires_on=today() - datetime.timedelta(days=1))
    assert client.post(f"{ROOT}l/{secret}/").status_code == 410
    LetterLink.objects.update(expires_on=today())
    assert client.get(f"{ROOT}l/{secret}/").status_code == 200
    assert revoke_links(delivery=Delivery.objects.get(), by=cast.coordinator) == 1
    assert client.get(f"{ROOT}l/{secret}/").status_code == 410
    assert not Rung.objects.filter(step=Step.OPENED).exists()
    assert client.get(f"{ROOT}a/{secret}/").status_code == 200, "one can still say no"


def test_the_way_out_works_by_button_and_by_mail_program(secret):
    client = Client(enforce_csrf_checks=True)
    address = f"{ROOT}a/{secret}/"
    client.get(address)
    assert not Suppression.objects.exists(), "looking is not leaving"
    response = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, response.content) == (200, b"")
    row = Suppression.objects.get()
    assert (row.reason, row.source) == ("unsubscribed", "link")
    assert "Du får inga fler brev" in client.get(address).content.decode()
    client.post(address, {"do": "again"})
    assert not Suppression.objects.exists()
    client.post(address, {"do": "unsubscribe"})
    client.post(address, {"do": "again"})
    client.post(address, {"do": "en"})
    assert "brev på engelska" in client.get(address).content.decode()
    client.post(address, {"do": "unsubscribe"})
    assert Suppression.objects.count() == 1
    assert LanguageChoice.objects.get().language == "en"


def test_the_page_of_a_link_speaks_the_letters_language(client, secret):
    Delivery.objects.update(language="en")
    assert "Open the page" in page(client, f"{ROOT}l/{secret}/")
    assert secret in link_of(secret)


# --- what the provider tells ---


def told(client: Client, **event: str):
    auth = b64encode(b"brev:hemligt").decode()
    return client.post(
        f"{ROOT}handelse/postmark/", json.dumps(event), content_type="application/json",
        headers={"Authorization": f"Basic {auth}"},
    )  # fmt: skip


def test_nobody_is_listened_to_without_a_secret(client, settings, secret):
    assert told(client, RecordType="Bounce").status_code == 404
    settings.ANYMAIL = {"WEBHOOK_SECRET": "brev:annat"}
    assert told(client, RecordType="Bounce").status_code == 400
    assert client.post(f"{ROOT}handelse/okand/").status_code == 404


def test_what_a_provider_tells_is_heard(client, settings, secret):
    settings.ANYMAIL = {"WEBHOOK_SECRET": "brev:hemligt"}
    letter = Delivery.objects.get()
    bounce = {
        "RecordType": "Bounce", "Type": "HardBounce", "TypeCode": 1, "MessageID": letter.message_id, "ID": 1,
        "Email": letter.address, "BouncedAt": timezone.now().isoformat(),
    }  # fmt: skip
    assert told(client, **bounce | {"Type": "Transient", "TypeCode": 2}).status_code == 200
    assert Delivery.objects.get().state == "sent", "it may still arrive"
    assert [told(client, **bounce).status_code for _again in range(2)] == [200, 200]
    assert Delivery.objects.get().state == "bounced"
    assert Suppression.objects.get().source == "provider"


def test_who_calls_it_spam_gets_no_more(client, settings, secret):
    settings.ANYMAIL = {"WEBHOOK_SECRET": "brev:hemligt"}
    letter = Delivery.objects.get()
    spam = {
        "RecordType": "SpamComplaint", "Type": "SpamComplaint", "TypeCode": 512, "ID": 1,
        "MessageID": letter.message_id, "Email": letter.address, "BouncedAt": timezone.now().isoformat(),
    }  # fmt: skip
    assert told(client, **spam).status_code == 200
    assert Suppression.objects.get().address_sha256 == address_hash(letter.address)
    assert not suppress(address_hash(letter.address), "unsubscribed", source="link")
