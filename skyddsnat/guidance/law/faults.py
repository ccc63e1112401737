"""What can be wrong with a rule file, and with a question: sentences that say what to do, in two languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from skyddsnat.guidance.law.text import Text, joined

SENTENCES: Mapping[str, Text] = {
    "yaml": Text(
        "Filen går inte att läsa som YAML ({problem}). Rätta raden: kontrollera indrag, kolon och "
        "citattecken.",
        "The file cannot be read as YAML ({problem}). Mend the line: check indents, colons and quotes.",
    ),
    "encoding": Text(
        "Filen är inte sparad som UTF-8. Spara den som UTF-8.",
        "The file is not saved as UTF-8. Save it as UTF-8.",
    ),
    "size": Text(
        "Filen är större än {most} byte. Regelfilen är liten; kontrollera att det är rätt fil.",
        "The file is larger than {most} bytes. The rule file is small; check that it is the right file.",
    ),
    "alias": Text(
        "Filen använder en hänvisning (& eller *). Skriv ut värdet i stället.",
        "The file uses an anchor or alias (& or *). Write the value out instead.",
    ),
    "depth": Text(
        "Filen är djupare än {most} nivåer. Rätta indragen.",
        "The file is nested deeper than {most} levels. Mend the indents.",
    ),
    "repeated": Text(
        "”{key}” står två gånger. Ta bort den ena.", "“{key}” stands twice. Remove one of them."
    ),
    "unknown": Text(
        "”{key}” är okänt här. Ta bort det, eller skriv något av: {known}.",
        "“{key}” is not known here. Remove it, or write one of: {known}.",
    ),
    "missing": Text("”{key}” saknas. Lägg till det.", "“{key}” is missing. Add it."),
    "mapping": Text(
        "Här ska stå namn och värden. Skriv som ”{key}: …”.",
        "Names and values are expected here. Write like “{key}: …”.",
    ),
    "list": Text(
        "”{key}” ska vara en lista. Skriv ett streck framför varje rad, eller [ett, två].",
        "“{key}” must be a list. Write a dash before each line, or [one, two].",
    ),
    "text": Text("”{key}” ska vara text. Skriv något där.", "“{key}” must be text. Write something there."),
    "date": Text(
        "”{found}” är inget datum. Skriv {key} som 2013-07-01.",
        "“{found}” is not a date. Write {key} like 2013-07-01.",
    ),
    "number": Text(
        "”{found}” är inget helt tal från 0. Skriv {key} med siffror.",
        "“{found}” is not a whole number from 0. Write {key} in digits.",
    ),
    "boolean": Text(
        "”{found}” är varken true eller false. Skriv {key} som ett av dem.",
        "“{found}” is neither true nor false. Write {key} as one of them.",
    ),
    "choice": Text(
        "”{found}” går inte som {key}. Skriv något av: {known}.",
        "“{found}” will not do as {key}. Write one of: {known}.",
    ),
    "source": Text(
        "Källan ”{found}” finns inte. Lägg till den under sources, eller rätta namnet.",
        "There is no source “{found}”. Add it under sources, or mend the name.",
    ),
    "id": Text(
        "Id ”{found}” används redan på rad {other}. Ge regeln ett eget id.",
        "The id “{found}” is already used on line {other}. Give the rule an id of its own.",
    ),
    "offence": Text(
        "Brottet ”{found}” finns inte bland offences. Skriv som 6:9 eller 6:8/grave.",
        "There is no offence “{found}” among the offences. Write like 6:9 or 6:8/grave.",
    ),
    "order": Text(
        "Regeln slutar ({end}) innan den börjar ({start}). Rätta valid_from eller valid_to.",
        "The rule ends ({end}) before it begins ({start}). Mend valid_from or valid_to.",
    ),
    "overlap": Text(
        "Perioden överlappar {other} (rad {row}): båda gäller {day}. Sätt valid_to på den äldre till "
        "dagen före.",
        "The period overlaps {other} (line {row}): both are in force on {day}. Let the older one end "
        "the day before.",
    ),
    "gap": Text(
        "Ingen regel gäller {start}–{end} för {key}. Flytta valid_from, eller lägg till en regel för "
        "tiden emellan.",
        "No rule is in force {start}–{end} for {key}. Move valid_from, or add a rule for the time between.",
    ),
    "late": Text(
        "Den första regeln för {key} börjar {found}, men ska börja {start}. Flytta valid_from, eller "
        "lägg till en regel.",
        "The first rule for {key} begins {found} but must begin {start}. Move valid_from, or add a rule.",
    ),
    "closed": Text(
        "Den sista regeln för {key} slutar {found}, men {key} ska täckas till {end}. Ta bort "
        "valid_to, eller lägg till regeln som följer.",
        "The last rule for {key} ends {found}, but {key} must be covered until {end}. Remove "
        "valid_to, or add the rule that follows.",
    ),
    "lacking": Text("Regler för {key} saknas. Lägg till dem.", "There are no rules for {key}. Add them."),
    "scale": Text(
        "Det lägsta straffet ({low} månader) är högre än det högsta ({high}). Rätta talen.",
        "The least penalty ({low} months) is higher than the greatest ({high}). Mend the numbers.",
    ),
    "tiers": Text(
        "tiers ska vara par som [60, 10] (högst 60 månader: 10 år), stigande, och sist [null, 25].",
        "tiers must be pairs like [60, 10] (at most 60 months: 10 years), rising, and last [null, 25].",
    ),
    "double": Text(
        "”{found}” står i flera av child, anyone och required. Låt det stå i en.",
        "“{found}” stands in more than one of child, anyone and required. Keep it in one.",
    ),
}


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a rule file. `line` counts from 1; `rule` is empty when no rule is meant."""

    file: str
    line: int
    rule: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    def said(self, language: str) -> str:
        """The file, the line, the rule and what to do."""
        about = f" ({self.rule})" if self.rule else ""
        return f"{self.file}:{self.line}{about}: {SENTENCES[self.code].filled(**self.values).said(language)}"


class RulesRefused(ValueError):
    """The rule file was not loaded; nothing of it is used. `faults` has everything that is wrong, in order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.line)
        super().__init__("\n".join(fault.said("sv") for fault in self.faults))


class QuestionRefused(ValueError):
    """A question that cannot be answered as it is put. `faults` is the field → what to change."""

    def __init__(self, faults: Mapping[str, Text]) -> None:
        self.faults = dict(faults)
        self.message = joined(self.faults.values(), "\n")
        super().__init__(self.message.sv)
