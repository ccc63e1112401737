"""Whether dated rules lie one after the other: never two on a day, and none missing where there must be one."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from skyddsnat.guidance.law.book import Rule
from skyddsnat.guidance.law.fields import Findings

DAY = datetime.timedelta(days=1)


def check_overlaps(rules: Iterable[Rule], findings: Findings) -> None:
    """Report rules of one key that are in force on the same day."""
    for timeline in by_key(rules).values():
        last: Rule | None = None
        for rule in timeline:
            if last is not None and (last.valid_to is None or last.valid_to >= rule.valid_from):
                findings.add(
                    rule.line,
                    "overlap",
                    rule.id,
                    other=last.id,
                    row=str(last.line),
                    day=rule.valid_from.isoformat(),
                )
            if last is None or _later(rule, last):
                last = rule


def check_gaps(rules: Iterable[Rule], findings: Findings) -> None:
    """Report days between two rules of one key on which there is none."""
    for key, timeline in by_key(rules).items():
        end: datetime.date | None = timeline[0].valid_to
        for rule in timeline[1:]:
            if end is None:
                break
            if rule.valid_from > end + DAY:
                start, stop = end + DAY, rule.valid_from - DAY
                findings.add(
                    rule.line, "gap", rule.id, key=key, start=start.isoformat(), end=stop.isoformat()
                )
            end = None if rule.valid_to is None else max(end, rule.valid_to)


def check_span(
    rules: Sequence[Rule], start: datetime.date | None, end: datetime.date | None, findings: Findings
) -> None:
    """Report a key whose rules do not reach from `start` (None: wherever) to `end` (None: for good)."""
    for key, timeline in by_key(rules).items():
        first, last = timeline[0], timeline[-1]
        if start is not None and first.valid_from != start:
            findings.add(
                first.line,
                "late",
                first.id,
                key=key,
                found=first.valid_from.isoformat(),
                start=start.isoformat(),
            )
        if last.valid_to is not None and last.valid_to != end:
            until = end.isoformat() if end else "…"
            findings.add(last.line, "closed", last.id, key=key, found=last.valid_to.isoformat(), end=until)


def by_key(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """The rules of each key in the order they come into force."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        found[rule.key].append(rule)
    return {key: sorted(timeline, key=lambda rule: rule.valid_from) for key, timeline in found.items()}


def _later(rule: Rule, than: Rule) -> bool:
    """Whether a rule is in force for longer than another."""
    return than.valid_to is not None and (rule.valid_to is None or rule.valid_to > than.valid_to)
