"""Spreading what was agreed: the library, the letters and the ladder, and the numbers that lead to their evidence."""

from __future__ import annotations

import pytest
from django.urls import reverse

from skyddsnat.actors.api import organisation
from skyddsnat.cooperation.models import Spreading
from skyddsnat.cooperation.questions.actions import practice, spreading, states
from skyddsnat.cooperation.questions.kinds import State
from skyddsnat.cooperation.tests.question_cases import (
    DONE,
    HOME,
    TITLE,
    agreed,
    an_activity,
    member,
    sent,
    working,
    written,
)
from skyddsnat.cooperation.tests.test_questions_pages import browser, page, text
from skyddsnat.core.api import Refused
from skyddsnat.knowledge.api import LibraryPage, Method, reached_by_mailing
from skyddsnat.mandate.api import verify
from skyddsnat.mandate.models import Evidence
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db


def evidence(kind: str) -> int:
    return Evidence.objects.filter(kind=kind).count()


def test_nothing_is_spread_before_it_is_agreed_on(assignment, cast):
    one = working(assignment, cast, activity=an_activity(assignment, cast))
    with pytest.raises(Refused):
        spreading.prepare_spreading(question=one, audience="counties", by=cast.coordinator)
    written(one, cast)
    with pytest.raises(Refused):
        states.say_spread(question=one, by=cast.coordinator)


def test_the_letter_the_library_and_the_ladder_are_made_once(assignment, cast):
    one = agreed(assignment, cast)
    for audience in ("counties", "counties", "social", "police", "prosecutors"):
        spreading.prepare_spreading(question=one, audience=audience, by=cast.coordinator)
    one.refresh_from_db()
    assert one.practices.get().spreadings.count() == 4
    assert (one.method.is_experience, one.method.activity_id) == (True, one.activity_id)
    assert Method.objects.filter(is_experience=True).count() == 1
    page = LibraryPage.objects.get(title=TITLE)
    assert (page.live, page.kind, page.audiences) == (False, "experience", ["social", "police", "prosecutor"])
    letter = one.practices.get().spreadings.get(audience="counties").mailing
    assert (letter.state, letter.kinds, letter.method) == ("draft", ["county_board"], one.method)
    assert DONE in letter.body


def test_whom_the_letters_reach_stands_on_the_ladder_and_is_evidence_of_the_activity(assignment, cast):
    one = agreed(assignment, cast)
    with pytest.raises(Refused, match="nått någon"):
        states.say_spread(question=one, by=cast.coordinator)
    letter = sent(one, cast)
    one.refresh_from_db()
    rows = reached_by_mailing(letter.mailing)
    assert [row.organisation.kind for row in rows] == ["county_board", "county_board"]
    assert {row.evidence.kind_id for row in rows} == {"experience_spread"}
    assert {row.evidence.activity_id for row in rows} == {one.activity_id}
    assert one.method.rungs.filter(step="reached").count() == 2
    assert (evidence("experience_spread"), evidence("actor_reached")) == (2, 0)
    assert states.say_spread(question=one, by=cast.coordinator).state == State.SPREAD
    assert verify(assignment) == []


def test_a_text_with_brackets_is_still_a_letter(assignment, cast):
    one = working(assignment, cast, activity=an_activity(assignment, cast))
    text = practice.write_practice(question=one, number=0, text="Fråga {skolan} först.", by=cast.coordinator)
    for party in one.parties.all():
        practice.agree(
            practice=text, organisation=party.organisation, on=today(), reference="Brev", by=cast.coordinator
        )
    practice.approve_practice(practice=text, by=cast.manager)
    letter = spreading.prepare_spreading(question=one, audience="police", by=cast.coordinator)
    assert "(skolan)" in letter.mailing.body


# --- the pages ---


def test_counts_lead_to_whom_was_reached_and_on_to_the_evidence(assignment, cast):
    one = agreed(assignment, cast)
    client = browser(cast.coordinator)
    assert client.post(page("-spread", one.pk, "police")).status_code == 302
    sent(one, cast)
    shown = text(client.get(page("", one.pk)))
    reached = page("-reached", one.pk, "counties")
    assert f'<a href="{reached}">2</a>' in shown
    row = Spreading.objects.get(audience="counties").mailing.method.rungs.first().evidence
    ledger = reverse("mandate:evidence", args=[assignment.slug, row.seq])
    assert ledger in text(client.get(reached))
    assert client.get(ledger).status_code == 200
    assert client.post(page("-say-spread", one.pk)).status_code == 302
    one.refresh_from_db()
    assert one.state == State.SPREAD


def test_a_partner_sees_whom_it_reached_but_not_the_ledger_nor_the_letters(assignment, cast):
    one = agreed(assignment, cast)
    letter = sent(one, cast)
    partner = member(cast.partner, organisation(HOME), cast)
    shown = text(browser(partner).get(page("", one.pk)))
    assert DONE in shown
    for url in (letter.mailing.get_absolute_url(), assignment.get_absolute_url()):
        assert f'href="{url}' not in shown
    assert "/underlag/" not in text(browser(partner).get(page("-reached", one.pk, "counties")))


def test_an_unknown_audience_is_no_page(assignment, cast):
    begun = working(assignment, cast)
    client = browser(cast.coordinator)
    assert client.get(page("-reached", begun.pk, "neighbours")).status_code == 404
    assert client.post(page("-spread", begun.pk, "neighbours")).status_code == 404
