"""Self-assessments: begun once a year, saved page by page, locked when submitted; links; and who may."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from skyddsnat.core.api import Refused, waiting_for
from skyddsnat.core.models import AuditEntry
from skyddsnat.knowledge.assessments import statements
from skyddsnat.knowledge.assessments.access import link_of
from skyddsnat.knowledge.assessments.actions import (
    AnsweredMeanwhile,
    Given,
    fingerprint,
    given_of,
    remove_assessment,
    reopen_assessment,
    save_answers,
    start_assessment,
    submit_assessment,
)
from skyddsnat.knowledge.assessments.links import OPEN_AT_ONCE, make_link, remove_old_links, revoke_link
from skyddsnat.knowledge.ladder.actions import add_call, unwrite_step
from skyddsnat.knowledge.models import (
    AssessmentForm,
    AssessmentLink,
    Group,
    Rung,
    SelfAssessment,
    Step,
)
from skyddsnat.knowledge.tests.assessing import answered, begun_by
from skyddsnat.mandate.models import Evidence
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db


def test_statements_are_some_in_both_languages_and_managers_have_their_own():
    for code in ("orosanmalan", "samtal-med-barn", "a-method-without-its-own"):
        found = statements.shipped(code)
        of_staff = [one for one in found if one["group"] == Group.STAFF]
        assert 8 <= len(of_staff) <= 12
        assert [one["code"] for one in found if one["group"] == Group.LEADERS] == [
            "goal",
            "resources",
            "follow-up",
        ]
        assert all(one["sv"] and one["en"] and one["sv"] != one["en"] for one in found)
        assert len({(one["group"], one["code"]) for one in found}) == len(found)


def test_other_words_make_a_new_version_and_the_old_one_stays(method, pia, stockholm, monkeypatch):
    first = statements.form_of(method, None)
    assert statements.form_of(method, None) == first
    assessment = begun_by(pia, method, stockholm)
    changed = [*first.statements[1:]]
    monkeypatch.setattr(statements, "shipped", lambda code: changed)
    assert statements.form_of(method, None).version == 2
    assert begun_by(pia, method, stockholm) == assessment
    assert assessment.form == first
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        AssessmentForm.objects.update(statements=[])


def test_beginning_twice_is_going_on_and_tells_that_the_method_was_opened(method, pia, stockholm, cast):
    assert begun_by(pia, method, stockholm) == begun_by(pia, method, stockholm)
    assert Rung.objects.get().step == Step.OPENED
    leaders = begun_by(
        cast.coordinator, method, stockholm, Group.LEADERS
    )  # on the telephone: they opened nothing
    assert leaders.group == Group.LEADERS
    assert Rung.objects.count() == 1


def test_nobody_answers_for_others(method, pia, lena, stockholm, malmo, cast):
    for user in (pia, lena, cast.auditor, cast.manager, cast.outsider):
        with pytest.raises(PermissionDenied):
            begun_by(user, method, malmo)
    assert begun_by(lena, method, stockholm)
    with pytest.raises(PermissionDenied):
        start_assessment(organisation=malmo, method=method, group=Group.STAFF, by=None)


def test_pages_are_saved_and_blank_answers_are_taken_away(method, pia, stockholm):
    assessment = begun_by(pia, method, stockholm)
    codes = [one["code"] for one in assessment.statements[:2]]
    empty = fingerprint(given_of(assessment, codes).values())
    plan = Given(codes[0], 2, False, "Öva.", "Enhetschef", datetime.date(2027, 1, 1))
    assert save_answers(assessment=assessment, given=[plan, Given(codes[1])], seen=empty, by=pia) == 1
    assert given_of(assessment, codes) == {codes[0]: plan, codes[1]: Given(codes[1])}
    same = save_answers(assessment=assessment, given=[plan, Given(codes[1])], seen="whatever", by=pia)
    assert same == 0  # a second click changes nothing, so it is no conflict
    seen = fingerprint(given_of(assessment, codes).values())
    save_answers(assessment=assessment, given=[Given(codes[0])], seen=fingerprint([plan]), by=pia)
    assert seen != fingerprint(given_of(assessment, codes).values())
    assert not assessment.answers.exists()


def test_two_who_answer_the_same_page_are_told(method, pia, cast, stockholm):
    assessment = begun_by(pia, method, stockholm)
    code = assessment.statements[0]["code"]
    seen = fingerprint([Given(code)])
    save_answers(assessment=assessment, given=[Given(code, 1)], seen=seen, by=pia)
    with pytest.raises(AnsweredMeanwhile) as told:
        save_answers(assessment=assessment, given=[Given(code, 3)], seen=seen, by=cast.coordinator)
    assert told.value.current == {code: Given(code, 1)}
    save_answers(assessment=assessment, given=[Given(code, 3)], seen=told.value.seen, by=cast.coordinator)
    assert assessment.answers.get().level == 3


def test_a_plan_names_no_person(method, pia, stockholm):
    assessment = begun_by(pia, method, stockholm)
    code = assessment.statements[0]["code"]
    given = [Given(code, 1, responsible="anna@example.org")]
    with pytest.raises(Refused, match="e-postadress"):
        save_answers(assessment=assessment, given=given, seen=fingerprint([Given(code)]), by=pia)


def test_it_is_submitted_when_all_is_answered_and_then_it_is_locked(begun, method, pia, stockholm):
    assessment = begun_by(pia, method, stockholm)
    with pytest.raises(Refused, match="10 påståenden är inte besvarade"):
        submit_assessment(assessment=assessment, by=pia)
    answered(assessment, 2, pia)
    done = submit_assessment(assessment=assessment, by=pia)
    assert done.rung.step == Step.ASSESSED
    assert submit_assessment(assessment=assessment, by=pia).rung == done.rung
    assert [row.kind_id for row in Evidence.objects.order_by("seq")] == [
        "guidance_opened",
        "practice_assessed",
    ]
    code = assessment.statements[0]["code"]
    with pytest.raises(Refused, match="inlämnad"):
        save_answers(assessment=assessment, given=[Given(code, 0)], seen="", by=pia)
    for change in (lambda: assessment.answers.update(level=0), lambda: assessment.answers.all().delete()):
        with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
            change()
    with pytest.raises(Refused, match="Öppna självskattningen igen"):
        unwrite_step(rung=done.rung, reason="Fel.", by=begun.responsible)


def test_what_does_not_apply_is_an_answer(method, pia, stockholm):
    assessment = answered(begun_by(pia, method, stockholm), None, pia)
    assert submit_assessment(assessment=assessment, by=pia).submitted_on == today()


def test_managers_are_anchored_apart(begun, method, cast, stockholm):
    leaders = answered(begun_by(cast.coordinator, method, stockholm, Group.LEADERS), 2, cast.coordinator)
    done = submit_assessment(assessment=leaders, by=cast.coordinator)
    assert done.rung.group == Group.LEADERS
    assert Evidence.objects.get().kind_id == "leader_anchored"


def test_reopening_takes_the_step_back_and_submitting_takes_it_again(begun, method, pia, stockholm, cast):
    done = submit_assessment(assessment=answered(begun_by(pia, method, stockholm), 1, pia), by=pia)
    with pytest.raises(PermissionDenied):
        reopen_assessment(assessment=done, reason="x", by=cast.outsider)
    with pytest.raises(Refused, match="varför"):
        reopen_assessment(assessment=done, reason=" ", by=pia)
    reopened = reopen_assessment(assessment=done, reason="Fel nivå.", by=pia)
    assert reopened.submitted_on is None
    assert not Rung.objects.filter(step=Step.ASSESSED).exists()
    assert reopen_assessment(assessment=done, reason="Fel nivå.", by=pia).submitted_on is None
    submit_assessment(assessment=reopened, by=pia)
    kinds = Evidence.objects.filter(kind="practice_assessed").order_by("seq")
    assert [row.quantity for row in kinds] == [1, -1, 1]


def test_an_earlier_year_stays(method, pia, stockholm):
    last = today().replace(year=today().year - 1, day=1)
    before = begun_by(pia, method, stockholm, on=last)
    done = submit_assessment(assessment=answered(before, 1, pia), by=pia, on=last)
    with pytest.raises(Refused, match="tidigare år"):
        reopen_assessment(assessment=done, reason="Fel nivå.", by=pia)
    assert begun_by(pia, method, stockholm) != before


def test_one_that_has_begun_is_taken_away_with_its_answers(method, pia, stockholm, cast):
    assessment = answered(begun_by(pia, method, stockholm), 1, pia)
    with pytest.raises(PermissionDenied):
        remove_assessment(assessment=assessment, by=cast.outsider)
    remove_assessment(assessment=assessment, by=pia)
    assert not SelfAssessment.objects.exists()
    done = submit_assessment(assessment=answered(begun_by(pia, method, stockholm), 1, pia), by=pia)
    with pytest.raises(Refused, match="inlämnad"):
        remove_assessment(assessment=done, by=pia)


def test_a_link_opens_until_it_is_revoked_and_only_its_hash_is_kept(method, lena, stockholm, malmo, cast):
    link, token = make_link(organisation=stockholm, method=method, group=Group.STAFF, by=lena)
    assert link_of(token) == link
    assert link_of(token + "x") is None
    assert token not in str(AssessmentLink.objects.values())
    assert token not in str(list(AuditEntry.objects.values()))
    given = {"organisation": stockholm, "method": method, "by": None, "link": link}
    assert start_assessment(group=Group.STAFF, **given).started_by is None
    assert Rung.objects.get().step == Step.OPENED
    for wrong in ({"organisation": malmo}, {"group": Group.LEADERS}):
        with pytest.raises(PermissionDenied):
            start_assessment(**{"group": Group.STAFF} | given | wrong)
    with pytest.raises(PermissionDenied):
        revoke_link(link=link, by=cast.auditor)
    revoke_link(link=link, by=lena)
    assert link_of(token) is None
    with pytest.raises(PermissionDenied):
        make_link(organisation=malmo, method=method, group=Group.STAFF, by=lena)


def test_a_link_expires_and_is_removed_a_month_later(method, lena, stockholm):
    link, token = make_link(organisation=stockholm, method=method, group=Group.STAFF, by=lena)
    AssessmentLink.objects.update(expires_on=today() - datetime.timedelta(days=1))
    assert link_of(token) is None
    assert remove_old_links(by=None) == 0
    AssessmentLink.objects.update(expires_on=today() - datetime.timedelta(days=32))
    assert remove_old_links(by=None) == 1
    assert not AssessmentLink.objects.filter(pk=link.pk).exists()


def test_there_are_not_links_without_end(method, lena, stockholm):
    for _n in range(OPEN_AT_ONCE):
        make_link(organisation=stockholm, method=method, group=Group.STAFF, by=lena)
    with pytest.raises(Refused, match="många länkar"):
        make_link(organisation=stockholm, method=method, group=Group.STAFF, by=lena)


def test_the_database_keeps_assessments_in_order(method, pia, stockholm):
    assessment = begun_by(pia, method, stockholm)
    for wrong in ({"level": 4}, {"level": 1, "not_applicable": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            assessment.answers.create(statement="goal", **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        SelfAssessment.objects.filter(pk=assessment.pk).update(submitted_by=pia)
    with pytest.raises(IntegrityError), transaction.atomic():
        AssessmentLink.objects.create(
            organisation=stockholm,
            method=method,
            token_hash="in plain words",
            expires_on=today(),
            made_by=pia,
        )


def test_what_waits_for_a_partner_and_for_a_county(method, pia, lena, stockholm, cast):
    def waiting(user):
        return [task.label for task in waiting_for(user) if task.source.startswith("knowledge.")]

    assert waiting(pia) == []
    assessment = begun_by(pia, method, stockholm)
    assert waiting(pia) == [f"Skatta hur ni arbetar: {method}"]
    submit_assessment(assessment=answered(assessment, 1, pia), by=pia)
    assert waiting(pia) == []
    past = today() - datetime.timedelta(days=9)
    add_call(
        organisation=stockholm, method=method, outcome="talked", by=cast.coordinator, day=past,
        next_on=past + datetime.timedelta(days=2),
    )  # fmt: skip
    assert waiting(lena) == waiting(cast.coordinator) == ["Ring Stockholms kommun"]
    assert waiting(cast.editor) == []
    add_call(organisation=stockholm, method=method, outcome="talked", by=lena)
    assert waiting(lena) == []
