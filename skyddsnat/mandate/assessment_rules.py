"""Pure decisions about the guided assessment: what each step asks for, and what is missing before it can be sent."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.mandate.rules import STEPS

# What is saved with each step, besides its own words.
STEP_FIELDS: Mapping[str, tuple[str, ...]] = {
    "children": (),
    "listening": ("asked", "asked_how", "asked_said", "asked_why_not"),
    "knowledge": ("articles",),
    "options": ("choices",),
    "weighing": ("outcome", "measures", "measures_by"),
    "feedback": ("follow_up_on",),
}
FOLLOW_UP_DAYS = 182  # proposed: half a year after the activity ends


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of an assessment, as rules read them."""

    steps: Mapping[str, str]
    guided: bool
    asked: str = ""
    asked_how: str = ""
    asked_said: str = ""
    asked_why_not: str = ""
    articles: Mapping[str, str] | None = None
    outcome: str = ""
    measures: str = ""
    has_responsible: bool = False
    follow_up_on: datetime.date | None = None
    copied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing, and at which step."""

    step: str
    words: str


def lacks(answers: Answers) -> list[Lack]:
    """Everything that is missing before the assessment can be sent, in the order of the steps."""
    found = [
        Lack(step, _("Svaret är inte skrivet.")) for step in STEPS if not answers.steps.get(step, "").strip()
    ]
    found += [
        Lack(step, _("Texten kommer från mall. Läs igenom den och spara steget.")) for step in answers.copied
    ]
    if answers.guided:
        found += _listening(answers) + _knowledge(answers) + _weighing(answers)
        if answers.follow_up_on is None:
            found.append(Lack("feedback", _("Dagen för uppföljning saknas.")))
    return sorted(found, key=lambda lack: STEPS.index(lack.step))


def _listening(answers: Answers) -> list[Lack]:
    if not answers.asked:
        return [Lack("listening", _("Svara på om barnens egen syn har hämtats in."))]
    if answers.asked == "no":
        words = (
            "" if answers.asked_why_not.strip() else _("Skriv varför barnens egen syn inte har hämtats in.")
        )
        return [Lack("listening", words)] if words else []
    found = []
    if not answers.asked_how.strip():
        found.append(Lack("listening", _("Skriv hur barnens egen syn har hämtats in.")))
    if not answers.asked_said.strip():
        found.append(Lack("listening", _("Skriv vad barnen har sagt.")))
    return found


def _knowledge(answers: Answers) -> list[Lack]:
    chosen = answers.articles or {}
    if not chosen:
        return [Lack("knowledge", _("Välj minst en artikel som gäller."))]
    return [
        Lack("knowledge", _("Skriv varför artikel %(number)s gäller.") % {"number": number})
        for number, why in chosen.items()
        if not why.strip()
    ]


def _weighing(answers: Answers) -> list[Lack]:
    if not answers.outcome:
        return [Lack("weighing", _("Svara på om beslutet följer barnets bästa eller går emot det."))]
    if answers.outcome != "against":
        return []
    found = []
    if not answers.measures.strip():
        found.append(Lack("weighing", _("Skriv hur barnen kompenseras.")))
    if not answers.has_responsible:
        found.append(Lack("weighing", _("Välj vem som ansvarar för att barnen kompenseras.")))
    return found


def done_steps(answers: Answers) -> list[str]:
    """The steps with nothing missing."""
    left = {lack.step for lack in lacks(answers)}
    return [step for step in STEPS if step not in left]


def check_complete(answers: Answers) -> None:
    """Raise Refused, saying what is missing first, unless nothing is."""
    found = lacks(answers)
    if found:
        raise Refused(
            _("Prövningen har %(count)d saker kvar. Den första: %(first)s")
            % {"count": len(found), "first": found[0].words}
        )


def check_follow_up_day(day: datetime.date | None, *, starts: datetime.date) -> None:
    """Raise Refused for a follow-up planned before there is anything to follow up."""
    if day is not None and day <= starts:
        raise Refused(_("Uppföljningen ligger före insatsens början. Skriv en senare dag."))


def check_follow_up(
    *, decided: bool, done_on: datetime.date, decided_on: datetime.date | None, today: datetime.date,
    next_on: datetime.date | None, found: str,
) -> None:  # fmt: skip
    """Raise Refused for a follow-up of something undecided, in the future, or without words."""
    if not decided or decided_on is None:
        raise Refused(_("Prövningen är inte beslutad. Det finns inget att följa upp än."))
    if done_on > today:
        raise Refused(_("Datumet ligger i framtiden. Skriv dagen då det hände."))
    if done_on < decided_on:
        raise Refused(_("Uppföljningen kan inte ligga före beslutet."))
    if not found.strip():
        raise Refused(_("Skriv vad uppföljningen visade."))
    if next_on is not None and next_on <= done_on:
        raise Refused(_("Nästa uppföljning måste ligga efter den här."))


def proposed_follow_up(ends: datetime.date) -> datetime.date:
    return ends + datetime.timedelta(days=FOLLOW_UP_DAYS)
