"""What must be right in a table of attendance before any of it reaches the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import Wrong, folded, import_kinds, text_of
from skyddsnat.mandate.meeting_rules import PERSONAL
from skyddsnat.mandate.models import Activity, Assignment, EvidenceKind
from skyddsnat.mandate.tables.attendance_facts import Same, alike, facts_of
from skyddsnat.mandate.tables.names import named, organisations, places
from skyddsnat.shared.dates import format_date, today
from skyddsnat.shared.money import format_number


class AttendanceChecker(import_kinds.Checker):
    """Knows activities, kinds, organisations and places by name, and asks the ledger once for rows that are alike."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self.today = today()
        self.activities: dict[str, Activity] = {}
        for one in assignment.activities.all():
            self.activities |= {
                str(one.number): one, folded(one.title): one, folded(f"{one.number}. {one.title}"): one
            }  # fmt: skip
            if one.title_en:
                self.activities[folded(one.title_en)] = one
        self.kinds: dict[str, Any] = {}
        for kind in EvidenceKind.objects.all():
            self.kinds |= {kind.code: kind, folded(kind.name): kind, folded(kind.name_en): kind}
        self.organisations = organisations()
        self.places = places()

    def readers(self) -> Mapping[str, Callable[[Any], Any]]:
        names = ", ".join(str(kind) for kind in list(dict.fromkeys(self.kinds.values())))
        return {
            "activity": self._activity,
            "kind": import_kinds.choice_reader(self.kinds, names),
            "organisation": named(
                self.organisations, _("”%(text)s” finns inte bland aktörerna. Skriv namnet som där.")
            ),
            "place": named(self.places, _("”%(text)s” finns inte bland län, kommuner och länder.")),
        }  # fmt: skip

    def _activity(self, cell: Any) -> Activity | None:
        text = text_of(cell)
        if not text:
            return None
        found = self.activities.get(text) or self.activities.get(folded(text))
        if found is None:
            raise Wrong(
                _("”%(text)s” är ingen insats i uppdraget. Skriv insatsens nummer eller hela namn.")
                % {"text": text[:60]}
            )
        return found

    def faults(self, rows: import_kinds.Rows) -> Iterator[import_kinds.RowFault]:
        days, quantities, references = (
            rows.column(name) for name in ("occurred_on", "quantity", "reference")
        )
        late = {day for day in set(days) if day > self.today}
        few = {quantity for quantity in set(quantities) if quantity < 1}
        personal = {text for text in set(references) if text and PERSONAL.search(text)}
        if not (late or few or personal):
            return
        for number, day, quantity, reference in zip(rows.numbers, days, quantities, references, strict=True):
            if day in late:
                words = _("Datumet ligger i framtiden. Skriv dagen då det hände.")
                yield import_kinds.RowFault(number, "occurred_on", words)
            if quantity in few:
                yield import_kinds.RowFault(number, "quantity", _("Antalet måste vara minst 1."))
            if reference in personal:
                words = _(
                    "Hänvisningen ser ut att innehålla ett personnummer eller en e-postadress. Ta bort det."
                )
                yield import_kinds.RowFault(number, "reference", words)

    def repeats(self, rows: import_kinds.Rows) -> list[import_kinds.Repeat]:
        keys = [*zip(*facts_of(rows)[:-1], strict=True)]
        alone = len(set(keys)) == len(keys)
        there = alike(self.assignment, keys)
        if alone and not there:
            return []
        first: dict[Same, int] = {}
        found = []
        for number, key, kind in zip(rows.numbers, keys, rows.column("kind"), strict=True):
            seq = there.get(key)
            earlier = first.setdefault(key, number)
            if seq is not None:
                url = reverse("mandate:evidence", args=[self.assignment.slug, seq])
                words = _("Underlag nr %(seq)s: %(what)s den %(day)s") % {
                    "seq": format_number(seq), "what": kind, "day": format_date(key[2], _language())
                }  # fmt: skip
                found.append(import_kinds.Repeat(number, words, url))
            elif earlier != number:
                found.append(
                    import_kinds.Repeat(number, _("Samma som rad %(row)s i filen") % {"row": earlier})
                )
        return found


def _language() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"
