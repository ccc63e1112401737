"""Names over time, finding, adding, renaming, and what the database itself refuses."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.actors import actions, api, rules
from skyddsnat.actors.models import Certainty, Organisation, OrganisationName, OrganisationRole, Place
from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry

DECISION = datetime.date(2014, 2, 20)
days = st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1))


@given(days, days, days)
def test_a_period_includes_both_ends(first: datetime.date, last: datetime.date, day: datetime.date) -> None:
    assert rules.in_force(first, last, day) == (first <= day <= last)
    assert rules.in_force(None, last, day) == (day <= last)
    assert rules.in_force(first, None, day) == (first <= day)


@given(st.text(max_size=300))
def test_a_code_is_always_an_address(name: str) -> None:
    code = rules.code_for(name)
    assert 0 < len(code) <= 70
    assert set(code) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last"),
    [
        (None, None),
        (datetime.date(2014, 6, 1), datetime.date(2014, 7, 1)),
        (datetime.date(2014, 12, 31), None),
        (None, datetime.date(1950, 1, 1)),
    ],
)
def test_the_database_refuses_two_names_on_one_day(
    first: datetime.date | None, last: datetime.date | None
) -> None:
    organisation = api.organisation("rikspolisstyrelsen")
    certainty = Certainty.DAY if first else Certainty.UNKNOWN
    with pytest.raises(IntegrityError, match="organisation_name_one_at_a_time"), transaction.atomic():
        OrganisationName.objects.create(
            organisation=organisation, name="Annat", valid_from=first, valid_to=last, certainty=certainty
        )


@pytest.mark.django_db
def test_the_database_lets_names_of_different_organisations_share_days() -> None:
    other = api.add_organisation(kind="ngo", name="En förening", source="test", by=None)
    assert other.name == "En förening"
    assert other.names.get().valid_from is None


@pytest.mark.django_db
def test_the_stored_name_follows_the_rows_by_itself() -> None:
    organisation = api.organisation("region-05")
    organisation.names.last().delete()  # type: ignore[union-attr]
    organisation.refresh_from_db()
    assert organisation.name == "Landstinget i Östergötland"
    organisation.names.update(name="Något annat")
    organisation.refresh_from_db()
    assert organisation.name == "Något annat"


@pytest.mark.django_db
def test_names_of_many_take_one_question() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = {one.code: one.name_then for one in Organisation.objects.with_name_on(DECISION)}
    assert len(queries) == 1
    assert found["region-01"] == "Stockholms läns landsting"
    assert found["polismyndigheten"] is None
    with CaptureQueriesContext(connection) as queries:
        names = api.names_on(DECISION, language="en")
    assert len(queries) == 1
    assert names["socialstyrelsen"] == "National Board of Health and Welfare"


@pytest.mark.django_db
def test_swedish_order_has_the_three_letters_last() -> None:
    names = list(api.municipalities().alphabetical().values_list("name", flat=True))
    assert names[0] == "Ale"
    assert names[-1] == "Övertorneå"
    assert names.index("Åstorp") < names.index("Älmhult") < names.index("Öckerö")
    assert names.index("Ystad") < names.index("Åmål")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Socialstyrelsen", "socialstyrelsen"),
        ("  regeringskansliet   (socialdepartementet) ", "socialdepartementet"),
        ("Länsstyrelsen i Stockholms län", "lansstyrelse-01"),
        ("Rikspolisstyrelsen", "rikspolisstyrelsen"),
        ("Landstinget Kronoberg", "region-07"),
        ("Ministry of Justice", "justitiedepartementet"),
        ("Regeringskansliet", "regeringskansliet"),
    ],
)
def test_find_puts_the_whole_name_first(text: str, code: str) -> None:
    assert api.find(text)[0].code == code


@pytest.mark.django_db
def test_find_gives_nothing_for_nothing() -> None:
    assert api.find("   ") == []
    assert api.find("%") == []
    assert len(api.find("kommun", limit=7)) == 7


@pytest.mark.django_db
def test_a_new_name_ends_the_old_and_survives_the_next_loading(cast: Cast) -> None:
    organisation = api.organisation("bris")
    actions.rename_organisation(
        organisation=organisation,
        name="Barnens rätt",
        name_en="",
        valid_from=datetime.date(2020, 3, 1),
        by=cast.coordinator,
    )
    assert organisation.name_on(datetime.date(2020, 2, 29)) == "Bris"
    assert organisation.name_on(datetime.date(2020, 3, 1)) == "Barnens rätt"
    assert AuditEntry.objects.get(verb="organisation.renamed").by == cast.coordinator
    tally = api.load_registers(by=None)
    assert tally.kept == 1
    organisation.refresh_from_db()
    assert organisation.name == "Barnens rätt"
    assert organisation.names.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("rikspolisstyrelsen", datetime.date(2016, 1, 1)),
        ("region-01", datetime.date(2019, 1, 1)),
        ("bris", datetime.date(2999, 1, 1)),
    ],
)
def test_a_name_that_cannot_begin_then_is_refused(cast: Cast, code: str, day: datetime.date) -> None:
    with pytest.raises(Refused):
        actions.rename_organisation(
            organisation=api.organisation(code), name="Nytt", name_en="", valid_from=day, by=cast.coordinator
        )


@pytest.mark.django_db
def test_the_same_name_is_not_added_twice_and_codes_do_not_clash() -> None:
    first = api.add_organisation(kind="company", name="Åkeri & Söner", source="test", by=None)
    second = api.add_organisation(kind="company", name="Åkeri, Söner", source="test", by=None)
    assert (first.code, second.code) == ("akeri-soner", "akeri-soner-2")
    with pytest.raises(Refused):
        api.add_organisation(kind="company", name="åkeri & söner", source="test", by=None)


@pytest.mark.django_db
def test_the_holder_of_a_role_survives_the_next_loading(cast: Cast) -> None:
    state = Place.objects.get(kind="state", code="RO")
    holder = api.add_organisation(
        kind="eu_authority", name="En myndighet", place=state, source="test", by=None
    )
    role = OrganisationRole.objects.get(place=state, kind="police-authority")
    actions.name_role_holder(
        role=role,
        organisation=holder,
        source="brev",
        checked_on=datetime.date(2014, 5, 5),
        by=cast.coordinator,
    )
    assert api.load_registers(by=None).updated == 0
    role.refresh_from_db()
    assert role.organisation == holder


@pytest.mark.django_db
def test_a_role_at_home_has_no_holder_to_name(cast: Cast) -> None:
    role = OrganisationRole.objects.get(organisation__code="kommun-0980")
    with pytest.raises(Refused):
        actions.name_role_holder(
            role=role,
            organisation=None,
            source="x",
            checked_on=datetime.date(2014, 1, 1),
            by=cast.coordinator,
        )


@pytest.mark.django_db
def test_users_act_for_an_organisation_only_in_their_period(cast: Cast) -> None:
    organisation = api.organisation("bris")
    membership = api.add_membership(
        user=cast.partner, organisation=organisation, since=datetime.date(2014, 3, 1), by=cast.coordinator
    )
    with pytest.raises(Refused):
        api.add_membership(
            user=cast.partner, organisation=organisation, since=datetime.date(2014, 4, 1), by=cast.coordinator
        )
    api.end_membership(membership=membership, until=datetime.date(2014, 6, 30), by=cast.coordinator)
    assert not api.organisations_of(cast.partner, datetime.date(2014, 2, 28)).exists()
    assert api.organisations_of(cast.partner, datetime.date(2014, 6, 30)).get() == organisation
    assert not api.organisations_of(cast.partner, datetime.date(2014, 7, 1)).exists()
    with pytest.raises(Refused):
        api.end_membership(membership=membership, until=datetime.date(2014, 1, 1), by=cast.coordinator)
