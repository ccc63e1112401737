"""Attendance becomes evidence, is corrected, and stays when the names are gone."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.db.models import Sum

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused, waiting_for
from skyddsnat.knowledge.gatherings.access import evaluation_with, participant_with
from skyddsnat.knowledge.gatherings.attendance import note_attendance, prove_waiting, reopen_attendance
from skyddsnat.knowledge.gatherings.certificate import certificate
from skyddsnat.knowledge.gatherings.evaluating import results_of, take_answers
from skyddsnat.knowledge.gatherings.keys import key_to_evaluation
from skyddsnat.knowledge.gatherings.nightly import ask_those_who_came, forget_participants
from skyddsnat.knowledge.gatherings.questions import LEVELS
from skyddsnat.knowledge.gatherings.sending import deliver
from skyddsnat.knowledge.models import (
    EvaluationComment,
    EvaluationKey,
    Gathering,
    GatheringCount,
    GatheringLetter,
    Participant,
)
from skyddsnat.knowledge.tests.conftest import begin
from skyddsnat.knowledge.tests.gathering_cases import a_gathering, come, held
from skyddsnat.mandate.api import Entry, append, verify
from skyddsnat.mandate.models import Activity, Evidence
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db


def total(activity: Activity, kind: str) -> int:
    found = Evidence.objects.filter(activity=activity, kind=kind).aggregate(Sum("quantity"))["quantity__sum"]
    return found or 0


@pytest.fixture
def past(begun: Activity, cast: Cast) -> Gathering:
    gathering = a_gathering(begun, cast, days=-3)
    come(gathering, "Bo", "Eva", "Kim")
    come(gathering, "Siv", "Ola", organisation="En förening", email=False)
    return gathering


def test_one_row_for_each_organisation_and_one_for_the_meeting(past: Gathering, cast: Cast) -> None:
    held(past, cast, "Bo", "Eva", "Siv")
    rows = Evidence.objects.filter(activity=past.activity).order_by("seq")
    assert [(one.kind_id, one.quantity, one.organisation and one.organisation.name) for one in rows] == [
        ("professional_trained", 2, "Umeå kommun"), ("professional_trained", 1, None), ("meeting_held", 1, None),
    ]  # fmt: skip
    assert rows[0].place == rows[0].organisation.place
    assert "Bo" not in rows[0].reference
    held(past, cast)
    assert rows.count() == 3  # done twice, nothing is added
    assert not list(verify(past.activity.assignment))


def test_the_ledger_follows_when_the_attendance_is_corrected(past: Gathering, cast: Cast) -> None:
    held(past, cast, "Bo", "Siv")
    held(past, cast, "Kim")
    assert total(past.activity, "professional_trained") == 3
    siv = Participant.objects.get(name="Siv")
    note_attendance(gathering=past, came=[], stayed_away=[siv.pk], by=cast.editor)
    assert total(past.activity, "professional_trained") == 2
    assert GatheringCount.objects.get(organisation=None).seq is None
    reopen_attendance(gathering=past, by=cast.editor)
    note_attendance(gathering=past, came=[siv.pk], stayed_away=[], by=cast.editor)
    assert total(past.activity, "professional_trained") == 3
    assert total(past.activity, "meeting_held") == 1
    assert not list(verify(past.activity.assignment))


def test_leaders_are_counted_as_leaders_and_a_meeting_once(begun: Activity, cast: Cast) -> None:
    forum = a_gathering(begun, cast, days=-3, kind="forum", group="leaders")
    come(forum, "Bo")
    append(begun.assignment, [Entry("meeting_held", begun.pk, forum.ends.date())])
    held(forum, cast, "Bo")
    assert (total(begun, "leader_took_part"), total(begun, "meeting_held")) == (1, 1)


def test_attendance_waits_for_its_activity(planned: Activity, cast: Cast) -> None:
    gathering = a_gathering(planned, cast, days=-3)
    come(gathering, "Bo")
    held(gathering, cast, "Bo")
    assert (prove_waiting(), Evidence.objects.filter(activity=planned).count()) == (0, 0)
    begin(planned, cast)
    assert (prove_waiting(), prove_waiting()) == (2, 0)
    assert total(planned, "professional_trained") == 1


def test_two_who_tick_at_the_door_do_not_undo_each_other(past: Gathering, cast: Cast) -> None:
    bo, eva = Participant.objects.get(name="Bo"), Participant.objects.get(name="Eva")
    note_attendance(gathering=past, came=[bo.pk], stayed_away=[], by=cast.coordinator)
    note_attendance(gathering=past, came=[eva.pk], stayed_away=[], by=cast.editor)
    assert Participant.objects.filter(attended=True).count() == 2
    assert Participant.objects.filter(attended=None).count() == 3
    with pytest.raises(Refused, match="inte börjat"):
        note_attendance(
            gathering=a_gathering(past.activity, cast), came=[], stayed_away=[], by=cast.coordinator
        )


def test_those_who_came_are_asked_once_and_nothing_ties_the_answer_to_them(
    past: Gathering, cast: Cast
) -> None:
    assert ask_those_who_came(today=today()) == 0  # the attendance is not done
    held(past, cast, "Bo", "Eva", "Siv")
    assert (ask_those_who_came(today=today()), ask_those_who_came(today=today())) == (3, 0)
    for letter in GatheringLetter.objects.filter(kind="after"):
        deliver(letter.pk)
    to = {one.to[0]: one.body for one in mail.outbox}
    assert set(to) == {"bo@example.org", "eva@example.org", "asa@example.org"}
    assert to["asa@example.org"].count("/fragor/") == 1  # for Siv, who has no address
    secret = re.search(r"/intyg/([\w-]{43})/", to["bo@example.org"]).group(1)  # type: ignore[union-attr]
    assert participant_with(secret).name == "Bo"  # type: ignore[union-attr]
    form = re.search(r"/fragor/([\w-]{43})/", to["bo@example.org"]).group(1)  # type: ignore[union-attr]
    answers = dict.fromkeys(LEVELS["after"], "much")
    assert take_answers(secret=form, answers=answers, comment=" Bra ") is True
    assert take_answers(secret=form, answers=answers) is False
    assert (evaluation_with(form), EvaluationKey.objects.count()) == (None, 2)
    assert {one.answers for one in results_of(past) if one.moment == "after"} == {1}
    fields = {field.name for field in (*EvaluationKey._meta.fields, *EvaluationComment._meta.fields)}
    assert fields == {"secret_sha256", "gathering", "moment", "expires_on", "id", "text"}


def test_after_90_days_they_are_asked_what_they_do_differently(begun: Activity, cast: Cast) -> None:
    gathering = a_gathering(begun, cast, days=-95)
    come(gathering, "Bo")
    held(gathering, cast, "Bo")
    assert ask_those_who_came(today=today()) == 1
    assert GatheringLetter.objects.get(kind="later").participant is not None
    form = key_to_evaluation(gathering, "later")
    with pytest.raises(ValueError, match="used has no answer"):
        take_answers(secret=form, answers=dict.fromkeys(LEVELS["later"], "perhaps"))
    take_answers(secret=form, answers=dict.fromkeys(LEVELS["later"], "little"))
    assert {one.high for one in results_of(gathering)} == {0}


def test_the_names_go_on_their_day_and_what_is_proven_stays(past: Gathering, cast: Cast) -> None:
    held(past, cast, "Bo", "Siv")
    EvaluationComment.objects.create(gathering=past, text="Bra")
    day = past.keep_until
    assert forget_participants(today=day) == 0
    assert forget_participants(today=day + datetime.timedelta(days=1)) == 1
    assert forget_participants(today=day + datetime.timedelta(days=2)) == 0
    assert not Participant.objects.exists()
    assert not EvaluationComment.objects.exists()
    counts = past.counts.order_by("pk").values_list("organisation__name", "registered", "attended")
    assert list(counts) == [("Umeå kommun", 3, 1), (None, 2, 1)]
    assert total(past.activity, "professional_trained") == 2
    with pytest.raises(Refused, match="borttagna"):
        held(past, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        past.registrations.create(
            organisation_name="X", contact_name="Y", contact_email="y@example.org", made_at=past.starts,
            once="00000000-0000-0000-0000-000000000001",
        )  # fmt: skip


def test_attendance_that_nobody_called_done_is_proven_before_the_names_go(
    past: Gathering, cast: Cast
) -> None:
    bo = Participant.objects.get(name="Bo")
    note_attendance(gathering=past, came=[bo.pk], stayed_away=[], by=cast.editor)
    forget_participants(today=past.keep_until + datetime.timedelta(days=1))
    assert total(past.activity, "professional_trained") == 1


def test_a_certificate_is_for_those_who_came_and_needs_the_registration_number(
    past: Gathering, cast: Cast
) -> None:
    bo = Participant.objects.get(name="Bo")
    with pytest.raises(Refused, match="Bara den som var med"):
        certificate(bo)
    held(past, cast, "Bo")
    bo = Participant.objects.get(name="Bo")
    made = certificate(bo)
    assert made.startswith(b"%PDF")
    assert made == certificate(bo)
    bo.registration.gathering.activity.assignment.dnr = ""
    with pytest.raises(Refused, match="saknar diarienummer"):
        certificate(bo)


def test_what_waits_for_those_who_arrange(begun: Activity, past: Gathering, cast: Cast) -> None:
    def statuses(user: object) -> list[str]:
        rows = waiting_for(user)  # type: ignore[arg-type]
        return [one.status for one in rows if one.source == "knowledge.gatherings"]

    assert statuses(cast.editor) == ["Fyll i närvaron"]
    assert statuses(cast.manager) == []
    held(past, cast, "Bo")
    assert statuses(cast.editor) == []
    old = a_gathering(begun, cast, days=-110, title="Den gamla")
    come(old, "Bo")
    held(old, cast, "Bo")
    assert set(statuses(cast.editor)) == {"Följ upp", "Uppgifter tas bort"}
