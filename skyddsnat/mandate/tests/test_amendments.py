"""A decision that changes another, one that several authorities share, and duties that come back."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from skyddsnat.core.api import ChangedMeanwhile, Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.mandate.actions import amendments, readings
from skyddsnat.mandate.actions.amendments import NewCeiling, NewDue
from skyddsnat.mandate.findings import data_from_items
from skyddsnat.mandate.models import Amendment, HandledSentence, ReadingItem
from skyddsnat.mandate.tests.browsing import browser, text, url

pytestmark = pytest.mark.django_db
DNR = "S2014/1234/FST"
AMENDING = f"""S2015/0777/FST
2015-02-05

Ändring av uppdrag om samordning

Regeringen beslutar, med ändring av beslut den 6 mars 2014 ({DNR}), att Länsstyrelsen i Stockholms län ska redovisa
uppdraget till Regeringskansliet (Socialdepartementet) senast den 30 september 2015 i stället för den 31 maj 2015.

Länsstyrelsen i Stockholms län får använda högst 3 500 000 kronor för uppdraget i stället för 3 000 000 kronor.
"""
SHARED = """Uppdrag om samverkan

Regeringen ger Socialstyrelsen och Länsstyrelsen i Stockholms län i uppdrag att under 2015–2017 samverka.

Socialstyrelsen ska lämna en delrapport till regeringen senast den 1 mars 2016. Länsstyrelsen i Stockholms län ska
lämna en plan till regeringen senast den 1 juni 2015. Länsstyrelsen i Stockholms län ska senast den 1 mars varje år
lämna en lägesrapport till regeringen. Länsstyrelsen i Stockholms län ska kvartalsvis lämna statistik till
Socialstyrelsen. Myndigheterna ska slutredovisa uppdraget till regeringen senast den 1 mars 2018.
"""


@pytest.fixture
def known(assignment, cast):
    assignment.dnr = DNR
    assignment.save(update_fields=["dnr"])
    return assignment


@pytest.fixture
def reading(cast):
    return readings.add_reading(content=AMENDING.encode(), name="andring.txt", by=cast.coordinator)


@pytest.fixture
def shared(cast):
    return readings.add_reading(content=SHARED.encode(), name="flera.txt", by=cast.coordinator)


def final(assignment):
    return assignment.obligations.get(kind="final_report")


def amend(assignment, reading, by, **more):
    owed = final(assignment)
    new = {"dues": [NewDue(owed.pk, datetime.date(2015, 9, 30), owed.due)], "ceiling": None, **more}
    return amendments.amend_assignment(assignment=assignment, reading=reading, by=by, **new)


def test_the_page_leads_to_the_assignment_and_proposes_what_the_decision_says(known, reading, desk):
    assert f"Beslutet ändrar {DNR}" in text(desk.get(reading.get_absolute_url()))
    shown = text(desk.get(url("reading-amend", reading.pk)))
    assert "nu 31 maj 2015" in shown
    assert 'value="2015-09-30"' in shown
    assert 'value="3 500 000"' in shown


def test_a_decision_that_names_no_number_is_put_in_force_from_its_page(known, desk, cast):
    """Nor does it say what the new sum replaces."""
    words = AMENDING.replace(f" ({DNR})", "").replace(" i stället för 3 000 000 kronor", "")
    reading = readings.add_reading(content=words.encode(), name="utan-nummer.txt", by=cast.coordinator)
    address = url("reading-amend", reading.pk)
    assert f'href="{address}"' in text(desk.get(reading.get_absolute_url()))
    shown = text(desk.get(address, {"uppdrag": known.slug}))
    assert 'value="3 500 000"' in shown


def test_a_decision_put_in_force_is_not_offered_again(known, reading, desk, cast):
    asked = f"Beslutet ändrar {DNR}"
    assert asked in text(desk.get(reading.get_absolute_url()))
    amend(known, reading, cast.coordinator)
    shown = text(desk.get(reading.get_absolute_url()))
    assert "Beslutet har ändrat ett uppdrag" in shown
    assert asked not in shown


def test_amending_keeps_the_old_values_and_can_be_taken_back(known, reading, desk, cast):
    owed = final(known)
    address = url("reading-amend", reading.pk)
    typed = {f"due_{owed.pk}": "2015-09-30", f"seen_{owed.pk}": "2015-05-31", "ceiling_ore": "3 500 000",
             "seen_ore": "300000000"}  # fmt: skip
    answer = desk.post(address, typed)
    assert answer.status_code == 302, text(answer)
    known.refresh_from_db()
    owed.refresh_from_db()
    assert (owed.due, known.ceiling_ore) == (datetime.date(2015, 9, 30), 350_000_000)
    shown = text(desk.get(known.get_absolute_url()))
    assert "31 maj 2015 → 30 september 2015" in shown
    assert "3 000 000 kr → 3 500 000 kr" in shown
    assert "Efter beslut S2015/0777/FST." in shown
    assert AuditEntry.objects.filter(verb="assignment.amended").count() == 2
    for change in known.amendments.all():
        address = url("amendment-undo", known.slug, change.pk)
        assert address in shown
        asked = text(desk.get(address))
        change.refresh_from_db()
        assert change.undone_at is None
        assert "30 september 2015 → 31 maj 2015" in asked or "3 500 000 kr → 3 000 000 kr" in asked
        assert desk.post(address).status_code == 302
        assert desk.get(address).status_code == 302  # there is nothing left to ask about
    known.refresh_from_db()
    owed.refresh_from_db()
    assert (owed.due, known.ceiling_ore) == (datetime.date(2015, 5, 31), 300_000_000)
    assert "Tillbakataget av" in text(desk.get(known.get_absolute_url()))


def test_sending_the_form_twice_changes_once(known, reading, desk):
    owed = final(known)
    typed = {
        f"due_{owed.pk}": "2015-09-30",
        f"seen_{owed.pk}": "2015-05-31",
        "ceiling_ore": "",
        "seen_ore": "300000000",
    }
    desk.post(url("reading-amend", reading.pk), typed)
    again = text(desk.post(url("reading-amend", reading.pk), typed))
    assert "Inget ändras." in again
    assert known.amendments.count() == 1


def test_a_value_changed_meanwhile_is_not_overwritten_and_nothing_typed_is_lost(known, reading, desk, cast):
    owed = final(known)
    type(owed).objects.filter(pk=owed.pk).update(due=datetime.date(2015, 7, 1))
    typed = {
        f"due_{owed.pk}": "2015-09-30",
        f"seen_{owed.pk}": "2015-05-31",
        "ceiling_ore": "",
        "seen_ore": "300000000",
    }
    shown = text(desk.post(url("reading-amend", reading.pk), typed))
    assert "Någon annan har hunnit ändra uppdraget" in shown
    assert 'value="2015-09-30"' in shown
    with pytest.raises(ChangedMeanwhile):
        amend(known, reading, cast.coordinator, dues=[], ceiling=NewCeiling(5, 7))
    assert known.amendments.count() == 0


def test_refusals(known, reading, cast):
    with pytest.raises(Refused, match="Inget ändras"):
        amend(known, reading, cast.coordinator, dues=[])
    amend(known, reading, cast.coordinator)
    [first] = known.amendments.all()
    amend(
        known,
        reading,
        cast.coordinator,
        dues=[NewDue(final(known).pk, datetime.date(2016, 1, 1), first.new_due)],
    )
    with pytest.raises(Refused, match="ändrats igen"):
        amendments.undo_amendment(amendment=first, by=cast.coordinator)
    readings.discard_reading(reading=reading, by=cast.coordinator)
    with pytest.raises(Refused, match="kastad"):
        amend(
            known, reading, cast.coordinator, dues=[NewDue(final(known).pk, datetime.date(2017, 1, 1), None)]
        )


def test_an_unknown_number_lets_a_person_choose(assignment, reading, desk):
    assert "Vilket uppdrag ändras?" in text(desk.get(url("reading-amend", reading.pk)))
    assert "Inför ändringarna" in text(
        desk.get(url("reading-amend", reading.pk) + f"?uppdrag={assignment.slug}")
    )


def test_the_database_keeps_an_amendment(known, reading, cast):
    [change] = amend(known, reading, cast.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.filter(pk=change.pk).update(old_due=datetime.date(2000, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.create(assignment=known, kind="due", new_ore=5, made_by=cast.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.filter(pk=change.pk).update(undone_at=datetime.datetime.now(tz=datetime.UTC))


def test_who_may(known, reading, cast):
    [change] = amend(known, reading, cast.coordinator)
    addresses = [
        url("reading-amend", reading.pk),
        url("reading-authority", reading.pk),
        url("amendment-undo", known.slug, change.pk),
    ]
    for address in addresses:
        assert browser(cast.auditor).post(address).status_code == 403
        assert browser(cast.coordinator).get(address).status_code in (200, 302)
    assert browser(cast.coordinator).post(url("amendment-undo", "annat", change.pk)).status_code == 404
    change.refresh_from_db()
    assert change.undone_at is None


def test_choosing_an_authority_puts_the_others_duties_aside_as_theirs(shared, desk, cast):
    assert "Vilken myndighet är ni?" in text(desk.get(shared.get_absolute_url()))
    assert (
        desk.post(url("reading-authority", shared.pk), {"name": "Länsstyrelsen i Stockholms län"}).status_code
        == 302
    )
    aside = shared.items.filter(state=ReadingItem.REJECTED)
    assert [(item.proposed["due"], item.handling, item.comment) for item in aside] == [
        ("2016-03-01", HandledSentence.SOMEBODY_ELSE, "Gäller Socialstyrelsen.")
    ]
    readings.choose_authority(reading=shared, name="Socialstyrelsen", by=cast.coordinator)
    aside = shared.items.filter(state=ReadingItem.REJECTED, kind="obligation")
    assert {item.comment for item in aside} == {"Gäller Länsstyrelsen i Stockholms län."}
    assert "2016-03-01" not in {item.proposed["due"] for item in aside}
    with pytest.raises(Refused, match="beslutet nämner"):
        readings.choose_authority(reading=shared, name="Skolverket", by=cast.coordinator)


def test_a_yearly_duty_becomes_one_obligation_a_year(shared, desk):
    page = text(desk.get(shared.get_absolute_url()))
    assert "Varje år, den 1 mars, 2015–2017" in page
    yearly = next(item for item in shared.items.filter(kind="obligation") if item.proposed["dates"])
    assert yearly.proposed["dates"] == ["2015-03-01", "2016-03-01", "2017-03-01"]
    address = reverse("mandate:reading-item", args=[shared.pk, yearly.position])
    shown = text(desk.get(address))
    assert "2015-03-01\n2016-03-01\n2017-03-01" in shown
    wrong = {"answer": "change", "seen": "", "as": "obligation", "kind": "interim_report", "what": "Lägesrapport",
             "dates": "2016-03-01\n31 februari"}  # fmt: skip
    assert "är inget datum" in text(desk.post(address, wrong))
    assert desk.post(address, {**wrong, "dates": "2016-03-01\n2017-03-01"}).status_code == 302
    yearly.refresh_from_db()
    rows = data_from_items([yearly])["obligations"]
    assert [row["due"].isoformat() for row in rows] == ["2016-03-01", "2017-03-01"]


def test_a_duty_without_known_dates_keeps_its_rule_in_words(shared, desk):
    quarterly = next(
        i for i in shared.items.filter(kind="obligation") if i.proposed["rule"].startswith("Varje kvartal")
    )
    address = reverse("mandate:reading-item", args=[shared.pk, quarterly.position])
    assert desk.post(address, {"answer": "holds", "seen": ""}).status_code == 302
    quarterly.refresh_from_db()
    [row] = data_from_items([quarterly])["obligations"]
    assert (row["due"], row["rule"]) == (None, "Varje kvartal, 2015–2017")
