"""To whom something is handed in."""

import pytest

from skyddsnat.mandate.reading import read_text

GIVEN = """Regeringens beslut

Regeringen ger Boverket i uppdrag att rita kartor.

"""
JUSTICE = "Regeringskansliet (Justitiedepartementet)"


def recipients(text: str) -> list[tuple[str, str | None]]:
    return [(str(owed.due), owed.recipient) for owed in read_text(GIVEN + text).obligations]


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        (f"Uppdraget ska redovisas till {JUSTICE} med kopia till Skolverket senast den 1 mars 2019.", JUSTICE),
        ("Uppdraget ska redovisas till Regeringskansliet (Justitiedepartementet, med kopia till "
         "Socialdepartementet) senast den 1 mars 2019.", JUSTICE),
        ("Uppdraget ska redovisas till regeringen (Justitiedepartementet) senast den 1 mars 2019.",
         "regeringen (Justitiedepartementet)"),
        ("Rapporten ska tillställas Justitiedepartementet senast den 1 mars 2019.", "Justitiedepartementet"),
        (f"Boverket ska stämma av planen med {JUSTICE} senast den 1 mars 2019.", JUSTICE),
        ("Boverket ska senast den 1 mars 2019 förse Skolverket med statistik.", "Skolverket"),
        ("Ej använda medel ska återbetalas till Kammarkollegiets bankgiro 5052-5781 senast den 1 mars 2019.",
         "Kammarkollegiet"),
        ("Kammarkollegiet betalar ut medlen efter rekvisition, som ska ha kommit in senast den 1 mars 2019.",
         "Kammarkollegiet"),
        ("Boverket ska till Kammarkollegiet återbetala överskjutande medel senast den 1 mars 2019.", "Kammarkollegiet"),
    ],
)  # fmt: skip
def test_the_recipient_of_one(text: str, recipient: str) -> None:
    assert recipients(text) == [("2019-03-01", recipient)]


def test_two_things_go_to_two() -> None:
    text = (
        f"Boverket ska senast den 1 mars 2019 till Kammarkollegiet lämna en ekonomisk redovisning, och till {JUSTICE} "
        "lämna en verksamhetsrapport."
    )
    assert sorted(recipients(text)) == [("2019-03-01", "Kammarkollegiet"), ("2019-03-01", JUSTICE)]


def test_a_sentence_at_the_end_says_where_all_of_a_list_goes() -> None:
    text = (
        "Boverket ska lämna\n– en lägesrapport senast den 1 mars 2019,\n– en slutrapport senast den 1 mars 2020.\n\n"
        f"Rapporterna lämnas till {JUSTICE}.\n\nOanvända medel ska återbetalas senast den 1 april 2020."
    )
    assert recipients(text) == [("2019-03-01", JUSTICE), ("2020-03-01", JUSTICE), ("2020-04-01", None)]


def test_a_table_says_where_each_goes() -> None:
    text = (
        "Uppdraget ska redovisas enligt följande.\n\nVad             När             Till\n"
        "Lägesrapport    2019-03-01      Kulturdepartementet\nSlutrapport     2020-03-01      Skolverket\n"
    )
    assert recipients(text) == [("2019-03-01", "Kulturdepartementet"), ("2020-03-01", "Skolverket")]


def test_a_table_does_not_take_the_recipient_of_what_stands_above() -> None:
    text = (
        "Medel rekvireras från Kammarkollegiet varje år.\n\nMoment          Klart senast\n"
        "Vägledning      2019-03-01\n"
    )
    assert recipients(text)[-1] == ("2019-03-01", None)
