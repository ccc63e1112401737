"""Reading in a decision, from the upload to the assignment, and what can go wrong on the way."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from skyddsnat.core.api import ChangedMeanwhile, Refused
from skyddsnat.core.models import AuditEntry, StoredFile
from skyddsnat.mandate.actions import readings
from skyddsnat.mandate.models import Assignment, HandledSentence, Reading, ReadingItem
from skyddsnat.mandate.reading.document import MAX_BYTES

pytestmark = pytest.mark.django_db

DECISION = """Uppdrag att stödja kommunerna <script>alert(1)</script>

Regeringens beslut

Regeringen ger Länsstyrelsen i Stockholms län i uppdrag att samla kunskap om barn som far illa, samt att sprida
kunskapen till kommunerna.

Länsstyrelsen ska redovisa uppdraget till Regeringskansliet (Socialdepartementet) senast den 15 mars 2016.

Länsstyrelsen får använda högst 1 500 000 kronor för uppdraget under 2015. Kostnaderna ska belasta utgiftsområde 9
Hälsovård, anslaget 4:7 Bidrag till socialt arbete, anslagsposten 4 Utveckling. Medlen betalas ut efter rekvisition
ställd till Socialstyrelsen. Rekvisition ska ske senast den 1 december 2015.

Skälen

Statskontoret ska senast den 15 april 2016 utvärdera arbetet (dnr S2014/1234/FST).
"""


@pytest.fixture
def client(cast):
    client = Client()
    client.force_login(cast.coordinator)
    return client


@pytest.fixture
def reading(cast) -> Reading:
    return readings.add_reading(content=DECISION.encode(), name="beslut.txt", by=cast.coordinator)


def upload(client, content: bytes, name: str = "beslut.txt"):
    return client.post(reverse("mandate:reading-new"), {"file": SimpleUploadedFile(name, content)})


def item_of(reading, kind: str) -> ReadingItem:
    return reading.items.filter(kind=kind).order_by("position").first()


def item_url(item) -> str:
    return reverse("mandate:reading-item", args=[item.reading_id, item.position])


def decide_all(client, reading) -> None:
    """Go through every item as a person would: headings for tasks, the rest holds, what was not read is background."""
    for item in reading.items.all():
        if item.kind in ("task", "principle"):
            words = {
                "number": item.proposed["number"],
                "heading": f"Rubrik {item.position}",
                "wording": "Egna ord",
            }
            response = client.post(item_url(item), {"answer": "change", "seen": "", "as": item.kind, **words})
        elif item.kind == "unread":
            why = {"comment": "Gäller Statskontoret", "handling": "somebody_else"}
            response = client.post(item_url(item), {"answer": "reject", "seen": "", **why})
        else:
            response = client.post(item_url(item), {"answer": "holds", "seen": ""})
        assert response.status_code == 302, (item.kind, response.content.decode()[:3000])


def test_from_the_file_to_the_assignment(client, cast):
    response = upload(client, DECISION.encode())
    reading = Reading.objects.get()
    assert response.url == reading.get_absolute_url()
    kinds = set(reading.items.values_list("kind", flat=True))
    assert {"task", "obligation", "money", "appropriation", "condition", "reference", "unread"} <= kinds
    decide_all(client, reading)
    assert not reading.items.filter(state="pending").exists()

    create = reverse("mandate:reading-create", args=[reading.pk])
    form = client.get(create).context["form"]
    assert form["ceiling_ore"].value().replace("\u00a0", " ") == "1 500 000"
    assert (form["year"].value(), form["authority"].value()) == (2015, "Länsstyrelsen i Stockholms län")
    typed = {name: form[name].value() or "" for name in form.fields} | {
        "title": "Stöd till kommuner",
        "decided_on": "2015-01-15",
    }
    response = client.post(create, typed)
    made = Assignment.objects.get(slug="2015-stod-till-kommuner")
    assert response.url == made.get_absolute_url()
    assert (made.ceiling_ore, made.dnr, made.text) == (150_000_000, "", DECISION)
    assert made.payer.code == "socialstyrelsen"
    assert [c.number for c in made.clauses.all()] == ["1", "2"]
    assert set(made.obligations.values_list("kind", "due")) == {
        ("final_report", datetime.date(2016, 3, 15)), ("requisition", datetime.date(2015, 12, 1)),
    }  # fmt: skip
    assert made.obligations.get(kind="final_report").recipient.code == "socialdepartementet"
    assert made.appropriation.startswith("4:7")
    assert made.related.get().dnr == "S2014/1234/FST"
    clause = made.clauses.get(number="1")
    assert made.text[clause.span_start : clause.span_end].startswith("att samla")
    assert AuditEntry.objects.filter(verb="reading.became_assignment").count() == 1


def test_making_it_twice_gives_the_same_assignment(client, reading, cast):
    decide_all(client, reading)
    head = {
        "title": "Stöd", "authority": "lansstyrelse-01", "payer": "", "decided_on": None, "dnr": "", "ceiling_ore": 1,
        "year": 2015,
    }  # fmt: skip
    first = readings.create_from_reading(reading=reading, head=head, by=cast.coordinator)
    assert readings.create_from_reading(reading=reading, head=head, by=cast.coordinator) == first


def test_nothing_is_made_while_something_waits(client, reading, cast):
    with pytest.raises(Refused, match="väntar"):
        readings.create_from_reading(reading=reading, head={}, by=cast.coordinator)
    response = client.get(reverse("mandate:reading-create", args=[reading.pk]))
    assert response.url == reading.get_absolute_url()


def test_what_holds_is_confirmed_and_what_is_changed_is_marked_as_changed(client, reading):
    owed = item_of(reading, "obligation")
    client.post(item_url(owed), {"answer": "holds", "seen": ""})
    owed.refresh_from_db()
    assert (owed.state, owed.decided_by.name) == ("confirmed", "Coordinator")
    client.post(reverse("mandate:reading-undo", args=[reading.pk, owed.position]))
    owed.refresh_from_db()
    assert (owed.state, owed.confirmed, owed.decided_by) == ("pending", None, None)
    typed = {
        "answer": "change",
        "seen": "",
        "kind": "final_report",
        "what": "Rapportera",
        "recipient": "",
        "due": "2016-04-01",
    }
    client.post(item_url(owed), typed)
    owed.refresh_from_db()
    assert (owed.state, owed.confirmed["due"], owed.confirmed["what"]) == (
        "changed",
        "2016-04-01",
        "Rapportera",
    )


def test_a_task_needs_a_heading_in_own_words(client, reading):
    task = item_of(reading, "task")
    response = client.post(item_url(task), {"answer": "holds", "seen": ""})
    assert response.url == item_url(task)  # it cannot simply hold: the heading is asked for
    response = client.post(item_url(task), {"answer": "change", "seen": "", "number": "1", "wording": "Ord"})
    assert response.status_code == 200
    assert "heading" in response.context["form"].errors
    task.refresh_from_db()
    assert task.state == "pending"


def test_a_sentence_not_understood_becomes_something_or_is_put_aside(client, reading):
    unread = item_of(reading, "unread")
    shown = client.get(f"{item_url(unread)}?as=requirement").content.decode()
    assert "Statskontoret ska senast" in shown
    client.post(
        item_url(unread), {"answer": "change", "as": "requirement", "seen": "", "wording": "Ta fram underlag"}
    )
    unread.refresh_from_db()
    assert (unread.state, unread.confirmed["as"]) == ("changed", "requirement")


def test_it_is_not_put_aside_without_a_reason(client, reading):
    unread = item_of(reading, "unread")
    response = client.post(item_url(unread), {"answer": "reject", "seen": "", "comment": " "})
    assert response.status_code == 200
    unread.refresh_from_db()
    assert unread.state == "pending"


def test_it_is_not_put_aside_without_saying_what_it_is(client, reading):
    unread = item_of(reading, "unread")
    response = client.post(
        item_url(unread), {"answer": "reject", "seen": "", "comment": "Skäl", "handling": "x"}
    )
    assert "handling" in response.context["reject_form"].errors
    unread.refresh_from_db()
    assert unread.state == "pending"


def test_the_readers_guess_is_chosen_beforehand(client, reading):
    form = client.get(item_url(item_of(reading, "unread"))).context["reject_form"]
    assert form["handling"].value() == "somebody_else"
    assert "Statskontoret" in form["comment"].value()


def test_undoing_forgets_what_the_sentence_was_said_to_be(client, reading, cast):
    unread = item_of(reading, "unread")
    readings.reject_item(item=unread, comment="Skäl", handling="background", by=cast.coordinator)
    readings.undo_item(item=unread, by=cast.coordinator)
    unread.refresh_from_db()
    assert (unread.state, unread.comment, unread.handling) == ("pending", "", "")


@pytest.mark.parametrize(
    ("own_words", "english"), [(True, ""), (False, "Binds somebody else: Statskontoret.")]
)
def test_what_was_put_aside_follows_the_assignment(client, reading, cast, own_words, english):
    unread = item_of(reading, "unread")
    decide_all(client, reading)
    why = "Egna ord" if own_words else unread.proposed["reason"]
    readings.undo_item(item=unread, by=cast.coordinator)
    readings.reject_item(item=unread, comment=why, handling="somebody_else", by=cast.coordinator)
    owed = item_of(reading, "obligation")
    readings.undo_item(item=owed, by=cast.coordinator)
    readings.reject_item(item=owed, comment="Redan gjort", by=cast.coordinator)
    head = {
        "title": "Stöd", "authority": "lansstyrelse-01", "payer": "", "decided_on": None, "dnr": "", "ceiling_ore": 1,
        "year": 2015,
    }  # fmt: skip
    made = readings.create_from_reading(reading=reading, head=head, by=cast.coordinator)
    kept = {row.span_start: (row.handling, row.why, row.why_en) for row in made.handled.all()}
    assert kept == {
        unread.span_start: ("somebody_else", why, english),
        owed.span_start: ("other", "Redan gjort", ""),
    }
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Meningar som inte ålägger oss något (2)" in page
    assert "Statskontoret ska senast den 15 april 2016 utvärdera arbetet" in page


def test_the_database_keeps_the_answer_and_its_reason_together(reading, assignment, cast):
    owed = item_of(reading, "obligation")
    with pytest.raises(IntegrityError, match="handled_when_rejected"), transaction.atomic():
        ReadingItem.objects.filter(pk=owed.pk).update(handling="background")
    with pytest.raises(IntegrityError, match="has_reason"), transaction.atomic():
        HandledSentence.objects.create(assignment=assignment, handling="background", why="")


def test_a_double_click_says_the_same_twice_and_is_no_error(reading, cast):
    unread = item_of(reading, "unread")
    first = readings.reject_item(item=unread, comment="Bakgrund", by=cast.coordinator, seen="")
    again = readings.reject_item(item=unread, comment="Bakgrund", by=cast.coordinator, seen="")
    assert first.decided_at == again.decided_at
    assert AuditEntry.objects.filter(verb="reading.item_decided").count() == 1


def test_two_tabs_that_disagree_the_second_is_told_and_keeps_what_was_typed(client, reading, cast):
    owed = item_of(reading, "obligation")
    readings.reject_item(item=owed, comment="Fel", by=cast.manager, seen="")
    typed = {"answer": "change", "seen": "", "kind": "other", "what": "Min text", "recipient": "", "due": ""}
    response = client.post(item_url(owed), typed)
    assert response.status_code == 200
    assert "Min text" in response.content.decode()
    assert "Någon annan har hunnit" in response.content.decode()
    owed.refresh_from_db()
    assert owed.state == "rejected"
    with pytest.raises(ChangedMeanwhile):
        readings.accept_item(item=owed, values={"as": "obligation"}, by=cast.coordinator, seen="")


def test_what_the_program_missed_can_be_added(client, reading):
    response = client.post(reverse("mandate:reading-add", args=[reading.pk]))
    item = reading.items.get(kind="added")
    assert response.url == item_url(item)
    client.post(
        item_url(item), {"answer": "change", "as": "requirement", "seen": "", "wording": "Samråd med barn"}
    )
    item.refresh_from_db()
    assert item.confirmed["wording"] == "Samråd med barn"


def test_a_reading_is_thrown_away_after_a_question(client, reading):
    url = reverse("mandate:reading-discard", args=[reading.pk])
    assert "Vill du kasta" in client.get(url).content.decode()
    client.post(url)
    assert client.get(reading.get_absolute_url()).status_code == 404
    reading.refresh_from_db()
    assert reading.discarded_at is not None


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 not a decision",
        b"\x00\x01\x02\x03" * 50,
        b"%PDF-1.7 broken",
        b"\x89PNG\r\n\x1a\n",
        b"   \n",
        b"abc",
    ],
)
def test_a_file_that_is_no_decision_is_a_clear_error_and_nothing_is_kept(client, content):
    response = upload(client, content, "beslut.pdf")
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert (Reading.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client, monkeypatch):
    monkeypatch.setattr(readings, "read_bytes", lambda *_: pytest.fail("it was read"))
    response = upload(client, b"a" * (MAX_BYTES + 1))
    assert "20 MB" in str(response.context["form"].errors["file"])


def test_hostile_words_in_the_decision_are_shown_as_words(client, reading):
    for url in (reading.get_absolute_url(), *(item_url(item) for item in reading.items.all())):
        assert "<script>alert" not in client.get(url).content.decode(), url
    assert "&lt;script&gt;alert(1)" in client.get(reading.get_absolute_url()).content.decode()


def test_the_page_says_how_far_one_has_come(client, reading, cast):
    total = reading.items.count()
    assert f"0 av {total} punkter" in client.get(reading.get_absolute_url()).content.decode()
    readings.reject_item(item=item_of(reading, "unread"), comment="Bakgrund", by=cast.coordinator)
    assert f"1 av {total} punkter" in client.get(reading.get_absolute_url()).content.decode()
