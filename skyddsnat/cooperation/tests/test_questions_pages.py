"""The pages of common questions: cell by cell who opens what, guessed addresses included; and that nothing is lost."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from skyddsnat.actors.api import organisation
from skyddsnat.cooperation.models import Question
from skyddsnat.cooperation.questions.actions import findings, parties, raising, talking
from skyddsnat.cooperation.questions.waiting import waiting
from skyddsnat.cooperation.tests.question_cases import (
    HOME,
    TEXT,
    TITLE,
    another,
    member,
    raised,
    working,
    written,
)
from skyddsnat.core.api import waiting_for
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
LIST = "/samverkan/fragor/"
ROLES = (
    "coordinator", "manager", "economist", "editor", "auditor", "partner", "caseworker", "receiver", "regional",
    "outsider", "other_partner", "follower",
)  # fmt: skip
READERS = {"coordinator", "manager", "economist", "editor", "auditor"}
INVITED = {"partner", "caseworker", "follower"}
SEES = READERS | INVITED
LEADS = {"coordinator"}
WORKS = LEADS | {"partner", "caseworker"}


def browser(user=None) -> Client:
    client = Client(headers={"accept-language": "sv"})
    if user is not None:
        client.force_login(user)
    return client


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode().replace("\u00a0", " ")


def page(name: str, *arguments) -> str:
    return reverse(f"cooperation:question{name}", args=arguments)


@pytest.fixture
def begun(assignment, cast):
    """A question that Stockholm and an authority abroad work on, that a region follows, with words of each kind."""
    one = working(assignment, cast)
    parties.invite(question=one, organisation=organisation("region-01"), part="follows", by=cast.coordinator)
    written(one, cast)
    findings.add_finding(
        question=one, text="Få barn har skola.", source="Rapport 3", organisation=None, once=uuid.uuid4(),
        by=cast.coordinator,
    )  # fmt: skip
    talking.comment(
        question=one, text="Vi börjar här.", organisation=None, once=uuid.uuid4(), by=cast.coordinator
    )
    return one


@pytest.fixture
def people(begun, cast):
    """Everybody who tries a page, by role: with a partner of another organisation, and of one that only follows."""
    found = {role: getattr(cast, role) for role in ROLES if hasattr(cast, role)}
    for role in ("partner", "caseworker"):
        found[role] = member(found[role], organisation(HOME), cast)
    found["other_partner"] = another("partner", organisation("kommun-1280"), cast)
    found["follower"] = another("partner", organisation("region-01"), cast)
    return found


def addresses(one: Question) -> dict[str, tuple[str, set[str]]]:
    """Each page that is opened, and who opens it."""
    party, found = one.parties.order_by("pk")[0], one.findings.get()
    return {
        "list": (LIST, SEES | {"other_partner"}),
        "question": (page("", one.pk), SEES),
        "practices": (page("-practices", one.pk), SEES),
        "reached": (page("-reached", one.pk, "police"), SEES),
        "finding": (page("-finding", found.pk), SEES),
        "comment": (page("-comment", one.pk), WORKS),
        "finding-new": (page("-finding-new", one.pk), WORKS),
        "agree": (page("-agree", one.pk), WORKS),
        "finding-change": (page("-finding-change", found.pk), LEADS),
        "new": (page("-new"), LEADS),
        "change": (page("-change", one.pk), LEADS),
        "invite": (page("-invite", one.pk), LEADS),
        "meet": (page("-meet", one.pk), LEADS),
        "close": (page("-close", one.pk), LEADS),
        "practice": (page("-practice", one.pk), LEADS),
        "part": (page("-part", party.pk), LEADS),
        "leave": (page("-leave", party.pk), LEADS),
    }


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_its_own_pages_and_no_others(begun, people, role):
    client = browser(people[role])
    opened = {name for name, (url, _who) in addresses(begun).items() if client.get(url).status_code == 200}
    assert opened == {name for name, (_url, who) in addresses(begun).items() if role in who}


@pytest.mark.parametrize("role", sorted(set(ROLES) - SEES))
def test_who_is_not_invited_is_told_nothing_by_a_guessed_address(begun, people, role):
    client = browser(people[role])
    for name, (url, _who) in addresses(begun).items():
        answer = client.get(url)
        assert TITLE not in answer.content.decode()
        if name in {"question", "practices", "reached", "finding", "comment", "finding-new", "agree"}:
            assert answer.status_code == 404


def posts(one: Question) -> dict[str, tuple[str, dict[str, str], set[str]]]:
    """Each thing a button or form does, and who may."""
    practice = one.practices.get()
    return {
        "approve": (page("-approve", one.pk), {"practice": str(practice.pk)}, {"manager"}),
        "comment": (
            page("-comment", one.pk),
            {"text": "Ja.", "once": str(uuid.uuid4()), "organisation": ""},
            WORKS,
        ),
        "take-back": (page("-comment-take-back", one.comments.get().pk), {}, LEADS),
        "withdraw": (page("-finding-withdraw", one.findings.get().pk), {}, LEADS),
        "consent": (
            page("-consent-take-back", practice.consents.get(organisation__code=HOME).pk),
            {},
            WORKS,
        ),
        "consent-abroad": (
            page("-consent-take-back", practice.consents.exclude(organisation__code=HOME).get().pk),
            {},
            LEADS,
        ),
        "change": (
            page("-change", one.pk),
            {"title": "Annat", "description": TEXT, "clause": str(one.clause_id), "version": str(one.version),
             "once": str(one.once)},
            LEADS,
        ),
        "close": (page("-close", one.pk), {"reason": "elsewhere", "version": str(one.version)}, LEADS),
        "leave": (page("-leave", one.parties.order_by("pk")[0].pk), {}, LEADS),
    }  # fmt: skip


def stands(one: Question) -> tuple[object, ...]:
    """All that the posts above could change."""
    now = Question.objects.get(pk=one.pk)
    return (
        now.title, now.state, now.practices.get().approved_by_id, now.comments.count(),
        now.comments.filter(retracted_at=None).count(), now.findings.filter(withdrawn_at=None).count(),
        sorted(now.practices.get().consents.values_list("organisation__code", flat=True)),
        now.parties.filter(left_on=None).count(),
    )  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["approve", "comment", "take-back", "withdraw", "consent", "consent-abroad", "change", "close", "leave"],
)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_what_it_may_and_nothing_else(begun, people, role, name):
    url, data, who = posts(begun)[name]
    if name == "comment" and role in {"partner", "caseworker"}:
        data["organisation"] = str(organisation(HOME).pk)
    before = stands(begun)
    answer = browser(people[role]).post(url, data)
    assert (stands(begun) != before) == (role in who)
    assert answer.status_code in ({302} if role in who else {302, 403, 404, 422})


@pytest.mark.parametrize("name", ["begin", "reopen", "say-spread", "approve"])
def test_a_button_is_no_link(begun, cast, name):
    assert browser(cast.coordinator).get(page(f"-{name}", begun.pk)).status_code == 405


def test_who_has_not_signed_in_is_asked_to(begun):
    for url, _who in addresses(begun).values():
        assert browser().get(url).status_code == 302


# --- the list ---


def test_a_partner_s_list_has_only_the_own_organisation_s_questions(begun, people, assignment, cast):
    raised(assignment, cast, title="En annan fråga")
    assert "En annan fråga" not in text(browser(people["partner"]).get(LIST))
    assert TITLE in text(browser(people["partner"]).get(LIST))
    assert "Inga frågor här" in text(browser(people["other_partner"]).get(LIST))
    assert "En annan fråga" in text(browser(cast.auditor).get(LIST))


def test_an_organisation_that_has_left_no_longer_sees_the_question(begun, people, cast):
    parties.let_leave(party=begun.parties.get(organisation__code=HOME), by=cast.coordinator)
    assert browser(people["partner"]).get(page("", begun.pk)).status_code == 404


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True), ("?lage=pagar", True), ("?lage=spridda", False), ("?q=skolgång", True), ("?q=kvast", False),
        ("?lage=finns-inte", True),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_by_state_and_words(begun, cast, query, shown):
    assert (TITLE in text(browser(cast.editor).get(LIST + query))) == shown


def test_what_waits_for_each_is_told_on_the_list_and_the_desk(begun, people, cast):
    mine = LIST + "?lage=vantar"
    waits = {role for role in ROLES if role in SEES and TITLE in text(browser(people[role]).get(mine))}
    assert waits == {"manager"}  # Stockholm has agreed, and whoever wrote it does not approve it
    assert [task.status for task in waiting(cast.manager)] == ["Godkänn arbetssättet"]
    assert any(task.url == page("", begun.pk) for task in waiting_for(cast.manager))
    begun.practices.get().consents.filter(organisation__code=HOME).delete()
    assert [task.status for task in waiting(people["partner"])] == ["Säg om ni är överens"]
    assert list(waiting(cast.manager)) == []


def test_the_list_is_a_file_too(begun, cast):
    answer = browser(cast.auditor).get(LIST, {"format": "csv", "list": "fragor"})
    assert TITLE in b"".join(answer.streaming_content).decode("utf-8-sig")


def test_pages_in_english_say_which_words_are_swedish(begun, cast):
    answer = browser(cast.coordinator).get(page("", begun.pk), headers={"accept-language": "en"})
    assert f'<span lang="sv">{TITLE}</span>' in text(answer)
    raising.change_question(
        question=begun, version=begun.version, title_en="Schooling of children", description_en="How?",
        by=cast.coordinator,
    )  # fmt: skip
    answer = browser(cast.coordinator).get(page("", begun.pk), headers={"accept-language": "en"})
    assert "<span>Schooling of children</span>" in text(answer)


# --- forms ---


def typed(one: Question | None, clause, **more: str) -> dict[str, str]:
    return {
        "title": TITLE, "description": TEXT, "title_en": "", "description_en": "", "clause": str(clause.pk),
        "activity": "", "once": str(uuid.uuid4()), "version": str(one.version if one else 0), "shown": "",
        "confirmed": "",
    } | more  # fmt: skip


def test_a_question_is_raised_and_its_page_says_what_is_missing(assignment, cast):
    answer = browser(cast.coordinator).post(page("-new"), typed(None, assignment.clauses.get(number="4")))
    one = Question.objects.get()
    assert answer.url == page("", one.pk)
    shown = text(browser(cast.coordinator).get(answer.url))
    for words in ("Ingen är inbjuden än", "Inga möten än", "Ingen har skrivit något än", "Ingen text än"):
        assert words in shown


def test_a_telephone_number_is_refused_where_it_stands_and_what_was_typed_is_kept(assignment, cast):
    data = typed(
        None, assignment.clauses.get(number="4"), description="Ring 070-123 45 67 om barnet.", confirmed="on"
    )
    shown = text(browser(cast.coordinator).post(page("-new"), data), 422)
    assert "<mark>070-123 45 67</mark>" in shown
    assert "tecken 6 till 18" in shown
    assert "om barnet.</textarea>" in shown
    assert not Question.objects.exists()


def test_a_likely_name_is_asked_about_and_may_be_confirmed(assignment, cast):
    data = typed(None, assignment.clauses.get(number="4"), description="Så gör Elsa Lindqvist i skolan.")
    client = browser(cast.coordinator)
    shown = text(client.post(page("-new"), data), 422)
    assert "<mark>Elsa Lindqvist</mark>" in shown
    mark = re.search(r'name="shown" value="([^"]*)"', shown)[1]
    assert client.post(page("-new"), data | {"shown": mark, "confirmed": "on"}).status_code == 302


def test_the_second_of_two_writers_sees_what_the_first_one_saved(begun, cast):
    client, clause = browser(cast.coordinator), begun.clause
    mine = typed(begun, clause, title="Min rubrik")
    raising.change_question(question=begun, version=begun.version, title="Deras rubrik", by=cast.coordinator)
    shown = text(client.post(page("-change", begun.pk), mine), 422)
    assert "Det här sparade någon annan" in shown
    assert "Deras rubrik" in shown
    assert 'value="Min rubrik"' in shown
    now = Question.objects.get(pk=begun.pk).version
    assert client.post(page("-change", begun.pk), mine | {"version": str(now)}).status_code == 302
    assert Question.objects.get(pk=begun.pk).title == "Min rubrik"


def test_the_practice_is_written_by_one_at_a_time(begun, cast):
    client = browser(cast.coordinator)
    data = {"text": "Inom tre dagar.", "text_en": "", "version": "1", "shown": "", "confirmed": ""}
    assert client.post(page("-practice", begun.pk), data).status_code == 302
    shown = text(client.post(page("-practice", begun.pk), data | {"text": "Inom fyra dagar."}), 422)
    assert "Inom tre dagar." in shown
    assert "Inom fyra dagar.</textarea>" in shown


def test_a_finding_is_changed_by_one_at_a_time(begun, cast):
    found = begun.findings.get()
    client, url = browser(cast.coordinator), page("-finding-change", found.pk)
    data = {"text": "Vart femte.", "source": "Rapport 4", "version": "1", "once": str(uuid.uuid4())}
    assert client.post(url, data).status_code == 302
    shown = text(client.post(url, data | {"text": "Vart sjätte."}), 422)
    assert "Vart femte." in shown
    assert "Vart sjätte.</textarea>" in shown


def test_an_organisation_is_invited_meets_and_agrees_by_the_forms(begun, people, cast):
    client = browser(cast.coordinator)
    invited = {"organisation": "Göteborgs kommun", "part": "works"}
    assert client.post(page("-invite", begun.pk), invited).status_code == 302
    new = begun.parties.get(organisation__code="kommun-1480")
    met = {
        "about": "Första mötet", "day": str(today()), "is_held": "yes", "form": "video", "parties": [str(new.pk)],
        "said": "", "once": str(uuid.uuid4()),
    }  # fmt: skip
    assert client.post(page("-meet", begun.pk), met).status_code == 302
    own = another("partner", new.organisation, cast)
    said = {"organisation": str(new.organisation_id), "agreed_on": str(today()), "reference": ""}
    assert browser(own).post(page("-agree", begun.pk), said).status_code == 302
    shown = text(browser(own).get(page("", begun.pk)))
    assert "Första mötet" in shown
    assert begun.practices.get().consents.filter(organisation=new.organisation, noted_by=own).exists()


def test_a_mistyped_organisation_is_said_at_its_field(begun, cast):
    shown = text(
        browser(cast.coordinator).post(
            page("-invite", begun.pk), {"organisation": "Finns ej", "part": "works"}
        ),
        422,
    )
    assert "finns inte bland aktörerna" in shown


def test_a_source_may_look_like_a_name_but_not_reach_somebody(begun, cast):
    client, url = browser(cast.coordinator), page("-finding-new", begun.pk)
    data = {"text": "Få barn.", "source": "Kim, kim@example.org", "once": str(uuid.uuid4()), "version": "0"}
    assert "tecken 6 till 20" in text(client.post(url, data), 422)
    assert begun.findings.count() == 1


def test_nothing_on_the_page_is_for_those_who_only_read(begun, cast):
    shown = text(browser(cast.auditor).get(page("", begun.pk)))
    main = shown[shown.index('id="innehall"') :]
    assert f'action="{LIST}' not in main
    for words in ("Bjud in", "Skriv ett inlägg", "Skriv om arbetssättet", "Avsluta frågan"):
        assert words not in main
