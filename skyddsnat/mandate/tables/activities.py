"""Taking in planned activities: each is planned as on the page, all of a file in a few statements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from skyddsnat.core.api import Refused, import_kinds
from skyddsnat.core.models import Import, User
from skyddsnat.mandate import access
from skyddsnat.mandate.models import Activity, Assignment, Evidence, Meeting
from skyddsnat.mandate.plan.bulk import Plans, add_activities, remove_activities
from skyddsnat.mandate.plan.history import has_approved_plan
from skyddsnat.mandate.tables.activity_checker import ActivityChecker
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
TOLD = 5  # activities that are named when an import cannot be undone


class ActivityKind(import_kinds.Kind):
    code = "activities"
    permission = access.WRITE
    label = gettext_lazy("Insatser")
    about = gettext_lazy(
        "Planerade insatser med ansvarig, datum, budget och de meningar i beslutet som de genomför."
    )
    fields: ClassVar = FIELDS
    needs_subject = True

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
        made = add_activities(assignment=assignment, plans=plans_of(rows), by=by, report=report)
        return import_kinds.Loaded(len(made), {"spans": spans(made)})

    def undo(self, source: Import, *, by: User, report: import_kinds.Report) -> None:
        assignment = Assignment.objects.get(slug=source.subject)
        found = _loaded(source).order_by("-number").select_for_update(of=("self",))
        held = list(found.values_list("pk", flat=True))  # so that nobody begins one from here on
        reasons = self.obstacles(source)
        if reasons:
            raise Refused(" ".join(reasons))
        remove_activities(assignment=assignment, found=held, by=by, report=report)

    def obstacles(self, source: Import) -> list[str]:
        assignment = Assignment.objects.get(slug=source.subject)
        if has_approved_plan(assignment.pk):
            return [_("Planen är godkänd. Ta bort insatserna en och en, och skriv varför.")]
        resting = _rested_on(source)
        count = resting.count()
        found = [
            _("Insats %(number)s %(why)s.") % {"number": one.number, "why": _why(one)}
            for one in resting.order_by("number")[:TOLD]
        ]
        if count > TOLD:
            more = ngettext(
                "%(count)s insats till kan inte tas bort.",
                "%(count)s insatser till kan inte tas bort.",
                count - TOLD,
            )
            found.append(more % {"count": format_number(count - TOLD)})
        return [*found, _("Ta bort de andra en och en.")] if found else []

    def undoing(self) -> str:
        return _("Alla insatser som kom ur filen tas bort ur planen.")

    def result_url(self, source: Import) -> str:
        return reverse("mandate:activities", args=[source.subject])


def plans_of(rows: import_kinds.Rows) -> Plans:
    """The rows as the plan takes them."""
    return Plans(
        rows.column("title"),
        rows.column("title_en"),
        rows.column("purpose"),
        rows.column("purpose_en"),
        [one.pk for one in rows.column("responsible")],
        rows.column("starts"),
        rows.column("ends"),
        [budget or 0 for budget in rows.column("budget_ore")],
        rows.column("clauses"),
    )


def spans(ids: Iterable[int]) -> list[list[int]]:
    """Ascending ids as [first, last] of each unbroken span: mostly one, for they are drawn together."""
    found: list[list[int]] = []
    for pk in ids:
        if found and found[-1][1] == pk - 1:
            found[-1][1] = pk
        else:
            found.append([pk, pk])
    return found


def _loaded(source: Import) -> QuerySet[Activity]:
    """What is left of the activities that came from the file."""
    wanted = Q(pk__in=source.result.get("activities", []))  # imports from before spans were kept
    for first, last in source.result.get("spans", []):
        wanted |= Q(pk__range=(first, last))
    return Activity.objects.filter(wanted)


def _rested_on(source: Import) -> QuerySet[Any]:
    """Those that must stay, because somebody has gone on from them."""
    meetings = Meeting.activities.through._default_manager.filter(activity=OuterRef("pk"))
    marked = _loaded(source).annotate(
        proven=Exists(Evidence.objects.filter(activity=OuterRef("pk"))), met=Exists(meetings)
    )
    return marked.filter(
        Q(started_on__isnull=False)
        | Q(assessment__isnull=False)
        | Q(version__gt=1)
        | Q(proven=True)
        | Q(met=True)
    )


def _why(one: Any) -> str:
    """Why an activity must stay, as the end of a sentence."""
    if one.started_on is not None:
        return _("har börjat")
    if one.assessment_id is not None:
        return _("har en påbörjad prövning av barnets bästa")
    if one.version > 1:
        return _("är ändrad efteråt")
    return _("har underlag i liggaren") if one.proven else _("har möten")
