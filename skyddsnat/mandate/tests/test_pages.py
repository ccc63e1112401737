"""What the pages say and do, as the people who use them."""

import pytest

from skyddsnat.actors.models import Organisation
from skyddsnat.mandate import chain, fulfilment
from skyddsnat.mandate.actions.activities import add_activity, change_activity
from skyddsnat.mandate.actions.meetings import Party, add_meeting
from skyddsnat.mandate.ledger import Entry, append
from skyddsnat.mandate.models import Activity
from skyddsnat.mandate.rules import STEPS
from skyddsnat.mandate.tests.browsing import browser, text, url
from skyddsnat.mandate.tests.conftest import ANSWERS, DAY, GUIDED
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"


# --- the decision ---


def test_a_missing_registration_number_is_said_and_can_be_entered(desk, assignment):
    assignment.dnr = ""
    assignment.save()
    assert "Beslutets diarienummer saknas" in text(desk.get(assignment.get_absolute_url()))
    response = desk.post(url("assignment-dnr", assignment.slug), {"dnr": "vet inte"})
    assert "ser inte rätt ut" in text(response)
    assert 'value="vet inte"' in text(response)
    desk.post(url("assignment-dnr", assignment.slug), {"dnr": " S2014/77  /FST "})
    assignment.refresh_from_db()
    assert assignment.dnr == "S2014/77 /FST"
    assert "Beslutets diarienummer saknas" not in text(desk.get(assignment.get_absolute_url()))


def test_loose_ends_are_shown_both_ways(desk, assignment, activity, cast):
    add_activity(
        assignment=assignment, title="Utan mening", purpose="x", responsible=cast.coordinator, starts=DAY, ends=DAY,
        by=cast.coordinator,
    )  # fmt: skip
    groups = {g["heading"]: [link["label"] for link in g["links"]] for g in desk.get(
        assignment.get_absolute_url()
    ).context["orphans"]}  # fmt: skip
    assert [label[0] for label in groups["Deluppdrag som ingen insats genomför"]] == ["2", "3", "4"]
    assert groups["Insatser utan mening i beslutet"] == ["Utan mening"]


def test_a_begun_activity_without_evidence_is_a_loose_end_until_it_has_some(desk, assignment, started, cast):
    def unproven():
        groups = desk.get(assignment.get_absolute_url()).context["orphans"]
        return any("saknar underlag" in g["heading"] for g in groups)

    assert unproven()
    append(assignment, [Entry("meeting_held", started.pk, DAY)])
    assert not unproven()


def test_an_issued_document_makes_the_obligation_done(desk, assignment, monkeypatch):
    assert "Försenad" in text(desk.get(assignment.get_absolute_url()))
    issued = fulfilment.Fulfilment(done=True, label="Rekvisition v1", url="/handling/1/", on=DAY)
    tellers = {
        kind: lambda owed: {one.pk: issued for one in owed}
        for kind, _name in assignment.obligations.model.KINDS
    }
    monkeypatch.setattr(fulfilment, "_TELLERS", tellers)
    shown = text(desk.get(assignment.get_absolute_url()))
    assert "Försenad" not in shown
    assert 'href="/handling/1/"' in shown


def test_two_rooms_cannot_tell_of_the_same_thing(monkeypatch):
    monkeypatch.setattr(fulfilment, "_TELLERS", {})
    monkeypatch.setattr(chain, "_MAKERS", {})
    fulfilment.register_fulfilment("requisition", len)
    chain.register_link("voucher", len)
    with pytest.raises(ValueError, match="already"):
        fulfilment.register_fulfilment("requisition", str)
    with pytest.raises(ValueError, match="already"):
        chain.register_link("voucher", str)
    with pytest.raises(ValueError, match="no link"):
        chain.register_link("rumour", len)


def test_the_chain_has_its_links_in_order_and_says_what_is_missing(activity, monkeypatch):
    monkeypatch.setattr(chain, "_MAKERS", {})
    chain.register_link("voucher", lambda standing: {"count": standing.activity.number, "url": "/v/"})
    links = chain.chain_for(activity)
    assert [link["kind"] for link in links] == ["decision", "clause", "activity", "voucher", "evidence"]
    assert [link["kind"] for link in links if link.get("current")] == ["activity"]
    assert [link["kind"] for link in links if link.get("missing")] == ["evidence"]
    seen_from_a_voucher = chain.chain_for(activity, here=("voucher", {"label": "A1"}))
    assert [link["kind"] for link in seen_from_a_voucher if link.get("current")] == ["voucher"]


# --- the text ---


def test_the_text_is_asked_for_and_another_text_is_refused(desk, assignment):
    page = url("assignment-text", assignment.slug)
    assert "Beslutets text är inte tillagd" in text(desk.get(page))
    from django.core.files.uploadedfile import SimpleUploadedFile

    words = "Regeringen ger Länsstyrelsen i uppdrag att göra något helt annat än det som står i beslutet.".encode()
    response = desk.post(
        url("assignment-file", assignment.slug), {"file": SimpleUploadedFile("x.txt", words)}
    )
    assert "inte den som uppdraget" in text(response)


def test_with_its_text_each_clause_stands_beside_its_sentence(desk, assignment, activity):
    start, end = assignment.clauses.values_list("span_start", "span_end").get(number="1")
    assignment.text = "x" * start + "y" * (end - start) + " " + "z" * 9000
    assignment.save()
    shown = text(desk.get(url("assignment-text", assignment.slug)))
    assert "y" * (end - start) in shown
    assert "1 insats</a>" in shown
    assert "y" * 20 in text(desk.get(url("clause", assignment.slug, "1")))


# --- activities ---


def plan(**changed) -> dict[str, object]:
    typed = {
        "title": "Ny insats", "purpose": "Något bättre", "starts": "2014-05-01", "ends": "2014-06-01",
        "budget_ore": "120 000",
    }  # fmt: skip
    return {**typed, **changed}


def test_an_activity_is_planned_on_the_page(desk, assignment, cast):
    clause = assignment.clauses.get(number="2")
    typed = plan(responsible=cast.coordinator.pk, clauses=[clause.pk])
    response = desk.post(url("activity-new", assignment.slug), typed)
    made = Activity.objects.get()
    assert response.url == made.get_absolute_url()
    assert (made.budget_ore, list(made.clauses.all())) == (12_000_000, [clause])
    assert "120 000 kr" in text(desk.get(response.url))


def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, assignment, cast):
    typed = plan(responsible=cast.coordinator.pk, ends="2014-04-01", budget_ore="mycket")
    response = desk.post(url("activity-new", assignment.slug), typed)
    shown = text(response)
    assert "Slutet ligger före början" in shown
    assert "Skriv summan i kronor" in shown
    assert 'value="mycket"' in shown


def test_two_editors_the_second_sees_both_and_can_save_knowingly(desk, assignment, activity, cast):
    page = url("activity-change", assignment.slug, 1)
    typed = plan(title="Min rubrik", responsible=cast.coordinator.pk, version="1")
    change_activity(activity=activity, version=1, by=cast.coordinator, title="Deras rubrik")
    response = desk.post(page, typed)
    shown = text(response)
    assert "Deras rubrik" in shown
    assert 'value="Min rubrik"' in shown
    activity.refresh_from_db()
    assert activity.title == "Deras rubrik"
    version = response.context["form"]["version"].value()
    assert desk.post(page, {**typed, "version": version}).status_code == 302
    activity.refresh_from_db()
    assert activity.title == "Min rubrik"


def test_a_sort_and_a_clause_narrow_the_list(desk, assignment, activity, cast):
    add_activity(
        assignment=assignment, title="Anna", purpose="x", responsible=cast.coordinator, starts=DAY, ends=DAY,
        by=cast.coordinator,
    )  # fmt: skip
    page = url("activities", assignment.slug)
    by_title = text(desk.get(f"{page}?sort=title"))
    assert by_title.index("Anna") < by_title.index("Metodstöd")
    assert "Anna" not in text(desk.get(f"{page}?clause=1"))
    assert desk.get(f"{page}?sort=password").status_code == 200


def test_hostile_words_are_shown_as_words(desk, assignment, activity, cast):
    change_activity(activity=activity, version=1, by=cast.coordinator, title=HOSTILE, purpose=HOSTILE)
    actor = Organisation.objects.get(code="socialstyrelsen")
    add_meeting(
        assignment=assignment, activities=[activity], parties=[Party(actor, HOSTILE)], day=DAY, about=HOSTILE,
        said=HOSTILE, by=cast.coordinator,
    )  # fmt: skip
    for page in (
        url("activity", assignment.slug, 1), url("activities", assignment.slug), assignment.get_absolute_url(),
        url("clause", assignment.slug, "1"), url("activity-change", assignment.slug, 1),
        url("dialogue", assignment.slug), url("meeting", assignment.slug, activity.meetings.get().pk),
    ):  # fmt: skip
        shown = text(desk.get(page))
        assert HOSTILE not in shown, page
        assert "&lt;script&gt;" in shown, page


def test_fifty_activities_cost_no_more_questions_than_one(
    desk, assignment, activity, cast, django_assert_max_num_queries
):
    pages = [
        assignment.get_absolute_url(),
        url("activities", assignment.slug),
        url("clause", assignment.slug, "1"),
        url("assignment-text", assignment.slug),
    ]
    for number in range(49):
        made = add_activity(
            assignment=assignment, title=f"Insats {number}", purpose="x", responsible=cast.coordinator, starts=DAY,
            ends=DAY, clauses=[assignment.clauses.get(number="1")], by=cast.coordinator,
        )  # fmt: skip
        append(assignment, [Entry("meeting_held", made.pk, DAY)])
    for page in pages:
        with django_assert_max_num_queries(52):
            assert "Insats 48" in text(desk.get(page)) or page == pages[0]


# --- the assessment ---


def test_the_six_steps_from_the_first_question_to_the_decision(desk, assignment, activity, cast):
    args = (assignment.slug, 1)
    assert "kan inte börja än" in text(desk.get(url("activity", *args)))
    version = 0
    for number, step in enumerate(STEPS):
        page = url("assessment-step", *args, step)
        shown = desk.get(page)
        version = shown.context["form"]["version"].value()
        response = desk.post(page, {"answer": ANSWERS[step], "version": version, **GUIDED.get(step, {})})
        following = (
            url("assessment-step", *args, STEPS[number + 1]) if number < 5 else url("assessment", *args)
        )
        assert response.url == following
    assert "Kontrollera innan du skickar" in text(desk.get(url("assessment", *args)))
    desk.post(url("assessment-send", *args))

    manager = browser(cast.manager)
    page = url("assessment-decide", *args)
    assert "Svar om weighing" in text(manager.get(page))
    version = manager.get(page).context["assessment"].version
    assert manager.post(page, {"version": version}).url == url("activity", *args)
    activity.refresh_from_db()
    assert activity.cleared
    assert desk.post(url("activity-start", *args), {"on": "2014-05-06"}).status_code == 200
    assert desk.post(url("activity-start", *args), {"on": today().isoformat()}).status_code == 302
    activity.refresh_from_db()
    assert activity.started_on == today()
    assert "Avsluta insatsen" in text(desk.get(url("activity", *args)))


def test_the_guidance_names_the_articles(desk, assignment, activity):
    shown = text(desk.get(url("assessment-step", assignment.slug, 1, "knowledge")))
    for article in (2, 3, 6, 12, 19, 34, 35, 36, 39):
        assert f"Artikel {article}: " in shown


def test_a_manager_who_wrote_is_told_why_there_is_no_button(assignment, sent, cast):
    cast.coordinator.roles.add("manager")
    both = browser(type(cast.coordinator).objects.get(pk=cast.coordinator.pk))
    shown = text(both.get(url("assessment-decide", assignment.slug, 1)))
    assert "En annan person måste besluta" in shown
    assert "Besluta prövningen" not in shown
    both.post(url("assessment-decide", assignment.slug, 1), {"version": sent.assessment.version + 1})
    sent.refresh_from_db()
    assert not sent.cleared


def test_a_manager_who_read_an_older_text_reads_again(assignment, sent, cast):
    manager = browser(cast.manager)
    response = manager.post(url("assessment-decide", assignment.slug, 1), {"version": 1})
    assert response.url == url("assessment-decide", assignment.slug, 1)
    sent.refresh_from_db()
    assert not sent.cleared


def test_it_is_sent_back_with_a_remark_that_the_writer_sees(desk, assignment, sent, cast):
    manager = browser(cast.manager)
    page = url("assessment-decide", assignment.slug, 1)
    assert "Fel:" in text(manager.post(page, {"return": "1", "remark": ""}))
    manager.post(page, {"return": "1", "remark": "Fråga barnen"})
    assert "Fråga barnen" in text(desk.get(url("assessment", assignment.slug, 1)))


def test_another_writer_meanwhile_is_shown_beside_the_own_text(desk, assignment, activity, cast):
    from skyddsnat.mandate.actions.assessments import write_assessment

    write_assessment(activity=activity, by=cast.manager, children="Deras ord")
    response = desk.post(
        url("assessment-step", assignment.slug, 1, "children"), {"answer": "Mina ord", "version": "0"}
    )
    shown = text(response)
    assert "Deras ord" in shown
    assert "Mina ord" in shown


# --- evidence ---
