"""A duty with several dates cut into pieces, each with the words that its dates are for."""

import re

from skyddsnat.mandate.reading.date_mention import DateMention
from skyddsnat.mandate.reading.duty import Duty
from skyddsnat.mandate.reading.predicates import NAMED, PREDICATE


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
            start = duty.start if index == 0 else behind(text, lumps[index - 1][-1].end)
            end = behind(text, lump[-1].end) if index + 1 < len(lumps) else duty.end
        groups.append((start, end, lump))
    return groups


def behind(text: str, end: int) -> int:
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
