"""Taking in planned activities: each row is planned through the same action as on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from skyddsnat.core.api import Wrong, folded, import_kinds, text_of
from skyddsnat.core.models import Import, User
from skyddsnat.mandate import access
from skyddsnat.mandate.actions.activities import add_activity, delete_activity
from skyddsnat.mandate.models import Activity, Assignment, Clause
from skyddsnat.mandate.tables.subjects import assignment_subjects
from skyddsnat.shared.money import format_number

FIELDS = (
    import_kinds.Field(
        "title", gettext_lazy("Namn på insatsen"), required=True, longest=200,
        names=("Insats", "Namn", "Titel", "Aktivitet", "Activity", "Name", "Title"),
        example=("Utbildning för socialjourer", "Training for emergency social services"),
    ),
    import_kinds.Field(
        "purpose", gettext_lazy("Vad ska insatsen leda till?"), required=True, longest=10_000,
        names=("Syfte", "Mål", "Beskrivning", "Purpose", "Aim", "Description"),
        example=("Fler som möter barn vet vad de ska göra.", "More of those who meet children know what to do."),
    ),
    import_kinds.Field(
        "clauses", gettext_lazy("Meningar i beslutet"), import_kinds.REFERENCE,
        names=("Mening", "Punkt", "Punkter", "Clause", "Clauses"),
        hint=gettext_lazy("Numren på meningarna i beslutet, med komma emellan."), example=("1, 2", "1, 2"),
    ),
    import_kinds.Field(
        "responsible", gettext_lazy("Ansvarig"), import_kinds.REFERENCE, required=True,
        names=("Ansvarig e-post", "E-post", "Responsible", "Email"),
        hint=gettext_lazy("Kollegans e-postadress här i systemet."),
        example=("kollega@example.org", "colleague@example.org"),
    ),
    import_kinds.Field(
        "starts", gettext_lazy("Börjar"), import_kinds.DAY, required=True,
        names=("Start", "Startdatum", "Från", "Starts", "Start date", "From"), example=("2014-05-06", "2014-05-06"),
    ),
    import_kinds.Field(
        "ends", gettext_lazy("Slutar"), import_kinds.DAY, required=True,
        names=("Slut", "Slutdatum", "Till", "Till och med", "Ends", "End date", "To"),
        example=("2014-11-30", "2014-11-30"),
    ),
    import_kinds.Field(
        "budget_ore", gettext_lazy("Budget"), import_kinds.SUM, names=("Budget kr", "Belopp", "Kostnad", "Cost"),
        example=("120 000", "120 000"),
    ),
    import_kinds.Field(
        "title_en", gettext_lazy("Namn på engelska"), longest=200, names=("Engelskt namn", "Name in English"),
    ),
    import_kinds.Field("purpose_en", gettext_lazy("Syftet på engelska"), names=("Purpose in English",)),
)  # fmt: skip
BETWEEN = re.compile(r"[,;]\s*|\s+och\s+|\s+and\s+")
MOST_ROWS = 5_000


class ActivityKind(import_kinds.Kind):
    code = "activities"
    permission = access.WRITE
    label = gettext_lazy("Insatser")
    about = gettext_lazy(
        "Planerade insatser med ansvarig, datum, budget och de meningar i beslutet som de genomför."
    )
    fields: ClassVar = FIELDS
    needs_subject = True
    most_rows = MOST_ROWS

    def subjects(self, user: User) -> list[import_kinds.Subject]:
        return assignment_subjects(user)

    def checker(self, subject: str, user: User) -> ActivityChecker:
        return ActivityChecker(access.assignments_for(user).get(slug=subject))

    def load(
        self,
        source: Import,
        rows: import_kinds.Rows,
        *,
        by: User,
        report: import_kinds.Report,
    ) -> import_kinds.Loaded:
        assignment = Assignment.objects.get(slug=source.subject)
        made = []
        for done, row in enumerate(rows, start=1):
            values = {**row.values, "budget_ore": row.values["budget_ore"] or 0}
            made.append(add_activity(assignment=assignment, by=by, **values).pk)
            if done % 50 == 0:
                report(done, len(rows))
        return import_kinds.Loaded(len(made), {"activities": made})

    def undo(self, source: Import, *, by: User, report: import_kinds.Report) -> None:
        found = list(_loaded(source).order_by("-number"))
        for done, activity in enumerate(found, start=1):
            delete_activity(activity=activity, by=by)
            report(done, len(found))

    def obstacles(self, source: Import) -> list[str]:
        found = []
        for one in _loaded(source).select_related("assessment"):
            why = _rests_on(one)
            if why:
                found.append(_("Insats %(number)s %(why)s.") % {"number": one.number, "why": why})
        if len(found) > 5:
            more = ngettext(
                "%(count)s insats till kan inte tas bort.",
                "%(count)s insatser till kan inte tas bort.",
                len(found) - 5,
            )
            found = [*found[:5], more % {"count": format_number(len(found) - 5)}]
        return [*found, _("Ta bort de andra en och en.")] if found else []

    def undoing(self) -> str:
        return _("Alla insatser som kom ur filen tas bort ur planen.")

    def result_url(self, source: Import) -> str:
        return reverse("mandate:activities", args=[source.subject])


def _loaded(source: Import) -> Any:
    return Activity.objects.filter(pk__in=source.result.get("activities", []))


def _rests_on(one: Activity) -> str:
    """Why an activity must stay, as the end of a sentence; "" when nothing rests on it."""
    if one.started_on is not None:
        return _("har börjat")
    if one.assessment_id is not None:
        return _("har en påbörjad prövning av barnets bästa")
    if one.version > 1:
        return _("är ändrad efteråt")
    if one.evidence.exists():
        return _("har underlag i liggaren")
    if one.meetings.exists():
        return _("har möten")
    return ""


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

    def row_faults(self, row: import_kinds.ReadRow) -> Iterable[tuple[str, str]]:
        values = row.values
        if values["ends"] < values["starts"]:
            yield "ends", _("Insatsen slutar innan den börjar. Kontrollera datumen.")
        if (values["budget_ore"] or 0) < 0:
            yield "budget_ore", _("Budgeten kan inte vara negativ.")

    def repeats(self, rows: import_kinds.Rows) -> list[import_kinds.Repeat]:
        there = {folded(one.title): one for one in self.assignment.activities.select_related("assignment")}
        first: dict[str, int] = {}
        found = []
        for row in rows:
            title = folded(row.values["title"])
            earlier = first.setdefault(title, row.number)
            if one := there.get(title):
                words = _("Insats %(number)s: %(title)s") % {"number": one.number, "title": one.title}
                found.append(import_kinds.Repeat(row.number, words, one.get_absolute_url()))
            elif earlier != row.number:
                found.append(
                    import_kinds.Repeat(row.number, _("Samma som rad %(row)s i filen") % {"row": earlier})
                )
        return found
