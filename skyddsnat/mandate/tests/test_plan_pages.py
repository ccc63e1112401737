"""The plan's pages: drawn and in words, moved without losing the place, history, copies and approval."""

import datetime
import re
import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from skyddsnat.mandate.actions import activities
from skyddsnat.mandate.actions.dependencies import add_deadline, add_dependency
from skyddsnat.mandate.actions.plans import approve_plan, send_plan
from skyddsnat.mandate.models import Activity, ActivityChange, ActivityDependency, PlanCopy, PlanVersion
from skyddsnat.mandate.tests.browsing import browser, text, url
from skyddsnat.mandate.tests.conftest import DAY

pytestmark = pytest.mark.django_db
SLUG = "2014-child-protection"


@pytest.fixture
def second(assignment, activity, cast):
    """Waits for the first, and begins before it is done."""
    made = activities.add_activity(
        assignment=assignment, title="Utbildning <1>", purpose="x", responsible=cast.manager, budget_ore=500,
        starts=datetime.date(2014, 8, 1), ends=datetime.date(2014, 12, 1), by=cast.coordinator,
    )  # fmt: skip
    add_dependency(activity=made, after=activity, by=cast.coordinator)
    return made


def svg_of(page: str) -> ET.Element:
    found = re.search(r'<svg [^>]*class="schedule".*?</svg>', page, re.DOTALL)
    return ET.fromstring(found.group())


def labels(page: str) -> list[str]:
    return [link[0].text for link in svg_of(page).iter("{http://www.w3.org/2000/svg}a")]


def typed(response) -> dict[str, str]:
    """What stands in the form that was shown again."""
    return {name: response.context["form"][name].value() for name in response.context["form"].fields}


# --- the plan ---


def test_the_plan_is_drawn_with_a_name_for_each_bar_and_written_in_a_table(desk, second):
    page = text(desk.get(url("plan", SLUG)))
    shown = labels(page)
    assert shown[0].startswith("1 Metodstöd. 6 maj 2014–30 september 2014. Försenad")
    assert "Väntar på insats 1" in " ".join(shown)
    assert len(shown) == 2 + 4  # and the obligations
    assert (
        "Insats 2 ska börja 1 augusti 2014, men väntar på insats 1 som är klar först 30 september 2014"
        in page
    )
    assert "Bruten ordning" in page
    assert "<1>" not in page


@pytest.mark.parametrize("query", ["?zoom=year", "?zoom=quarter&from=2014-05", "?zoom=month&from=2014-05", "?zoom=x",
                                   "?zoom=month&from=9999-12", "?zoom=year&from=0001-01", "?from=abc&zoom=month",
                                   "?group=person", "?group=none&sort=-budget", "?group=x&sort=x"])  # fmt: skip
def test_every_view_of_the_plan_shows_every_activity(desk, second, query):
    page = text(desk.get(url("plan", SLUG) + query))
    assert len(labels(page)) == 6


@pytest.mark.parametrize(
    "sort", ["number", "title", "task", "responsible", "planned", "actual", "state", "waits", "budget"]
)
def test_the_table_sorts_both_ways(desk, second, sort):
    def order(query):
        page = text(desk.get(url("plan", SLUG) + query))
        return re.findall(r'<tr role="row" id="insats-(\d+)"', page)

    assert sorted(order(f"?sort={sort}")) == sorted(order(f"?sort=-{sort}")) == ["1", "2"]
    assert order("?sort=-number") == ["2", "1"]


def test_an_empty_plan_teaches(desk, assignment):
    page = text(desk.get(url("plan", SLUG)))
    assert "Inga insatser än" in page
    assert "Skicka planen för godkännande" not in page


def test_the_reader_has_no_buttons(second, cast):
    page = text(browser(cast.auditor).get(url("plan", SLUG)))
    for hidden in (">Flytta<", "Skicka planen för godkännande", "Kopiera insatser"):
        assert hidden not in page


def test_two_hundred_activities_are_drawn(desk, assignment, activity, cast):
    Activity.objects.bulk_create(
        Activity(
            assignment=assignment, number=number, title=f"Insats {number}", purpose="x", starts=DAY, ends=DAY,
            responsible=cast.coordinator,
        )
        for number in range(2, 201)
    )  # fmt: skip
    assert len(labels(text(desk.get(url("plan", SLUG))))) == 204


def test_the_page_asks_no_more_of_the_database_when_the_plan_grows(desk, assignment, activity, second, cast):
    approve_plan(version=send_plan(assignment=assignment, by=cast.coordinator), by=cast.manager)

    def asked():
        with CaptureQueriesContext(connection) as found:
            desk.get(url("plan", SLUG))
        return len(found)

    asked()
    few = asked()
    for number in range(5):
        made = activities.add_activity(
            assignment=assignment, title=f"Ny {number}", purpose="x", responsible=cast.coordinator, starts=DAY,
            ends=DAY, clauses=activity.clauses.all(), by=cast.coordinator,
        )  # fmt: skip
        add_dependency(activity=made, after=activity, by=cast.coordinator, why="x")
    assert asked() == few


# --- moving ---


def test_an_activity_is_moved_and_the_reader_is_back_where_they_were(desk, activity):
    address = url("plan-move", SLUG, 1) + "?group=person&zoom=quarter&from=2014-04&evil=1"
    done = desk.post(address, {"starts": "2014-06-01", "ends": "2014-09-30", "version": "1", "why": ""})
    assert done.url == f"/uppdrag/{SLUG}/plan/?group=person&zoom=quarter&from=2014-04#insats-1"
    activity.refresh_from_db()
    assert activity.starts == datetime.date(2014, 6, 1)


def test_the_second_of_two_is_shown_what_the_first_saved(desk, activity, cast):
    activities.change_activity(
        activity=activity, version=1, by=cast.manager, starts=datetime.date(2014, 7, 1)
    )
    response = desk.post(
        url("plan-move", SLUG, 1), {"starts": "2014-06-01", "ends": "2014-09-30", "version": "1"}
    )
    page = text(response)
    assert "Det här sparade någon annan medan du skrev" in page
    assert "1 juli 2014–30 september 2014" in page
    assert typed(response)["starts"] == "2014-06-01"
    assert typed(response)["version"] == "2"


def test_a_move_backwards_or_without_a_needed_reason_keeps_what_was_typed(desk, assignment, activity, cast):
    backwards = desk.post(
        url("plan-move", SLUG, 1), {"starts": "2014-06-01", "ends": "2014-05-01", "version": "1"}
    )
    assert "Slutet ligger före början" in text(backwards)
    approve_plan(version=send_plan(assignment=assignment, by=cast.coordinator), by=cast.manager)
    unsaid = desk.post(
        url("plan-move", SLUG, 1), {"starts": "2014-06-01", "ends": "2014-09-30", "version": "1"}
    )
    assert "Planen är godkänd. Skriv varför den ändras." in text(unsaid)
    assert typed(unsaid)["starts"] == "2014-06-01"


def test_the_form_of_an_activity_asks_why_once_the_plan_is_approved(desk, assignment, activity, cast):
    approve_plan(version=send_plan(assignment=assignment, by=cast.coordinator), by=cast.manager)
    data = {"title": "Nytt namn", "purpose": "x", "responsible": cast.coordinator.pk, "starts": "2014-05-06",
            "ends": "2014-09-30", "budget_ore": "1", "version": "1"}  # fmt: skip
    assert "Skriv varför" in text(desk.post(url("activity-change", SLUG, 1), data))
    assert desk.post(url("activity-change", SLUG, 1), data | {"why": "Tydligare"}).status_code == 302
    assert ActivityChange.objects.first().why == "Tydligare"
    assert "Skriv varför" in text(desk.post(url("activity-delete", SLUG, 1), {}))
    assert desk.post(url("activity-delete", SLUG, 1), {"why": "Behövs inte"}).status_code == 302


# --- links ---


def test_a_link_is_added_shown_and_taken_away(desk, assignment, activity, second, cast):
    third = activities.add_activity(
        assignment=assignment, title="Tre", purpose="x", responsible=cast.coordinator, starts=DAY, ends=DAY,
        by=cast.coordinator,
    )  # fmt: skip
    obligation = assignment.obligations.get(kind="final_report")
    address = url("dependency-new", SLUG, 3)
    assert "Välj en insats att vänta på" in text(desk.post(address, {"after": "", "before": "", "why": ""}))
    done = desk.post(address, {"after": second.pk, "before": obligation.pk, "why": "Ordning"})
    assert done.url.endswith("/insatser/3/#kopplingar")
    page = text(desk.get(url("activity", SLUG, 3)))
    for said in ("Väntar på", "Ska vara klar före", "Planen går inte ihop"):
        assert said in page
    assert "Väntas på av" in text(desk.get(url("activity", SLUG, 2)))
    circle = desk.post(url("dependency-new", SLUG, 1), {"after": third.pk, "before": "", "why": ""})
    assert "vänta på varandra" in text(circle)
    for kind, pk in (("insats", second.pk), ("skyldighet", obligation.pk)):
        remove = url("dependency-remove", SLUG, 3, kind, pk)
        assert "Vill du ta bort kopplingen?" in text(desk.get(remove))
        assert desk.post(remove, {"why": ""}).status_code == 302
        assert desk.get(remove).status_code == 404
    assert ActivityDependency.objects.count() == 1


def test_starting_before_its_turn_is_warned_of_and_not_refused(desk, started, assignment, cast):
    after = activities.add_activity(
        assignment=assignment, title="Först", purpose="x", responsible=cast.coordinator, starts=DAY, ends=DAY,
        by=cast.coordinator,
    )  # fmt: skip
    waits = activities.add_activity(
        assignment=assignment, title="Sedan", purpose="x", responsible=cast.coordinator, starts=DAY, ends=DAY,
        by=cast.coordinator,
    )  # fmt: skip
    add_dependency(activity=waits, after=after, by=cast.coordinator)
    assert "Insats 2 är inte klar. Den ska sluta 6 maj 2014." in text(
        desk.get(url("activity-start", SLUG, 3))
    )
    add_dependency(activity=started, after=after, by=cast.coordinator)
    assert "började 6 maj 2014, fast insats 2 inte är klar" in text(desk.get(url("activity", SLUG, 1)))


# --- history ---


def test_the_history_shows_each_field_and_narrows(desk, activity, second, cast):
    activities.change_activity(
        activity=activity, version=1, by=cast.manager, responsible=cast.manager, why="Ny ansvarig"
    )
    page = text(desk.get(url("plan-changes", SLUG)))
    assert page.index("Ny ansvarig") < page.index("Fick en koppling")
    assert "Coordinator</span></del>" in page
    assert "Manager</span></ins>" in page
    today = datetime.datetime.now(datetime.UTC).date()
    for query, count in {
        f"?activity={activity.pk}": 2,
        f"?person={cast.manager.pk}": 1,
        f"?since={today + datetime.timedelta(days=3)}": 0,
        f"?until={today - datetime.timedelta(days=3)}": 0,
        "?activity=999&person=x&since=abc": 4,
    }.items():
        assert len(desk.get(url("plan-changes", SLUG) + query).context["changes"]) == count, query


def test_the_history_and_the_versions_name_the_target_groups(desk, assignment, activity, cast):
    activities.change_activity(
        activity=activity,
        version=1,
        by=cast.manager,
        target_groups=assignment.target_groups.filter(code="industry"),
    )
    page = text(desk.get(url("plan-changes", SLUG)))
    assert "Taxi, hotell och restaurang" in page
    assert "<ins>industry" not in page


def test_the_latest_change_is_undone_after_a_question(desk, activity, cast):
    activities.change_activity(activity=activity, version=1, by=cast.manager, title="Fel namn")
    change = ActivityChange.objects.first()
    address = url("plan-undo", SLUG, change.pk)
    assert address in text(desk.get(url("plan-changes", SLUG)))
    assert "Vill du lägga tillbaka det som stod före?" in text(desk.get(address))
    assert (
        desk.post(address, {"why": "Skrev fel"}).url
        == f"/uppdrag/{SLUG}/plan/andringar/?activity={activity.pk}"
    )
    activity.refresh_from_db()
    assert activity.title == "Metodstöd"
    again = desk.post(address, {"why": ""}, follow=True)
    assert "sedan dess" in text(again)
    assert address not in text(desk.get(url("plan-changes", SLUG)))


def test_budgets_above_the_ceiling_are_said_where_the_plan_is_seen_sent_and_approved(
    desk, assignment, activity, cast
):
    words = "mer än beslutets högsta belopp"
    places = [url("plan", SLUG), url("plan-send", SLUG)]
    assert not any(words in text(desk.get(place)) for place in places)
    type(assignment).objects.filter(pk=assignment.pk).update(ceiling_ore=activity.budget_ore - 1_000_00)
    for place in places:
        shown = text(desk.get(place))
        assert words in shown
        assert "1 000 kr mer" in shown
    desk.post(url("plan-send", SLUG))
    sent = assignment.plan_versions.get()
    assert words in text(browser(cast.manager).get(sent.get_absolute_url()))


# --- copies ---


def test_activities_are_previewed_copied_and_undone(desk, assignment, target, activity, second):
    address = f"{url('plan-copy', target.slug)}?source={SLUG}&start=2015-03-06"
    assert "Från vilken plan?" in text(desk.get(url("plan-copy", target.slug)))
    shown = desk.get(address)
    page = text(shown)
    assert "6 mars 2015–30 juli 2015" in page or "6 mars 2015–31 juli 2015" in page
    once = str(shown.context["form"]["once"].value())
    none = desk.post(address, {"responsible": "same", "once": once, "why": ""})
    assert "Välj minst en insats att kopiera." in text(none)
    data = {"pick": ["1", "2"], "responsible": "me", "once": once, "why": ""}
    done = desk.post(address, data)
    assert desk.post(address, data).url == done.url
    assert target.activities.count() == 2
    assert "En insats med samma namn finns redan." in text(desk.get(address))
    copy = PlanCopy.objects.get()
    assert "Ångra kopieringen" in text(desk.get(done.url))
    undo = url("plan-copy-undo", target.slug, copy.pk)
    assert "Vill du ta bort 2 kopierade insatser?" in text(desk.get(undo))
    assert desk.post(undo, {"why": ""}).status_code == 302
    assert target.activities.count() == 0
    assert assignment.activities.count() == 2
    assert "Kopieringen är ångrad." in text(desk.get(done.url))


def test_rows_that_cannot_be_copied_say_why_and_nothing_is(desk, target, activity, second):
    address = f"{url('plan-copy', target.slug)}?source={SLUG}&start=2015-11-01"
    shown = desk.get(address)
    assert "utanför 2015" in text(shown)
    once = str(shown.context["form"]["once"].value())
    tried = desk.post(address, {"pick": ["1", "2"], "responsible": "same", "once": once, "why": ""})
    assert "Inget är kopierat." in text(tried)
    assert [row["picked"] for row in tried.context["rows"]] == [True, True]
    assert target.activities.count() == 0


def test_an_unknown_source_is_asked_again_and_the_plan_itself_is_none(desk, target, activity):
    for source in ("x", target.slug):
        address = url("plan-copy", target.slug) + f"?source={source}&start=2015-11-01"
        assert "Från vilken plan?" in text(desk.get(address))
        assert "Kopiera de valda" not in text(desk.get(address))
    assert "Det finns ingen annan plan att kopiera ur" in text(desk.get(url("plan-copy", SLUG)))


# --- approval ---


def test_the_plan_is_sent_read_and_approved_by_another(desk, assignment, activity, second, cast):
    chief = browser(cast.manager)
    assert "2 insatser fryses som de är nu" in text(desk.get(url("plan-send", SLUG)))
    sent = desk.post(url("plan-send", SLUG))
    assert "väntar redan" in text(desk.post(url("plan-send", SLUG), follow=True))
    own = text(desk.get(sent.url))
    assert "Planen väntar på att en chef godkänner den." in own
    assert desk.post(url("plan-approve", SLUG, 1)).status_code == 403
    page = text(chief.get(sent.url))
    assert "Läs och godkänn" in page
    draft = chief.get(url("plan-pdf", SLUG, 1))
    assert draft.content.startswith(b"%PDF")
    version = PlanVersion.objects.get()
    chief.post(url("plan-approve", SLUG, 1), {"seen": version.sha256})
    assert "Hämta som PDF" in text(chief.get(sent.url))
    assert "Version 1 godkändes" in text(desk.get(url("plan", SLUG)))


def test_the_plan_is_returned_changed_and_sent_again_with_what_is_new(desk, assignment, activity, cast):
    chief = browser(cast.manager)
    approve_plan(version=send_plan(assignment=assignment, by=cast.coordinator), by=cast.manager)
    assert "inget nytt" in text(desk.post(url("plan-send", SLUG), {"reason": "x"}, follow=True))
    activities.change_activity(activity=activity, version=1, by=cast.coordinator, why="x", title="Nytt namn")
    assert "Nytt namn" in text(desk.get(url("plan-send", SLUG)))
    assert desk.post(url("plan-send", SLUG), {"reason": ""}).status_code == 200
    sent = desk.post(url("plan-send", SLUG), {"reason": "Tydligare namn"})
    activities.change_activity(activity=activity, version=2, by=cast.coordinator, why="x", budget_ore=0)
    assert "Planen har ändrats sedan versionen skickades" in text(chief.get(sent.url))
    assert chief.post(url("plan-return", SLUG, 2), {"remark": ""}).status_code == 200
    chief.post(url("plan-return", SLUG, 2), {"remark": "Varför noll kronor?"})
    assert "Varför noll kronor?" in text(desk.get(url("plan", SLUG)))
    assert desk.get(url("plan-pdf", SLUG, 2)).status_code == 404
    third = desk.post(url("plan-send", SLUG), {"reason": "Igen"})
    assert "Vill du ta tillbaka versionen?" in text(desk.get(url("plan-withdraw", SLUG, 3)))
    desk.post(url("plan-withdraw", SLUG, 3))
    assert "Återtagen" in text(desk.get(third.url))
    assert desk.get(url("plan-version", SLUG, 9)).status_code == 404


# --- the list ---


def test_the_list_of_activities_narrows(desk, assignment, activity, second, cast):
    add_deadline(activity=second, obligation=assignment.obligations.first(), by=cast.coordinator)
    for query, numbers in {
        "?state=late": ["1", "2"],
        "?state=started": [],
        "?state=planned&clause=1": ["1"],
        f"?responsible={cast.manager.pk}": ["2"],
        "?sort=-responsible": ["2", "1"],
        "?state=x&responsible=y&clause=z": ["1", "2"],
    }.items():
        page = text(desk.get(url("activities", SLUG) + query))
        assert re.findall(r'<span class="cell-note">(\d+)</span>', page) == numbers, query
