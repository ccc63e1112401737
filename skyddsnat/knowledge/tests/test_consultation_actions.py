"""Asking and answering: what follows on what, once each, with evidence."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.knowledge.consultations import actions, answering, lessons, notices
from skyddsnat.knowledge.consultations.proof import prove_consultations
from skyddsnat.knowledge.consultations.retention import forget_askers, remove_old_consultation_links
from skyddsnat.knowledge.consultations.rules import NEXT, State, check_next, due_after
from skyddsnat.knowledge.consultations.waiting import waiting
from skyddsnat.knowledge.models import (
    Consultation,
    ConsultationLink,
    ConsultationMessage,
    Lesson,
    LibraryPage,
    Method,
)
from skyddsnat.knowledge.tests.conftest import begin
from skyddsnat.knowledge.tests.consultation_cases import asked, county_coordinator, partner_of
from skyddsnat.mandate.models import Evidence
from skyddsnat.shared.dates import today

ANSWER = "Börja med det barnet själv vill tala om."


def answered(one, by, **more):
    return answering.answer(consultation=one, text=ANSWER, once=uuid.uuid4(), by=by, **more)


def proofs():
    rows = Evidence.objects.filter(kind="consultation_given").order_by("seq")
    return list(rows.values_list("quantity", "organisation__code", "reference"))


# --- rules ---


@given(st.dates(datetime.date(2014, 1, 1), datetime.date(2030, 1, 1)))
def test_an_answer_is_due_five_weekdays_later(day):
    due = due_after(day)
    between = [day + datetime.timedelta(days=n) for n in range(1, (due - day).days + 1)]
    assert due.weekday() < 5
    assert sum(one.weekday() < 5 for one in between) == 5


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("wanted", list(State))
def test_only_what_the_table_says_may_follow(state, wanted):
    if wanted in NEXT[state]:
        check_next(state, wanted)
    else:
        with pytest.raises(Refused):
            check_next(state, wanted)


# --- asking ---


@pytest.mark.django_db
def test_a_question_is_asked_once_however_often_the_form_is_sent():
    once = uuid.uuid4()
    assert asked(once=once).pk == asked(once=once).pk
    one = Consultation.objects.get()
    assert (one.state, one.asker_email, one.due_on) == ("waiting", "kim@example.org", due_after(today()))
    assert one.messages.get().kind == "question"
    entry = AuditEntry.objects.get(verb="consultation.asked")
    assert "kim" not in str(entry.details).lower()


@pytest.mark.django_db
def test_a_personal_number_never_gets_in(cast):
    with pytest.raises(Refused, match="personnummer"):
        asked(text="Det gäller 811218-9876.")
    one = asked()
    for verb in (answering.answer, answering.ask_back):
        with pytest.raises(Refused, match="personnummer"):
            verb(consultation=one, text="Är det 19811218-9876?", once=uuid.uuid4(), by=cast.coordinator)
    with pytest.raises(Refused, match="personnummer"):
        actions.reply(consultation=one, text="8112189876", once=uuid.uuid4(), by=None)
    assert one.messages.count() == 1


@pytest.mark.django_db
def test_one_asks_for_one_s_own_organisation_only(cast):
    pia = partner_of(cast, "kommun-0180")
    assert asked(by=pia).asked_by == pia
    with pytest.raises(Refused, match="hör till"):
        asked("kommun-1280", by=pia)


@pytest.mark.django_db
def test_nobody_floods_the_queue_from_one_address():
    for _n in range(5):
        asked()
    with pytest.raises(Refused, match="i morgon"):
        asked()


@pytest.mark.django_db
def test_a_question_is_taken_back_and_asked_again(cast):
    one = asked()
    for _twice in range(2):
        actions.withdraw(consultation=one, by=None)
    one.refresh_from_db()
    assert (one.state, one.ended_on) == ("withdrawn", today())
    with pytest.raises(Refused):
        answered(one, cast.coordinator)
    actions.ask_again(consultation=one, by=None)
    answered(one, cast.coordinator)
    with pytest.raises(Refused):
        actions.withdraw(consultation=one, by=None)


# --- answering ---


@pytest.mark.django_db
def test_one_takes_it_and_another_is_told(cast):
    one = asked()
    answering.take(consultation=one, by=cast.coordinator)
    with pytest.raises(Refused, match="Coordinator har tagit"):
        answering.take(consultation=one, by=cast.editor)
    answering.leave(consultation=one, by=cast.coordinator)
    answering.take(consultation=one, by=cast.editor)
    one.refresh_from_db()
    assert one.assigned_to == cast.editor


@pytest.mark.django_db
def test_back_and_forth_and_closed_and_opened(cast):
    one = asked()
    answering.ask_back(consultation=one, text="Vilken ålder?", once=uuid.uuid4(), by=cast.coordinator)
    once = uuid.uuid4()
    for _twice in range(2):
        actions.reply(consultation=one, text="Fjorton.", once=once, by=None)
    one.refresh_from_db()
    assert (one.state, one.messages.count()) == ("working", 3)
    answered(one, cast.coordinator)
    answering.close(consultation=one, by=cast.coordinator)
    with pytest.raises(Refused, match="avslutad"):
        actions.reply(consultation=one, text="Tack", once=uuid.uuid4(), by=None)
    answering.reopen(consultation=one, by=cast.coordinator)
    one.refresh_from_db()
    assert (one.state, one.ended_on) == ("answered", None)


@pytest.mark.django_db
def test_who_writes_on_an_old_page_is_told(cast):
    one = asked()
    seen = one.version
    actions.reply(consultation=one, text="En sak till.", once=uuid.uuid4(), by=None)
    with pytest.raises(answering.SaidMeanwhile):
        answered(one, cast.coordinator, version=seen)
    assert one.messages.filter(kind="answer").count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["manager", "auditor", "partner", "economist", "outsider"])
def test_others_do_not_answer(cast, role):
    with pytest.raises(PermissionDenied):
        answered(asked(), getattr(cast, role))


@pytest.mark.django_db
def test_a_county_answers_its_own(cast):
    lena = county_coordinator(cast, "lansstyrelse-01")
    answered(asked("kommun-0180"), lena)
    answered(asked("region-01"), lena)
    with pytest.raises(PermissionDenied):
        answered(asked("kommun-1280"), lena)


# --- evidence ---


@pytest.mark.django_db
def test_an_answer_is_evidence_once_and_is_taken_back(cast, method, begun):
    one = asked(method=method)
    once = uuid.uuid4()
    for _twice in range(2):
        message = answering.answer(consultation=one, text=ANSWER, once=once, by=cast.coordinator)
    answered(one, cast.coordinator)  # more is added; it is still one question
    assert proofs() == [(1, "kommun-0180", f"Metodfråga {one.pk}")]
    answering.retract_answer(message=message, reason="Fel.", by=cast.coordinator)
    assert len(proofs()) == 1  # another answer stands
    other = one.messages.get(kind="answer", retracted_at=None)
    for _twice in range(2):
        answering.retract_answer(message=other, reason="Fel metod.", by=cast.coordinator)
    assert proofs()[1:] == [(-1, "kommun-0180", "Fel metod.")]
    one.refresh_from_db()
    assert (one.state, one.answered_on, one.evidence) == ("working", None, None)
    answered(one, cast.coordinator)
    assert [row[0] for row in proofs()] == [1, -1, 1]


@pytest.mark.django_db
def test_evidence_waits_for_the_activity_to_begin(cast, method, planned):
    one = asked()
    answered(one, cast.coordinator, method=method)
    assert proofs() == []
    begin(planned, cast)
    assert (prove_consultations(), prove_consultations()) == (1, 0)
    assert len(proofs()) == 1


@pytest.mark.django_db
def test_without_a_method_there_is_no_evidence(cast, begun):
    answered(asked(), cast.coordinator)
    assert (prove_consultations(), proofs()) == (0, [])


# --- lessons, desk, retention, the database ---


@pytest.mark.django_db
def test_a_lesson_comes_after_the_answer_and_warns_a_second_writer(cast):
    one, learnt = asked(), lessons.Learnt("Att börja", "Ett barn är tyst.", "Börja med barnets egna ord.")
    with pytest.raises(Refused, match="inte besvarad"):
        lessons.write_lesson(consultation=one, learnt=learnt, by=cast.coordinator)
    answered(one, cast.coordinator)
    for _twice in range(2):
        lesson = lessons.write_lesson(consultation=one, learnt=learnt, by=cast.coordinator)
    assert lesson.version == 1
    other = lessons.Learnt("Annat", "Ett barn.", "Mer.")
    with pytest.raises(lessons.WrittenMeanwhile):
        lessons.write_lesson(consultation=one, learnt=other, by=cast.editor)
    lessons.write_lesson(consultation=one, learnt=other, by=cast.editor, version=1)
    lessons.remove_lesson(lesson=lesson, by=cast.editor)
    assert not Lesson.objects.exists()


@pytest.mark.django_db
def test_a_lesson_becomes_a_draft_of_the_library_once(cast):
    one, learnt = asked(), lessons.Learnt("Att börja", "Ett barn är tyst.", "Börja med <barnets> egna ord.")
    answered(one, cast.coordinator)
    lesson = lessons.write_lesson(consultation=one, learnt=learnt, by=cast.coordinator)
    pages = {lessons.make_entry(lesson=lesson, by=cast.coordinator).pk for _twice in range(2)}
    page = LibraryPage.objects.get(pk=pages.pop())
    assert (page.live, page.title, page.situation, page.organisation) == (False, *learnt_words(learnt), None)
    assert "&lt;barnets&gt;" in str(page.body)
    assert "Stockholm" not in str(page.body) + page.lead + page.title
    with pytest.raises(Refused, match="Ändra den där"):
        lessons.write_lesson(
            consultation=one, learnt=lessons.Learnt("Nytt", "x", "y"), by=cast.coordinator, version=1
        )
    with pytest.raises(PermissionDenied):
        lessons.make_entry(lesson=lesson, by=county_coordinator(cast, "lansstyrelse-01"))


def learnt_words(learnt):
    return learnt.title, learnt.situation


@pytest.mark.django_db
def test_the_desk_shows_what_waits_for_whom(cast):
    pia = partner_of(cast, "kommun-0180")
    one = asked(by=pia)
    assert [task.label for task in waiting(cast.coordinator)] == [one.subject]
    assert list(waiting(pia)) == list(waiting(cast.manager)) == []
    Consultation.objects.update(due_on=today() - datetime.timedelta(days=1))
    assert [task.why for task in waiting(cast.editor)] == ["late"]
    answering.ask_back(consultation=one, text="Hur?", once=uuid.uuid4(), by=cast.coordinator)
    assert list(waiting(cast.coordinator)) == []
    assert [task.status for task in waiting(pia)] == ["Svara på motfrågan"]


@pytest.mark.django_db
def test_who_asked_is_forgotten_after_a_year_and_the_words_stay(cast):
    one, other = asked(), asked(by=partner_of(cast, "kommun-0180"))
    notices.make_link(one)
    answered(one, cast.coordinator)
    year = datetime.timedelta(days=366)
    assert forget_askers(today=today() + datetime.timedelta(days=300)) == 0
    assert forget_askers(today=today() + year) == 2
    assert forget_askers(today=today() + year) == 0
    for row in (one, other):
        row.refresh_from_db()
        assert (row.asker_name, row.asker_email, row.asked_by) == ("", "", None)
        assert row.messages.filter(kind="question", by=None).exists()
    assert not ConsultationLink.objects.exists()
    notices.make_link(one)
    assert remove_old_consultation_links(today=today() + datetime.timedelta(days=121)) == 1


@pytest.mark.django_db
def test_the_database_itself_refuses(cast, method):
    one = asked()
    message = one.messages.get()
    for wrong in (
        lambda: Consultation.objects.update(state="lost"),
        lambda: Consultation.objects.update(state="answered"),
        lambda: Consultation.objects.update(state="working"),
        lambda: Consultation.objects.update(state="closed"),
        lambda: Consultation.objects.update(evidence=1),
        lambda: ConsultationMessage.objects.update(text="Annat."),
        lambda: ConsultationMessage.objects.update(notice_sent_at="2026-01-01T00:00Z"),
        lambda: ConsultationMessage.objects.create(
            consultation=one, kind="answer", text="x", once=message.once
        ),
        lambda: Lesson.objects.create(consultation=one, title="", situation="x", text="x"),
        lambda: Method.objects.filter(pk=method.pk).update(code=None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()
