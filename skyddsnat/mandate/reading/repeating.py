"""The bounds of a duty that comes back: from its sentence, the money's years or the assignment's."""

import datetime
import re
from dataclasses import replace

from skyddsnat.mandate.reading.antecedents import Antecedents
from skyddsnat.mandate.reading.date_mention import DateMention
from skyddsnat.mandate.reading.owed import Obligation
from skyddsnat.mandate.reading.read_sentence import Read
from skyddsnat.mandate.reading.recurrence import Recurrence, bounds

# "årligen lämna en redovisning för föregående år": a year behind the years told of.
FOREGOING = re.compile(
    r"\b(?:för|avseende) (?:det )?(?:föregående|närmast föregående) (?:kalender|budget)?år\b", re.IGNORECASE
)

THOSE = re.compile(r"(?:Redovisningarna|Rapporterna|Redogörelserna|Redovisningen|Återrapporteringen)\b")


def repeat(read: Read, made: Obligation, date: DateMention, known: Antecedents) -> None:
    """Fill in the rule of a duty that comes back: its bounds from the sentence, else from the assignment."""
    since, until = bounds(read.text)
    if (first := _told_first(read, date)) is not None and date.month and date.day_number:
        since = first.year + ((date.month, date.day_number) <= (first.month, first.day))
    if date.shift or (date.every == "year" and FOREGOING.search(read.text)):
        years = known.money_years or {year for year in known.period if year}
        since, until = (min(years) + 1, max(years) + 1) if years else (None, None)
    of_money = made.kind in ("requisition", "repayment") and known.money_years
    if since is None and until is None and of_money:
        since, until = min(known.money_years), max(known.money_years)
    if since is None and date.day is not None:
        since = date.day.year
    if since is None and until is None:
        since, until = known.period
    elif until is None:
        until = known.period[1]
    elif since is None:
        since = known.period[0]
    if since is None and until is None and date.every != "year":
        since = until = known.letter  # "ska varje månad rapportera" in a letter: in its year
    month = date.month or (date.day.month if date.day else None)
    number = date.day_number or (date.day.day if date.day else None)
    if known.decided and month and number and date.every == "year":
        since = _first_after(known.decided, month, number, since, until)
    made.recurrence = Recurrence(date.every, month, number, since, until)
    made.dates = made.recurrence.dates(known.decided)


def until_reported(found: list[Obligation], decided: datetime.date | None) -> None:
    """A yearly duty that is never said to end, and any yearly report, ends when the assignment is finally reported."""
    finals = [owed.due for owed in found if owed.kind == "final_report" and owed.due]
    for owed in found:
        rule = owed.recurrence
        open_end = rule is not None and (rule.until is None or owed.kind == "interim_report")
        if not (finals and rule and open_end and rule.every == "year" and rule.month and rule.day):
            continue
        last = max(finals)
        if rule.since is None and decided and owed.kind == "interim_report":
            rule = replace(
                rule, since=_first_after(decided, rule.month or 1, rule.day or 1, decided.year, None)
            )
        until = last.year - ((rule.month, rule.day) > (last.month, last.day))
        until = min(until, rule.until or until)
        if rule.since and until >= rule.since:
            owed.recurrence = replace(rule, until=until)
            owed.dates = owed.recurrence.dates(decided)


def _told_first(read: Read, date: DateMention) -> datetime.date | None:
    """The day "den 1 november 2025" in "… och därefter den 1 november varje år": that day stands for itself."""
    for each in reversed(read.dates):
        before = each.day is not None and not each.every and each.role != "start" and each.end <= date.start
        if before and re.search(r"\b(?:därefter|sedan)\b", read.text[each.end : date.start]):
            return each.day
    return None


def _first_after(
    decided: datetime.date, month: int, day: int, since: int | None, until: int | None
) -> int | None:
    """The first year of a yearly day: none before the decision; when only the last is written, the next to come."""
    if since is None and until is None:
        return None
    coming = decided.year + ((month, day) <= (decided.month, decided.day))
    first = coming if since is None else max(since, coming)
    return since if until is not None and first > until else first


def first_time(read: Read, found: list[Obligation], known: Antecedents) -> None:
    """ "Första gången detta sker är 2025": the bounds of the duty that was told of last."""
    if not found or found[-1].recurrence is None or not re.match(r"(?:Första|Sista) gången\b", read.text):
        return
    since, until = bounds(read.text)
    rule = found[-1].recurrence
    found[-1].recurrence = replace(rule, since=since or rule.since, until=until or rule.until)
    found[-1].dates = found[-1].recurrence.dates(known.decided)
    for date in read.dates:
        read.claim(date.start, date.end)


def days_of_rule(read: Read, rule: Obligation, made: list[Obligation]) -> bool:
    """ "… ska årligen redovisa. Redovisningarna ska lämnas senast den … och den …": the days are those of the rule."""
    told = rule.recurrence
    if (
        not made
        or told is None
        or told.month
        or not THOSE.match(read.text)
        or any(each.recurrence for each in made)
    ):
        return False
    for each in made:
        each.kind = rule.kind if each.kind == "other" else each.kind
        each.recipient = each.recipient or rule.recipient
        if each.recipient == rule.recipient and "recipient" in rule.support:
            each.support.setdefault("recipient", rule.support["recipient"])
    return True


def in_the_moneys_years(found: list[Obligation], years: set[int], decided: datetime.date | None) -> None:
    """Money that is asked for or paid back every year, with no years told: in those that the money is for."""
    for owed in found:
        rule = owed.recurrence
        unbound = rule is not None and rule.since is None and rule.until is None and rule.every == "year"
        if years and rule and unbound and owed.kind in ("requisition", "repayment"):
            owed.recurrence = replace(rule, since=min(years), until=max(years))
            owed.dates = owed.recurrence.dates(decided)
