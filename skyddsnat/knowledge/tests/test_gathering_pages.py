"""The pages: open to everybody, to those with a link, and to those who arrange; nothing typed is lost."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from skyddsnat.conftest import Cast
from skyddsnat.core.models import AuditEntry
from skyddsnat.knowledge.gatherings.actions import change_gathering
from skyddsnat.knowledge.gatherings.evaluating import take_answers
from skyddsnat.knowledge.gatherings.keys import (
    key_to_certificate,
    key_to_evaluation,
    key_to_registration,
)
from skyddsnat.knowledge.gatherings.questions import LEVELS
from skyddsnat.knowledge.gatherings.registering import Person, Sender, change_registration
from skyddsnat.knowledge.models import EvaluationCount, Gathering, Participant, Registration
from skyddsnat.knowledge.tests.gathering_cases import CITY, a_gathering, come, held, names, seated
from skyddsnat.mandate.models import Activity

pytestmark = pytest.mark.django_db
HERE = "/kunskap/traffar/"
DESK = f"{HERE}hantera/"


@pytest.fixture
def coming(begun: Activity, cast: Cast) -> Gathering:
    return a_gathering(begun, cast, capacity=3, title_en="When a child is exploited")


def typed(*people: str, **changed: str) -> dict[str, str]:
    rows = {f"row_{n}_name": name for n, name in enumerate([*people, "", ""])}
    return {
        "organisation": CITY, "contact_name": "Åsa", "contact_email": "asa@example.org", "language": "sv",
        "together": "split", "once": str(uuid.uuid4()), **rows, **changed,
    }  # fmt: skip


def test_everybody_reads_what_is_coming(client: Client, coming: Gathering) -> None:
    assert "När ett barn utnyttjas" in client.get(HERE).text
    page = client.get(f"{HERE}{coming.pk}/")
    assert "Öppen för anmälan" in page.text
    assert (
        "When a child is exploited"
        in client.get(f"{HERE}{coming.pk}/", headers={"accept-language": "en"}).text
    )
    file = Calendar.from_ical(client.get(f"{HERE}{coming.pk}/traff.ics").content)
    event = file.walk("VEVENT")[0]
    assert (event["dtstart"].dt, event["status"], event["sequence"]) == (coming.starts, "CONFIRMED", 0)
    assert client.get(f"{HERE}{coming.pk + 1}/").status_code == 404


def test_an_empty_list_says_so(client: Client) -> None:
    assert "Inga träffar är planerade" in client.get(HERE).text


def test_registering_keeps_what_was_typed_and_grows_by_rows(client: Client, coming: Gathering) -> None:
    address = f"{HERE}{coming.pk}/anmal/"
    more = client.post(address, typed("Bo", "Eva") | {"more": "1"})
    assert more.text.count('name="row_') >= 9 * 3
    assert 'value="Eva"' in more.text
    assert "Något behöver rättas" not in more.text
    wrong = client.post(address, typed("Bo") | {"contact_email": "nej", "row_1_email": "x@example.org"})
    assert 'value="Bo"' in wrong.text
    assert "Skriv namnet, eller töm raden" in wrong.text
    assert "minst en som kommer" in client.post(address, typed()).text
    assert not Registration.objects.exists()


def test_a_registration_sent_twice_is_one_and_leads_to_its_page(client: Client, coming: Gathering) -> None:
    sent = typed("Bo", "Eva", "Kim", "Siv")
    answers = [client.post(f"{HERE}{coming.pk}/anmal/", sent) for _again in range(2)]
    assert Registration.objects.count() == 1
    assert all(one["Referrer-Policy"] == "same-origin" for one in answers)
    page = client.get(answers[1]["Location"])
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cache-Control"] == "no-store"
    assert "Väntelista" in page.text
    assert seated(coming) == ["Bo", "Eva", "Kim"]
    assert "Fullt, väntelista" in client.get(f"{HERE}{coming.pk}/").text


def test_a_program_that_fills_in_everything_registers_nobody(client: Client, coming: Gathering) -> None:
    client.post(f"{HERE}{coming.pk}/anmal/", typed("Bo") | {"website": "http://example.org"})
    assert not Registration.objects.exists()


def test_changing_and_cancelling_by_the_link(client: Client, coming: Gathering) -> None:
    mine = come(coming, "Bo", "Eva")
    link = f"{HERE}min/{key_to_registration(mine)}/"
    form = client.get(f"{link}andra/").text
    assert 'value="Eva"' in form
    bo = mine.participants.get(name="Bo")
    change_registration(
        registration=mine, version=1, sender=Sender(CITY, "Åsa", "asa@example.org"),
        people=[Person("Bo", key=bo.pk), Person("Deras")],
    )  # fmt: skip
    sent = typed("Bo", "Min", row_0_key=str(bo.pk), version="1")
    conflict = client.post(f"{link}andra/", sent)
    assert "Deras" in conflict.text
    assert 'value="Min"' in conflict.text
    client.post(f"{link}andra/", sent | {"version": "2"})
    assert names(coming) == ["Bo", "Min"]
    assert client.get(f"{link}avboka/").status_code == 200
    assert names(coming) == ["Bo", "Min"]  # asking changes nothing
    client.post(f"{link}avboka/")
    assert not Participant.objects.exists()
    assert "Anmälan är avbokad" in client.get(link).text


@pytest.mark.parametrize("path", ["min/{}/", "min/{}/andra/", "min/{}/avboka/", "intyg/{}/", "fragor/{}/"])
def test_a_link_that_was_never_made_opens_nothing(client: Client, path: str) -> None:
    answer = client.get(HERE + path.format("x" * 43))
    assert answer.status_code == 404
    assert "Länken gäller inte" in answer.text
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_link_to_one_registration_opens_no_certificate_of_another(
    client: Client, begun: Activity, cast: Cast
) -> None:
    past = a_gathering(begun, cast, days=-2)
    mine, theirs = come(past, "Bo"), come(past, "Eva")
    held(past, cast, "Bo", "Eva")
    link = f"{HERE}min/{key_to_registration(mine)}/"
    own = client.get(f"{link}intyg/{mine.participants.get().pk}/")
    assert (own.status_code, own["Content-Type"]) == (200, "application/pdf")
    assert client.get(f"{link}intyg/{theirs.participants.get().pk}/").status_code == 404
    personal = client.get(f"{HERE}intyg/{key_to_certificate(theirs.participants.get())}/")
    assert personal.content.startswith(b"%PDF")


def test_answers_are_kept_when_one_is_missing_and_counted_once(
    client: Client, begun: Activity, cast: Cast
) -> None:
    past = a_gathering(begun, cast, days=-2)
    address = f"{HERE}fragor/{key_to_evaluation(past, 'after')}/"
    answers = dict.fromkeys(LEVELS["after"], "much")
    missing = client.post(address, answers | {"sure_after": "", "comment": "Mer övning"})
    assert "Välj det svar som ligger närmast" in missing.text
    assert "Mer övning" in missing.text
    assert not EvaluationCount.objects.exists()
    sent = client.post(address, answers)
    assert "De är räknade" in client.get(sent["Location"]).text
    assert client.post(address, answers).status_code == 404
    assert set(EvaluationCount.objects.values_list("count", flat=True)) == {1}


def desk_pages(gathering: Gathering) -> list[str]:
    one = f"{DESK}{gathering.pk}/"
    return [
        f"{DESK}ny/",
        *(f"{one}{more}/" for more in ("andra", "stall-in", "ta-bort", "narvaro", "svar/skriv")),
    ]


def test_who_may_open_what(client: Client, begun: Activity, cast: Cast) -> None:
    past = a_gathering(begun, cast, days=-2)
    come(past, "Alfhild")
    for role in (
        "coordinator",
        "editor",
        "manager",
        "auditor",
        "economist",
        "partner",
        "receiver",
        "outsider",
    ):
        client.force_login(getattr(cast, role))
        reads = role in {"coordinator", "editor", "manager", "auditor"}
        writes = role in {"coordinator", "editor"}
        for address in (DESK, past.get_absolute_url(), f"{past.get_absolute_url()}svar/"):
            assert client.get(address).status_code == (200 if reads else 403), (role, address)
        for address in desk_pages(past):
            assert client.get(address).status_code == (200 if writes else 403), (role, address)
        assert ("Alfhild" in client.get(past.get_absolute_url()).text) is writes
    client.logout()
    assert client.get(DESK).status_code == 302


def test_making_and_changing_keeps_what_was_typed(client: Client, cast: Cast, begun: Activity) -> None:
    client.force_login(cast.editor)
    sent = {
        "kind": "forum", "title": "Chefer möts", "group": "leaders", "start_day": "2027-03-01", "start_time": "10:00",
        "end_time": "09:00", "where": "Umeå", "closes_on": "2027-02-20", "activity": str(begun.pk),
    }  # fmt: skip
    wrong = client.post(f"{DESK}ny/", sent)
    assert "slutar innan den börjar" in wrong.text
    assert 'value="Chefer möts"' in wrong.text
    client.post(f"{DESK}ny/", sent | {"end_time": "12:00"})
    made = Gathering.objects.get(title="Chefer möts")
    assert made.keep_until.isoformat() == "2027-06-29"
    change_gathering(gathering=made, version=1, title="Deras rubrik", by=cast.coordinator)
    again = sent | {"end_time": "12:00", "title": "Min rubrik", "version": "1"}
    conflict = client.post(f"{DESK}{made.pk}/andra/", again)
    assert "Deras rubrik" in conflict.text
    assert 'value="Min rubrik"' in conflict.text
    client.post(f"{DESK}{made.pk}/andra/", again | {"version": "2", "keep_until": "2027-06-29"})
    made.refresh_from_db()
    assert made.title == "Min rubrik"


def test_ticking_changes_only_what_differs_and_done_ends_it(
    client: Client, cast: Cast, begun: Activity
) -> None:
    past = a_gathering(begun, cast, days=-2)
    come(past, "Bo", "Eva", "Kim")
    bo, eva, kim = Participant.objects.order_by("pk")
    client.force_login(cast.editor)
    address = f"{DESK}{past.pk}/narvaro/"
    client.post(address, {"came": [bo.pk]})
    client.post(address, {"came": [eva.pk]})  # a page that was opened before the first was sent
    assert names(past, attended=True) == ["Bo", "Eva"]
    client.post(address, {"was": [bo.pk, eva.pk], "came": [eva.pk, kim.pk], "done": "1"})
    assert names(past, attended=True) == ["Eva", "Kim"]
    assert "Underlag nr" in client.get(past.get_absolute_url()).text
    paper = client.get(f"{DESK}{past.pk}/intyg/{eva.pk}/")
    assert paper["Content-Type"] == "application/pdf"
    assert client.get(f"{DESK}{past.pk}/intyg/{bo.pk}/").status_code == 302
    client.post(f"{address}oppna/")
    past.refresh_from_db()
    assert past.attendance_done_at is None


def test_the_list_of_people_is_a_file_that_leaves_a_line_in_the_log(
    client: Client, cast: Cast, coming: Gathering
) -> None:
    come(coming, "Bo")
    client.force_login(cast.editor)
    file = client.get(f"{coming.get_absolute_url()}?list=people&format=csv")
    assert "Bo" in b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]
    assert AuditEntry.objects.filter(verb="export.made").count() == 1


def test_few_answers_are_not_shown(client: Client, cast: Cast, begun: Activity) -> None:
    past = a_gathering(begun, cast, days=-2)
    client.force_login(cast.manager)
    address = f"{DESK}{past.pk}/svar/"
    for n in range(5):
        take_answers(
            secret=key_to_evaluation(past, "after"),
            answers=dict.fromkeys(LEVELS["after"], "much") | {"sure_before": "not"}, comment=f"Ord {n}",
        )  # fmt: skip
        page = client.get(address).text
        assert ("Ord 0" in page) is (n == 4)
        assert ("100 % säkra på vad de ska göra, mot 0 % före" in re.sub("\xa0", " ", page)) is (n == 4)
    assert "skriv" not in re.findall(r'href="([^"]+)"', page)


def test_staff_cancel_for_somebody_and_write_what_came_of_it(
    client: Client, cast: Cast, coming: Gathering, begun: Activity
) -> None:
    mine = come(coming, "Bo")
    client.force_login(cast.editor)
    address = f"{DESK}{coming.pk}/anmalan/{mine.pk}/avboka/"
    assert client.get(address).status_code == 200
    client.post(address)
    assert not mine.participants.exists()
    past = a_gathering(begun, cast, days=-2)
    assert client.post(f"{DESK}{past.pk}/anmalan/{mine.pk}/avboka/").status_code == 404
    client.post(f"{DESK}{past.pk}/svar/skriv/", {"text": "En ny rutin", "version": "1"})
    assert "En ny rutin" in client.get(f"{DESK}{past.pk}/svar/").text
    conflict = client.post(f"{DESK}{past.pk}/svar/skriv/", {"text": "Mitt", "version": "1"})
    assert "En ny rutin" in conflict.text
    assert ">\nMitt" in conflict.text
    client.post(f"{DESK}{coming.pk}/stall-in/")
    coming.refresh_from_db()
    assert coming.cancelled_at is not None
    assert coming.cancelled_at <= timezone.now()
