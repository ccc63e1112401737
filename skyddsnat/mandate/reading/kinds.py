"""What is to be handed in by each date of a duty: the duty cut in pieces, and the kinds of each piece."""

import re

from skyddsnat.mandate.reading.date_mention import DateMention
from skyddsnat.mandate.reading.date_words import AGAIN
from skyddsnat.mandate.reading.duty import Duty
from skyddsnat.mandate.reading.duty_words import ASKED_FOR
from skyddsnat.mandate.reading.predicates import (
    ABOUT_ASSIGNMENT,
    BESIDES,
    BY_REQUISITION,
    NAMED,
    OWN_SEASON,
    PART_OF,
    PARTIAL,
    PREDICATE,
    WHOLE_TASK,
)
from skyddsnat.mandate.reading.read_sentence import Place

# "redovisa hur utbildningen har genomförts och till X redovisa hur medlen har använts"
HOW = re.compile(r" (?:hur|vad|vilka|resultatet|genomförandet|arbetet|insatserna)\b")


def pieces(text: str, duty: Duty, due: list[DateMention]) -> list[tuple[int, int, list[DateMention]]]:
    """Cut a duty so that each piece has its dates: after them when the verb comes first, before them if not."""
    lumps: list[list[DateMention]] = []
    for date in due:
        if lumps and not _verb_between(text, lumps[-1][-1], date):
            lumps[-1].append(date)
        else:
            lumps.append([date])
    if len(lumps) == 1:
        return [(duty.start, duty.end, lumps[0])]
    first = lumps[0][0]
    head = text[duty.start : first.start]
    date_first = not PREDICATE.search(head)
    groups = []
    for index, lump in enumerate(lumps):
        if date_first:
            start = duty.start if index == 0 else _opening(text, lumps[index - 1][-1].end, lump[0].start)
            end = (
                _opening(text, lump[-1].end, lumps[index + 1][0].start)
                if index + 1 < len(lumps)
                else duty.end
            )
        else:
            start = duty.start if index == 0 else _behind(text, lumps[index - 1][-1].end)
            end = _behind(text, lump[-1].end) if index + 1 < len(lumps) else duty.end
        groups.append((start, end, lump))
    return groups


def _behind(text: str, end: int) -> int:
    """Past a bracket that says what a date is for: "den 1 juni 2016 (slutrapport)"."""
    named = NAMED.match(text, end)
    return named.end() if named and PREDICATE.search(named.group()) else end


def _verb_between(text: str, left: DateMention, right: DateMention) -> bool:
    between = text[left.end : right.start]
    # "rekvirerar senast den 1 december varje år och ska senast den 1 april …": a new verb comes with "ska".
    anew = PREDICATE.search(between) or re.search(r"\bska(?:ll)?\b", between)
    return bool(anew) or (right.start > left.extent and len(between) > 25)


def _opening(text: str, start: int, limit: int) -> int:
    """Where the words of the next date begin: after the last "och" or comma before it."""
    cut = start
    for match in re.finditer(r",| och | samt |;", text[start:limit]):
        cut = start + match.start()
    return cut


def kinds_of(
    text: str, duty: Duty, start: int, end: int, dated: int, before: list[tuple[str, Place]]
) -> list[tuple[str, Place]]:
    """What is to be handed in by the dates of a piece, each kind once, with the word that says so.

    A bracket after the date decides; a piece with no word of its own goes on with the kinds of the one before.
    """
    if (past := _behind(text, dated)) > dated:
        start, end = dated, past
    found = _named(text, start, end)
    if "requisition" in found and len(found) > 1 and BY_REQUISITION.search(text[: found["requisition"][0]]):
        del found["requisition"]
    if "report" in found:
        _place_report(text, duty, (start, end), found)
    if found:
        return list(found.items())
    if before and not re.search(r"\w{3,}(?:as|a)\b", text[start:dated]):
        return before
    if (subject := PREDICATE.match(text)) and duty.start > 0:
        # "Rekvisitionen, som ska ställas till X, ska ha kommit in senast": the word stands before the clause.
        return [(str(subject.lastgroup).replace("report", "final_report") if subject.lastgroup == "report"
                 else str(subject.lastgroup), subject.span())]  # fmt: skip
    if asked := ASKED_FOR.search(text[: duty.start]):
        return [("requisition", asked.span())]  # "efter rekvisition, som ska ha kommit in senast"
    return [("other", (max(start, duty.ska), end))]


def _named(text: str, start: int, end: int) -> dict[str, Place]:
    """The kinds that the words of a piece name, each with the first word that does."""
    found: dict[str, Place] = {}
    for match in PREDICATE.finditer(text, start, end):
        if any(again.start() <= match.start() < again.end() for again in AGAIN.finditer(text)):
            continue  # "tillsammans med slutrapporten" says when, not what
        before_it = text[: match.start()]
        if PART_OF.search(before_it) or BESIDES.search(before_it) or OWN_SEASON.match(text, match.end()):
            # "inklusive ekonomisk redovisning", "Utöver den slutliga redovisningen ska": nothing of its own;
            # "delredovisas våren 2017 och slutredovisas senast": at a time that is no day
            continue
        found.setdefault(str(match.lastgroup), match.span())
    return found


def _place_report(text: str, duty: Duty, piece: Place, found: dict[str, Place]) -> None:
    """Say which report a bare "redovisa" or "rapport" is, beside the other kinds of the same piece."""
    place = found.pop("report")
    if WHOLE_TASK.search(text, *piece) and not {"final_report", "interim_report"} & set(found):
        found["final_report"] = place  # "dels redovisa uppdraget, dels återbetala"
    elif "financial_account" in found and _besides_account(text, piece, place, found["financial_account"]):
        found["final_report"] = place
    elif not found:
        found[_report_kind(text, duty)] = place
    elif set(found) <= {"requisition", "repayment"} and re.search(r"\b(?:och|samt)\b", text[slice(*piece)]):
        # "Återbetalning och redovisning ska ske": beside money a bare account is one of the money.
        bare = text[place[0] : place[1]].casefold().startswith("redovisning")
        found |= {"financial_account": place} if bare else {}


def _besides_account(text: str, piece: Place, report: Place, account: Place) -> bool:
    """ "lämna en ekonomisk redovisning till X och en verksamhetsrapport till Y": two things handed in."""
    named = re.match(r"verksamhets|rapport", text[report[0] : report[1]], re.IGNORECASE)
    first, second = sorted((report, account))
    between = text[first[1] : second[0]]
    if re.match(r"(?:redovisa|redogöra|rapportera)s?\b", text[second[0] :]) and HOW.match(text, report[1]):
        return bool(re.search(r"\b(?:och|samt|dels)\b(?: (?:till|för) \S+| \S+){0,3} $", between))
    return bool(
        named and re.search(r"\b(?:och|samt|dels)\b.*\b(?:en|ett) (?:\w+ )?$", between)
    ) and not re.search(r"\bi (?:en|sin) $", text[: report[0]])


def _report_kind(text: str, duty: Duty) -> str:
    piece = text[duty.start : duty.end]
    if PARTIAL.search(piece):
        return "other"
    return "final_report" if ABOUT_ASSIGNMENT.search(piece) or re.search(r"\b[Rr]egering", piece) else "other"
