"""What can be done to a common question, by whom, and what the database keeps whoever asks."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from skyddsnat.actors.api import organisation
from skyddsnat.cooperation.models import Finding, Practice, Question, QuestionComment
from skyddsnat.cooperation.questions.actions import (
    findings,
    meetings,
    parties,
    practice,
    raising,
    states,
    talking,
)
from skyddsnat.cooperation.questions.kinds import State
from skyddsnat.cooperation.questions.proof import prove_questions
from skyddsnat.cooperation.tests.question_cases import (
    DONE,
    HOME,
    TEXT,
    abroad,
    agreed,
    an_activity,
    another,
    member,
    raised,
    working,
    written,
)
from skyddsnat.core.api import ChangedMeanwhile, Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.mandate.models import Evidence, Meeting
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db


def evidence(kind: str) -> int:
    return Evidence.objects.filter(kind=kind).count()


# --- raising ---


def test_a_question_is_raised_once_however_often_the_form_is_sent(assignment, cast):
    once = uuid.uuid4()
    first, second = (raised(assignment, cast, once=once) for _twice in range(2))
    assert first == second
    assert first.state == State.RAISED
    assert AuditEntry.objects.filter(verb="question.raised").count() == 1


@pytest.mark.parametrize(
    "role", ["manager", "editor", "auditor", "economist", "partner", "caseworker", "outsider"]
)
def test_only_those_who_lead_raise_a_question(assignment, cast, role):
    with pytest.raises(PermissionDenied):
        raised(assignment, cast, by=getattr(cast, role))


@pytest.mark.parametrize(
    "text", ["Ring 070-123 45 67.", "Skriv till kim@example.org.", "Barnet 19811218-9876."]
)
def test_a_text_with_a_way_to_somebody_is_refused_and_nothing_is_kept(assignment, cast, text):
    with pytest.raises(Refused):
        raised(assignment, cast, description=text)
    assert not Question.objects.exists()


def test_half_a_translation_is_refused(assignment, cast):
    with pytest.raises(Refused):
        raised(assignment, cast, title_en="Schooling")


def test_the_second_of_two_writers_is_told(assignment, cast):
    one = raised(assignment, cast)
    raising.change_question(question=one, version=1, title="Skola för alla barn", by=cast.coordinator)
    with pytest.raises(ChangedMeanwhile):
        raising.change_question(question=one, version=1, title="Något annat", by=cast.coordinator)
    assert Question.objects.get().title == "Skola för alla barn"


# --- who works on it ---


def test_work_begins_when_somebody_is_invited(assignment, cast):
    one = raised(assignment, cast)
    with pytest.raises(Refused):
        states.begin(question=one, by=cast.coordinator)
    parties.invite(question=one, organisation=organisation(HOME), part="works", by=cast.coordinator)
    assert states.begin(question=one, by=cast.coordinator).state == State.WORKING


def test_an_organisation_is_invited_once_and_may_come_back(assignment, cast):
    one = raised(assignment, cast)
    party = parties.invite(question=one, organisation=organisation(HOME), part="works", by=cast.coordinator)
    with pytest.raises(Refused):
        parties.invite(question=one, organisation=organisation(HOME), part="follows", by=cast.coordinator)
    parties.let_leave(party=party, by=cast.coordinator)
    with pytest.raises(Refused):
        parties.change_part(party=party, part="follows", by=cast.coordinator)
    again = parties.invite(question=one, organisation=organisation(HOME), part="follows", by=cast.coordinator)
    assert (again.pk, again.left_on, again.part) == (party.pk, None, "follows")


def test_a_partner_speaks_for_the_own_organisation_only(assignment, cast):
    one = working(assignment, cast)
    partner = member(cast.partner, organisation(HOME), cast)
    said = talking.comment(
        question=one,
        text="Vi har sett det också.",
        organisation=organisation(HOME),
        once=uuid.uuid4(),
        by=partner,
    )
    for other in (None, organisation("kommun-1280")):
        with pytest.raises(Refused):
            talking.comment(question=one, text="Nej.", organisation=other, once=uuid.uuid4(), by=partner)
    talking.take_back_comment(comment=said, by=partner)
    assert QuestionComment.objects.get().retracted_at is not None


def test_who_only_follows_reads_and_does_not_write(assignment, cast):
    one = raised(assignment, cast)
    parties.invite(question=one, organisation=organisation(HOME), part="follows", by=cast.coordinator)
    partner = member(cast.partner, organisation(HOME), cast)
    with pytest.raises(PermissionDenied):
        talking.comment(
            question=one, text="Får jag?", organisation=organisation(HOME), once=uuid.uuid4(), by=partner
        )


def test_nobody_takes_back_another_s_words(assignment, cast):
    one = working(assignment, cast)
    said = talking.comment(
        question=one, text="Så här.", organisation=None, once=uuid.uuid4(), by=cast.coordinator
    )
    with pytest.raises(Refused):
        talking.take_back_comment(comment=said, by=cast.manager)


# --- findings ---


def test_a_finding_keeps_every_way_it_has_read(assignment, cast):
    one = working(assignment, cast)
    partner = member(cast.partner, organisation(HOME), cast)
    found = findings.add_finding(
        question=one, text="Få barn har skola.", source="Uppsökande verksamhet", organisation=organisation(HOME),
        once=uuid.uuid4(), by=partner,
    )  # fmt: skip
    findings.change_finding(finding=found, version=1, text="Vart femte barn.", source="Rapport 3", by=partner)
    with pytest.raises(ChangedMeanwhile):
        findings.change_finding(finding=found, version=1, text="Inget barn.", source="x", by=cast.coordinator)
    assert list(found.versions.values_list("number", "text")) == [
        (2, "Vart femte barn."),
        (1, "Få barn har skola."),
    ]
    findings.withdraw_finding(finding=found, by=partner)
    assert Finding.objects.get().withdrawn_at is not None


def test_another_organisation_does_not_change_a_finding(assignment, cast):
    one = working(assignment, cast)
    found = findings.add_finding(
        question=one,
        text="Få barn har skola.",
        source="x",
        organisation=None,
        once=uuid.uuid4(),
        by=cast.coordinator,
    )
    partner = member(cast.partner, organisation(HOME), cast)
    with pytest.raises(PermissionDenied):
        findings.change_finding(finding=found, version=1, text="Alla.", source="x", by=partner)


def test_a_finding_needs_its_source(assignment, cast):
    one = working(assignment, cast)
    with pytest.raises(Refused):
        findings.add_finding(
            question=one,
            text="Så är det.",
            source=" ",
            organisation=None,
            once=uuid.uuid4(),
            by=cast.coordinator,
        )
    assert not Finding.objects.exists()


# --- meetings ---


def test_a_meeting_stands_in_the_dialogue_and_is_evidence_there(assignment, cast):
    one = working(assignment, cast, activity=an_activity(assignment, cast))
    held = evidence("meeting_held")
    values = {
        "question": one, "day": today(), "is_held": True, "form": "video", "about": "Hur skolorna frågar varandra",
        "said": "Inom en vecka.", "parties": list(one.parties.all()), "once": uuid.uuid4(), "by": cast.coordinator,
    }  # fmt: skip
    assert meetings.meet(**values) == meetings.meet(**values)
    meeting = Meeting.objects.get(about="Hur skolorna frågar varandra")
    assert meeting.organisations.count() == 2
    assert [clause.number for clause in meeting.clauses.all()] == ["4"]
    assert evidence("meeting_held") == held + 1


# --- practice ---


def test_two_must_agree_and_another_than_the_writer_approves(assignment, cast):
    one = working(assignment, cast, activity=an_activity(assignment, cast))
    text = written(one, cast, consents=1)
    with pytest.raises(Refused, match="Minst två"):
        practice.approve_practice(practice=text, by=cast.manager)
    last = one.parties.order_by("-pk")[0].organisation
    practice.agree(practice=text, organisation=last, on=today(), reference="Brev", by=cast.coordinator)
    with pytest.raises(Refused, match="Någon annan"):
        practice.approve_practice(practice=text, by=cast.coordinator)
    with pytest.raises(PermissionDenied):
        practice.approve_practice(practice=text, by=cast.editor)
    practice.approve_practice(practice=text, by=cast.manager)
    one.refresh_from_db()
    assert one.state == State.AGREED
    assert one.evidence.kind_id == "question_worked_on"
    assert one.evidence.activity_id == one.activity_id
    practice.approve_practice(practice=text, by=cast.manager)
    assert evidence("question_worked_on") == 1


def test_another_coordinator_may_approve(assignment, cast):
    one = working(assignment, cast)
    text = written(one, cast)
    other = another("coordinator", organisation(HOME), cast)
    assert practice.approve_practice(practice=text, by=other).approved_by == other


def test_new_words_need_new_consents_and_take_the_question_back_to_work(assignment, cast):
    one = agreed(assignment, cast)
    old = one.practices.get()
    new = practice.write_practice(question=one, number=1, text="Inom tre dagar.", by=cast.coordinator)
    one.refresh_from_db()
    assert one.state == State.WORKING
    assert new.consents.count() == 0
    with pytest.raises(ChangedMeanwhile):
        practice.approve_practice(practice=old, by=cast.manager)
    with pytest.raises(ChangedMeanwhile):
        practice.write_practice(question=one, number=1, text="Inom fyra dagar.", by=cast.coordinator)


def test_only_those_who_work_on_it_agree(assignment, cast):
    one = working(assignment, cast)
    text = practice.write_practice(question=one, number=0, text=DONE, by=cast.coordinator)
    outside = abroad("Annan myndighet")
    with pytest.raises(Refused, match="Bara de som arbetar"):
        practice.agree(practice=text, organisation=outside, on=today(), reference="x", by=cast.coordinator)
    with pytest.raises(Refused, match="var det står"):
        practice.agree(practice=text, organisation=organisation(HOME), on=today(), by=cast.coordinator)
    partner = member(cast.partner, organisation(HOME), cast)
    consent = practice.agree(practice=text, organisation=organisation(HOME), on=today(), by=partner)
    with pytest.raises(PermissionDenied):
        practice.agree(practice=text, organisation=outside, on=today(), reference="x", by=partner)
    practice.take_back_consent(consent=consent, by=partner)
    assert not text.consents.exists()


def test_the_database_lets_nobody_approve_their_own_words(assignment, cast):
    text = written(working(assignment, cast), cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.filter(pk=text.pk).update(
            approved_by=cast.coordinator, approved_at=datetime.datetime.now(datetime.UTC)
        )


def test_the_database_keeps_what_was_found_and_what_was_approved(assignment, cast):
    one = agreed(assignment, cast)
    found = findings.add_finding(
        question=one, text="Få barn.", source="x", organisation=None, once=uuid.uuid4(), by=cast.coordinator
    )
    for rows, change in (
        (found.versions.all(), {"text": "Inga barn."}),
        (one.practices.all(), {"text": "Annat."}),
        (one.practices.all(), {"approved_by": cast.editor}),
        (one.practices.get().consents.all(), {"agreed_on": datetime.date(2026, 1, 1)}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


@pytest.mark.parametrize(
    "change", [{"state": "closed"}, {"close_reason": "done"}, {"state": "lost"}, {"description": ""}]
)
def test_the_database_keeps_a_question_whole(assignment, cast, change):
    one = raised(assignment, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=one.pk).update(**change)


def test_what_waited_for_its_activity_is_proven_once(assignment, cast):
    one = working(assignment, cast)
    practice.approve_practice(practice=written(one, cast), by=cast.manager)
    assert (evidence("question_worked_on"), prove_questions()) == (0, 0)
    activity = an_activity(assignment, cast)
    Question.objects.filter(pk=one.pk).update(activity=activity)
    assert (prove_questions(), prove_questions()) == (1, 0)
    assert evidence("question_worked_on") == 1


# --- ending ---


def test_a_question_is_closed_with_a_reason_and_opened_again(assignment, cast):
    one = working(assignment, cast)
    with pytest.raises(Refused):
        states.close_question(question=one, reason="done", version=one.version, by=cast.coordinator)
    closed = states.close_question(
        question=one, reason="no_agreement", note="Olika lagar.", version=one.version, by=cast.coordinator
    )
    assert (closed.state, closed.closed_on) == (State.CLOSED, today())
    for act in (
        lambda: talking.comment(
            question=one, text="x", organisation=None, once=uuid.uuid4(), by=cast.coordinator
        ),
        lambda: raising.change_question(question=one, version=closed.version, title="x", by=cast.coordinator),
        lambda: parties.invite(
            question=one, organisation=abroad("Tredje"), part="works", by=cast.coordinator
        ),
        lambda: practice.write_practice(question=one, number=0, text="x", by=cast.coordinator),
    ):
        with pytest.raises(Refused):
            act()
    assert states.reopen(question=one, by=cast.coordinator).state == State.WORKING
    one.refresh_from_db()
    assert (one.closed_on, one.close_reason, one.close_note) == (None, "", "")


def test_closing_what_somebody_has_changed_is_told(assignment, cast):
    one = raised(assignment, cast)
    raising.change_question(question=one, version=1, description=TEXT + " Vi vet inte.", by=cast.coordinator)
    with pytest.raises(ChangedMeanwhile):
        states.close_question(question=one, reason="elsewhere", version=1, by=cast.coordinator)
