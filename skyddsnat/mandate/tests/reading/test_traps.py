"""Single sentences in a decision: what holds a date or a sum that is ours, and what only looks like it."""

import pytest

from skyddsnat.mandate.reading import read_text
from skyddsnat.mandate.tests.reading.labelled_set import found_dates

BEFORE = """Regeringsbeslut
2016-03-10
S2016/01234/FST
Socialdepartementet
Socialstyrelsen
106 30 Stockholm

Regeringens beslut

Regeringen ger Socialstyrelsen i uppdrag att kartlägga situationen för barn.

"""
AFTER = "\n\nSkälen för regeringens beslut\n\nFrågan är viktig.\n"
OURS = [
    (
        "Uppdraget delredovisas senast den 28 februari och slutredovisas senast den 30 november 2017.",
        ["2017-02-28", "2017-11-30"],
        [],
    ),
    ("Uppdraget delredovisas våren 2017 och slutredovisas senast den 1 november 2017.", ["2017-11-01"], []),
    (
        "Den muntliga rapporteringen till Regeringskansliet (Socialdepartementet) ska ske den 3 oktober 2016.",
        ["2016-10-03"],
        [],
    ),
    (
        "Uppdraget ska, i stället för senast den 1 mars 2016, redovisas senast den 1 oktober 2016.",
        ["2016-10-01"],
        [],
    ),
    (
        "Den första etappen, som omfattar kusten, ska vara avslutad senast den 1 juni 2016.",
        ["2016-06-01"],
        [],
    ),
    ("Slutredovisning ska ske senast den 1 april 2017 (tidigare den 1 november 2016).", ["2017-04-01"], []),
    (
        "Redovisning:\n\n– den 1 november 2016 (delredovisning)\n– den 1 november 2017 (slutredovisning)",
        ["2016-11-01", "2017-11-01"],
        [],
    ),
    (
        "Uppdraget ska redovisas på följande sätt:\n\n– Planering: 15 juni 2016\n– Slutredovisning: 1 juni 2017",
        ["2016-06-15", "2017-06-01"],
        [],
    ),
    (
        "Datum          Händelse\n2016-12-01     Rekvisition\n2017-03-01     Slutrapport",
        ["2016-12-01", "2017-03-01"],
        [],
    ),
    (
        "Myndighet          Belopp 2016 (kr)    Redovisas senast\nSocialstyrelsen    500 000             2017-02-28",
        ["2017-02-28"],
        [500000],
    ),
    ("Minst 2 mnkr ska gå till metodutveckling.", [], [2000000]),
    (
        "Arbetet återrapporteras muntligen varje kvartal under 2017 och skriftligen dels den 30 juni 2017, dels den "
        "31 januari 2018.",
        ["2017-06-30", "2018-01-31", "quarter 2017-2017"],
        [],
    ),
    (
        "Socialstyrelsen ska kvartalsvis redovisa läget och senast den 1 mars 2019 lämna en slutrapport.",
        ["2019-03-01", "quarter"],
        [],
    ),
    ("Regeringen vill ha en redovisning av arbetet senast den 1 mars 2017.", ["2017-03-01"], []),
    ("Senast den 1 mars 2017 önskar regeringen en redovisning.", ["2017-03-01"], []),
    ("Regeringen förväntar sig en plan för arbetet senast den 1 mars 2017.", ["2017-03-01"], []),
    ("Varje landsting får minst 300 000 kronor.", [], [300000]),
    ("Varje kommun får 200 000 kronor.", [], [200000]),
    ("Beloppet om 1 500 000 kronor ersätter det tidigare beloppet om 1 000 000 kronor.", [], [1500000]),
    (
        "Myndigheten får, utöver de medel som tidigare har tilldelats, använda högst 1,4 miljoner kronor.",
        [],
        [1400000],
    ),
    (
        "Delredovisning 1: 2016-10-01\nDelredovisning 2: 2017-04-01\nSlutredovisning: 2017-10-01",
        ["2016-10-01", "2017-04-01", "2017-10-01"],
        [],
    ),
    (
        "Redovisning\n\nDen 1 juni 2016: plan för arbetet.\n\nDen 1 mars 2017: slutredovisning.",
        ["2016-06-01", "2017-03-01"],
        [],
    ),
    ("Sista dag att rekvirera medel: 15 november 2016", ["2016-11-15"], []),
    ("Sista dag att lämna delrapporten är den 15 november 2016.", ["2016-11-15"], []),
    ("Redovisningstillfällen: 1 juni 2016, 1 december 2016.", ["2016-06-01", "2016-12-01"], []),
    ("Avstämningar ska ske den 3 oktober 2016 och den 6 februari 2017.", ["2016-10-03", "2017-02-06"], []),
    ("Socialstyrelsen ska ordna en konferens den 20 november 2016.", ["2016-11-20"], []),
    (
        "Det första steget ska vara genomfört den 1 oktober 2016 och det andra den 1 april 2017.",
        ["2016-10-01", "2017-04-01"],
        [],
    ),
    (
        "Socialstyrelsen får rekvirera 2 000 000 kronor senast den 1 maj 2016 och resten senast den 1 maj 2017.",
        ["2016-05-01", "2017-05-01"],
        [2000000],
    ),
    ("Det åligger Socialstyrelsen att senast den 31 mars 2018 lämna en slutrapport.", ["2018-03-31"], []),
    (
        "Om medlen inte har använts senast den 31 december 2016 ska de återbetalas senast den 1 mars 2017.",
        ["2017-03-01"],
        [],
    ),
    (
        "Uppdraget ska redovisas senast den 1 juni 2017 och innehålla en redogörelse för läget den 31 december 2016.",
        ["2017-06-01"],
        [],
    ),
    (
        "Medel som inte har använts under 2016 ska återbetalas senast den 31 mars året därpå.",
        ["2017-03-31"],
        [],
    ),
    (
        "Redovisningen ska lämnas senast den 15 januari 2017. En ny redovisning lämnas senast den 15 mars samma år.",
        ["2017-01-15", "2017-03-15"],
        [],
    ),
    (
        "Uppgifter om antalet ärenden den 30 juni 2016 ska lämnas senast den 15 augusti 2016.",
        ["2016-08-15"],
        [],
    ),
    (
        "Statistik ska lämnas per den 30 juni 2016 och den 31 december 2016, senast den 31 januari 2017.",
        ["2017-01-31"],
        [],
    ),
    (
        "Redovisningen ska ske enligt följande tidsplan: en delredovisning i september 2016, en slutredovisning "
        "senast den 1 december 2017.",
        ["2016-09-30", "2017-12-01"],
        [],
    ),
    (
        "Socialstyrelsen ska inom sex månader från dagen för detta beslut lämna en plan.",
        ["2016-09-10"],
        [],
    ),
    (
        "Socialstyrelsen skall till regeringen avge en delrapport den 1 oktober 2016 samt slutligt redovisa "
        "uppdraget den 1 juni 2017.",
        ["2016-10-01", "2017-06-01"],
        [],
    ),
    (
        "Det som inte har använts betalas åter till Kammarkollegiet senast den 15 februari 2017.",
        ["2017-02-15"],
        [],
    ),
    ("Prognoser lämnas i Hermes den 19 maj 2016.", ["2016-05-19"], []),
    ("Medel\n\nSocialstyrelsen: 2,4 mnkr\nResor – högst 60 000 kronor", [], [60000, 2400000]),
    (
        "Medel som organisationerna har betalat tillbaka ska återbetalas till Kammarkollegiet senast den 1 juni 2017.",
        ["2017-06-01"],
        [],
    ),
    (
        "Socialstyrelsen ska under hösten 2016 lämna en lägesbild, senast den 15 november.",
        ["2016-11-15"],
        [],
    ),
    ("Delrapport: 15 december 2016 och 15 juni 2017", ["2016-12-15", "2017-06-15"], []),
    ("Vad som då återstår ska föras tillbaka till staten senast den 1 mars 2017.", ["2017-03-01"], []),
    (
        "Socialstyrelsen får använda 3 miljoner kronor för 2016. För 2017 räknar regeringen med att avsätta fyra "
        "miljoner kronor. Vad som återstår vid respektive budgetårs slut ska återbetalas senast den 31 januari.",
        ["year 01-31 2017-2018"],
        [3000000, 4000000],
    ),
    ("Planen lämnas senast den 15 april i år.", ["2016-04-15"], []),
    (
        "Regeringen beslutar att ändra tidpunkten för redovisning från den 1 april 2016 till den 1 oktober 2016.",
        ["2016-10-01"],
        [],
    ),
    ("Datumet den 1 april 2016 ska bytas ut mot den 1 oktober 2016.", ["2016-10-01"], []),
    ("Socialstyrelsen får anstånd med redovisningen till den 1 oktober 2016.", ["2016-10-01"], []),
    ("Ny tidpunkt för slutredovisning är den 1 oktober 2016.", ["2016-10-01"], []),
    ("Regeringen ställer därför 4 000 000 kronor till Socialstyrelsens förfogande.", [], [4000000]),
    ("Regeringen avsätter 4 000 000 kronor för arbetet.", [], [4000000]),
    ("Anslaget 4:7 anslagsposten 6 belastas med 2 000 000 kronor.", [], [2000000]),
    ("Socialstyrelsen ska återbetala 350 000 kronor.", [], [350000]),
    ("Resterande 500 000 kronor betalas ut när slutrapporten har lämnats.", [], [500000]),
    ("Socialstyrelsen ansökte om 6 miljoner kronor men beviljas 4 miljoner kronor.", [], [4000000]),
    (
        "Av de 45 miljoner kronor som riksdagen anvisat får Socialstyrelsen använda 5 miljoner kronor.",
        [],
        [5000000],
    ),
    (
        "Totalt omfattar satsningen 120 miljoner kronor, varav Socialstyrelsen disponerar 20 miljoner kronor.",
        [],
        [20000000],
    ),
]
NOT_OURS = [
    "Redovisningen ska avse läget den 1 september 2016.",
    "Enligt kommissionens förslag ska medlemsstaterna rapportera senast den 1 juni 2017.",
    "Direktivet ska vara genomfört senast den 5 april 2017.",
    "Rådet har begärt att slutredovisningen flyttas till den 1 juni 2019.",
    "Kartläggningen ska avse bidrag på mer än 100 000 kronor som kommunerna betalat ut.",
    "Om myndigheten får bidrag över 300 000 kronor från någon annan ska det anmälas.",
    "Som jämförelse kan nämnas att Norge avsätter 15 miljoner kronor per år.",
    "Mål: senast den 31 december 2017 ska antalet placeringar ha minskat med hälften.",
    "Målet är att alla kommuner ska ha en plan senast den 31 december 2017.",
    "Senast den 31 december 2017 ska andelen barn med insats ha ökat.",
    "Regeringen förväntar sig att antalet placeringar minskar senast den 1 mars 2017.",
    "Regeringen vill att Skolverket lämnar en redovisning senast den 1 mars 2017.",
    "Varje kommun får söka högst 200 000 kronor av Boverket.",
    "Ett vite om högst 50 000 kronor kan föreläggas.",
    "Socialstyrelsen ska använda priset 1 250 kronor per timme i sina beräkningar.",
    "Utbetalning sker till bankgiro 5051-6822, referens 2016-05-01.",
    "Socialstyrelsen ska utvärdera de 50 miljoner kronor som fördelades 2014.",
    "Synpunkter på planen lämnas av Barnombudsmannen senast den 15 april 2016.",
    "Kommunerna får rekvirera medlen senast den 1 maj 2016.",
    "Kartläggningen ska genomföras i alla kommuner som den 1 juni 2016 har ett mottagande.",
    "Undersökningen ska genomföras med de uppgifter som finns den 1 juni 2016.",
    "Det åligger Skolverket att senast den 31 mars 2018 lämna en slutrapport.",
    "Regeringen ställer 4 000 000 kronor till Skolverkets förfogande.",
    "Regeringen avsätter 100 miljoner kronor per år för satsningar på skolan.",
    "Skolverket får anstånd med redovisningen till den 1 oktober 2016.",
    "Socialstyrelsen har begärt anstånd med redovisningen till den 1 oktober 2016.",
    "Prognoser lämnas av Skolverket den 19 maj 2016.",
    "Ansökan om medel ska ha kommit in till myndigheten senast den 15 augusti 2016.",
    "Bakgrund\n\nSkolverket: 2,4 mnkr\nResor: 60 000 kronor",
    "Kostnaderna var högre samma år.",
    "Hittills har 1 500 000 kronor rekvirerats.",
    "Tidigare beslutat belopp om 2 000 000 kronor upphör att gälla.",
    "Uppdraget redovisades senast den 1 mars 2015.",
    "Bakgrund\n\nFrågan har rapporterats flera gånger:\n\n2016-05-02: delrapport från Skolverket",
]


def found(sentence: str) -> tuple[list[str], list[int]]:
    draft = read_text(BEFORE + sentence + AFTER).as_dict()
    return sorted(when for when, _ in found_dates(draft)), sorted(
        int(each["amount"]) for each in draft["sums"]
    )


@pytest.mark.parametrize(("sentence", "dates", "sums"), OURS)
def test_what_is_ours(sentence: str, dates: list[str], sums: list[int]) -> None:
    assert found(sentence) == (dates, sums)


@pytest.mark.parametrize("sentence", NOT_OURS)
def test_what_only_looks_like_it(sentence: str) -> None:
    assert found(sentence) == ([], [])


def test_a_day_without_a_year_is_of_the_only_year_the_assignment_has() -> None:
    given = BEFORE.replace("att kartlägga", "att under 2016 kartlägga")
    draft = read_text(given + "Myndigheten ska redovisa en plan senast den 1 april." + AFTER).as_dict()
    assert found_dates(draft) == [("2016-04-01", "other")]
    # Before the decision itself it would be nonsense: asked about instead.
    draft = read_text(given + "Myndigheten ska redovisa en plan senast den 1 mars." + AFTER).as_dict()
    assert found_dates(draft) == []
    assert "year_missing" in [each["code"] for each in draft["unread"]]
