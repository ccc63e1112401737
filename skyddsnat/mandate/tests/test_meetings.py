"""Meetings and agreements: what is refused, what the ledger says of them, and that it is said once."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import ChangedMeanwhile, Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.mandate import meeting_rules
from skyddsnat.mandate.actions import agreements, meetings
from skyddsnat.mandate.actions.activities import add_activity
from skyddsnat.mandate.actions.meetings import Party
from skyddsnat.mandate.ledger import seal
from skyddsnat.mandate.ledger_faults import verify
from skyddsnat.mandate.meeting_rules import NEXT, Deal
from skyddsnat.mandate.models import Agreement, Evidence, EvidenceCount, Meeting
from skyddsnat.mandate.talks import dialogue_by_clause, expected_actors, groups_met
from skyddsnat.mandate.tests.conftest import DAY
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
LATER = DAY + datetime.timedelta(days=10)


@pytest.fixture
def actors(assignment):
    return [Organisation.objects.get(code=code) for code in ("socialstyrelsen", "statskontoret")]


@pytest.fixture
def meeting(started, actors, cast):
    """Held on an activity that is under way, with two organisations."""
    return meetings.add_meeting(
        assignment=started.assignment, activities=[started], day=DAY, about="Metodstödet",
        parties=[Party(actors[0], "jurist", 2), Party(actors[1])], colleagues=[cast.coordinator], by=cast.coordinator,
    )  # fmt: skip


def counted(kind):
    return sum(EvidenceCount.objects.filter(kind=kind).values_list("records", flat=True))


def deal(meeting, cast, **more):
    values = {"what": "Lämnar underlag", "organisation": meeting.organisations.first(), "due": LATER} | more
    return agreements.add_agreement(meeting=meeting, by=cast.coordinator, **values)


def test_a_meeting_with_two_actors_is_one_row_in_the_ledger(meeting):
    row = Evidence.objects.get(kind="meeting_held")
    assert (row.quantity, row.organisation, row.occurred_on) == (1, None, DAY)
    assert counted("meeting_held") == 1


def test_a_meeting_with_one_actor_names_it(started, actors, cast):
    meetings.add_meeting(
        assignment=started.assignment, activities=[started], day=DAY, about="x", parties=[Party(actors[0])],
        by=cast.coordinator,
    )  # fmt: skip
    assert Evidence.objects.get(kind="meeting_held").organisation == actors[0]


def test_two_activities_still_count_one_meeting(started, actors, cast):
    second = add_activity(
        assignment=started.assignment, title="Andra", purpose="x", responsible=cast.coordinator, starts=DAY,
        ends=LATER, clauses=[started.assignment.clauses.get(number="2")], by=cast.coordinator,
    )  # fmt: skip
    held = meetings.add_meeting(
        assignment=started.assignment, activities=[second, started], day=DAY, about="x", parties=[Party(actors[0])],
        by=cast.coordinator,
    )  # fmt: skip
    assert counted("meeting_held") == 1
    rows = {row.clause.number: row for row in dialogue_by_clause(started.assignment)}
    assert rows["1"].meetings == rows["2"].meetings == [held]
    assert rows["1"].proofs == rows["2"].proofs


@pytest.mark.parametrize(
    "more", [{"is_held": False, "day": datetime.date(2090, 1, 1)}, {"in_ledger": False}, {"activities": []}]
)
def test_what_is_planned_or_unticked_or_on_no_activity_is_no_evidence(started, actors, cast, more):
    values = {"activities": [started], "day": DAY} | more
    made = meetings.add_meeting(
        assignment=started.assignment, about="x", parties=[Party(actors[0])], by=cast.coordinator, **values
    )
    assert not made.proofs.exists()


def test_an_activity_that_has_not_begun_gives_none_until_it_has(activity, actors, cast):
    made = meetings.add_meeting(
        assignment=activity.assignment, activities=[activity], day=DAY, about="x", parties=[Party(actors[0])],
        by=cast.coordinator,
    )  # fmt: skip
    with pytest.raises(Refused, match="när en insats pågår"):
        meetings.record_meeting(meeting=made, by=cast.coordinator)
    assert not made.proofs.exists()


def test_a_correction_follows_the_meeting(meeting, cast):
    meetings.change_meeting(
        meeting=meeting, version=1, by=cast.coordinator, day=DAY - datetime.timedelta(days=1)
    )
    standing = meeting.proofs.get().evidence
    assert standing.occurred_on == DAY - datetime.timedelta(days=1)
    assert counted("meeting_held") == 1
    assert verify(meeting.assignment) == []


def test_a_change_of_words_leaves_the_ledger_alone(meeting, cast):
    before = Evidence.objects.count()
    meetings.change_meeting(meeting=meeting, version=1, by=cast.coordinator, about="Annat")
    assert Evidence.objects.count() == before


def test_removing_takes_the_evidence_back_and_the_log_remembers(meeting, cast):
    made = deal(meeting, cast)
    agreements.settle_agreement(agreement=made, state=Deal.DONE, on=LATER, by=cast.coordinator)
    meetings.remove_meeting(meeting=meeting, by=cast.coordinator)
    assert [counted(kind) for kind in ("meeting_held", "agreement_made", "agreement_kept")] == [0, 0, 0]
    entry = AuditEntry.objects.get(verb="meeting.removed")
    assert entry.details == {"on": "2014-05-06", "organisations": "socialstyrelsen,statskontoret"}
    assert verify(meeting.assignment) == []


def test_a_sealed_meeting_stays_but_can_be_corrected(meeting, cast):
    seal(meeting.assignment, "report")
    with pytest.raises(Refused, match="utfärdad"):
        meetings.remove_meeting(meeting=meeting, by=cast.coordinator)
    meetings.change_meeting(meeting=meeting, version=1, by=cast.coordinator, in_ledger=False)
    assert counted("meeting_held") == 0


def test_the_second_editor_is_told(meeting, cast):
    meetings.change_meeting(meeting=meeting, version=1, by=cast.coordinator, about="Först")
    with pytest.raises(ChangedMeanwhile) as conflict:
        meetings.change_meeting(meeting=meeting, version=1, by=cast.coordinator, about="Sedan")
    assert conflict.value.current.about == "Först"


def test_a_form_sent_twice_makes_one_meeting(started, actors, cast):
    once = uuid.uuid4()
    made = [
        meetings.add_meeting(
            assignment=started.assignment, activities=[started], day=DAY, about="x", parties=[Party(actors[0])],
            once=once, by=cast.coordinator,
        )
        for _ in range(2)
    ]  # fmt: skip
    assert made[0] == made[1]
    assert Meeting.objects.count() == counted("meeting_held") == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": datetime.date(2090, 1, 1)}, "framtiden"),
        ({"about": " "}, "vad mötet gällde"),
        ({"about": "Samtal med 20050613-2384"}, "personnummer"),
        ({"said": "Skriv till kim@example.org"}, "e-postadress"),
        ({"follow_up_on": DAY - datetime.timedelta(days=1)}, "före mötet"),
    ],
)
def test_what_is_refused(started, actors, cast, wrong, said):
    values = {"day": DAY, "about": "x"} | wrong
    with pytest.raises(Refused, match=said):
        meetings.add_meeting(
            assignment=started.assignment, parties=[Party(actors[0])], by=cast.coordinator, **values
        )


@pytest.mark.parametrize("people", [[], [0, 0]])
def test_nobody_or_somebody_twice_is_refused(started, actors, cast, people):
    parties = [Party(actors[n]) for n in people]
    with pytest.raises(Refused, match="organisation"):
        meetings.add_meeting(
            assignment=started.assignment, day=DAY, about="x", parties=parties, by=cast.coordinator
        )


def test_follow_up_needs_words_and_a_held_meeting(meeting, actors, cast):
    with pytest.raises(Refused, match="vad uppföljningen visade"):
        meetings.follow_up_meeting(meeting=meeting, on=LATER, note=" ", by=cast.coordinator)
    done = meetings.follow_up_meeting(meeting=meeting, on=LATER, note="Det gick bra", by=cast.coordinator)
    assert (done.followed_up_on, done.follow_up_on) == (LATER, LATER)
    planned = meetings.add_meeting(
        assignment=meeting.assignment, day=today() + datetime.timedelta(days=3), about="x", is_held=False,
        parties=[Party(actors[0])], by=cast.coordinator,
    )  # fmt: skip
    with pytest.raises(Refused, match="inte hållits"):
        meetings.follow_up_meeting(meeting=planned, on=LATER, note="x", by=cast.coordinator)


# --- agreements ---


def test_an_agreement_is_made_kept_and_opened_again_and_the_ledger_follows(meeting, cast):
    made = deal(meeting, cast)
    assert (counted("agreement_made"), counted("agreement_kept")) == (1, 0)
    agreements.settle_agreement(agreement=made, state=Deal.DONE, on=LATER, by=cast.coordinator)
    assert counted("agreement_kept") == 1
    agreements.settle_agreement(agreement=made, state=Deal.OPEN, by=cast.coordinator)
    assert (counted("agreement_made"), counted("agreement_kept")) == (1, 0)
    assert verify(meeting.assignment) == []


def test_who_is_to_do_it_is_one_of_two(meeting, cast):
    with pytest.raises(Refused, match="en organisation eller en kollega"):
        deal(meeting, cast, organisation=None)
    with pytest.raises(Refused, match="en organisation eller en kollega"):
        deal(meeting, cast, colleague=cast.coordinator)


def test_dropping_asks_why_and_the_day_is_not_before_the_meeting(meeting, cast):
    made = deal(meeting, cast)
    with pytest.raises(Refused, match="varför"):
        agreements.settle_agreement(agreement=made, state=Deal.DROPPED, on=LATER, by=cast.coordinator)
    early = DAY - datetime.timedelta(days=1)
    with pytest.raises(Refused, match="före mötet"):
        agreements.settle_agreement(agreement=made, state=Deal.DONE, on=early, by=cast.coordinator)


def test_the_second_to_settle_is_told(meeting, cast):
    made = deal(meeting, cast)
    agreements.settle_agreement(agreement=made, state=Deal.DONE, on=LATER, version=1, by=cast.coordinator)
    with pytest.raises(ChangedMeanwhile):
        agreements.settle_agreement(
            agreement=made, state=Deal.DROPPED, on=LATER, note="x", version=1, by=cast.coordinator
        )


@given(now=st.sampled_from(Deal), wanted=st.sampled_from(Deal))
def test_the_table_decides_where_an_agreement_may_go(now, wanted):
    if wanted in NEXT[now]:
        meeting_rules.check_deal(now, wanted)
    else:
        with pytest.raises(Refused):
            meeting_rules.check_deal(now, wanted)


@given(st.text(alphabet=st.characters(categories=["L", "Zs", "P"], exclude_characters="@"), max_size=80))
def test_words_without_digits_and_at_signs_are_never_taken_for_personal(words):
    meeting_rules.check_impersonal(words)


def test_the_database_keeps_the_rules_too(meeting, cast):
    made = deal(meeting, cast)
    for change in ({"colleague": cast.coordinator}, {"state": "done"}, {"settled_on": DAY}, {"what": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting.participations.create(organisation=meeting.organisations.first())
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(followed_up_on=DAY)


# --- how it stands ---


def test_silence_is_said_of_those_the_decision_names(assignment, activity, cast):
    silent = {row.organisation.code: row for row in expected_actors(assignment)}
    assert silent["rikspolisstyrelsen"].last is None
    meetings.add_meeting(
        assignment=assignment, day=DAY, about="Informationen", by=cast.coordinator,
        clauses=[assignment.clauses.get(number="3")], parties=[Party(silent["rikspolisstyrelsen"].organisation)],
    )  # fmt: skip
    told = {row.organisation.code: row for row in expected_actors(assignment)}
    assert (told["rikspolisstyrelsen"].held, told["rikspolisstyrelsen"].last) == (1, DAY)


def test_a_group_knows_how_many_of_it_we_have_met(assignment, activity, cast):
    municipality = Organisation.objects.filter(kind="municipality").first()
    meetings.add_meeting(
        assignment=assignment, day=DAY, about="x", parties=[Party(municipality)], by=cast.coordinator
    )
    row = next(row for row in groups_met(assignment) if row.group.code == "municipalities")
    assert (row.met, row.size) == (1, 290)
