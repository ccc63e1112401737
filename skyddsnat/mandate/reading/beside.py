"""What stands beside an obligation's own sentence: the list that names what is handed in, the address for all of it."""

import re
from dataclasses import replace

from skyddsnat.mandate.reading.owed import Obligation
from skyddsnat.mandate.reading.predicates import PREDICATE, whole_kind
from skyddsnat.mandate.reading.read_sentence import Place, Read
from skyddsnat.mandate.reading.recipients import find_recipients
from skyddsnat.mandate.reading.sections import is_background
from skyddsnat.mandate.reading.words import OBLIGATIONS

# "Planen och rapporterna ska lämnas till X", without a date: where the dated ones beside it go.
ADDRESSES = re.compile(
    r"^(?:(?:\S+ ){0,2}?(?:\w*plan\w*|\w*rapport\w*|\w*redovisning\w*)|Båda|Dessa|Samtliga|Alla|De)\b.{0,60}?"
    r"\b(?:ska(?:ll)? (?:\w+ ){0,2}?)?(?:lämnas|redovisas|skickas|sändas|ges in|ställas)\b",
    re.IGNORECASE,
)

REPORTED = re.compile(r"\b\w*(?:redovisas|rapporteras|redovisning\w*|rapportering)\b", re.IGNORECASE)
# "Samtliga redovisningar lämnas till X" at the end of a list or a table: where all that was told of there goes.
CLOSES = re.compile(
    r"^(?:(?P<all>Samtliga|Alla)|(?P<every>Allt(?: material)?)|Båda|Dessa|De)?(?: tre| fyra| fem| två)?\b ?"
    r"(?:\w*redovisningar(?:na)?|\w*rapporter(?:na)?|\w*prognoser(?:na)?|\w*redogörelser(?:na)?)?\b"
    r"[^.;]{0,40}?\b(?:lämnas|redovisas|skickas|sändas?|sänds|ges in|ställas|ställs)\b",
    re.IGNORECASE,
)
OF_MANY = re.compile(
    r"^(?:Samtliga|Alla|Allt|Båda|Dessa|De)\b|^\w*(?:redovisningar|rapporter|prognoser|redogörelser)(?:na)?\b",
    re.IGNORECASE,
)


def from_items(reads: list[Read], found: list[Obligation]) -> list[Obligation]:
    """ "… ska senast den 1 mars lämna" and then a list: what is handed in by the date stands in the items."""
    items: dict[Place, list[Read]] = {}
    for read in reads:
        if read.sentence.lead is not None and read.sentence.kind == "item":
            items.setdefault(read.sentence.lead.span, []).append(read)
    result: list[Obligation] = []
    for owed in found:
        made = []
        for read in items.get(owed.span, ()) if owed.kind == "other" else ():
            kind = None if any(d.role == "deadline" for d in read.dates) else whole_kind(read.text)
            if kind is not None:
                what, what_en = OBLIGATIONS[kind]
                made.append(replace(owed, kind=kind, what=what, what_en=what_en, span=read.span))
                read.covered = True
        result += made or [owed]
    return result


def address_beside(reads: list[Read], found: list[Obligation]) -> None:
    """Give reports without a recipient the one that a sentence of the same paragraph names for all of them."""
    named: dict[int, tuple[str, Place]] = {}
    unit_of: dict[Place, int] = {}
    for read in reads:
        unit_of[read.span] = read.sentence.unit
        if (
            not any(d.is_calendar for d in read.dates)
            and not any(duty.whose in ("other", "earlier") for duty in read.duties)
            and ADDRESSES.search(read.text)
        ):
            for each in [each for each in find_recipients(read.text) if each.way == "to"][:1]:
                named[read.sentence.unit] = each.name, read.sentence.place(each.start, each.end)
    for owed in found:
        report = owed.kind in ("final_report", "interim_report") or re.search(r"plan\b", owed.what)
        if owed.recipient is None and report and unit_of[owed.span] in named:
            owed.recipient, owed.support["recipient"] = named[unit_of[owed.span]]
    _address_listed(reads, found)


def _address_listed(reads: list[Read], found: list[Obligation]) -> None:
    """Give what a list or a table names the recipient that the sentence closing it says; all of it for "samtliga"."""
    place_of = {read.span: position for position, read in enumerate(reads)}
    for position, read in enumerate(reads):
        closes = CLOSES.search(read.text) if OF_MANY.search(read.text) else None
        to = [each for each in find_recipients(read.text) if each.way == "to"][:1]
        others = any(duty.whose in ("other", "earlier") for duty in read.duties)
        if closes is None or not to or others or any(date.is_calendar for date in read.dates):
            continue
        support = read.sentence.place(to[0].start, to[0].end)
        for owed in found:
            at = place_of.get(owed.span, position)
            near = closes["all"] or reads[at].sentence.heading == read.sentence.heading
            if owed.recipient is None and at < position and near and _goes_along(owed, reads[at], closes):
                owed.recipient, owed.support["recipient"] = to[0].name, support


def _goes_along(owed: Obligation, told: Read, closes: re.Match[str]) -> bool:
    """Is this one of the reports that a closing sentence speaks of?"""
    if owed.kind in ("requisition", "repayment") or is_background(told.sentence):
        return False
    sentence = told.sentence
    listed = sentence.kind in ("item", "row")
    lead = sentence.lead.text if sentence.lead is not None else ""
    if owed.kind != "other":
        return owed.kind != "financial_account" or listed
    reported = PREDICATE.search(told.text) or re.search(r"\w*plan\b|\bprognos", told.text, re.IGNORECASE)
    return bool(reported or (listed and (closes["every"] or REPORTED.search(lead))))
