"""The pages of the dialogue: what was typed stays, somebody else's save is shown, strangers find nothing."""

import datetime

import pytest
from django.test import Client

from skyddsnat.actors.models import Organisation
from skyddsnat.core.waiting import Why, waiting_for
from skyddsnat.mandate.actions.agreements import add_agreement
from skyddsnat.mandate.actions.meetings import Party, add_meeting, change_meeting
from skyddsnat.mandate.models import Agreement, Meeting
from skyddsnat.mandate.tests.browsing import browser, text, url
from skyddsnat.mandate.tests.conftest import DAY
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db


def typed(*actors, **more):
    """What the meeting form sends."""
    data = {
        "about": "Metodstödet", "day": "2014-05-07", "is_held": "yes", "form": "meeting", "in_ledger": "on",
        "parties-TOTAL_FORMS": str(max(len(actors), 1)), "parties-INITIAL_FORMS": "0",
    }  # fmt: skip
    for n, name in enumerate(actors):
        data |= {
            f"parties-{n}-organisation": name,
            f"parties-{n}-functions": "jurist",
            f"parties-{n}-persons": "2",
        }
    return data | more


@pytest.fixture
def meeting(started, cast):
    actor = Organisation.objects.get(code="socialstyrelsen")
    return add_meeting(
        assignment=started.assignment, activities=[started], day=DAY, about="Första mötet", parties=[Party(actor)],
        by=cast.coordinator,
    )  # fmt: skip


def test_a_meeting_is_noted_on_the_page(desk, started):
    response = desk.post(
        url("meeting-new", started.assignment.slug), typed("Socialstyrelsen", activities=[started.pk])
    )
    made = Meeting.objects.get()
    assert response.url == made.get_absolute_url()
    shown = text(desk.get(response.url))
    for words in ("Metodstödet", "Socialstyrelsen", "jurist", "7 maj 2014", "Samråd eller möte hållet"):
        assert words in shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"about": "Ring 050613-2384"}, "personnummer"),
        ({"said": "kim@example.org"}, "e-postadress"),
        ({"day": "2090-01-01"}, "framtiden"),
        ({"parties-0-organisation": ""}, "Skriv vilken organisation"),
        ({"parties-0-organisation": "Finns inte"}, "finns inte bland aktörerna"),
        ({"parties-0-persons": "0"}, "Antal personer – "),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, started, wrong, said):
    shown = text(
        desk.post(
            url("meeting-new", started.assignment.slug),
            typed("Socialstyrelsen", **{"said": "Mina ord"} | wrong),
        )
    )
    assert said in shown
    assert "jurist" in shown
    assert "Något behöver rättas" in shown
    assert not Meeting.objects.exists()


def test_more_rows_keep_what_was_typed_and_save_nothing(desk, started):
    shown = desk.post(url("meeting-new", started.assignment.slug), typed("Socialstyrelsen", more="1"))
    assert shown.content.decode().count("-functions") > 4
    assert 'value="Socialstyrelsen"' in text(shown)
    assert "Något behöver rättas" not in text(shown)
    assert not Meeting.objects.exists()


def test_the_second_editor_sees_what_the_first_saved(desk, meeting, cast):
    police = [Party(Organisation.objects.get(code="rikspolisstyrelsen"), "utredare")]
    change_meeting(
        meeting=meeting,
        version=1,
        by=cast.coordinator,
        said="Kollegans ord",
        about="Kollegans rubrik",
        parties=police,
    )
    page = url("meeting-change", meeting.assignment.slug, meeting.pk)
    mine = typed("Socialstyrelsen", said="Mina ord", version="1")
    response = desk.post(page, mine)
    shown = text(response)
    assert {row["value"] for row in response.context["theirs"]} >= {
        "Kollegans ord", "Kollegans rubrik", "Rikspolisstyrelsen, utredare"
    }  # fmt: skip
    assert "Kollegans ord" in shown
    assert "Mina ord" in shown
    assert desk.post(page, mine | {"version": "2"}).status_code == 302
    assert Meeting.objects.get().said == "Mina ord"


def test_saving_the_same_twice_is_no_conflict(desk, meeting):
    page = url("meeting-change", meeting.assignment.slug, meeting.pk)
    mine = typed("Socialstyrelsen", said="Mina ord", version="1")
    assert [desk.post(page, mine).status_code for _time in range(2)] == [302, 302]
    assert Meeting.objects.get().said == "Mina ord"


def test_the_second_to_follow_a_meeting_up_sees_what_the_first_wrote(desk, meeting):
    page = url("meeting-follow-up", meeting.assignment.slug, meeting.pk)
    first = {"on": "2014-06-02", "note": "Rutinen används", "version": "1"}
    assert [desk.post(page, first).status_code for _time in range(2)] == [302, 302]
    shown = text(desk.post(page, first | {"note": "Mina ord"}))
    assert "Rutinen används" in shown
    assert "Mina ord" in shown
    assert Meeting.objects.get().follow_up_note == "Rutinen används"
    assert desk.post(page, first | {"note": "Mina ord", "version": "2"}).status_code == 302


def test_the_list_is_narrowed(desk, meeting, assignment):
    page = url("dialogue", assignment.slug)
    assert "Första mötet" in text(desk.get(page))
    assert "Första mötet" in text(desk.get(f"{page}?actor=Socialstyrelsen&clause=1&since=2014-05-01"))
    for query in ("actor=Statskontoret", "clause=3", "since=2014-06-01", "until=2014-01-01", "open=on"):
        shown = text(desk.get(f"{page}?{query}"))
        assert "Första mötet" not in shown, query
        assert "Inga möten passar" in shown


def test_silence_is_grey_and_said(desk, assignment):
    shown = text(desk.get(url("dialogue-actors", assignment.slug)))
    assert "Ingen dialog inskriven" in shown
    assert '<strong class="tag neutral">Ingen dialog inskriven</strong>' in shown


def test_an_agreement_goes_from_open_to_done_and_back(desk, meeting, assignment):
    page = url("agreement-new", assignment.slug, meeting.pk)
    assert (
        desk.post(
            page, {"what": "Svarar", "organisation": "Socialstyrelsen", "due": "2014-05-20"}
        ).status_code
        == 302
    )
    deal = Agreement.objects.get()
    settle = url("agreement-settle", assignment.slug, meeting.pk, deal.pk)
    assert "Försenad" in text(desk.get(url("agreements", assignment.slug)))
    assert "Skriv" in text(desk.post(settle, {"on": "2014-05-21", "note": "", "drop": "1", "version": "1"}))
    desk.post(settle, {"on": "2014-05-21", "note": "Klart", "done": "1", "version": "1"})
    deal.refresh_from_db()
    assert (deal.state, deal.settled_on) == ("done", datetime.date(2014, 5, 21))
    twice = desk.post(settle, {"on": "2014-05-21", "note": "Klart", "done": "1", "version": "1"})
    assert twice.status_code == 302
    second = text(desk.post(settle, {"on": "2014-05-22", "note": "Mina ord", "done": "1", "version": "1"}))
    assert "Någon annan har sparat" in second
    assert "Mina ord" in second
    desk.post(settle, {"reopen": "1"})
    deal.refresh_from_db()
    assert (deal.state, deal.settled_on) == ("open", None)


def test_removing_asks_first(desk, meeting, assignment):
    page = url("meeting-remove", assignment.slug, meeting.pk)
    assert "tas tillbaka" in text(desk.get(page))
    assert Meeting.objects.exists()
    desk.post(page)
    assert not Meeting.objects.exists()


def test_strangers_and_other_assignments_find_nothing(meeting, cast):
    page = url("meeting", "another-one", meeting.pk)
    assert browser(cast.coordinator).get(page).status_code == 404
    assert browser(cast.outsider).get(meeting.get_absolute_url()).status_code == 403
    assert Client().get(meeting.get_absolute_url()).status_code == 302


def test_late_agreements_and_untold_meetings_wait_for_those_who_write(meeting, cast):
    add_agreement(
        meeting=meeting, what="Min uppgift", colleague=cast.coordinator, due=DAY, by=cast.coordinator
    )
    Meeting.objects.create(
        assignment=meeting.assignment, day=today() - datetime.timedelta(days=1), about="Inte berättat",
        entered_by=cast.coordinator,
    )  # fmt: skip
    waits = {task.label: task.why for task in waiting_for(cast.coordinator)}
    assert (waits["Min uppgift"], waits["Inte berättat"]) == (Why.LATE, Why.WAITING)
    assert "Min uppgift" not in {task.label for task in waiting_for(cast.manager)}
