"""What must be right in a table of activities before any of it is planned."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from skyddsnat.core.api import Wrong, folded, import_kinds, text_of
from skyddsnat.core.models import User
from skyddsnat.mandate import access
from skyddsnat.mandate.models import Activity, Assignment, Clause

BETWEEN = re.compile(r"[,;]\s*|\s+och\s+|\s+and\s+")


class ActivityChecker(import_kinds.Checker):
    """Knows the clauses by number, the colleagues by address, and the activities that are there by title."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self.clauses = {one.number.casefold(): one for one in assignment.clauses.all()}
        self.colleagues = {one.email.casefold(): one for one in access.possible_responsibles()}

    def readers(self) -> Mapping[str, Callable[[Any], Any]]:
        return {"clauses": self._clauses, "responsible": self._responsible}

    def _clauses(self, cell: Any) -> list[Clause]:
        found: list[Clause] = []
        for number in filter(None, BETWEEN.split(text_of(cell))):
            clause = self.clauses.get(number.strip().casefold())
            if clause is None:
                raise Wrong(
                    _("Beslutet har ingen mening med numret ”%(number)s”. Numren står på beslutets sida.")
                    % {"number": number[:20]}
                )
            if clause not in found:
                found.append(clause)
        return found

    def _responsible(self, cell: Any) -> User | None:
        text = text_of(cell)
        if not text:
            return None
        found = self.colleagues.get(text.casefold())
        if found is None:
            raise Wrong(
                _(
                    "Ingen som kan ansvara för en insats har adressen ”%(text)s”. Skriv en kollegas e-postadress."
                )
                % {"text": text[:60]}
            )
        return found

    def faults(self, rows: import_kinds.Rows) -> Iterator[import_kinds.RowFault]:
        columns = (rows.column(name) for name in ("starts", "ends", "budget_ore"))
        for number, starts, ends, budget in zip(rows.numbers, *columns, strict=True):
            if ends < starts:
                words = _("Insatsen slutar innan den börjar. Kontrollera datumen.")
                yield import_kinds.RowFault(number, "ends", words)
            if budget is not None and budget < 0:
                yield import_kinds.RowFault(number, "budget_ore", _("Budgeten kan inte vara negativ."))

    def repeats(self, rows: import_kinds.Rows) -> list[import_kinds.Repeat]:
        titles = [folded(title) for title in rows.column("title")]
        there = self._planned(set(titles))
        first: dict[str, int] = {}
        found = []
        for number, title in zip(rows.numbers, titles, strict=True):
            earlier = first.setdefault(title, number)
            if one := there.get(title):
                words = _("Insats %(number)s: %(title)s") % {"number": one.number, "title": one.title}
                found.append(import_kinds.Repeat(number, words, one.get_absolute_url()))
            elif earlier != number:
                found.append(
                    import_kinds.Repeat(number, _("Samma som rad %(row)s i filen") % {"row": earlier})
                )
        return found

    def _planned(self, titles: set[str]) -> dict[str, Activity]:
        """Of the titles, those that are in the plan."""
        there = self.assignment.activities.only("number", "title", "assignment")
        found = {}
        for one in there:
            title = folded(one.title)
            if title in titles:
                one.assignment = self.assignment  # its address name is known
                found[title] = one
        return found
