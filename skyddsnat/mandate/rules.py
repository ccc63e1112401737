"""Pure decisions about activities, assessments and obligations: no database, no request."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import Refused


class State(StrEnum):
    """Where an activity is: a date says it, so that the three can never contradict each other."""

    PLANNED = "planned"
    STARTED = "started"
    FINISHED = "finished"


NEXT: Mapping[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.STARTED}),
    State.STARTED: frozenset({State.FINISHED}),
    State.FINISHED: frozenset({State.STARTED}),  # opened again, when it was closed too early
}

STEPS = ("children", "listening", "knowledge", "options", "weighing", "feedback")
SOON_DAYS = 30
DNR = re.compile(r"[^\W_][\w./:\-– ]*\d[\w./:\-– ]*")
DNR_LONGEST = 60


def state_of(started_on: datetime.date | None, finished_on: datetime.date | None) -> State:
    if finished_on is not None:
        return State.FINISHED
    return State.PLANNED if started_on is None else State.STARTED


def check_move(now: State, wanted: State) -> None:
    """Raise Refused unless an activity in the state `now` may go to `wanted`."""
    if wanted in NEXT[now]:
        return
    if now is State.PLANNED:
        raise Refused(_("Insatsen har inte börjat."))
    raise Refused(_("Insatsen pågår redan.") if now is State.STARTED else _("Insatsen är redan avslutad."))


def check_startable(now: State, *, assessment_decided: bool) -> None:
    """Raise Refused when the activity is under way, or nobody has decided the child-rights assessment."""
    check_move(now, State.STARTED)
    if not assessment_decided:
        raise Refused(_("Insatsen kan inte börja förrän prövningen av barnets bästa är beslutad."))


def check_after_decision(day: datetime.date, *, decided_on: datetime.date) -> None:
    """Raise Refused for an activity said to have begun before its assessment was decided."""
    if day < decided_on:
        raise Refused(
            _("Insatsen kan inte ha börjat innan prövningen av barnets bästa beslutades, den %(day)s.")
            % {"day": decided_on.isoformat()}
        )


def check_day(day: datetime.date, *, today: datetime.date, after: datetime.date | None = None) -> None:
    """Raise Refused when something that has happened is dated in the future, or before what must come first."""
    if day > today:
        raise Refused(_("Datumet ligger i framtiden. Skriv dagen då det hände."))
    if after is not None and day < after:
        raise Refused(_("Datumet ligger före dagen då insatsen började. Skriv en senare dag."))


def check_planned(starts: datetime.date, ends: datetime.date, *, budget_ore: int) -> None:
    """Raise Refused for an activity that cannot be planned so."""
    if ends < starts:
        raise Refused(_("Insatsen slutar innan den börjar. Ändra något av datumen."))
    if budget_ore < 0:
        raise Refused(_("Budgeten kan inte vara negativ."))


def check_ties(owners: set[int], assignment: int) -> None:
    """Raise Refused when what an activity is tied to belongs to another assignment than the activity."""
    if not owners <= {assignment}:
        raise Refused(_("Insatsen kan bara knytas till meningar, mål och målgrupper i samma uppdrag."))


def check_deletable(*, evidence: bool, assessment_decided: bool) -> None:
    """Raise Refused when something hangs on the activity that must be kept."""
    if evidence:
        raise Refused(_("Insatsen har underlag i liggaren och kan inte tas bort."))
    if assessment_decided:
        raise Refused(_("Insatsens prövning av barnets bästa är beslutad. Insatsen kan inte tas bort."))


def missing_steps(answers: Mapping[str, str]) -> list[str]:
    """The steps of an assessment that nobody has answered, in order."""
    return [step for step in STEPS if not answers.get(step, "").strip()]


def check_writable(*, decided: bool) -> None:
    if decided:
        raise Refused(_("Prövningen är beslutad och kan inte ändras."))


def check_sendable(answers: Mapping[str, str], *, decided: bool) -> None:
    """Raise Refused unless all six steps are answered and nobody has decided yet."""
    check_writable(decided=decided)
    missing = missing_steps(answers)
    if missing:
        raise Refused(
            _("Prövningen har %(count)d steg som inte är ifyllda. Fyll i alla sex.") % {"count": len(missing)}
        )


def check_decidable(answers: Mapping[str, str], *, sent: bool, decided: bool, by_writer: bool) -> None:
    """Raise Refused unless the assessment is complete, sent for decision, and read by somebody who did not write it."""
    check_sendable(answers, decided=decided)
    if not sent:
        raise Refused(
            _("Prövningen är inte skickad för beslut. Den som skriver skickar den när den är klar.")
        )
    if by_writer:
        raise Refused(_("Du har själv skrivit i prövningen. En annan person måste besluta den."))


def check_dnr(dnr: str) -> str:
    """The registration number without stray spaces; Refused when it does not look like one."""
    tidy = " ".join(dnr.split())
    if not tidy:
        raise Refused(_("Skriv beslutets diarienummer."))
    if len(tidy) > DNR_LONGEST or not DNR.fullmatch(tidy):
        raise Refused(_("Diarienumret ser inte rätt ut. Skriv det som på beslutet, till exempel A2014/1/B."))
    return tidy


@dataclass(frozen=True, slots=True)
class DueState:
    """How an obligation stands: `code` for the program, `text` and `tone` for the reader."""

    code: str
    text: str
    tone: str


DONE = ("done", gettext_lazy("Klar"), "success")
DRAFTED = ("drafted", gettext_lazy("Under arbete"), "info")
LATE = ("late", gettext_lazy("Försenad"), "danger")
SOON = ("soon", gettext_lazy("Snart dags"), "warning")
WAITING = ("waiting", gettext_lazy("Återstår"), "neutral")
UNDATED = ("undated", gettext_lazy("Datum saknas"), "warning")


def due_state(
    due: datetime.date | None, *, today: datetime.date, done: bool, drafted: bool = False
) -> DueState:
    """How an obligation stands today. An issued document makes it done, whatever the date."""
    if done:
        chosen = DONE
    elif due is None:
        chosen = UNDATED
    elif due < today:
        chosen = LATE
    elif drafted:
        chosen = DRAFTED
    elif (due - today).days <= SOON_DAYS:
        chosen = SOON
    else:
        chosen = WAITING
    code, text, tone = chosen
    return DueState(code, str(text), tone)
