"""Conditions on the money, each as a kind of its own with the sentence it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from skyddsnat.mandate.reading.appropriations import APPROPRIATION, CHARGES
from skyddsnat.mandate.reading.authorities import find_actors
from skyddsnat.mandate.reading.money import Sum
from skyddsnat.mandate.reading.owed import Obligation
from skyddsnat.mandate.reading.read_sentence import Place, Read
from skyddsnat.mandate.reading.recipients import find_recipients

CITES = re.compile(
    r"\b(?:diarienummer|diarienr|dnr)\b.{0,40}?\b(?:anges|uppges|framgå|stå)\b|"
    r"\b(?:hänvisa|hänvisas|hänvisning|angivande|ange|anges|uppge|uppges|märkas|framgå|innehålla)\b(?P<what>.{0,80}?"
    r"\b(?:diarienummer|diarienr|dnr|ärendenummer|(?:till )?detta beslut))\b",
    re.IGNORECASE,
)
PAYS = re.compile(
    r"\b(?:betalas ut|utbetalas|betalar ut|betala ut|utbetalning(?:en)? (?:sker|ska ske|görs)|rekvireras?|"
    r"rekvirering\w*)\b",
    re.IGNORECASE,
)
ONCE = re.compile(
    r"\b(?:engångsvis|vid ett tillfälle|i en (?:enda )?(?:post|utbetalning)|som engångsbelopp)\b",
    re.IGNORECASE,
)
PARTS = re.compile(
    r"\b(?:kvartalsvis|halvårsvis|månadsvis|årsvis|årligen|i (?:två|tre|fyra) (?:delar|omgångar|poster)|"
    r"i förskott|i efterskott|löpande)\b",
    re.IGNORECASE,
)
ON_REQUISITION = re.compile(r"\brekv\w+", re.IGNORECASE)
PAYER = re.compile(r"\b(?:betalar ut|ska betala ut)\b", re.IGNORECASE)
USE = re.compile(
    r"\b(?:medlen|medel|bidraget|beloppet)\b.{0,60}?\b(?:får|ska|skall)\b.{0,40}?\b(?:användas|disponeras|avse|avser|"
    r"finansiera|överföras|föras över|fördelas|täcka|särredovisas|bokföras)\b"
    r"|\b(?:får|ska)\b.{0,60}?\b(?:medlen|bidraget|beloppet) (?:endast|bara|enbart|inte|även)?\b.{0,30}?\banvänd\w*",
    re.IGNORECASE,
)
FORBIDS = re.compile(r"\b(?:endast|bara|enbart|inte|ej|uteslutande)\b", re.IGNORECASE)
RESERVES = re.compile(
    r"\b(?:under förutsättning att riksdagen|med förbehåll för|förutsatt att riksdagen)\b", re.IGNORECASE
)
CITING = (
    (
        "final_report",
        re.compile(
            r"\b(?:slut)?rapport(?:en|er|erna)?\b|\bslutredovisning(?:en)?\b|\bredovisningen av uppdraget\b",
            re.IGNORECASE,
        ),
    ),
    ("interim_report", re.compile(r"\bdel(?:rapport|redovisning)\w*", re.IGNORECASE)),
    ("requisition", re.compile(r"\brekvisition(?:en|er)?\b", re.IGNORECASE)),
    ("repayment", re.compile(r"\båterbetalning(?:en|ar)?\b", re.IGNORECASE)),
    ("financial_account", re.compile(r"\bekonomisk\w* redovisning\w*", re.IGNORECASE)),
)
PLAIN_ACCOUNT = re.compile(r"\bredovisning(?:en|ar)?\b", re.IGNORECASE)


@dataclass
class Condition:
    """A condition on the money. ``details`` by kind: amount, year, payer, once, applies_to, cites."""

    kind: str
    text: str
    span: Place
    details: dict[str, Any] = field(default_factory=dict)


def find_conditions(reads: list[Read], sums: list[Sum], obligations: list[Obligation]) -> list[Condition]:
    """All conditions in the order of the text; claims the "ska" they account for."""
    found: list[Condition] = []
    sums_of: dict[Place, list[Sum]] = {}
    owed_of: dict[Place, list[Obligation]] = {}
    for each in sums:
        sums_of.setdefault(each.sentence, []).append(each)
    for each_owed in obligations:
        owed_of.setdefault(each_owed.span, []).append(each_owed)
    for read in reads:
        if read.sentence.too_long or read.sentence.kind == "heading":
            continue
        mine, owed = sums_of.get(read.span, []), owed_of.get(read.span, [])
        bound = [duty for duty in read.duties if duty.whose in ("ours", "unclear")]
        made = [*_ceilings(read, mine)]
        if bound or PAYER.search(read.text):
            made += [*_of_sentence(read, owed)]
        if RESERVES.search(read.text):
            made.append(Condition("reservation", read.text, read.span))
        if made:
            read.covered = True
            for duty in read.duties:
                if duty.ska >= 0 and (duty.whose != "other" or any(c.kind == "payment" for c in made)):
                    read.claim(duty.ska, duty.ska + 3)
        found += made
    return found


def _ceilings(read: Read, sums: list[Sum]) -> Iterator[Condition]:
    for each in sums:
        if each.role in ("ceiling", "grant"):
            details: dict[str, Any] = {"amount": each.amount, "currency": each.currency, "year": each.year}
            if each.beneficiary:
                details["beneficiary"] = each.beneficiary
            details["at_most"] = each.role == "ceiling"
            yield Condition("ceiling", read.text, read.span, details)


def _of_sentence(read: Read, owed: list[Obligation]) -> Iterator[Condition]:
    text = read.text
    if cites := CITES.search(text):
        details = {"applies_to": _citing(text[: cites.start()]), "cites": _cited(read, cites)}
        yield Condition("cite_dnr", text, read.span, details)
    if APPROPRIATION.search(text) and CHARGES.search(text):
        yield Condition("charged_to", text, read.span)
    if PAYS.search(text) and not any(each.kind == "repayment" for each in owed):
        yield Condition("payment", text, read.span, _payment(text))
    if any(each.kind == "repayment" for each in owed):
        yield Condition("repay_unused", text, read.span)
    if USE.search(text) and not owed:
        yield Condition("restriction" if FORBIDS.search(text) else "purpose", text, read.span)


def _citing(subject: str) -> list[str]:
    """Which papers must cite the number: those named before "hänvisa"."""
    named = [kind for kind, rule in CITING if rule.search(subject)]
    if "financial_account" not in named and PLAIN_ACCOUNT.search(
        re.sub(r"\b(?:slut|del)redovisning\w*", "", subject)
    ):
        named.append("financial_account" if {"requisition", "repayment"} & set(named) else "final_report")
    return list(dict.fromkeys(named))


def _cited(read: Read, cites: re.Match[str]) -> str:
    """The number itself when it is written, else "this_decision"."""
    numbers = [r.number for r in read.references if r.kind == "dnr" and r.start >= cites.start()]
    return numbers[0] if numbers else "this_decision"


def is_paid_in_parts(wording: str) -> bool:
    """Whether a condition on the payment speaks of several, and not of one."""
    return bool(PARTS.search(wording)) and not ONCE.search(wording)


def _payment(text: str) -> dict[str, Any]:
    details: dict[str, Any] = {
        "once": bool(ONCE.search(text)),
        "on_requisition": bool(ON_REQUISITION.search(text)),
    }
    if parts := PARTS.search(text):
        details["instalments"] = parts.group()
    everybody = find_recipients(text)
    payers = [each for each in everybody if each.way == "from" or ON_REQUISITION.search(text[: each.start])]
    if payers:
        details["payer"] = payers[0].name
    elif PAYER.search(text):
        free = [actor for actor in find_actors(text) if actor.nominative and actor.kind == "name"]
        if free:
            details["payer"] = free[0].name
    return details
