"""Reads the rules about trying an offence, group by group."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from skyddsnat.guidance.law.book import (
    Double,
    Group,
    Limitation,
    Minimum,
    Note,
    Offence,
    Outcome,
    Prosecution,
    Rule,
    RuleBook,
    Source,
    Tie,
)
from skyddsnat.guidance.law.fields import Fields, Findings
from skyddsnat.guidance.law.yaml_tree import Branch

COMMON = ("id", "valid_from", "valid_to", "source", "verified_until")
TIES = ("citizen", "resident", "later", "nordic", "present", "none", "victim")
LIMITATIONS = ("start", "never", "tiers", "absolute")
DUTIES = ("authorities", "everyone", "feedback")
PLACES = ("nordic", "abroad")


class Reader:
    """Reads rules with what the file says elsewhere: its sources, and the offences once they are known."""

    def __init__(self, findings: Findings, sources: Mapping[str, Source]) -> None:
        self.findings = findings
        self.sources = sources
        self.offences: Mapping[str, Offence] = {}

    def know(self, offences: Mapping[str, Offence]) -> None:
        self.offences = offences

    def common(
        self, fields: Fields, needed: list[str], also: list[str] | None = None, **given: str
    ) -> dict[str, Any] | None:
        """What every rule has; None when some of it is wrong. `given` is what the place in the file says already."""
        before = len(self.findings.faults)
        said = [] if "key" in given else ["says", "paragraph"]
        fields.only([*COMMON, *said, *needed], also or [])
        start, end, verified = (fields.date(key) for key in ("valid_from", "valid_to", "verified_until"))
        found: dict[str, Any] = {
            "id": fields.text("id"),
            "valid_from": start,
            "valid_to": end,
            "verified_until": verified,
            "sources": self._sources(fields),
            "line": fields.line,
            **given,
        }
        if start and end and end < start:
            fields.report(fields.line, "order", start=start.isoformat(), end=end.isoformat())
        if said:
            found |= {"says": fields.texts("says"), "paragraph": fields.text("paragraph")}
        return found if len(self.findings.faults) == before else None

    def _sources(self, fields: Fields) -> tuple[Source, ...]:
        found = []
        for branch in fields.list("source"):
            source = self.sources.get(branch.value or "")
            if source is None:
                fields.report(branch.line, "source", found=branch.shown)
            else:
                found.append(source)
        if "source" in fields.entries and not fields.list("source"):
            fields.report(fields.entries["source"].line, "missing", key="source")
        return tuple(found)

    def book(self, top: Fields, offences: Mapping[str, Offence]) -> RuleBook | None:
        """The whole book, or None when it has no first day."""
        begins = top.date("begins")
        places = [rule for each in top.members("place") if (rule := self._place(each))]
        ties = [rule for each in top.members("ties") if (rule := self._tie(each))]
        doubles = [rule for each in top.members("double_criminality") if (rule := self._double(each))]
        minimums = [rule for each in top.members("minimum") if (rule := self._minimum(each))]
        orders = [rule for each in top.members("prosecution") if (rule := self._prosecution(each))]
        limitations = [rule for each in top.members("limitation") if (rule := self._limitation(each))]
        duties = [rule for each in top.members("duty") if (rule := self._duty(each))]
        notes = [rule for each in top.members("notes") if (rule := self._note(each))]
        self._complete(top, "ties", TIES, ties)
        self._complete(top, "limitation", LIMITATIONS[:3], limitations)
        for section, rules in (("place", places), ("double_criminality", doubles), ("prosecution", orders)):
            if section in top.entries and not rules:
                top.report(top.entries[section].line, "lacking", key=section)
        if begins is None:
            return None
        return RuleBook(begins, offences, places, ties, doubles, minimums, orders, limitations, duties, notes)

    def _complete(self, top: Fields, section: str, keys: tuple[str, ...], rules: list[Any]) -> None:
        """Report keys that have no rule at all."""
        there = {rule.key for rule in rules}
        for key in keys:
            if section in top.entries and key not in there:
                top.report(top.entries[section].line, "lacking", key=f"{section}: {key}")

    # --- one rule of each group ---

    def _place(self, fields: Fields) -> Rule | None:
        common = self.common(fields, [])
        return None if common is None else Rule(**common, group=Group.PLACE, key="sweden")

    def _tie(self, fields: Fields) -> Tie | None:
        common = self.common(fields, ["key", "outcome"])
        key, outcome = fields.choice("key", TIES), fields.choice("outcome", list(Outcome))
        if common is None or key is None or outcome is None:
            return None
        return Tie(**common, group=Group.TIE, key=key, outcome=Outcome(outcome))

    def _double(self, fields: Fields) -> Double | None:
        lists = ("child", "anyone", "required")
        common = self.common(fields, [*lists])
        found = [self._named(fields, key) for key in lists]
        self._once(fields, lists)
        if common is None:
            return None
        child, anyone, required = found
        return Double(
            **common, group=Group.DOUBLE, key="double", child=child, anyone=anyone, required=required
        )

    def _once(self, fields: Fields, lists: tuple[str, ...]) -> None:
        """Report what stands twice: the same name, or a degree beside its whole offence."""
        counted: set[str] = set()
        for branch in [branch for key in lists for branch in fields.list(key)]:
            name = branch.value or ""
            offence = name.partition("/")[0]
            wider = {offence} if name != offence else {one for one in counted if one.startswith(f"{name}/")}
            if name in counted or wider & counted:
                fields.report(branch.line, "double", found=name)
            counted.add(name)

    def _minimum(self, fields: Fields) -> Minimum | None:
        common, months = self.common(fields, ["min_months"]), fields.number("min_months")
        if common is None or months is None:
            return None
        return Minimum(**common, group=Group.MINIMUM, key="minimum", min_months=months)

    def _prosecution(self, fields: Fields) -> Prosecution | None:
        common = self.common(fields, ["not_for"])
        places = {branch.value for branch in fields.list("not_for")}
        for branch in fields.list("not_for"):
            if branch.value not in PLACES:
                fields.report(
                    branch.line, "choice", key="not_for", found=branch.shown, known=", ".join(PLACES)
                )
        if common is None:
            return None
        return Prosecution(
            **common,
            group=Group.PROSECUTION,
            key="prosecution",
            not_for=frozenset(place for place in places if place),
        )

    def _limitation(self, fields: Fields) -> Limitation | None:
        common = self.common(fields, ["key", "decides"], ["offences", "tiers"])
        key, decides = fields.choice("key", LIMITATIONS), fields.flag("decides")
        offences, tiers = self._named(fields, "offences"), self._tiers(fields)
        for part, of in (("offences", ("start", "never")), ("tiers", ("tiers",))):
            if decides and key in of and part not in fields.entries:
                fields.report(fields.line, "missing", key=part)
        if common is None or key is None or decides is None:
            return None
        return Limitation(
            **common, group=Group.LIMITATION, key=key, decides=decides, offences=offences, tiers=tiers
        )

    def _tiers(self, fields: Fields) -> tuple[tuple[int | None, int], ...]:
        """Pairs of a greatest penalty and years, rising, the last without a greatest penalty."""
        if "tiers" not in fields.entries:
            return ()
        pairs = [self._pair(branch) for branch in fields.list("tiers")]
        found = tuple(pair for pair in pairs if pair is not None)
        months = [pair[0] for pair in found]
        rising = all(a is not None and (b is None or a < b) for a, b in pairwise(months))
        years = [pair[1] for pair in found]
        if None in pairs or not found or months[-1] is not None or not rising or years != sorted(years):
            fields.report(fields.entries["tiers"].line, "tiers")
            return ()
        return found

    def _pair(self, branch: Branch) -> tuple[int | None, int] | None:
        values = [item.value for item in branch.items or []]
        if len(values) != 2 or values[1] is None or not values[1].isascii() or not values[1].isdigit():
            return None
        if values[0] is None:
            return None, int(values[1])
        return (int(values[0]), int(values[1])) if values[0].isascii() and values[0].isdigit() else None

    def _duty(self, fields: Fields) -> Rule | None:
        common, key = self.common(fields, ["key"]), fields.choice("key", DUTIES)
        return None if common is None or key is None else Rule(**common, group=Group.DUTY, key=key)

    def _note(self, fields: Fields) -> Note | None:
        common, key = self.common(fields, ["key", "offences"], ["from_age"]), fields.text("key")
        offences, age = self._named(fields, "offences"), fields.number("from_age")
        if common is None or key is None:
            return None
        return Note(**common, group=Group.NOTE, key=key, offences=offences, from_age=age or 0)

    def _named(self, fields: Fields, key: str) -> frozenset[str]:
        """Offences ("6:9") and degrees ("6:8/grave"), each of which must be there."""
        found = set()
        for branch in fields.list(key):
            offence, _, degree = (branch.value or "").partition("/")
            known = self.offences.get(offence)
            if known is None or (degree and known.degree(degree) is None):
                fields.report(branch.line, "offence", found=branch.shown)
            found.add(branch.value or "")
        return frozenset(found)
