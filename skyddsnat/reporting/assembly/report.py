"""The whole report as the typesetter's data, with its pictures and the frozen queries behind it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from skyddsnat.core.models import User
from skyddsnat.economy.api import outcome_by_activity
from skyddsnat.insight.api import Indicator
from skyddsnat.mandate.models import Assignment, Obligation
from skyddsnat.reporting.assembly.dialogue import dialogue_chapter
from skyddsnat.reporting.assembly.money import economy_chapter, freeze_money
from skyddsnat.reporting.assembly.numbers import Numbers
from skyddsnat.reporting.assembly.sections import Source, aim, prose, target_group, task
from skyddsnat.reporting.models import ReportText
from skyddsnat.shared.hashing import canonical_json, sha256_hex

KEY_NUMBERS = 6


@dataclass(frozen=True)
class Assembled:
    """A report before it is typeset: `data` after `typeset.shapes.Report`, and what stands behind it."""

    data: dict[str, Any]
    assets: dict[str, bytes]
    frozen: dict[str, dict[str, Any]]  # query id → what its fingerprint covers
    source: Source  # what it was made from, with the gaps of each section

    def record(self) -> dict[str, Any]:
        """What is kept in the database: all but the approval, which comes when the report is issued."""
        assets = {name: picture.decode() for name, picture in self.assets.items()}
        return {"report": self.data, "assets": assets, "frozen": self.frozen}


def assemble(
    assignment: Assignment,
    *,
    by: User | None,
    dated: datetime.date,
    version: int,
    replaces: str | None = None,
    language: str = "sv",
    prepared: dict[str, Any] | None = None,
) -> Assembled:
    """Build the report from what the chain holds now. With `by`, each number it uses is frozen in that name.

    `prepared` says who answers for it (name, role, on). Version 0 is a draft and says so.
    """
    with override(language):
        source = source_of(assignment, by)
        account = freeze_money(source)
        tasks = [task(source, clause) for clause in assignment.clauses.all()]
        aims = [aim(source, one) for one in assignment.aims.all()]
        groups = [target_group(source, group) for group in assignment.target_groups.all()]
        dialogue = dialogue_chapter(source)
        economy = economy_chapter(source, account)
        data = {
            **_frame(assignment, language, dated, version, replaces),
            "prepared": prepared,
            "draft": version == 0,
            "summary": prose(source, "summary", _("Sammanfattning")),
            "key_numbers": _key_numbers(source),
            "tasks": [*tasks, dialogue] if dialogue else tasks,
            "aims": aims,
            "target_groups": groups,
            "economy": economy,
            "lacking": source.lacking,
            "queries": list(source.numbers.queries.values()),
            "ledger": {"position": source.numbers.head.seq, "hash": bytes(source.numbers.head.hash).hex()},
        }
        data["data_hash"] = fingerprint(data)
        return Assembled(data, source.assets, source.numbers.frozen, source)


def fingerprint(data: dict[str, Any]) -> str:
    """SHA-256 of the report's data, without the approval and the fingerprint itself."""
    covered = {key: value for key, value in data.items() if key not in {"data_hash", "approved"}}
    return sha256_hex(canonical_json(covered))


def source_of(assignment: Assignment, by: User | None, typed: dict[str, str] | None = None) -> Source:
    """Read everything the chapters are made of. `typed` are texts to use instead of the saved ones, by section."""
    activities = assignment.activities.select_related("responsible").prefetch_related(
        "clauses", "aims", "target_groups"
    )
    texts = ReportText.objects.filter(assignment=assignment).values_list("section", "body")
    related = ("assignment", "clause", "aim", "target_group")
    indicators = list(Indicator.objects.filter(assignment=assignment).select_related(*related))
    numbers = Numbers(assignment, by)
    for indicator in indicators:  # all of them first, so that any text may refer to any number
        numbers.indicator(indicator)
    return Source(
        assignment=assignment,
        numbers=numbers,
        texts={**dict(texts), **(typed or {})},
        used={row.activity.pk: row.used_ore for row in outcome_by_activity(assignment)},
        activities=list(activities),
        indicators=indicators,
    )


def _frame(
    assignment: Assignment,
    language: str,
    dated: datetime.date,
    version: int,
    replaces: str | None,
) -> dict[str, Any]:
    obligation = assignment.obligations.filter(kind=Obligation.FINAL).select_related("recipient").first()
    recipient = str(obligation.recipient) if obligation and obligation.recipient else ""
    return {
        "language": language,
        "demo": assignment.is_demo or settings.DEMO,
        "dnr": assignment.dnr,
        "authority": str(assignment.authority),
        "date": dated.isoformat(),
        "version": version,
        "replaces": replaces,
        "recipient": {"name": recipient},
        "assignment": {
            "title": str(assignment),
            "decided_on": assignment.decided_on.isoformat() if assignment.decided_on else "",
        },
        "approved": None,
        "title": _("Slutredovisning"),
        "subtitle": str(assignment),
    }


def _key_numbers(source: Source) -> list[dict[str, Any]]:
    """The first numbers that tell whom the work reached, then what was done."""
    order = [Indicator.REACHED, Indicator.DONE]
    shown = [
        i
        for layer in order
        for i in source.indicators
        if i.layer == layer and i.code in source.numbers.queries
    ]
    return [{"number": i.code, "label": str(i)} for i in shown[:KEY_NUMBERS]]
