"""The guided assessment: what is asked for, templates, follow-up and the document."""

import datetime
import io

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.core.api import ChangedMeanwhile, Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.mandate import convention
from skyddsnat.mandate.actions import templates
from skyddsnat.mandate.actions.activities import add_activity
from skyddsnat.mandate.actions.assessment_documents import make_document
from skyddsnat.mandate.actions.assessments import (
    Choice,
    answers_of,
    decide_assessment,
    send_assessment,
    write_assessment,
)
from skyddsnat.mandate.actions.assignments import set_dnr
from skyddsnat.mandate.actions.follow_ups import follow_up_assessment, next_follow_up
from skyddsnat.mandate.assessment_rules import STEP_FIELDS, Answers, done_steps, lacks
from skyddsnat.mandate.models import AssessmentDocument, AssessmentOption, ChildRightsAssessment
from skyddsnat.mandate.rules import STEPS
from skyddsnat.mandate.tests.browsing import browser, text, url
from skyddsnat.mandate.tests.conftest import ANSWERS, DAY
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
LATER = datetime.date(2015, 3, 31)
AT = datetime.datetime(2014, 5, 5, 12, tzinfo=datetime.UTC)


@pytest.fixture
def guided(cast):
    return {
        **ANSWERS, "asked": "yes", "asked_how": "Genom en grupp", "asked_said": "Fråga oss först",
        "articles": {"3": "Det rör barn", "12": "Barn tillfrågas"},
        "choices": [Choice("Kort stöd", "Fler når hjälp", "for"), Choice("Lång bok", "Få läser den", "against")],
        "outcome": "against", "measures": "Stöd under väntan", "measures_by": cast.coordinator, "follow_up_on": LATER,
    }  # fmt: skip


@pytest.fixture
def whole(activity, guided, cast):
    write_assessment(activity=activity, by=cast.coordinator, **guided)
    send_assessment(activity=activity, by=cast.coordinator)
    return activity


@pytest.fixture
def unnumbered(whole, cast):
    """Decided while nobody had entered the decision's registration number."""
    whole.assignment.dnr = ""
    whole.assignment.save(update_fields=["dnr"])
    whole.assignment.is_demo = True
    decide_assessment(activity=whole, by=cast.manager, at=AT)
    return whole


@pytest.fixture
def decided(whole, cast):
    whole.assignment.is_demo = True
    decide_assessment(activity=whole, by=cast.manager, at=AT)
    whole.assessment.refresh_from_db()
    return whole


@pytest.fixture
def second(assignment, cast):
    return add_activity(
        assignment=assignment, title="Andra insatsen", purpose="x", responsible=cast.coordinator, starts=DAY,
        ends=datetime.date(2014, 9, 30), by=cast.coordinator,
    )  # fmt: skip


# --- what is asked for ---


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ({"asked": ""}, "egen syn har hämtats in"),
        ({"asked_said": ""}, "vad barnen har sagt"),
        ({"asked": "no"}, "varför barnens egen syn"),
        ({"articles": {}}, "minst en artikel"),
        ({"articles": {"3": ""}}, "varför artikel 3"),
        ({"outcome": ""}, "följer barnets bästa"),
        ({"measures": ""}, "hur barnen kompenseras"),
        ({"measures_by": None}, "vem som ansvarar"),
        ({"follow_up_on": None}, "Dagen för uppföljning"),
    ],
)
def test_a_guided_assessment_is_not_sent_with_a_hole_in_it(activity, guided, cast, without, said):
    write_assessment(activity=activity, by=cast.coordinator, **guided | without)
    with pytest.raises(Refused, match=said):
        send_assessment(activity=activity, by=cast.coordinator)


def test_six_texts_written_without_the_form_are_enough(activity, cast):
    write_assessment(activity=activity, by=cast.coordinator, **ANSWERS)
    assert send_assessment(activity=activity, by=cast.coordinator).sent_at


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"articles": {"99": "x"}}, "finns inte i listan"),
        ({"choices": [Choice("Val", " ", "for")]}, "lämna hela raden tom"),
        ({"follow_up_on": DAY}, "före insatsens början"),
        ({"asked_said": "ring 050613-2384"}, "personnummer"),
    ],
)
def test_what_is_refused(activity, cast, wrong, said):
    with pytest.raises(Refused, match=said):
        write_assessment(activity=activity, by=cast.coordinator, **wrong)


@given(st.sets(st.sampled_from(STEPS)), st.booleans())
def test_a_step_is_done_exactly_when_nothing_is_missing_in_it(filled, guided):
    answers = Answers(steps=dict.fromkeys(filled, "svar"), guided=guided)
    missing = {lack.step for lack in lacks(answers)}
    assert set(done_steps(answers)) == set(STEPS) - missing
    assert set(STEPS) - filled <= missing
    assert guided or missing == set(STEPS) - filled


def test_every_step_and_every_article_is_known():
    assert set(STEP_FIELDS) == set(STEPS)
    known = convention.articles()
    assert [code for code, article in known.items() if article.basic] == ["2", "3", "6", "12"]
    assert {"34", "35", "36", "39", "OPSC"} <= set(known)
    assert all(words for article in known.values() for pair in article.words.values() for words in pair)


# --- the database ---


def test_the_parts_of_a_decided_assessment_never_change(decided):
    found = decided.assessment
    for change in (
        lambda: found.articles.update(why="x"), lambda: found.choices.all().delete(),
        lambda: AssessmentOption.objects.create(
            assessment=found, position=9, what="x", consequence="x", stance="for"
        ),
        lambda: ChildRightsAssessment.objects.filter(pk=found.pk).update(measures="x"),
    ):  # fmt: skip
        with pytest.raises(DatabaseError, match="decided assessment"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "hole", [{"asked": ""}, {"measures": ""}, {"follow_up_on": None}, {"copied": ["children"]}]
)
def test_the_database_decides_no_guided_assessment_with_a_hole(whole, cast, hole):
    values = {"decided_at": AT, "decided_by": cast.manager} | hole
    with pytest.raises(IntegrityError), transaction.atomic():
        ChildRightsAssessment.objects.filter(pk=whole.assessment.pk).update(**values)


# --- templates ---


def test_what_is_copied_is_marked_until_it_is_saved(decided, second, cast):
    begun = templates.start_from(activity=second, source=decided.assessment, by=cast.coordinator)
    assert begun.copied == list(STEPS)
    assert (begun.asked, begun.outcome, begun.follow_up_on, begun.decided_at) == ("", "", None, None)
    assert begun.measures_by is None
    assert answers_of(begun).articles == {"3": "Det rör barn", "12": "Barn tillfrågas"}
    saved = write_assessment(activity=second, by=cast.coordinator, children=begun.children)
    assert "children" not in saved.copied
    with pytest.raises(Refused, match="saker kvar"):
        send_assessment(activity=second, by=cast.coordinator)


def test_a_template_holds_no_decision_day_person_or_childs_words(decided, cast):
    made = templates.save_template(assessment=decided.assessment, name="Utbildning", by=cast.coordinator)
    assert set(made.content) == {"steps", "articles", "choices"}
    assert "Fråga oss först" not in str(made.content)
    assert "Stöd under väntan" not in str(made.content)


def test_only_a_decided_assessment_and_only_from_the_start(whole, second, cast):
    with pytest.raises(Refused, match="beslutad"):
        templates.start_from(activity=second, source=whole.assessment, by=cast.coordinator)
    made = templates.save_template(assessment=whole.assessment, name="Utbildning", by=cast.coordinator)
    with pytest.raises(Refused, match="redan påbörjad"):
        templates.start_from(activity=whole, source=made, by=cast.coordinator)


def test_the_one_who_copied_is_a_writer(decided, second, cast):
    cast.coordinator.roles.add("manager")
    both = type(cast.coordinator).objects.get(pk=cast.coordinator.pk)
    templates.start_from(activity=second, source=decided.assessment, by=both)
    write_assessment(
        activity=second, by=cast.editor, **ANSWERS, asked="no", asked_why_not="x", outcome="for",
        articles={"3": "x"}, choices=[], follow_up_on=LATER,
    )  # fmt: skip
    send_assessment(activity=second, by=cast.editor)
    with pytest.raises(Refused, match="En annan person"):
        decide_assessment(activity=second, by=both)


def test_templates_are_renamed_put_aside_and_taken_out(whole, cast):
    made = templates.save_template(assessment=whole.assessment, name="A", by=cast.coordinator)
    with pytest.raises(Refused, match="heter så"):
        templates.save_template(assessment=whole.assessment, name="A", by=cast.coordinator)
    templates.rename_template(template=made, name="B", suits="x", version=1, by=cast.coordinator)
    with pytest.raises(ChangedMeanwhile):
        templates.rename_template(template=made, name="C", suits="", version=1, by=cast.coordinator)
    templates.archive_template(template=made, by=cast.coordinator)
    templates.save_template(assessment=whole.assessment, name="B", by=cast.coordinator)
    with pytest.raises(Refused, match="heter så"):
        templates.restore_template(template=made, by=cast.coordinator)
    verbs = AuditEntry.objects.filter(verb__startswith="assessment_template.").values_list("verb", flat=True)
    assert set(verbs) == {f"assessment_template.{what}" for what in ("saved", "renamed", "archived")}


# --- follow-up ---


def test_a_follow_up_is_a_row_of_its_own(decided, cast):
    assert next_follow_up(decided.assessment) == LATER
    follow_up_assessment(
        activity=decided, done_on=LATER, found="Det gick bra", next_on=LATER + datetime.timedelta(days=1),
        by=cast.coordinator,
    )  # fmt: skip
    assert next_follow_up(decided.assessment) == LATER + datetime.timedelta(days=1)
    follow_up_assessment(activity=decided, done_on=today(), found="Klart", by=cast.coordinator)
    assert next_follow_up(decided.assessment) is None
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        decided.assessment.follow_ups.update(found="x")


def test_nothing_undecided_is_followed_up(whole, cast):
    with pytest.raises(Refused, match="inte beslutad"):
        follow_up_assessment(activity=whole, done_on=LATER, found="x", by=cast.coordinator)
    with pytest.raises(DatabaseError, match="only a decided"), transaction.atomic():
        whole.assessment.follow_ups.create(done_on=LATER, done_by=cast.coordinator, found="x")


# --- the document ---


def test_the_decided_document_is_kept_and_is_the_same_each_time(whole, cast):
    set_dnr(assignment=whole.assignment, dnr="A2014/1/B", by=cast.coordinator)
    whole.assignment.is_demo = True
    decide_assessment(activity=whole, by=cast.manager, at=AT)
    page = url("assessment-pdf", whole.assignment.slug, whole.number)
    first = browser(cast.auditor).get(page)
    assert first.content.startswith(b"%PDF")
    assert b"utkast" not in first["Content-Disposition"].encode()
    cast.manager.name = "Nytt Namn"
    cast.manager.save()
    assert browser(cast.auditor).get(page).content == first.content
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AssessmentDocument.objects.update(dnr="x")


def test_without_a_registration_number_no_document_is_made(unnumbered, desk, cast):
    args = (unnumbered.assignment.slug, unnumbered.number)
    assert desk.get(url("assessment-pdf", *args)).status_code == 302
    with pytest.raises(Refused, match="diarienummer"):
        make_document(activity=unnumbered, by=cast.coordinator)
    set_dnr(assignment=unnumbered.assignment, dnr="A2014/1/B", by=cast.coordinator)
    assert desk.post(url("assessment-document", *args)).status_code == 302
    assert desk.get(url("assessment-pdf", *args)).content.startswith(b"%PDF")


def test_word_has_headings_table_heads_and_says_who_wrote_and_who_decided(decided, desk, cast):
    set_dnr(assignment=decided.assignment, dnr="A2014/1/B", by=cast.coordinator)
    args = (decided.assignment.slug, decided.number)
    document = Document(io.BytesIO(desk.get(url("assessment-docx", *args)).content))
    headings = [row.text for row in document.paragraphs if row.style.name == "Heading 1"]
    assert len(headings) == 7
    words = "\n".join(row.text for row in document.paragraphs).replace("\u00a0", " ")
    for said in (
        "A2014/1/B",
        "Coordinator",
        "Manager",
        "Stöd under väntan",
        "31 mars 2015",
        "Fråga oss först",
    ):
        assert said in words, said
    assert [len(table.rows) for table in document.tables] == [3, 3]
    assert "tblHeader" in document.tables[0].rows[0]._tr.xml


def test_a_draft_says_that_it_is_one(whole, desk, cast):
    set_dnr(assignment=whole.assignment, dnr="A2014/1/B", by=cast.coordinator)
    args = (whole.assignment.slug, whole.number)
    response = desk.get(url("assessment-pdf", *args))
    assert "utkast" in response["Content-Disposition"]
    assert "Utkast" in text(desk.get(url("assessment-print", *args)))
    assert not AssessmentDocument.objects.exists()


# --- the pages ---


def test_the_manager_sees_everything_on_one_page(whole, cast):
    shown = text(browser(cast.manager).get(url("assessment-decide", whole.assignment.slug, whole.number)))
    for said in (
        "Fråga oss först",
        "Artikel 3",
        "Kort stöd",
        "Stöd under väntan",
        "31 mars 2015",
        "Besluta prövningen",
    ):
        assert said in shown, said


def test_before_anybody_has_begun_the_page_tells_what_it_is_and_blames_nobody(desk, activity, guided, cast):
    page = url("assessment", activity.assignment.slug, activity.number)
    shown = text(desk.get(page))
    assert "Sex frågor, en sida var" in shown
    assert "Svaret är inte skrivet." not in shown
    write_assessment(activity=activity, by=cast.coordinator, children=guided["children"])
    shown = text(desk.get(page))
    assert "Sex frågor, en sida var" not in shown
    assert "Svaret är inte skrivet." in shown


def test_options_are_rows_and_a_half_filled_row_is_said(desk, activity):
    page = url("assessment-step", activity.assignment.slug, activity.number, "options")
    rows = {"options-TOTAL_FORMS": "2", "options-INITIAL_FORMS": "0", "options-0-what": "Mitt val"}
    shown = text(desk.post(page, {"answer": "Mina ord", "version": "0", **rows}))
    assert "Fyll i alla tre" in shown
    assert "Mina ord" in shown
    assert "Mitt val" in shown
    more = {"options-0-consequence": "Fler hjälps", "options-0-stance": "for"}
    assert desk.post(page, {"answer": "Mina ord", "version": "0", **rows, **more}).status_code == 302
    activity.refresh_from_db()
    assert activity.assessment.choices.get().what == "Mitt val"


def test_begin_from_a_template_on_the_page(desk, decided, second, cast):
    made = templates.save_template(assessment=decided.assessment, name="Utbildning", by=cast.coordinator)
    args = (second.assignment.slug, second.number)
    page = url("assessment-start", *args)
    assert "Utbildning" in text(desk.get(page))
    assert "Välj en mall" in text(desk.post(page, {"source": "template:x"}, follow=True))
    shown = text(desk.post(page, {"source": f"template:{made.pk}"}, follow=True))
    assert shown.count("Från mall – läs igenom") == 6
    step = url("assessment-step", *args, "children")
    assert "Texten är kopierad" in text(desk.get(step))
