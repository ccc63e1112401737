"""The pages of consultations: who opens what, what is found in a text, and that nothing typed is lost."""

import re
import uuid

import pytest

from skyddsnat.actors.api import add_membership, organisation
from skyddsnat.knowledge.anonymity import known_words
from skyddsnat.knowledge.consultations import answering, notices
from skyddsnat.knowledge.models import Consultation, ConsultationLink, Lesson
from skyddsnat.knowledge.tests.consultation_cases import SINCE, TEXT, asked, county_coordinator, partner_of

pytestmark = pytest.mark.django_db
BASE = "/kunskap/radgivning/"
ASK = f"{BASE}fraga/"
NAMED = "Vi undrar om Elsa Lindqvist som bor här."


def typed(**more):
    return {
        "organisation": "Stockholms kommun", "method": "", "subject": "Samtal", "text": TEXT, "name": "Kim",
        "email": "kim@example.org", "once": str(uuid.uuid4()), "shown": "", "confirmed": "",
    } | more  # fmt: skip


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def test_anybody_asks_and_gets_a_page_of_their_own(client):
    assert "Ring 112" in client.get(BASE).text
    answer = client.post(ASK, typed())
    assert answer["Referrer-Policy"] == "same-origin"
    page = client.get(answer["Location"])
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cache-Control"] == "no-store"
    assert "Tack, frågan är skickad" in page.text
    assert TEXT in page.text
    assert Consultation.objects.get().organisation.code == "kommun-0180"


def test_a_second_click_asks_nothing_more(client):
    data = typed()
    first, second = (client.post(ASK, data)["Location"] for _twice in range(2))
    assert Consultation.objects.count() == 1
    assert all(client.get(address).status_code == 200 for address in (first, second))


def test_a_personal_number_is_shown_and_stops(client):
    page = client.post(ASK, typed(text="Flickan är 19811218-9876 och rädd.", confirmed="on")).text
    assert "<mark>19811218-9876</mark>" in page
    assert "en flicka, 14 år" in page
    assert 'type="checkbox"' not in page
    assert not Consultation.objects.exists()


def test_a_likely_name_is_asked_about_once(client):
    page = client.post(ASK, typed(text=NAMED)).text
    assert "<mark>Elsa Lindqvist</mark>" in page
    assert NAMED in page  # what was typed stands
    assert 'type="checkbox"' in page
    confirmed = typed(text=NAMED, shown=hidden(page, "shown"), confirmed="on")
    other = client.post(ASK, confirmed | {"text": NAMED + " Och Omar Haddad."}).text
    assert "<mark>Omar Haddad</mark>" in other  # what was confirmed is not what is marked now
    assert not Consultation.objects.exists()
    assert "/lank/" in client.post(ASK, confirmed)["Location"]


def test_names_of_the_registers_are_nobody_s(client):
    assert {"stockholms", "botkyrka", "göteborg"} <= known_words()
    text = "Vi i Upplands Väsby frågar för Botkyrka kommun och Region Stockholm."
    assert client.post(ASK, typed(text=text)).status_code == 302


def test_an_unknown_organisation_is_said_and_the_words_stand(client):
    page = client.post(ASK, typed(organisation="Ingenstans")).text
    assert "finns inte bland aktörerna" in page
    assert TEXT in page


def test_a_partner_asks_for_her_own_and_sees_her_own(client, cast):
    pia, omar = partner_of(cast, "kommun-0180"), partner_of(cast, "kommun-1280", "omar@example.org")
    client.force_login(pia)
    own = organisation("kommun-0180").pk
    answer = client.post(ASK, typed(organisation=own))
    one = Consultation.objects.get()
    assert answer["Location"] == one.get_absolute_url()
    assert "Samtal" in client.get(BASE).text
    page = client.get(answer["Location"]).text
    assert "Vem frågade" not in page
    assert client.post(ASK, typed(organisation=organisation("kommun-1280").pk)).status_code == 200
    client.force_login(omar)
    assert client.get(one.get_absolute_url()).status_code == 404
    assert client.post(f"{one.get_absolute_url()}ta-tillbaka/").status_code == 404
    assert "Samtal" not in client.get(BASE).text


def test_staff_read_the_queue_and_answer(client, cast, method):
    one = asked(method=method)
    client.force_login(cast.coordinator)
    assert client.get(BASE)["Location"] == f"{BASE}ko/"
    assert one.subject in client.get(f"{BASE}ko/").text
    page = client.get(one.get_absolute_url()).text
    assert "Kim" in page
    client.post(f"{one.get_absolute_url()}ta/")
    old = {
        "text": "Börja lugnt.",
        "method": method.pk,
        "once": str(uuid.uuid4()),
        "version": 1,
        "do": "answer",
    }
    again = client.post(one.get_absolute_url(), old).text
    assert "Något har hänt i frågan" in again
    assert "Börja lugnt." in again
    assert client.post(one.get_absolute_url(), old | {"version": hidden(again, "version")}).status_code == 302
    assert one.subject in client.get(f"{BASE}ko/?del=besvarade").text
    assert one.subject not in client.get(f"{BASE}ko/").text


@pytest.mark.parametrize("role", ["economist", "receiver", "outsider", "partner"])
def test_others_see_no_queue(client, cast, role):
    one = asked()
    client.force_login(getattr(cast, role))
    assert client.get(f"{BASE}ko/").status_code == 403
    assert client.get(one.get_absolute_url()).status_code == 404
    for verb in ("ta", "lamna", "avsluta", "oppna", "lardom/ta-bort"):
        assert client.post(f"{one.get_absolute_url()}{verb}/").status_code == 404
    assert client.get(f"{one.get_absolute_url()}lardom/").status_code == 404


@pytest.mark.parametrize("role", ["manager", "auditor"])
def test_those_who_read_do_not_answer(client, cast, role):
    one = asked()
    client.force_login(getattr(cast, role))
    page = client.get(one.get_absolute_url()).text
    assert "Skicka svaret" not in page
    client.post(one.get_absolute_url(), {"text": "x", "version": 1, "once": str(uuid.uuid4())})
    assert one.messages.count() == 1
    assert client.post(f"{one.get_absolute_url()}ta/").status_code == 404


def test_a_county_sees_its_own(client, cast):
    here, there = asked("kommun-0180"), asked("kommun-1280", subject="Annat")
    client.force_login(county_coordinator(cast, "lansstyrelse-01"))
    page = client.get(f"{BASE}ko/").text
    assert here.subject in page
    assert "Annat" not in page
    assert client.get(there.get_absolute_url()).status_code == 404


def test_a_link_reads_and_replies_and_withdraws_and_a_wrong_one_does_not(client, cast):
    one = asked()
    address = f"{BASE}lank/{notices.make_link(one)}/"
    assert "Kim" not in client.get(address).text
    once = str(uuid.uuid4())
    for _twice in range(2):
        said = client.post(address, {"text": "En sak till.", "once": once}, follow=True).text
    assert "Det du skrev är skickat. Du får ett mejl" in said
    assert "Tack, frågan är skickad" not in client.get(f"{address}?tack=1").text  # the address that was saved
    assert one.messages.count() == 2
    client.post(f"{address}ta-tillbaka/")
    assert "Fråga igen" in client.get(address).text
    assert client.get(f"{BASE}lank/nothing/").status_code == 404
    assert client.post(f"{BASE}lank/nothing/ta-tillbaka/").status_code == 404
    ConsultationLink.objects.update(expires_on="2020-01-01")
    assert client.get(address).status_code == 404


def test_opening_the_link_changes_nothing(client, cast):
    one = asked()
    address = f"{BASE}lank/{notices.make_link(one)}/"
    before = Consultation.objects.values().get()
    client.get(address)
    assert client.get(f"{address}ta-tillbaka/").status_code == 405
    assert Consultation.objects.values().get() == before


def test_an_answer_taken_back_is_not_shown_to_the_asker(client, cast):
    one = asked()
    address = f"{BASE}lank/{notices.make_link(one)}/"
    message = answering.answer(
        consultation=one, text="Fel svar helt.", once=uuid.uuid4(), by=cast.coordinator
    )
    assert "Fel svar helt." in client.get(address).text
    client.force_login(cast.coordinator)
    back = f"{BASE}svar/{message.pk}/ta-tillbaka/"
    assert "Underlaget tas också tillbaka." in client.get(back).text
    answering.answer(consultation=one, text="Rätt svar.", once=uuid.uuid4(), by=cast.coordinator)
    assert "Underlaget står kvar" in client.get(back).text
    assert client.post(back, {"reason": ""}).status_code == 200
    assert client.post(back, {"reason": "Fel."}).status_code == 302
    assert client.post(back, {"reason": "Fel."}).status_code == 404
    page = client.get(address).text
    assert "Fel svar helt." not in page
    assert "Tillbakataget" in page


def test_a_lesson_is_checked_like_everything_else(client, cast):
    one = asked()
    client.force_login(cast.coordinator)
    address = f"{one.get_absolute_url()}lardom/"
    assert client.get(address).status_code == 404
    answering.answer(consultation=one, text="Börja lugnt.", once=uuid.uuid4(), by=cast.coordinator)
    told = {"title": "Att börja", "situation": NAMED, "text": "Lugnt.", "version": 0}
    assert "<mark>Elsa Lindqvist</mark>" in client.post(address, told).text
    assert client.post(address, told | {"situation": "Ett barn är tyst."}).status_code == 302
    conflict = client.post(address, told | {"situation": "Ett annat barn är tyst."}).text
    assert "Ett barn är tyst." in conflict
    assert "Ett annat barn är tyst." in conflict
    assert "Att börja" in client.get(one.get_absolute_url()).text
    client.post(f"{address}ta-bort/")
    assert not Lesson.objects.exists()


def test_who_both_asks_and_answers_does_not_answer_herself(client, cast):
    cast.coordinator.roles.add("partner")
    add_membership(
        user=cast.coordinator, organisation=organisation("kommun-0180"), since=SINCE, by=cast.manager
    )
    client.force_login(cast.coordinator)
    client.post(ASK, typed(organisation=organisation("kommun-0180").pk))
    one = Consultation.objects.get()
    assert "Skicka svaret" not in client.get(one.get_absolute_url()).text


def test_what_was_typed_stands_when_the_question_was_closed_meanwhile(client, cast):
    one = asked()
    address = f"{BASE}lank/{notices.make_link(one)}/"
    answering.close(consultation=one, by=cast.coordinator)
    assert "<textarea" not in client.get(address).text
    late = client.post(address, {"text": "En sak till.", "once": str(uuid.uuid4())}).text
    assert "Frågan är avslutad" in late
    assert "En sak till." in late
    client.force_login(cast.coordinator)
    page = client.post(
        one.get_absolute_url(),
        {"text": "Börja lugnt.", "once": str(uuid.uuid4()), "version": 2, "do": "answer"},
    ).text
    assert "öppna frågan igen och svara sedan" in page
    assert "Börja lugnt." in page
    assert one.messages.count() == 1


def test_a_question_back_is_answered_as_such(client, cast):
    one = asked()
    address = f"{BASE}lank/{notices.make_link(one)}/"
    assert "Lägg till något" in client.get(address).text
    answering.ask_back(consultation=one, text="Hur gammal?", once=uuid.uuid4(), by=cast.coordinator)
    assert "Svara på motfrågan" in client.get(address).text


def test_who_has_no_organisation_is_told_so(client, cast):
    client.force_login(cast.economist)
    page = client.get(BASE).text
    assert "Ditt konto hör inte till någon än" in page
    assert "Mina frågor" not in page
    client.logout()
    assert "Ställ en fråga" in client.get(BASE).text
