"""Whom a "ska" binds."""

import pytest

from skyddsnat.mandate.reading import read_text

GIVEN = "Regeringen ger Länsstyrelsen i Hallands län i uppdrag att rita kartor.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "Statskontoret har fått i uppdrag att granska och ska slutredovisa sin rapport senast den 15 april 2024.",
        "Statskontoret granskar arbetet. Myndigheten ska redovisa granskningen senast den 15 april 2024.",
        "Statskontoret fick i uppdrag att granska. Uppdraget ska redovisas senast den 15 april 2024.",
        "Statskontorets rapport ska lämnas senast den 15 april 2024.",
        "Uppdraget till Statskontoret ska redovisas senast den 15 april 2024.",
        "Utvärderingen ska göras av Statskontoret senast den 15 april 2024.",
        "Länsstyrelsen i Skåne län ska redovisa uppdraget senast den 15 april 2024.",
        "Kommunerna ska redovisa sina insatser senast den 15 april 2024.",
        "Senast den 15 april 2024 ska Polismyndigheten lämna sin rapport.",
        "Uppdraget ska samordnas med Skolverket, som ska redovisa sin del senast den 15 april 2024.",
        "Regeringen ska återkomma till riksdagen senast den 15 april 2024.",
        "Länsstyrelsen fick 2019 i uppdrag att räkna älgar. Uppdraget ska redovisas senast den 15 april 2024.",
        "Statskontoret redovisar sitt uppdrag senast den 15 april 2024.",
    ],
)
def test_somebody_elses_date_is_not_ours(text: str) -> None:
    draft = read_text(GIVEN + text)
    assert [str(owed.due) for owed in draft.obligations] == []
    [left] = [each for each in draft.unread if "15 april" in each.text]
    assert "date" in left.holds


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Länsstyrelsen i Hallands län ska redovisa uppdraget till regeringen senast den 15 april 2024.", "regeringen"),
        ("Länsstyrelsen ska senast den 15 april 2024 inkomma med en rapport till Boverket.", "Boverket"),
        ("Senast den 15 april 2024 ska länsstyrelsen lämna en rapport till Boverket.", "Boverket"),
        ("Uppdraget ska slutredovisas den 15 april 2024.", None),
        ("Uppdraget redovisas till Regeringskansliet (Finansdepartementet) senast den 15 april 2024.",
         "Regeringskansliet (Finansdepartementet)"),
        ("Myndigheten ska återrapportera till regeringen senast 2024-04-15.", "regeringen"),
        ("Uppdraget ska genomföras i samråd med Statskontoret och redovisas till Boverket senast den 15 april 2024.",
         "Boverket"),
        ("Resultatet ska presenteras för Boverket i en rapport senast den 15 april 2024.", None),
    ],
)  # fmt: skip
def test_our_date_is_ours(text: str, recipient: str | None) -> None:
    draft = read_text(GIVEN + text)
    assert [(owed.recipient, str(owed.due)) for owed in draft.obligations] == [(recipient, "2024-04-15")]
    assert draft.unread == []


@pytest.mark.parametrize("after", ["Oförbrukade medel återbetalas", "Myndigheten ska rekvirera medlen"])
def test_who_pays_is_not_who_the_next_sentence_binds(after: str) -> None:
    paid = "Medlen ska betalas ut av Kammarkollegiet efter rekvisition. "
    draft = read_text(GIVEN + paid + after + " senast den 15 april 2024.")
    assert [str(owed.due) for owed in draft.obligations] == ["2024-04-15"]


def test_two_duties_in_a_sentence_are_told_apart() -> None:
    draft = read_text(
        GIVEN
        + "Länsstyrelsen ska lämna en rapport senast den 1 mars 2024 och Boverket ska yttra sig senast den 1 maj 2024."
    )
    assert [str(owed.due) for owed in draft.obligations] == ["2024-03-01"]
    [left] = draft.unread
    assert (left.whose, left.holds, left.code) == ("Boverket", ["date", "ska"], "somebody_else")
    assert "Boverket" in left.reason
    assert "Boverket" in left.reason_en


def test_same_time_goes_back_to_our_own_date_only() -> None:
    text = GIVEN + (
        "Länsstyrelsen ska lämna en rapport senast den 1 mars 2024. Boverket ska yttra sig senast den 1 maj 2024. "
        "Vid samma tidpunkt ska en ekonomisk redovisning lämnas till Boverket."
    )
    draft = read_text(text)
    assert [owed.kind for owed in draft.obligations] == ["final_report"]
    assert any(each.text.startswith("Vid samma tidpunkt") for each in [*draft.unread, *draft.clauses])


def test_yearless_dates_are_asked_about_and_yearly_ones_recur() -> None:
    draft = read_text(
        GIVEN + "Rapporten ska lämnas senast den 1 mars. Prognoser ska lämnas senast den 1 juni varje år."
    )
    assert [(o.due, o.due_text, o.every) for o in draft.obligations] == [
        (None, "den 1 mars", ""),
        (None, "den 1 juni", "year"),
    ]
    assert [each.code for each in draft.unread] == ["year_missing"]


def test_a_sentence_too_long_to_be_one_is_shown() -> None:
    draft = read_text(GIVEN + "Myndigheten ska " + "räkna och " * 500 + "mäta.")
    assert [each.code for each in draft.unread] == ["too_long"]


@pytest.mark.parametrize(
    "text",
    [
        "Boverket ska ges en kopia. Dessförinnan ska länsstyrelsen, senast den 15 april 2024, lämna en plan.",
        "Länsstyrelsen får använda 1 000 kronor från anslaget under utgiftsområde 1 Rikets styrelse. "
        "Rekvisition ska ske senast den 15 april 2024.",
        "Redovisningen ska lämnas senast den 15 april 2024.\n\n------------------\nAnslaget får inte överskridas.",
    ],
)
def test_others_named_on_the_way_do_not_take_our_date(text: str) -> None:
    assert [str(owed.due) for owed in read_text(GIVEN + text).obligations] == ["2024-04-15"]


def test_what_is_not_used_then_is_paid_back_then() -> None:
    text = (
        "Slutrapporten ska lämnas senast den 15 april 2024. Medel som då inte är förbrukade ska återbetalas."
    )
    found = {owed.kind: str(owed.due) for owed in read_text(GIVEN + text).obligations}
    assert found == {"final_report": "2024-04-15", "repayment": "2024-04-15"}


def test_a_yearly_requisition_without_years_is_for_those_of_the_money() -> None:
    text = "Överenskommelsen omfattar 2 000 kronor för 2023 och 3 000 kronor för 2024. "
    draft = read_text(GIVEN + text + "Medlen rekvireras senast den 1 december respektive år.")
    assert [(owed.kind, [day.year for day in owed.dates]) for owed in draft.obligations] == [
        ("requisition", [2023, 2024])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Länsstyrelsen ska senast den 15 april 2024\na) lämna en slutrapport,\nb) lämna en ekonomisk redovisning, och\n"
        "c) återbetala medel som inte har använts.",
        "Länsstyrelsen ska senast den 15 april 2024 till regeringen redovisa hur uppdraget har genomförts och till "
        "Kammarkollegiet redovisa hur medlen har använts. Medel som inte har använts vid denna tidpunkt ska "
        "återbetalas till Kammarkollegiet.",
        "Länsstyrelsen ska slutredovisa uppdraget senast den 15 april 2024. Senast samma dag ska länsstyrelsen "
        "redovisa kostnaderna till Kammarkollegiet och betala tillbaka medel som inte har använts.",
    ],
)
def test_three_things_by_one_day(text: str) -> None:
    draft = read_text(GIVEN + text)
    kinds = sorted(owed.kind for owed in draft.obligations)
    assert kinds == ["final_report", "financial_account", "repayment"]
    assert {str(owed.due) for owed in draft.obligations} == {"2024-04-15"}


def test_a_yearly_report_whose_days_are_told_next_is_those_days() -> None:
    draft = read_text(
        GIVEN
        + "Länsstyrelsen ska årligen redovisa uppdraget till regeringen. Redovisningarna ska lämnas senast den "
        "15 april 2024 och den 15 april 2025."
    )
    found = [(owed.kind, str(owed.due), owed.recipient) for owed in draft.obligations]
    assert found == [("interim_report", day, "regeringen") for day in ("2024-04-15", "2025-04-15")]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("Länsstyrelsen har i en skrivelse anfört att kostnaden för 2023 uppgår till 3 600 000 kronor.", []),
        ("Medlen betalas ut av Kammarkollegiet i två omgångar, 1,5 miljoner kronor när planen har lämnats och 500 000 "
         "kronor efter rekvisition.", [1_500_000, 500_000]),
        ("Länsstyrelsen får använda 2 000 000 kronor. Av dessa går 1 500 000 kronor till kommunerna.",
         [2_000_000, 1_500_000]),
        ("Ersättningen för 2023 uppgår till 475 miljoner kronor och berörs inte av uppdraget.", []),
        ("Bakgrund\n\nMedlen betalades 2011 ut i två omgångar, 1,5 miljoner kronor och 500 000 kronor.", []),
        ("Bakgrund\n\nBoverket fördelade 2 000 000 kronor. Av dessa gick 1 500 000 kronor till kommunerna.", []),
    ],
)  # fmt: skip
def test_parts_of_the_money_are_sums_of_their_own(text: str, sums: list[int]) -> None:
    assert [int(each.amount) for each in read_text(GIVEN + text).sums] == sums
