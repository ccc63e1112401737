"""Every address of the room, tried as every member of the cast; and what a partner sees."""

import datetime
import uuid
from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import reverse

from skyddsnat.actors.api import add_membership
from skyddsnat.actors.models import Organisation
from skyddsnat.mandate import urls
from skyddsnat.mandate.actions.activities import add_activity
from skyddsnat.mandate.actions.agreements import add_agreement
from skyddsnat.mandate.actions.copies import copy_plan
from skyddsnat.mandate.actions.dependencies import add_dependency
from skyddsnat.mandate.actions.meetings import Party, add_meeting
from skyddsnat.mandate.actions.plans import send_plan
from skyddsnat.mandate.actions.templates import save_template
from skyddsnat.mandate.models import ActivityChange, Amendment, Reading, ReadingItem
from skyddsnat.mandate.tests.conftest import DAY

pytestmark = pytest.mark.django_db

READERS = {"coordinator", "economist", "editor", "manager", "auditor"}
WRITERS = {"coordinator"}
DECIDERS = {"manager"}
PARTNERS = {"partner"}
EVERYBODY = [
    "coordinator",
    "economist",
    "editor",
    "manager",
    "receiver",
    "partner",
    "regional",
    "auditor",
    "outsider",
]


class Page(NamedTuple):
    may: set[str]
    args: str = ""  # names of what the address needs, in order
    posts_only: bool = False


PAGES = {
    "assignments": Page(READERS),
    "partner": Page(PARTNERS),
    "reading-new": Page(WRITERS),
    "reading": Page(WRITERS, "reading"),
    "reading-add": Page(WRITERS, "reading", posts_only=True),
    "reading-create": Page(WRITERS, "reading", posts_only=True),
    "reading-discard": Page(WRITERS, "reading"),
    "reading-authority": Page(WRITERS, "reading", posts_only=True),
    "reading-amend": Page(WRITERS, "reading"),
    "amendment-undo": Page(WRITERS, "slug amendment"),
    "reading-item": Page(WRITERS, "reading position"),
    "reading-undo": Page(WRITERS, "reading position", posts_only=True),
    "assignment": Page(READERS, "slug"),
    "assignment-text": Page(READERS, "slug"),
    "sentence": Page(WRITERS, "slug start"),
    "sentence-undo": Page(WRITERS, "slug start", posts_only=True),
    "clause-activities": Page(WRITERS, "slug clause"),
    "clause-activities-undo": Page(WRITERS, "slug clause", posts_only=True),
    "relation-new": Page(WRITERS, "slug"),
    "relation-remove": Page(WRITERS, "slug relation"),
    "assignment-dnr": Page(WRITERS, "slug"),
    "assignment-file": Page(WRITERS, "slug"),
    "clause": Page(READERS, "slug clause"),
    "obligation": Page(READERS, "slug obligation"),
    "activities": Page(READERS, "slug"),
    "activity-new": Page(WRITERS, "slug"),
    "activity": Page(READERS, "slug number"),
    "activity-change": Page(WRITERS, "slug number"),
    "activity-delete": Page(WRITERS, "slug number"),
    "activity-start": Page(WRITERS, "slug number"),
    "activity-finish": Page(WRITERS, "slug number"),
    "activity-reopen": Page(WRITERS, "slug number", posts_only=True),
    "dialogue": Page(READERS, "slug"),
    "meeting-new": Page(WRITERS, "slug"),
    "meeting": Page(READERS, "slug meeting"),
    "meeting-change": Page(WRITERS, "slug meeting"),
    "meeting-remove": Page(WRITERS, "slug meeting"),
    "meeting-record": Page(WRITERS, "slug meeting", posts_only=True),
    "meeting-follow-up": Page(WRITERS, "slug meeting"),
    "agreements": Page(READERS, "slug"),
    "agreement-new": Page(WRITERS, "slug meeting"),
    "agreement-settle": Page(WRITERS, "slug meeting agreement"),
    "agreement-change": Page(WRITERS, "slug meeting agreement"),
    "agreement-remove": Page(WRITERS, "slug meeting agreement"),
    "dialogue-actors": Page(READERS, "slug"),
    "dialogue-actor": Page(READERS, "slug actor"),
    "templates": Page(WRITERS),
    "template": Page(WRITERS, "template"),
    "template-archive": Page(WRITERS, "template", posts_only=True),
    "assessment-start": Page(WRITERS, "slug number"),
    "assessment-follow-up": Page(WRITERS, "slug number"),
    "assessment-print": Page(READERS, "slug number"),
    "assessment-document": Page(WRITERS, "slug number", posts_only=True),
    "assessment-pdf": Page(READERS, "slug number"),
    "assessment-docx": Page(READERS, "slug number"),
    "assessment-template": Page(WRITERS, "slug number"),
    "evidence-new": Page(WRITERS, "slug number"),
    "assessment": Page(READERS, "slug number"),
    "assessment-send": Page(WRITERS, "slug number", posts_only=True),
    "assessment-decide": Page(DECIDERS, "slug number"),
    "assessment-step": Page(
        WRITERS, "slug number step", posts_only=True
    ),  # decided here, so it sends the reader on
    "dependency-new": Page(WRITERS, "slug number"),
    "dependency-remove": Page(WRITERS, "slug number kind second"),
    "plan": Page(READERS, "slug"),
    "plan-move": Page(WRITERS, "slug number"),
    "plan-changes": Page(READERS, "slug"),
    "plan-undo": Page(WRITERS, "slug change"),
    "plan-copy": Page(WRITERS, "slug"),
    "plan-copied": Page(READERS, "slug copy"),
    "plan-copy-undo": Page(WRITERS, "slug copy"),
    "plan-send": Page(WRITERS, "slug"),
    "plan-version": Page(READERS, "slug version"),
    "plan-approve": Page(DECIDERS, "slug version", posts_only=True),
    "plan-return": Page(DECIDERS, "slug version"),
    "plan-withdraw": Page(WRITERS, "slug version"),
    "plan-pdf": Page(READERS, "slug version"),
    "evidence-list": Page(READERS, "slug"),
    "evidence": Page(READERS, "slug seq"),
    "evidence-correct": Page(WRITERS, "slug seq"),
}


@pytest.fixture
def places(row, cast, assignment):
    """What the addresses need, by name."""
    reading = Reading.objects.create(
        file=_file(),
        file_name="beslut.txt",
        text="Myndigheten ska.",
        text_sha256="",
        draft={},
        uploaded_by=cast.coordinator,
    )
    ReadingItem.objects.create(
        reading=reading, position=1, kind="requirement", proposed={"wording": "Myndigheten ska.", "clause": ""},
        span_start=0, span_end=16,
    )  # fmt: skip
    actor = Organisation.objects.get(code="socialstyrelsen")
    second = add_activity(
        assignment=assignment, title="Två", purpose="x", responsible=cast.coordinator, starts=DAY, ends=DAY,
        by=cast.coordinator,
    )  # fmt: skip
    add_dependency(activity=row.activity, after=second, by=cast.coordinator)
    copy = copy_plan(
        assignment=assignment, source=assignment, numbers=[2], start=DAY, once=uuid.uuid4(), by=cast.coordinator
    )  # fmt: skip

    assignment.text = "Regeringen ger myndigheten ett uppdrag. Myndigheten ska göra något."
    assignment.save(update_fields=["text"])
    meeting = talk(row.activity, actor, "x", cast)
    deal = add_agreement(meeting=meeting, what="Svarar", organisation=actor, by=cast.coordinator)
    template = save_template(assessment=row.activity.assessment, name="Mall", by=cast.coordinator)

    amendment = Amendment.objects.create(
        assignment=assignment, kind="ceiling", old_ore=1, new_ore=2, made_by=cast.coordinator
    )
    return {
        "amendment": amendment.pk,
        "kind": "insats",
        "second": second.pk,
        "change": ActivityChange.objects.get(verb="linked").pk,
        "copy": copy.pk,
        "version": send_plan(assignment=assignment, by=cast.coordinator).version,
        "slug": assignment.slug,
        "start": 0,
        "relation": assignment.related.get(relation="continued_by").pk,
        "clause": "1",
        "obligation": assignment.obligations.first().pk,
        "number": row.activity.number,
        "meeting": meeting.pk,
        "agreement": deal.pk,
        "actor": actor.code,
        "template": template.pk,
        "seq": row.seq,
        "step": "children",
        "reading": reading.pk,
        "position": 1,
    }


def talk(activity, actor, about, cast):
    return add_meeting(
        assignment=activity.assignment, activities=[activity], parties=[Party(actor)], day=DAY, about=about,
        by=cast.coordinator,
    )  # fmt: skip


def _file():
    from skyddsnat.core.api import store

    return store(b"Myndigheten ska.", "text/plain")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_every_address_is_in_the_table():
    assert {pattern.name for pattern in urls.urlpatterns} == set(PAGES)


def address(name, places) -> str:
    return reverse(f"mandate:{name}", args=[places[arg] for arg in PAGES[name].args.split()])


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_opens_what(role, places, cast):
    client = signed_in(getattr(cast, role))
    answers = {name: client.get(address(name, places)).status_code for name in PAGES}
    assert answers == {
        name: 403 if role not in page.may else 302 if page.posts_only else 200 for name, page in PAGES.items()
    }


def test_who_has_not_signed_in_is_asked_to(places):
    for name in PAGES:
        answer = Client().get(address(name, places))
        assert (answer.status_code, answer.url[:7]) == (302, "/konto/"), name


def test_the_auditor_changes_nothing(places, cast):
    client = signed_in(cast.auditor)
    changing = [name for name, page in PAGES.items() if page.may in (WRITERS, DECIDERS)]
    answers = {
        name: client.post(address(name, places), {"on": "2014-06-01"}).status_code for name in changing
    }
    assert answers == dict.fromkeys(changing, 403)


@pytest.fixture
def two_talks(assignment, activity, cast):
    """The partner's organisation has talked about one activity, another organisation about a second."""
    mine, other = (Organisation.objects.get(code=code) for code in ("socialstyrelsen", "statskontoret"))
    second = add_activity(
        assignment=assignment, title="Hemligt samarbete", purpose="x", responsible=cast.coordinator, starts=DAY,
        ends=DAY, by=cast.coordinator,
    )  # fmt: skip
    talk(activity, mine, "Vårt samtal", cast)
    talk(activity, other, "Deras samtal", cast)
    talk(second, other, "Deras andra", cast)
    return mine


def test_a_partner_sees_its_own_activities_and_talks_and_nothing_else(two_talks, cast):
    add_membership(user=cast.partner, organisation=two_talks, since=DAY, by=cast.manager)
    shown = signed_in(cast.partner).get(reverse("mandate:partner")).content.decode()
    assert "Metodstöd" in shown
    assert "Vårt samtal" in shown
    for hidden in ("Hemligt samarbete", "Deras samtal", "Deras andra"):
        assert hidden not in shown


def test_a_membership_that_has_ended_shows_nothing(two_talks, cast):
    cast.partner.memberships.create(organisation=two_talks, since=DAY, until=DAY + datetime.timedelta(days=9))
    assert "Metodstöd" not in signed_in(cast.partner).get(reverse("mandate:partner")).content.decode()
