"""Answers come without a cookie and are kept as sums; a closed survey becomes evidence; staff see what may be seen."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused
from skyddsnat.guidance.models import AnswerCount, Campaign, SpentForm, SurveyWave
from skyddsnat.guidance.survey import actions
from skyddsnat.guidance.survey.answering import new_mark, remove_spent_forms, take
from skyddsnat.guidance.tests.campaigning import a_campaign
from skyddsnat.mandate.models import Assignment, Evidence
from skyddsnat.shared.dates import today
from skyddsnat.shared.languages import NAMES

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def campaign(assignment: Assignment, cast: Cast) -> Campaign:
    return a_campaign(assignment, cast)


@pytest.fixture
def wave(campaign: Campaign, cast: Cast) -> SurveyWave:
    return actions.add_wave(
        campaign=campaign, moment="before", opens=today() - DAY, closes=today() + DAY, by=cast.editor
    )


def mark_on(client: Client, wave: SurveyWave, language: str = "sv") -> str:
    found = re.search(r'name="mark" value="([^"]+)"', client.get(f"/{language}/fraga/{wave.code}/").text)
    assert found
    return found[1]


def answered(wave: SurveyWave, yes: int, no: int, *, day: datetime.date | None = None) -> None:
    for answer, count in (("yes", yes), ("no", no)):
        for _n in range(count):
            take(
                wave=wave, mark=new_mark(wave), answers={"knows": answer, "where": "police", "seen": ""},
                language="sv", day=day or today(),
            )  # fmt: skip


def close(wave: SurveyWave) -> None:
    SurveyWave.objects.filter(pk=wave.pk).update(opens=today() - 9 * DAY, closes=today() - DAY)
    wave.refresh_from_db()


def test_an_answer_is_counted_and_not_kept(client: Client, wave: SurveyWave) -> None:
    client = Client(enforce_csrf_checks=True)
    address = f"/en/fraga/{wave.code}/"
    sent = {"mark": mark_on(client, wave, "en"), "knows": "yes", "where": "police"}
    response = client.post(address, sent)
    assert response["Location"] == f"{address}tack/"
    assert not response.cookies
    client.post(address, sent)  # a double click
    rows = {(row.language, row.question, row.answer, row.count) for row in AnswerCount.objects.all()}
    assert rows == {("en", "knows", "yes", 1), ("en", "where", "police", 1)}
    fields = {field.name for field in AnswerCount._meta.fields}
    assert fields == {"id", "wave", "day", "language", "question", "answer", "count"}
    assert "Thank you" in client.get(response["Location"]).text


def test_the_first_question_is_asked_again_and_the_rest_stays(client: Client, wave: SurveyWave) -> None:
    response = client.post(f"/sv/fraga/{wave.code}/", {"mark": mark_on(client, wave), "where": "staff"})
    assert response.status_code == 422
    assert "Svara på den första frågan." in response.text
    assert re.search(r'value="staff" checked', response.text)
    assert not AnswerCount.objects.exists()


@pytest.mark.parametrize("mark", ["", "made-up"])
def test_a_form_that_is_not_ours_is_asked_again(client: Client, wave: SurveyWave, mark: str) -> None:
    response = client.post(f"/sv/fraga/{wave.code}/", {"mark": mark, "knows": "yes"})
    assert response.status_code == 422
    assert not AnswerCount.objects.exists()


def test_answers_from_another_site_or_made_up_are_not_counted(client: Client, wave: SurveyWave) -> None:
    sent = {"mark": mark_on(client, wave), "knows": "yes"}
    client.post(f"/sv/fraga/{wave.code}/", sent, headers={"Sec-Fetch-Site": "cross-site"})
    client.post(f"/sv/fraga/{wave.code}/", sent | {"knows": "perhaps"})
    assert not AnswerCount.objects.exists()


def test_nothing_is_taken_before_and_after(client: Client, wave: SurveyWave) -> None:
    sent = {"mark": mark_on(client, wave), "knows": "yes"}
    close(wave)
    assert "Enkäten är stängd" in client.post(f"/sv/fraga/{wave.code}/", sent).text
    assert not AnswerCount.objects.exists()
    assert client.get("/sv/fraga/RRRRRR/").status_code == 404


@pytest.mark.parametrize("language", NAMES)
def test_it_speaks_every_language(client: Client, wave: SurveyWave, language: str) -> None:
    for address in (f"/{language}/fraga/{wave.code}/", f"/{language}/fraga/{wave.code}/tack/"):
        response = client.get(address)
        assert response.status_code == 200
        assert f'lang="{language}"' in response.text
        assert response["Cache-Control"] == "no-store"


def test_the_public_is_told_when_thirty_have_answered(client: Client, wave: SurveyWave) -> None:
    thanks = f"/sv/fraga/{wave.code}/tack/"
    answered(wave, 9, 20)
    assert "procent" not in client.get(thanks).text
    answered(wave, 0, 1)
    assert "30 procent av 30 svar, troligen mellan 17 och 48 procent" in client.get(thanks).text
    assert "valde själva att svara" in client.get(thanks).text


def test_its_page_leads_to_it_while_it_is_open(client: Client, wave: SurveyWave) -> None:
    page = wave.campaign.page
    assert page is not None
    address = page.relative_url(None) or ""
    assert f"/sv/fraga/{wave.code}/" in client.get(address).text


def test_a_closed_survey_becomes_evidence_once(wave: SurveyWave) -> None:
    answered(wave, 8, 12)
    assert actions.prove_surveys(today=today()) == 0  # still open
    close(wave)
    assert actions.prove_surveys(today=today()) == 1
    assert actions.prove_surveys(today=today()) == 0
    row = Evidence.objects.get(kind="survey_answered")
    assert (row.quantity, row.activity) == (20, wave.campaign.activity)
    assert "8 av 20" in row.reference
    wave.refresh_from_db()
    assert wave.seq == row.seq


def test_few_answers_stay_outside_the_ledger(wave: SurveyWave) -> None:
    answered(wave, 2, 2)
    close(wave)
    assert actions.prove_surveys(today=today()) == 0


def test_a_small_side_is_not_told_in_the_ledger(wave: SurveyWave) -> None:
    answered(wave, 2, 12)
    close(wave)
    actions.prove_surveys(today=today())
    assert " av " not in Evidence.objects.get(kind="survey_answered").reference


def test_what_stands_in_the_ledger_stays(wave: SurveyWave, cast: Cast) -> None:
    answered(wave, 8, 12)
    close(wave)
    actions.prove_surveys(today=today())
    wave.refresh_from_db()
    changes: list[Any] = [
        lambda: AnswerCount.objects.update(count=9),
        lambda: AnswerCount.objects.all().delete(),
        lambda: AnswerCount.objects.create(
            wave=wave, day=today(), language="de", question="knows", answer="yes", count=1
        ),
        lambda: SurveyWave.objects.update(seq=None),
    ]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    with pytest.raises(Refused, match="liggaren"):
        actions.change_wave(wave=wave, version=wave.version, opens=today(), closes=today(), by=cast.editor)


@pytest.mark.parametrize("row", [{"question": "name"}, {"answer": "perhaps"}, {"count": 0}])
def test_the_database_takes_known_answers_only(wave: SurveyWave, row: dict[str, Any]) -> None:
    right = {"wave": wave, "day": today(), "language": "sv", "question": "knows", "answer": "yes", "count": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerCount.objects.create(**right | row)


def test_each_moment_is_there_once_and_goes_when_nobody_has_answered(wave: SurveyWave, cast: Cast) -> None:
    values = {"campaign": wave.campaign, "moment": "before", "by": cast.editor}
    assert actions.add_wave(opens=wave.opens, closes=wave.closes, **values) == wave
    with pytest.raises(Refused, match="redan"):
        actions.add_wave(opens=wave.opens, closes=wave.closes + DAY, **values)
    answered(wave, 1, 0)
    with pytest.raises(Refused, match="har svar"):
        actions.remove_wave(wave=wave, by=cast.editor)
    AnswerCount.objects.all().delete()
    actions.remove_wave(wave=wave, by=cast.editor)
    assert not SurveyWave.objects.exists()


def test_marks_of_sent_forms_go_after_two_days(wave: SurveyWave) -> None:
    answered(wave, 1, 0, day=today() - 3 * DAY)
    answered(wave, 1, 0)
    assert remove_spent_forms(today=today()) == 1
    assert SpentForm.objects.count() == 1


def test_staff_see_the_share_with_its_interval(client: Client, cast: Cast, wave: SurveyWave) -> None:
    client.force_login(cast.editor)
    answered(wave, 12, 18)
    text = client.get(wave.get_absolute_url()).text
    assert "40 %" in text
    assert "25–58 %" in text
    assert "inte ett urval" in text


def test_small_numbers_are_hidden_from_staff_too(client: Client, cast: Cast, wave: SurveyWave) -> None:
    client.force_login(cast.editor)
    answered(wave, 3, 1)
    text = client.get(wave.get_absolute_url()).text
    assert "färre än 5" in text
    assert "75 %" not in text
    assert "visas inte" in text


@pytest.mark.parametrize("role", ["economist", "manager", "auditor", "partner", "receiver", "outsider"])
def test_others_do_not_see_it(client: Client, cast: Cast, wave: SurveyWave, role: str) -> None:
    client.force_login(getattr(cast, role))
    base = wave.get_absolute_url()
    for address in (base, f"{base}ny/", f"{base}{wave.pk}/andra/", f"{base}{wave.pk}/ta-bort/"):
        assert client.get(address).status_code == 403


def test_days_are_planned_and_changed_on_pages(client: Client, cast: Cast, campaign: Campaign) -> None:
    client.force_login(cast.coordinator)
    base = f"{campaign.get_absolute_url()}enkat/"
    assert client.get(base).status_code == 200
    wrong = client.post(f"{base}ny/", {"moment": "after", "opens": "2026-05-02", "closes": "2026-05-01"})
    assert "Enkäten stänger innan den öppnar" in wrong.text
    client.post(f"{base}ny/", {"moment": "after", "opens": "2026-05-02", "closes": "2026-05-09"})
    made = SurveyWave.objects.get()
    change = {"opens": "2026-05-02", "closes": "2026-06-01", "version": "1"}
    client.post(f"{base}{made.pk}/andra/", change)
    stale = client.post(f"{base}{made.pk}/andra/", change | {"closes": "2026-07-01"})
    assert "2026-06-01" in stale.text
    made.refresh_from_db()
    assert f"{made.closes}" == "2026-06-01"
    client.post(f"{base}{made.pk}/ta-bort/")
    assert not SurveyWave.objects.exists()
