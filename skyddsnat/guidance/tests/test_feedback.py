"""A visitor says what does not work, without a cookie; staff handle it; time takes it away."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from skyddsnat.conftest import Cast
from skyddsnat.guidance.feedback import receive, remove_old_feedback
from skyddsnat.guidance.models import Feedback
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
GIVE = "/en/feedback/"


def test_what_is_said_is_kept_and_thanked_for() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(GIVE, {"text": "The button is too small", "address": "/en/crime/", "contact": ""})
    assert response.status_code == 302
    assert response["Location"] == "/en/feedback/tack/"
    assert not response.cookies
    assert client.get(response["Location"]).status_code == 200
    one = Feedback.objects.get()
    assert (one.text, one.address, one.language) == ("The button is too small", "/en/crime/", "en")


def test_nothing_said_is_told_and_what_was_typed_stays(client: Client) -> None:
    response = client.post(GIVE, {"text": " ", "contact": "me@example.org"})
    assert response.status_code == 422
    assert "Write what does not work." in response.text
    assert "me@example.org" in response.text
    assert not Feedback.objects.exists()


def test_a_form_from_another_site_is_not_taken(client: Client) -> None:
    client.post(GIVE, {"text": "spam"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert not Feedback.objects.exists()


def test_a_double_click_is_one_comment() -> None:
    for _n in range(2):
        receive(text="samma", address="", contact="", language="sv")
    assert Feedback.objects.count() == 1


def test_nobody_has_said_anything(client: Client, cast: Cast) -> None:
    client.force_login(cast.editor)
    assert "Ingen har sagt något än" in client.get("/publikt/synpunkter/").text


def test_editors_read_and_handle_and_undo(client: Client, cast: Cast) -> None:
    one = receive(text="<b>för liten</b>", address="/sv/", contact="", language="sv")
    client.force_login(cast.editor)
    assert "&lt;b&gt;för liten" in client.get("/publikt/synpunkter/").text
    assert "1 synpunkt" in client.get("/").text
    client.post(f"/publikt/synpunkter/{one.pk}/hanterad/", {"handled": "1"})
    one.refresh_from_db()
    assert one.handled_by == cast.editor
    client.post(f"/publikt/synpunkter/{one.pk}/hanterad/", {"handled": "0"})
    one.refresh_from_db()
    assert one.handled_by is None


@pytest.mark.parametrize("role", ["economist", "auditor", "partner", "receiver", "outsider"])
def test_others_do_not(client: Client, cast: Cast, role: str) -> None:
    one = receive(text="hej", address="", contact="", language="sv")
    client.force_login(getattr(cast, role))
    for address in ("/publikt/synpunkter/", f"/publikt/synpunkter/{one.pk}/"):
        assert client.get(address).status_code == 403
    assert client.post(f"/publikt/synpunkter/{one.pk}/hanterad/", {"handled": "1"}).status_code == 403


def test_after_a_year_it_is_gone() -> None:
    old = receive(text="gammalt", address="", contact="", language="sv")
    Feedback.objects.filter(pk=old.pk).update(received_at=timezone.now() - datetime.timedelta(days=367))
    receive(text="nytt", address="", contact="", language="sv")
    assert remove_old_feedback(today=today()) == 1
    assert [one.text for one in Feedback.objects.all()] == ["nytt"]


def test_the_list_opens_before_anything_has_been_said(client: Client, cast: Cast) -> None:
    client.force_login(cast.editor)
    assert "Ingen har sagt något än" in client.get("/publikt/synpunkter/").text
