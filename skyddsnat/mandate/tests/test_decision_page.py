"""The decision's page: what became of each sentence, what hangs loose, and how a person mends it there."""

import datetime

import pytest

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import ChangedMeanwhile, Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.mandate import reported, spending
from skyddsnat.mandate.actions.activities import add_activity
from skyddsnat.mandate.actions.meetings import Party, add_meeting
from skyddsnat.mandate.actions.sentences import (
    choose_activities,
    handle_sentence,
    require_sentence,
    unhandle_sentence,
    unrequire_sentence,
)
from skyddsnat.mandate.following import following
from skyddsnat.mandate.ledger import Entry, append
from skyddsnat.mandate.tests.browsing import browser, text, url
from skyddsnat.mandate.tests.conftest import DAY
from skyddsnat.shared.dates import today
from skyddsnat.shared.money import format_kr

pytestmark = pytest.mark.django_db
LOOSE = "Ingen har sagt vad den här meningen är."


@pytest.fixture
def told(assignment):
    """The shipped assignment with a text of our own as long as the decision: words where its records stand."""
    filled = ["\n"] * 7_600
    records = [row for name in ("clauses", "requirements", "obligations", "conditions", "handled")
               for row in getattr(assignment, name).filter(span_start__isnull=False)]  # fmt: skip
    for row in records:
        filled[row.span_start : row.span_end] = ["O", *"o" * (row.span_end - row.span_start - 2), "."]
    body = "".join(filled)
    sentences = "Det här är en mening som ingen har läst. Här står en annan. "
    assignment.text = body + "\n\n" + sentences
    assignment.save(update_fields=["text"])
    return assignment


def loose_start(assignment) -> int:
    return assignment.text.index("Det här är en mening")


def page_of(client, assignment, **query) -> str:
    return text(client.get(url("assignment-text", assignment.slug), query))


# --- what is shown ---


def test_each_sentence_has_its_own_ledger_and_every_number_its_link(desk, told, row):
    shown = page_of(desk, told)
    evidence = url("evidence-list", told.slug)
    assert f'href="{evidence}?clause=1&amp;kind=meeting_held"' in shown
    assert "Samråd eller möte hållet: 3 möten" in shown
    assert f'href="{url("activities", told.slug)}?clause=1">1 insats</a>' in shown
    budget = format_kr(row.activity.budget_ore).replace("\xa0", " ")
    assert f'href="{url("activities", told.slug)}?clause=1">{budget}</a>' in shown
    assert "1 pågår" in shown
    assert shown.count(LOOSE) == 2
    assert "Är bakgrund" in shown
    assert "Räknas på deluppdrag 1" in shown
    assert "1 av 4 deluppdrag har en insats" in shown


def test_without_its_text_the_orders_stand_in_the_decisions_order(desk, assignment):
    shown = page_of(desk, assignment)
    assert "Beslutets text är inte tillagd" in shown
    assert LOOSE not in shown
    places = [
        shown.index(row.heading) for row in assignment.clauses.filter(kind="task").order_by("span_start")
    ]
    assert places == sorted(places)
    assert "Lägg till filen med beslutet</a>" in shown


def test_a_reader_is_not_asked_to_add_the_file(cast, assignment):
    assert "Lägg till filen med beslutet</a>" not in page_of(browser(cast.auditor), assignment)


def test_what_is_shown_can_be_narrowed(desk, told, activity):
    only = page_of(desk, told, visa="deluppdrag-2")
    assert "Förnya samarbetet" in only
    assert LOOSE not in only
    loose = page_of(desk, told, visa="lost")
    assert LOOSE in loose
    assert "Ingen insats än" in loose
    assert "Är bakgrund" not in loose
    ordering = page_of(desk, told, visa="bestaller")
    assert LOOSE not in ordering
    assert "Villkor för pengarna" in ordering
    assert page_of(desk, told, visa="nonsens").count(LOOSE) == 2


def test_spending_and_the_report_come_through_their_hooks(cast, told, activity, monkeypatch):
    money = spending.Spending(
        spending.Sum(5_000_00, "/u/"), spending.Sum(9_000_00, "/r/"), None, spending.Sum(77_00, "/l/"),
        {activity.pk: spending.Sum(1_234_00, "/v/")},
    )  # fmt: skip
    report = reported.Reported(
        "/rapport/", {"1": reported.Place("Avsnitt 1", "/a/")}, (reported.Place("Tal", "/t/"),)
    )
    monkeypatch.setattr(
        spending, "_TELLERS", [lambda user, assignment: money if user.may("economy.read") else None]
    )
    monkeypatch.setattr(reported, "_TELLERS", [lambda user, assignment: report])
    shown = page_of(browser(cast.auditor), told)
    assert '<a href="/v/">1 234 kr</a>' in shown
    assert '<a href="/a/">Avsnitt 1</a>' in shown
    assert "Inget i rapporten än" in shown
    for end in ("77 kr som ingen insats har", 'href="/t/"'):
        assert end in shown
    role = cast.auditor.roles.get()
    role.permissions = ["mandate.read"]
    role.save()
    assert "1 234 kr" not in page_of(browser(cast.auditor), told)


def test_an_activity_on_two_sentences_counts_on_both_and_once_in_all(cast, told, activity):
    activity.clauses.add(told.clauses.get(number="2"))
    append(told, [Entry("meeting_held", activity.pk, DAY, quantity=4)])
    found = following(cast.auditor, told)
    on = [found.by_clause[clause.pk] for clause in told.clauses.filter(number__in="12")]
    assert [work.records for work in on] == [1, 1]
    assert found.whole.records == found.on_a_clause.records == 1
    assert found.whole.budget_ore == activity.budget_ore
    assert "hör till flera meningar" in page_of(browser(cast.auditor), told)


def test_what_no_sentence_asks_for_hangs_loose_with_its_evidence(cast, told, activity):
    activity.clauses.clear()
    append(told, [Entry("meeting_held", activity.pk, DAY)])
    shown = page_of(browser(cast.auditor), told)
    for heading in ("Insatser utan mening i beslutet", "Underlag på insatser utan mening"):
        assert heading in shown
    assert f"{url('evidence-list', told.slug)}?activity={activity.number}" in shown


def test_the_number_of_questions_does_not_grow_with_the_plan(desk, told, cast, django_assert_max_num_queries):
    clauses = list(told.clauses.all())
    for number in range(40):
        made = add_activity(
            assignment=told, title=f"Insats {number}", purpose="x", responsible=cast.coordinator, starts=DAY,
            ends=DAY, clauses=clauses[number % 5 :], by=cast.coordinator,
        )  # fmt: skip
        append(told, [Entry("meeting_held", made.pk, DAY), Entry("professional_trained", made.pk, DAY)])
    with django_assert_max_num_queries(50):
        assert "Insats 39" in page_of(desk, told)


# --- what a sentence is ---


def test_a_sentence_is_explained_and_the_explanation_taken_back(desk, told):
    start = loose_start(told)
    page = url("sentence", told.slug, start)
    assert "som ingen har läst" in text(desk.get(page))
    kept = text(desk.post(page, {"what": "background", "why": ""}))
    assert "Skriv varför meningen" in kept
    assert desk.post(page, {"what": "background", "why": "Berättar bara."}).url.endswith(f"/text/#m-{start}")
    shown = page_of(desk, told)
    assert "Berättar bara." in shown
    assert "Ångra" in shown
    assert shown.count(LOOSE) == 1
    assert "redan sagt vad meningen är" in text(desk.post(page, {"what": "other", "why": "Igen"}))
    desk.post(url("sentence-undo", told.slug, start))
    assert page_of(desk, told).count(LOOSE) == 2
    verbs = AuditEntry.objects.filter(verb__startswith="sentence.").values_list("verb", flat=True)
    assert list(verbs) == ["sentence.unhandled", "sentence.handled"]


def test_a_sentence_becomes_a_requirement_on_a_task_and_is_let_go(desk, told, cast):
    start = loose_start(told)
    clause = told.clauses.get(number="3")
    desk.post(url("sentence", told.slug, start), {"what": "requirement", "clause": clause.pk})
    made = told.requirements.get(span_start=start)
    assert (made.clause, made.wording) == (clause, "Det här är en mening som ingen har läst.")
    assert page_of(desk, told).count(LOOSE) == 1
    desk.post(url("sentence-undo", told.slug, start), {"requirement": made.pk})
    assert not told.requirements.filter(span_start=start).exists()
    shipped = told.requirements.first()
    with pytest.raises(Refused, match="när beslutet lästes in"):
        unrequire_sentence(requirement=shipped, by=cast.coordinator)


def test_only_a_free_sentence_of_the_text_can_be_explained(told, cast):
    said = {"assignment": told, "handling": "background", "why": "x", "by": cast.coordinator}
    with pytest.raises(Refused, match="ingen mening på den platsen"):
        handle_sentence(start=loose_start(told) + 1, **said)
    made = handle_sentence(start=loose_start(told), **said)
    with pytest.raises(Refused, match="redan sagt"):
        require_sentence(assignment=told, start=loose_start(told), clause=None, by=cast.coordinator)
    unhandle_sentence(handled=made, by=cast.coordinator)
    unhandle_sentence(handled=made, by=cast.coordinator)
    assert AuditEntry.objects.filter(verb="sentence.unhandled").count() == 1


def test_a_place_that_is_no_sentence_is_not_found(desk, told):
    assert desk.get(url("sentence", told.slug, loose_start(told) + 1)).status_code == 404


# --- which activities carry it out ---


def test_activities_are_chosen_for_a_sentence_and_the_choice_undone(desk, told, activity, cast):
    clause = told.clauses.get(number="2")
    page = url("clause-activities", told.slug, "2")
    assert "Metodstöd" in text(desk.get(page))
    response = desk.post(page, {"activities": [activity.pk], "seen": ""})
    assert response.url.endswith(f"/text/#order-{clause.pk}")
    activity.refresh_from_db()
    assert (set(activity.clauses.values_list("number", flat=True)), activity.version) == ({"1", "2"}, 2)
    assert "1 kom till, 0 togs bort" in page_of(desk, told)
    undo = url("clause-activities-undo", told.slug, "2")
    desk.post(undo, {"before": "", "seen": str(activity.pk)})
    assert list(clause.activities.all()) == []
    verbs = set(AuditEntry.objects.filter(by=cast.coordinator).values_list("verb", flat=True))
    assert {"clause.activities_chosen", "activity.changed"} <= verbs


def test_the_second_of_two_is_shown_what_the_first_chose(desk, told, activity, cast):
    clause = told.clauses.get(number="2")
    other = add_activity(
        assignment=told, title="Kampanj", purpose="x", responsible=cast.coordinator, starts=DAY,
        ends=datetime.date(2014, 6, 1), by=cast.coordinator,
    )  # fmt: skip
    choose_activities(clause=clause, activities=[other], seen=[], by=cast.coordinator)
    shown = text(
        desk.post(url("clause-activities", told.slug, "2"), {"activities": [activity.pk], "seen": ""})
    )
    assert "Någon annan har ändrat medan du valde" in shown
    assert list(clause.activities.all()) == [other]
    assert f'value="{activity.pk}"' in shown
    assert f'name="seen" value="{other.pk}"' in shown
    with pytest.raises(ChangedMeanwhile):
        choose_activities(clause=clause, activities=[activity], seen=[], by=cast.coordinator)


def test_the_same_choice_twice_changes_nothing(desk, told, activity):
    page = url("clause-activities", told.slug, "1")
    desk.post(page, {"activities": [activity.pk], "seen": str(activity.pk)})
    assert "Inget ändrades" in page_of(desk, told)
    assert not AuditEntry.objects.filter(verb="clause.activities_chosen").exists()


def test_readers_see_the_page_without_what_changes_it(cast, told, activity):
    shown = page_of(browser(cast.auditor), told)
    assert "Säg vad den är" not in shown
    assert "Välj bland insatserna" not in shown
    assert "En samordnare kan säga det." in shown


def test_two_rooms_cannot_tell_the_same():
    with pytest.raises(ValueError, match="spent"):
        spending.register_spending(lambda user, assignment: None)
    with pytest.raises(ValueError, match="reported"):
        reported.register_reported(lambda user, assignment: None)


# --- where the decision asks for dialogue ---


def test_the_meetings_stand_where_the_decision_asks_for_dialogue(desk, told, activity, cast):
    shown = page_of(desk, told)
    new = url("meeting-new", told.slug)
    assert "Inget möte än" in shown
    assert new in shown
    police = Organisation.objects.get(code="rikspolisstyrelsen")
    for day in (DAY, DAY + datetime.timedelta(days=1)):
        add_meeting(assignment=told, parties=[Party(police)], day=day, about="Läget", activities=[activity],
                    in_ledger=False, by=cast.coordinator)  # fmt: skip
    add_meeting(assignment=told, parties=[Party(police)], day=today() + datetime.timedelta(days=9), about="Sen",
                is_held=False, activities=[activity], in_ledger=False, by=cast.coordinator)  # fmt: skip
    shown = page_of(desk, told)
    assert "2 hållna möten" in shown
    assert following(cast.auditor, told).meetings[None] == 2


def test_nobody_is_told_of_meetings_where_the_decision_asks_for_none(desk, told):
    told.requirements.all().delete()
    for clause in told.clauses.all():
        clause.wording = "Länsstyrelsen ska sprida kunskap."
        clause.save(update_fields=["wording"])
    assert "Inget möte än" not in page_of(desk, told)


def test_a_loose_clause_leads_only_where_the_reader_may_go(assignment, desk, cast):
    page, new = url("assignment", assignment.slug), url("activity-new", assignment.slug)
    assert f"{new}?clause=1" in text(desk.get(page))
    read = text(browser(cast.manager).get(page))
    assert new not in read
    assert f'<a href="{url("clause", assignment.slug, "1")}"' in read
