"""The sentences of the decision that order nothing of us, as the assignment's page shows them."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def shown_to(user, assignment, language: str = "sv") -> str:
    client = Client()
    client.force_login(user)
    response = client.get(assignment.get_absolute_url(), headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def test_they_are_counted_and_each_says_why(cast, assignment):
    page = shown_to(cast.auditor, assignment)
    assert "Meningar som inte ålägger oss något (9)" in page
    assert "Tecken 3724–3926" in page
    assert "Gäller någon annan" in page
    assert "Datumet binder Statskontoret." in page


def test_they_are_there_in_english(cast, assignment):
    page = shown_to(cast.auditor, assignment, "en")
    assert "Sentences that order nothing of us (9)" in page
    assert "The date binds the Agency for Public Management." in page


def test_with_the_decisions_text_the_sentence_itself_is_shown(cast, assignment):
    assignment.text = "x" * 3724 + "Någon annan ska göra det." + "x" * 5000
    assignment.save(update_fields=["text"])
    assert "Någon annan ska göra det." in shown_to(cast.auditor, assignment)
    assert '<th scope="row" role="rowheader" lang="sv"' in shown_to(cast.auditor, assignment, "en")


def test_without_any_nothing_is_said(cast, assignment):
    assignment.handled.all().delete()
    assert "Meningar som inte ålägger" not in shown_to(cast.auditor, assignment)
