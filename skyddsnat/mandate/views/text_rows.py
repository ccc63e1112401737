"""The decision's page row by row: a sentence, what it orders, and what has become of that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.mandate.chain import obligation_url
from skyddsnat.mandate.findings import CONDITIONS
from skyddsnat.mandate.following import Following, Work
from skyddsnat.mandate.models import (
    Assignment,
    Clause,
    HandledSentence,
    MoneyCondition,
    RelatedDecision,
    Requirement,
)
from skyddsnat.mandate.overview import Owed
from skyddsnat.mandate.placing import Line, lines_of, placed
from skyddsnat.mandate.succession import tidy
from skyddsnat.mandate.views.frame import in_language
from skyddsnat.mandate.views.text_cells import (
    activity_lines,
    cell,
    dialogue_cell,
    reported_cell,
    shared_note,
    work_cells,
)
from skyddsnat.mandate.views.text_money import condition_cells, owed_cells, owed_tag

type Row = dict[str, Any]
type Record = Any

ORDERING = ("clause", "requirement", "obligation", "condition")


class Rows:
    """Builds the rows of one assignment for one reader."""

    def __init__(self, found: Following, ours: Mapping[str, Assignment], *, may_write: bool) -> None:
        self.found, self.ours, self.may_write = found, ours, may_write
        self.assignment = found.assignment

    def all(self) -> list[Row]:
        """Every sentence of the text, or without a text every record in the decision's order."""
        records = list(self._records())
        return self._from_text(records) if self.assignment.text else self._from_records(records)

    def _records(self) -> Iterable[tuple[str, Record, Record]]:
        """(kind, what has its span, what the maker wants)."""
        assignment = self.assignment
        yield from (("clause", f.clause, f.clause) for f in self.found.seen.clauses)
        yield from (("requirement", r, r) for r in assignment.requirements.select_related("clause"))
        yield from (("obligation", owed.obligation, owed) for owed in self.found.seen.owed)
        yield from (("condition", row, row) for row in assignment.conditions.all())
        yield from (("related", row, row) for row in assignment.related.select_related("other"))
        yield from (("handled", row, row) for row in assignment.handled.all())

    def _from_text(self, records: list[tuple[str, Record, Record]]) -> list[Row]:
        lines = lines_of(self.assignment.text)
        here = [each for each in records if each[1].span_start is not None]
        spans = [(row.span_start, row.span_end) for _kind, row, _wants in here]
        shown: set[int] = set()
        rows = []
        for line, indexes in zip(lines, placed(spans, [(li.start, li.end) for li in lines]), strict=True):
            fresh = [here[n] for n in indexes if n not in shown]
            rows.append(self._row(line, fresh, goes_on=bool(indexes) and not fresh))
            shown.update(indexes)
        apart = [each for each in records if each[1].span_start is None and each[0] in ORDERING]
        return rows + [self._apart(each) for each in apart]

    def _from_records(self, records: list[tuple[str, Record, Record]]) -> list[Row]:
        ordering = [each for each in records if each[0] in (*ORDERING, "handled")]
        ordering.sort(key=lambda each: (each[1].span_start is None, each[1].span_start or 0, each[0]))
        return [self._apart(each) for each in ordering]

    def _row(self, line: Line, records: list[tuple[str, Record, Record]], *, goes_on: bool) -> Row:
        row: Row = {
            "id": f"m-{line.start}", "text": line.text, "swedish": True, "start": line.start,
            "orders": [self._order(*each) for each in records if each[0] in ORDERING],
            "handled": [self._handled(each[1], line) for each in records if each[0] == "handled"],
            "related": [related_link(each[1], self.ours) for each in records if each[0] == "related"],
        }  # fmt: skip
        row["kind"] = _kind_of(line, row, goes_on=goes_on)
        if row["kind"] == "loose":
            row["fix"] = self._sentence_url(line.start) if self.may_write else ""
        return row

    def _apart(self, record: tuple[str, Record, Record]) -> Row:
        """A record without its sentence at hand: our own words stand in its place."""
        kind, row, wants = record
        handled = kind == "handled"
        words = in_language(row, {"obligation": "what", "handled": "why"}.get(kind, "wording"))
        return {
            "id": f"{kind}-{row.pk}", "text": words["value"], "swedish": words["swedish"], "start": row.span_start,
            "orders": [] if handled else [self._order(kind, row, wants)],
            "handled": [{"what": row.get_handling_display(), "why": {"value": "", "swedish": False}}]
            if handled
            else [],
            "related": [], "kind": "handled" if handled else "orders", "own_words": True,
        }  # fmt: skip

    # --- what a sentence orders ---

    def _order(self, kind: str, _row: Record, wants: Record) -> Row:
        makers: dict[str, Callable[[Any], Row]] = {
            "clause": self._clause, "requirement": self._requirement, "obligation": self._obligation,
            "condition": self._condition,
        }  # fmt: skip
        return {"kind": kind, "actions": [], "activities": [], "note": "", **makers[kind](wants)}

    def _clause(self, clause: Clause) -> Row:
        work = self.found.by_clause[clause.pk]
        cells = work_cells(self.found, work, clause=clause, may_write=self.may_write)
        if clause.kind == Clause.PRINCIPLE:
            cells.append(self._assessed())
        cells += dialogue_cell(self.found, clause.wording, clause=clause, may_write=self.may_write)
        slug = self.assignment.slug
        actions = []
        if self.may_write:
            choose = reverse("mandate:clause-activities", args=[slug, clause.number])
            new = f"{reverse('mandate:activity-new', args=[slug])}?clause={clause.number}"
            actions = [
                {"label": _("Välj bland insatserna"), "url": choose},
                {"label": _("Ny insats"), "url": new},
            ]
        return {
            "tag": {"text": str(dict(Clause.KINDS)[clause.kind]), "tone": _tone(clause, work)},
            "number": clause.number,
            "task": clause.number,
            "title": in_language(clause, "heading"),
            "url": reverse("mandate:clause", args=[slug, clause.number]),
            "cells": cells + reported_cell(self.found, clause),
            "activities": activity_lines(self.found, work),
            "id": f"order-{clause.pk}",
            "activities_id": f"insatser-{clause.pk}",
            "note": shared_note(self.found, work.activities),
            "actions": actions,
            "wanting": clause.kind == Clause.TASK and not work.activities,
        }

    def _assessed(self) -> dict[str, Any]:
        """The principle that children come first is proven by the assessments that were decided."""
        activities = self.found.seen.activities
        decided = sum(a.assessment is not None and a.assessment.decided_at is not None for a in activities)
        plan = reverse("mandate:activities", args=[self.assignment.slug])
        words = _("%(decided)s av %(all)s prövningar beslutade") % {
            "decided": decided,
            "all": len(activities),
        }
        return cell(_("Barnets bästa"), (words, plan))

    def _requirement(self, row: Requirement) -> Row:
        under = row.clause
        work = self.found.by_clause[under.pk] if under else self.found.whole
        found: Row = {
            "tag": {"text": _("Krav på hur"), "tone": "info" if work.activities else "warning"},
            "number": under.number if under else "",
            "task": under.number if under else "",
            "title": in_language(row, "wording"),
            "url": "",
            "under": {
                "text": _("Räknas på deluppdrag %(number)s") % {"number": under.number}
                if under
                else _("Gäller hela uppdraget"),
                "url": reverse("mandate:clause", args=[self.assignment.slug, under.number])
                if under
                else self.assignment.get_absolute_url(),
            },
            "cells": work_cells(self.found, work, clause=under, may_write=self.may_write)
            + dialogue_cell(self.found, row.wording, clause=under, may_write=self.may_write),
            "wanting": False,
        }
        return found

    def _obligation(self, owed: Owed) -> Row:
        obligation = owed.obligation
        return {
            "tag": {"text": _("Skyldighet"), "tone": owed.state.tone},
            "state": owed_tag(owed),
            "number": "",
            "task": obligation.clause.number if obligation.clause else "",
            "title": in_language(obligation, "what"),
            "url": obligation_url(self.assignment, obligation),
            "cells": owed_cells(self.found, owed),
            "wanting": owed.state.code == "late" or obligation in self.found.seen.orphans.obligations,
        }

    def _condition(self, row: MoneyCondition) -> Row:
        return {
            "tag": {"text": _("Villkor för pengarna"), "tone": "neutral"},
            "number": "",
            "task": "",
            "title": {"value": str(CONDITIONS.get(row.kind, row.kind)), "swedish": False},
            "url": "",
            "cells": condition_cells(self.found, row, may_write=self.may_write),
            "wanting": False,
        }

    # --- what a sentence is when it orders nothing ---

    def _handled(self, row: HandledSentence, line: Line) -> dict[str, Any]:
        return {
            "what": row.get_handling_display(),
            "why": in_language(row, "why"),
            "url": self._sentence_url(line.start) if self.may_write else "",
        }

    def _sentence_url(self, start: int) -> str:
        return reverse("mandate:sentence", args=[self.assignment.slug, start])


def related_link(row: RelatedDecision, ours: Mapping[str, Assignment]) -> dict[str, Any]:
    """Another decision, with a link when it is one of our own assignments."""
    other = row.other or ours.get(tidy(row.dnr))
    return {
        "label": row.dnr or (other.dnr if other else "") or str(other),
        "what": in_language(row, "what"),
        "url": other.get_absolute_url() if other else "",
    }


def _kind_of(line: Line, row: Row, *, goes_on: bool) -> str:
    if row["orders"]:
        return "orders"
    if row["handled"]:
        return "handled"
    if row["related"]:
        return "related"
    if goes_on:
        return "goes-on"
    if line.is_heading:
        return "heading"
    return "leads" if line.leads else "loose"


def _tone(clause: Clause, work: Work) -> str:
    if not work.activities:
        return "warning" if clause.kind == Clause.TASK else "neutral"
    return "success" if work.finished == len(work.activities) and work.proven else "info"
