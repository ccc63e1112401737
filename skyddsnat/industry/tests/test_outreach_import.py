"""A table of workplaces: what is wrong by row, each workplace once, all or nothing, undone whole."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused, load_import, undo_import
from skyddsnat.core.imports.looking import checked_sheet, sheet_of
from skyddsnat.core.models import Import
from skyddsnat.industry.jobs import Sector
from skyddsnat.industry.models import Prospect
from skyddsnat.industry.outreach.listing import Change, change_prospects
from skyddsnat.industry.outreach.table_checker import FEW, ProspectChecker
from skyddsnat.industry.tests.company_cases import Workplace, a_company, a_number
from skyddsnat.industry.tests.outreach_cases import BOTKYRKA, a_contact, a_prospect, a_row, place, sent

pytestmark = pytest.mark.django_db


def checked(source: Import):
    return checked_sheet(source, sheet_of(source), source.uploaded_by)


@pytest.mark.parametrize("name", ["hotell.xlsx", "hotell.csv"])
def test_rows_are_loaded_with_their_columns_guessed(cast: Cast, name: str) -> None:
    full = a_row(
        2, sector="Taxi", place="127", email="info@example.org", status="Besök bokat", next_on="2026-12-24",
        responsible="EDITOR@example.org", notes="Vill ha en affisch.",
    )  # fmt: skip
    loaded = load_import(source=sent(cast, a_row(1), full, name=name), by=cast.coordinator)
    assert (loaded.state, loaded.rows_new) == (Import.LOADED, 2)
    first, second = Prospect.objects.order_by("pk")
    assert (first.number, first.status, first.responsible, first.imported_in) == (
        a_number(1),
        "new",
        None,
        loaded,
    )
    assert (second.place.code, second.sector, second.status) == (BOTKYRKA, "taxi", "booked")
    assert (second.responsible, str(second.next_on)) == (cast.editor, "2026-12-24")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_the_page_calls_a_trade_or_a_state_is_understood(cast: Cast, language: str) -> None:
    readers = ProspectChecker().readers()
    with override(language):
        assert [readers["sector"](str(one.label)) for one in Sector] == Sector.values
        assert [readers["status"](str(one.label)) for one in Prospect.Status] == Prospect.Status.values


def test_every_fault_is_told_with_its_row_and_nothing_is_loaded(cast: Cast) -> None:
    source = sent(
        cast, a_row(1), a_row(2, number="850709-9805"), a_row(3, number="556000-0002"), a_row(4, place="Storköping"),
        a_row(5, sector="Bageri"), a_row(6, status="Kanske"), a_row(7, responsible="economist@example.org"),
        a_row(8, notes="Fråga efter 850709-9805"), a_row(9, email="inte en adress"), a_row(10, name=""),
    )  # fmt: skip
    faults = checked(source).faults
    assert [(fault.row, fault.field) for fault in faults] == [
        (3, "number"), (4, "number"), (5, "place"), (6, "sector"), (7, "status"), (8, "responsible"), (9, "notes"),
        (10, "email"), (11, "name"),
    ]  # fmt: skip
    assert "personnummer" in faults[0].words
    assert "850709" not in faults[0].words
    assert "Storköping" in faults[2].words
    with pytest.raises(Refused, match="Inget är inläst"):
        load_import(source=source, by=cast.coordinator)
    assert not Prospect.objects.exists()


def test_a_file_without_rows_loads_nothing(cast: Cast) -> None:
    source = sent(cast)
    assert [fault.row for fault in checked(source).faults] == [0]
    with pytest.raises(Refused):
        load_import(source=source, by=cast.coordinator)


def test_known_workplaces_are_told_apart_and_skipped(cast: Cast) -> None:
    a_prospect(cast, 1, place=place(BOTKYRKA))
    company = a_company(2, sites=[Workplace("Eget", "hotel", BOTKYRKA)])
    rows = [a_row(1, address="GATAN  1"), a_row(2), a_row(3), a_row(3), a_row(3, address="Annan gata")]
    source = sent(cast, *rows, a_row(2, place="Umeå"))
    repeats = checked(source).repeats
    assert [(one.row, one.words.partition(":")[0]) for one in repeats] == [
        (2, "Finns i listan"), (3, "Redan ansluten"), (5, "Samma som rad 4 i filen")
    ]  # fmt: skip
    assert repeats[1].url == f"/bransch/hantera/{company.pk}/"
    loaded = load_import(source=source, by=cast.coordinator)
    assert (loaded.rows_new, loaded.rows_known) == (3, 3)
    assert Prospect.objects.filter(number=a_number(3)).count() == 2


def test_known_ones_are_found_in_a_long_file_too(cast: Cast) -> None:
    a_prospect(cast, 1, place=place(BOTKYRKA))
    source = sent(cast, *(a_row(n) for n in range(1, FEW + 3)), name="hotell.csv")
    assert [one.row for one in checked(source).repeats] == [2]


def test_an_import_is_undone_whole_until_somebody_has_gone_on(cast: Cast) -> None:
    before = a_prospect(cast, 1)
    loaded = load_import(source=sent(cast, a_row(2), a_row(3)), by=cast.coordinator)
    two, three = Prospect.objects.filter(imported_in=loaded).order_by("pk")
    change_prospects(chosen={two.pk: 1}, change=Change("booked"), by=cast.coordinator)
    with pytest.raises(Refused, match="1 arbetsplats ur filen är kontaktad eller ändrad"):
        undo_import(source=loaded, by=cast.coordinator)
    other = load_import(source=sent(cast, a_row(4)), by=cast.coordinator)
    undo_import(source=other, by=cast.coordinator)
    assert set(Prospect.objects.all()) == {before, two, three}


def test_a_contact_keeps_an_import(cast: Cast) -> None:
    loaded = load_import(source=sent(cast, a_row(2)), by=cast.coordinator)
    a_contact(cast, Prospect.objects.get(), kind="call")
    with pytest.raises(Refused, match="kontaktad eller ändrad"):
        undo_import(source=loaded, by=cast.coordinator)
