"""The numbers a report may use: each a frozen query with its value, its place in the ledger and its fingerprint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.models import User
from skyddsnat.economy.api import MoneyDocument
from skyddsnat.insight.api import (
    Indicator,
    interval_said,
    parts_said,
    run,
    snapshot_content,
    standing_measurements,
    take_snapshot,
)
from skyddsnat.mandate.models import Activity, Assignment, Evidence, EvidenceKind, LedgerHead
from skyddsnat.shared.dates import STOCKHOLM
from skyddsnat.shared.hashing import canonical_json, sha256_hex
from skyddsnat.shared.units import unit_of

MONEY_CODES = ("money-requisitioned", "money-used", "money-repaid")
"""Sums that a text may refer to as it refers to an indicator."""


class Numbers:
    """Collects the queries of one report. An indicator without evidence has no number, and is listed as lacking.

    With `by` the indicators are frozen in that person's name; without, for a draft, nothing is written.
    """

    def __init__(self, assignment: Assignment, by: User | None) -> None:
        self.assignment = assignment
        self.by = by
        self.head, _created = LedgerHead.objects.get_or_create(assignment=assignment)
        self.queries: dict[str, dict[str, Any]] = {}
        self.frozen: dict[str, dict[str, Any]] = {}
        self.measured = standing_measurements(assignment)
        self._kinds = sorted(EvidenceKind.objects.values_list("code", flat=True))

    def indicator(self, indicator: Indicator) -> str | None:
        """Freeze an indicator and return the id of its query; None when there is nothing behind it."""
        if indicator.code in self.queries:
            return indicator.code
        if indicator.query is None:
            return self._measured(indicator)
        content, url = self._frozen(indicator) if self.by else self._as_it_stands(indicator)
        if content["value"] == 0:
            return None
        self._add(
            indicator.code, str(indicator), indicator.said("definition"),
            unit_of(content["value"], indicator.said("unit")), content, url,
        )  # fmt: skip
        return indicator.code

    def _measured(self, indicator: Indicator) -> str | None:
        """What a source said and another person approved, with the measurement's fingerprint; None without one."""
        measured = next(iter(self.measured.get(indicator.pk, ())), None)
        if measured is None:
            return None
        parts = parts_said(measured)
        said = [indicator.said("definition"), f"{parts}." if parts else "", interval_said(measured)]
        source = {"text": measured.source, "lang": "sv"} if get_language() == "en" else measured.source
        self.queries[indicator.code] = {
            "id": indicator.code, "name": str(indicator), "definition": " ".join(f"{one}" for one in said if one),
            "source": source, "value": measured.value, "unit": unit_of(measured.value, indicator.said("unit")),
            "taken_at": measured.entered_at.astimezone(STOCKHOLM).isoformat(timespec="seconds"),
            "ledger_position": self.head.seq, "hash": measured.sha256, "url": indicator.get_absolute_url(),
        }  # fmt: skip
        return indicator.code

    def _frozen(self, indicator: Indicator) -> tuple[dict[str, Any], str]:
        taken = take_snapshot(indicator=indicator, by=self.by)
        content = snapshot_content(
            indicator.code, taken.query, taken.value, taken.by_activity, taken.by_month, taken.ledger_seq,
            taken.ledger_hash,
        )  # fmt: skip
        return content, taken.get_absolute_url()

    def _as_it_stands(self, indicator: Indicator) -> tuple[dict[str, Any], str]:
        return self._count(indicator.code, indicator.query or {}), indicator.get_absolute_url()

    def _count(self, code: str, query: dict[str, Any]) -> dict[str, Any]:
        result, head = run(self.assignment, query), self.head
        return snapshot_content(
            code, query, result.value, result.by_activity, result.by_month, head.seq, bytes(head.hash).hex()
        )

    def activity(self, activity: Activity) -> str | None:
        """Count an activity's evidence and return the id of the query; None when it has none."""
        code = f"activity-{activity.number}"
        if code in self.queries:
            return code
        query = {"kinds": self._kinds, "measure": "records", "activities": [activity.number]}
        content = self._count(code, query)
        if content["value"] == 0:
            return None
        evidence = reverse("mandate:evidence-list", args=[self.assignment.slug])
        self._add(
            code,
            _("Underlag för insats %(number)s") % {"number": activity.number},
            _("Antal rader i underlagsliggaren som hör till insatsen."),
            _("rader"),
            content,
            f"{evidence}?activity={activity.number}",
        )
        return code

    def rows(
        self,
        code: str,
        name: str,
        definition: str,
        unit: Callable[[int], str],
        kind: str,
        seqs: list[int],
        url: str,
    ) -> str | None:
        """Count the named rows of the ledger that still stand; None when none does. The pack counts them again.

        `unit` says what is counted, for one or several.
        """
        found = Evidence.objects.filter(assignment=self.assignment, kind=kind, seq__lte=self.head.seq)
        gone = set(found.filter(corrects__in=seqs).values_list("corrects", flat=True))
        standing = [
            row
            for row in found.filter(seq__in=seqs, corrects__isnull=True).select_related("activity")
            if row.seq not in gone
        ]
        if not standing:
            return None
        content = snapshot_content(
            code, {"kinds": [kind], "measure": "records", "rows": seqs}, len(standing),
            sorted(Counter(row.activity.number for row in standing).items()),
            sorted(Counter(row.occurred_on.strftime("%Y-%m") for row in standing).items()),
            self.head.seq, bytes(self.head.hash).hex(),
        )  # fmt: skip
        self._add(code, name, definition, unit(len(standing)), content, url)
        return code

    def money(self, code: str, name: str, definition: str, ore: int, document: MoneyDocument) -> str:
        """A sum that an issued document states; its fingerprint is the document's."""
        self.queries[code] = {
            "id": code, "name": name, "definition": definition, "value": ore, "unit": "öre",
            "taken_at": self._now(), "ledger_position": self.head.seq, "hash": document.sha256,
            "url": document.get_absolute_url(),
        }  # fmt: skip
        return code

    def _add(
        self, code: str, name: str, definition: str, unit: str, content: dict[str, Any], url: str
    ) -> None:
        self.frozen[code] = content
        self.queries[code] = {
            "id": code, "name": name, "definition": definition, "value": content["value"], "unit": unit,
            "taken_at": self._now(), "ledger_position": content["ledger_seq"],
            "hash": sha256_hex(canonical_json(content)), "url": url,
        }  # fmt: skip

    def _now(self) -> str:
        return timezone.now().astimezone(STOCKHOLM).isoformat(timespec="seconds")
