"""The evidence pages: adding, correcting, reading from the end, narrowing."""

import datetime
import uuid

import pytest

from skyddsnat.actors.models import Organisation
from skyddsnat.mandate.ledger import Entry, append
from skyddsnat.mandate.models import Evidence
from skyddsnat.mandate.tests.browsing import text, url
from skyddsnat.mandate.tests.conftest import DAY

pytestmark = pytest.mark.django_db


def fact(**changed) -> dict[str, object]:
    typed = {
        "kind": "meeting_held",
        "occurred_on": "2014-05-06",
        "quantity": "2",
        "organisation": "",
        "place": "",
    }
    return {**typed, "reference": "", **changed}


def test_evidence_is_added_with_actor_and_place_by_name(desk, assignment, started):
    typed = fact(organisation="socialstyrelsen", place="Stockholm (0180)", reference="protokoll 4")
    response = desk.post(url("evidence-new", assignment.slug, 1), typed)
    assert response.status_code == 302
    row = Evidence.objects.get()
    assert (row.organisation.code, row.place.code, row.quantity) == ("socialstyrelsen", "0180", 2)
    shown = text(desk.get(url("evidence", assignment.slug, 1)))
    assert bytes(row.hash).hex() in shown
    assert bytes(row.prev_hash).hex() in shown


def test_a_form_sent_twice_adds_one_row(desk, assignment, started):
    typed = fact(once=str(uuid.uuid4()))
    first, second = (desk.post(url("evidence-new", assignment.slug, 1), typed) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert Evidence.objects.count() == 1
    desk.post(url("evidence-new", assignment.slug, 1), fact(once=str(uuid.uuid4())))
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reference": "barn 20050613-2384"}, "personnummer"),
        ({"organisation": "Finns Inte AB"}, "finns inte bland aktörerna"),
        ({"place": "Ankeborg"}, "finns inte bland län"),
        ({"occurred_on": "2999-01-01"}, "framtiden"),
        ({"quantity": "0"}, "1"),
        ({"kind": "rumour"}, "kind"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_nothing_is_added(desk, assignment, started, changed, said):
    response = desk.post(url("evidence-new", assignment.slug, 1), fact(**changed))
    assert response.context["form"].errors
    assert said in text(response)
    assert not Evidence.objects.exists()


def test_a_row_is_corrected_on_the_page(desk, assignment, row):
    page = url("evidence-correct", assignment.slug, 1)
    assert "reason" in desk.post(page, fact()).context["form"].errors
    desk.post(page, fact(reason="Fel antal", replace="on", quantity="5"))
    assert list(Evidence.objects.values_list("quantity", "corrects")) == [(3, None), (-3, 1), (5, None)]
    assert "räknas inte längre" in text(desk.get(url("evidence", assignment.slug, 1)))
    assert "redan rättad" in text(desk.post(page, fact(reason="Igen")))


def test_the_ledger_is_read_in_pages_from_the_end(desk, assignment, started, django_assert_max_num_queries):
    entries = [Entry("meeting_held", started.pk, DAY + datetime.timedelta(days=n % 60)) for n in range(120)]
    append(assignment, entries)
    page = url("evidence-list", assignment.slug)
    with django_assert_max_num_queries(25):
        first = desk.get(page)
    seen = [row["url"] for row in first.context["table"]["rows"]]
    second = desk.get(page + first.context["older_url"])
    third = desk.get(page + second.context["older_url"])
    for response in (second, third):
        seen += [row["url"] for row in response.context["table"]["rows"]]
    assert seen == [url("evidence", assignment.slug, seq) for seq in range(120, 0, -1)]
    assert third.context["older_url"] == ""
    assert "120 rader gäller" in text(first)


@pytest.mark.parametrize(
    ("query", "seqs"),
    [
        ("kind=actor_reached", [2]),
        ("activity=1", [3, 2, 1]),
        ("actor=Socialstyrelsen", [3]),
        ("month=2014-06", [3]),
        ("month=2014-12", []),
        ("clause=1", [3, 2, 1]),
        ("clause=2", []),
        ("kind=nonsense", [3, 2, 1]),
        ("below=2", [1]),
        ("below=99999999999999999999999", [3, 2, 1]),
    ],
)
def test_the_ledger_is_narrowed(desk, assignment, started, query, seqs):
    actor = Organisation.objects.get(code="socialstyrelsen")
    append(assignment, [
        Entry("meeting_held", started.pk, DAY),
        Entry("actor_reached", started.pk, DAY),
        Entry("meeting_held", started.pk, datetime.date(2014, 6, 30), organisation=actor.pk),
    ])  # fmt: skip
    response = desk.get(f"{url('evidence-list', assignment.slug)}?{query}")
    assert [row["url"] for row in response.context["table"]["rows"]] == [
        url("evidence", assignment.slug, s) for s in seqs
    ]
