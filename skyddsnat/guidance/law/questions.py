"""What to ask a person, in which order, with everyday words: for pages, which draw it as they like."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from skyddsnat.guidance.law.book import Offence, RuleBook
from skyddsnat.guidance.law.case import Place, TieKind, Victim
from skyddsnat.guidance.law.text import Text

UNKNOWN = ""


@dataclass(frozen=True)
class Option:
    """One answer to a question. `value` is what the case takes; `hint` says more."""

    value: str
    label: Text
    hint: Text | None = None


@dataclass(frozen=True)
class Question:
    """One question. Without options a date or a number is written; `optional` may be left empty."""

    key: str
    label: Text
    hint: Text | None = None
    options: tuple[Option, ...] = ()
    several: bool = False
    optional: bool = False


# The order in which a person is likely to know: what, when, where, who; the paragraph last of all.
ORDER = (
    "6:9", "6:4", "6:6", "6:8", "6:10", "6:10 a", "16:10 a", "4:1 a", "4:1 b", "6:12", "6:1", "6:5", "4:4 c", "4:4 e",
)  # fmt: skip

DATE = Question(
    "date",
    Text("När hände det?", "When did it happen?"),
    Text(
        "Vet du inte dagen, ange den du tror.", "If you do not know the day, give the one you think it was."
    ),
)
PLACE = Question(
    "place",
    Text("Var hände det?", "Where did it happen?"),
    options=(
        Option(Place.ABROAD, Text("Utomlands", "Abroad")),
        Option(
            Place.NORDIC,
            Text("I Danmark, Finland, Island eller Norge", "In Denmark, Finland, Iceland or Norway"),
        ),
        Option(Place.SWEDEN, Text("I Sverige", "In Sweden")),
        Option(Place.NET, Text("På nätet", "On the net")),
    ),
)
TIES = Question(
    "ties",
    Text("Vad vet du om den som gjorde det?", "What do you know about the person who did it?"),
    Text(
        "Välj allt som stämmer. Vet du inget, gå vidare.", "Choose all that fits. If you know nothing, go on."
    ),
    options=(
        Option(TieKind.CITIZEN, Text("Är svensk medborgare", "Is a Swedish citizen")),
        Option(TieKind.RESIDENT, Text("Bodde i Sverige när det hände", "Lived in Sweden when it happened")),
        Option(
            TieKind.LATER,
            Text("Har flyttat hit eller blivit svensk efteråt", "Moved here or became Swedish afterwards"),
        ),
        Option(
            TieKind.NORDIC,
            Text(
                "Är dansk, finsk, isländsk eller norsk medborgare och finns i Sverige",
                "Is a Danish, Finnish, Icelandic or Norwegian citizen and is in Sweden",
            ),
        ),
        Option(TieKind.PRESENT, Text("Finns i Sverige nu", "Is in Sweden now")),
    ),
    several=True,
    optional=True,
)
VICTIM = Question(
    "victim",
    Text(
        "Är den som utsattes svensk medborgare, eller bosatt i Sverige?",
        "Is the victim a Swedish citizen, or resident in Sweden?",
    ),
    options=(
        Option(Victim.UNKNOWN, Text("Vet inte", "I do not know")),
        Option(Victim.SWEDISH, Text("Ja", "Yes")),
        Option(Victim.OTHER, Text("Nej", "No")),
    ),
)
AGE = Question(
    "child_age",
    Text("Hur gammalt var barnet?", "How old was the child?"),
    Text("I hela år. Vet du inte, lämna tomt.", "In whole years. If you do not know, leave it empty."),
    optional=True,
)
THERE = Question(
    "criminal_there",
    Text(
        "Är det ett brott också i landet där det hände?",
        "Is it a crime in the country where it happened too?",
    ),
    Text("De flesta vet inte. Det gör inget.", "Most people do not know. That does not matter."),
    options=(
        Option(UNKNOWN, Text("Vet inte", "I do not know")),
        Option("yes", Text("Ja", "Yes")),
        Option("no", Text("Nej", "No")),
    ),
)


def offences(book: RuleBook) -> list[Offence]:
    """The offences in the order to show them; one that a rule file has added comes last."""
    known = [book.offences[key] for key in ORDER if key in book.offences]
    return [*known, *(offence for offence in book.offences.values() if offence.id not in ORDER)]


def questions(book: RuleBook) -> list[Question]:
    """Every question in order, the first being what happened in everyday words."""
    what = Question(
        "offence",
        Text("Vad hände?", "What happened?"),
        Text("Välj det som liknar mest.", "Choose what is most like it."),
        options=tuple(
            Option(offence.id, offence.plain, Text(offence.paragraph, offence.paragraph))
            for offence in offences(book)
        ),
    )
    return [what, DATE, PLACE, TIES, VICTIM, AGE, THERE]


def degrees(offence: Offence, on: datetime.date) -> Sequence[Option]:
    """How serious it was, for those who know; empty when there was only one degree that day."""
    there = [degree for degree in offence.degrees if degree.penalty(on)]
    if len(there) < 2:
        return []
    unknown = Option(UNKNOWN, Text("Vet inte", "I do not know"))
    return [unknown, *(Option(degree.key, degree.name) for degree in there)]


def is_asked(key: str, place: Place) -> bool:
    """Whether a question matters where it happened: in Sweden no ties and no foreign law do."""
    return place != Place.SWEDEN or key not in {TIES.key, VICTIM.key, THERE.key}
