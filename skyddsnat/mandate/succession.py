"""Which assignment continues which: a line in time through our own assignments and others known by their numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from skyddsnat.core.models import User
from skyddsnat.mandate.access import assignments_for, related_for
from skyddsnat.mandate.models import Assignment, RelatedDecision

type Key = tuple[str, str]  # ("ours", id) or ("dnr", number)

FOLLOWED = (RelatedDecision.CONTINUES, RelatedDecision.CONTINUED_BY)


@dataclass(frozen=True, slots=True)
class Step:
    """One decision in the line: ours, or one known only by its number and the words somebody gave it."""

    dnr: str
    assignment: Assignment | None
    row: RelatedDecision | None  # what says so, when it is not our own assignment
    distance: int  # -1 comes right before, 1 right after, 0 is the one looked at


def tidy(dnr: str) -> str:
    """A registration number as it is compared: without spaces and differences of case."""
    return "".join(dnr.split()).casefold()


def ours_by_dnr(assignments: Iterable[Assignment]) -> dict[str, Assignment]:
    return {tidy(one.dnr): one for one in assignments if one.dnr}


def line_of(user: User, assignment: Assignment) -> list[Step]:
    """The decisions before and after, the earliest first, with the assignment itself in its place.

    In two queries, whatever the length. A line that runs in a circle is followed once.
    """
    readable = list(assignments_for(user))
    by_dnr, by_id = ours_by_dnr(readable), {one.pk: one for one in readable}
    earlier: dict[Key, list[Key]] = defaultdict(list)
    later: dict[Key, list[Key]] = defaultdict(list)
    said: dict[Key, RelatedDecision] = {}
    for row in related_for(user).filter(relation__in=FOLLOWED):
        here, there = _ours(row.assignment_id), _other(row, by_dnr)
        before, after = (there, here) if row.relation == RelatedDecision.CONTINUES else (here, there)
        earlier[after].append(before)
        later[before].append(after)
        said.setdefault(there, row)
    steps = [Step(assignment.dnr, assignment, None, 0)]
    for way, sign in ((earlier, -1), (later, 1)):
        for key, distance in _walk(_ours(assignment.pk), way):
            ours = by_id.get(int(key[1])) if key[0] == "ours" else None
            row_said = said.get(key)
            if ours is not None or row_said is not None:
                dnr = ours.dnr if ours else row_said.dnr if row_said else ""
                steps.append(Step(dnr, ours, row_said, sign * distance))
    return sorted(steps, key=lambda step: step.distance)


def comes_before(user: User, first: Assignment, second: Assignment) -> bool:
    """Whether `first` stands somewhere before `second` in the line."""
    return any(s.assignment == first and s.distance < 0 for s in line_of(user, second))


def _ours(pk: int) -> Key:
    return ("ours", str(pk))


def _other(row: RelatedDecision, by_dnr: Mapping[str, Assignment]) -> Key:
    if row.other_id is not None:
        return _ours(row.other_id)
    ours = by_dnr.get(tidy(row.dnr))
    return _ours(ours.pk) if ours else ("dnr", tidy(row.dnr))


def _walk(start: Key, way: Mapping[Key, list[Key]]) -> list[tuple[Key, int]]:
    """Everything reached, nearest first, each once, without the start."""
    seen, found, edge = {start}, [], [(start, 0)]
    while edge:
        key, distance = edge.pop(0)
        for following in way.get(key, []):
            if following not in seen:
                seen.add(following)
                found.append((following, distance + 1))
                edge.append((following, distance + 1))
    return found
