"""Taking in attendance: one row of the evidence ledger for each row of the table. People are counted, never named."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from skyddsnat.core.api import import_kinds
from skyddsnat.core.models import Import, User
from skyddsnat.mandate import access
from skyddsnat.mandate.actions.evidence import REFERENCE_LONGEST
from skyddsnat.mandate.ledger import Entry, append, append_columns
from skyddsnat.mandate.models import Assignment, Evidence, LedgerHead, LedgerSeal
from skyddsnat.mandate.tables.attendance_checker import AttendanceChecker
from skyddsnat.mandate.tables.attendance_facts import facts_of
from skyddsnat.mandate.tables.subjects import assignment_subjects
from skyddsnat.shared.money import format_number

UNDONE = (
    "Importen är ångrad"  # the reference of the rows that take the others back; read from the ledger as it is
)
FIELDS = (
    import_kinds.Field(
        "occurred_on", gettext_lazy("Datum"), import_kinds.DAY, required=True,
        names=("Dag", "När", "Datum för mötet", "Date", "Day"), example=("2014-05-06", "2014-05-06"),
    ),
    import_kinds.Field(
        "activity", gettext_lazy("Insats"), import_kinds.REFERENCE, required=True,
        names=("Insatsnummer", "Insats nr", "Aktivitet", "Activity", "Activity number"),
        hint=gettext_lazy("Insatsens nummer eller namn."), example=("1", "1"),
    ),
    import_kinds.Field(
        "kind", gettext_lazy("Vad har hänt?"), import_kinds.CHOICE, required=True,
        names=("Slag", "Typ", "Händelse", "Vad", "Kind", "Type"),
        hint=gettext_lazy("Till exempel ”Yrkesverksam utbildad”. Kan vara samma för alla rader."),
        example=("Yrkesverksam utbildad", "Professional trained"),
    ),
    import_kinds.Field(
        "quantity", gettext_lazy("Antal"), import_kinds.WHOLE, required=True,
        names=("Antal deltagare", "Deltagare", "Antal personer", "Number", "Participants", "Number of participants",
               "Count"),
        hint=gettext_lazy("Räknat i slagets enhet, till exempel deltagare eller möten."), example=("25", "25"),
    ),
    import_kinds.Field(
        "organisation", gettext_lazy("Aktör"), import_kinds.REFERENCE,
        names=("Organisation", "Myndighet", "Verksamhet", "Arbetsplats", "Actor", "Authority"),
        example=("Socialstyrelsen", "Socialstyrelsen"),
    ),
    import_kinds.Field(
        "place", gettext_lazy("Län, kommun eller land"), import_kinds.REFERENCE,
        names=("Plats", "Ort", "Kommun", "Län", "Place", "Municipality", "County", "Country"),
    ),
    import_kinds.Field(
        "reference", gettext_lazy("Hänvisning"), longest=REFERENCE_LONGEST,
        names=("Ärendenummer", "Diarienummer", "Dnr", "Reference", "Case number"),
        hint=gettext_lazy("Var handlingen finns, till exempel ett ärendenummer. Aldrig uppgifter om en person."),
    ),
)  # fmt: skip


class AttendanceKind(import_kinds.Kind):
    code = "attendance"
    permission = access.WRITE
    label = gettext_lazy("Närvaro och annat underlag")
    about = gettext_lazy("Hur många som var med, när och var. Deltagare räknas, de nämns aldrig.")
    fields: ClassVar = FIELDS
    needs_subject = True
    may_repeat = True
    no_people = True

    def subjects(self, user: User) -> list[import_kinds.Subject]:
        return assignment_subjects(user)

    def checker(self, subject: str, user: User) -> AttendanceChecker:
        return AttendanceChecker(access.assignments_for(user).get(slug=subject))

    def load(
        self,
        source: Import,
        rows: import_kinds.Rows,
        *,
        by: User,
        report: import_kinds.Report,
    ) -> import_kinds.Loaded:
        assignment = Assignment.objects.defer("text").get(slug=source.subject)
        count = append_columns(assignment, facts_of(rows), report)
        last = LedgerHead.objects.get(assignment=assignment).seq
        return import_kinds.Loaded(count, {"first": last - count + 1, "last": last})

    def undo(self, source: Import, *, by: User, report: import_kinds.Report) -> None:
        assignment = Assignment.objects.defer("text").get(slug=source.subject)
        LedgerHead.objects.select_for_update().get(assignment=assignment)
        standing = _standing(source).order_by("seq")
        entries = (
            Entry(kind, activity, day, -quantity, organisation, place, UNDONE, seq)
            for kind, activity, day, quantity, organisation, place, seq in standing.values_list(
                "kind_id", "activity_id", "occurred_on", "quantity", "organisation_id", "place_id", "seq"
            )
        )
        append(assignment, entries, report)

    def obstacles(self, source: Import) -> list[str]:
        sealed = LedgerSeal.objects.filter(
            assignment__slug=source.subject, seq__gte=source.result.get("first", 0)
        ).order_by("-seq")
        if not sealed:
            return []
        rows = min(sealed[0].seq, source.result["last"]) - source.result["first"] + 1
        return [
            ngettext(
                "%(count)s rad ur filen ingår i en rapport eller handling som är låst.",
                "%(count)s rader ur filen ingår i en rapport eller handling som är låst.",
                rows,
            )
            % {"count": format_number(rows)},
            _("Rätta de rader som är fel en och en, så syns rättelsen i nästa version."),
        ]

    def undoing(self) -> str:
        return _(
            "Liggaren ändras aldrig. Varje rad ur filen tas tillbaka av en ny rad, så att summorna blir som förut. "
            "Rader som redan är rättade rörs inte."
        )

    def result_url(self, source: Import) -> str:
        return reverse("mandate:evidence-list", args=[source.subject])


def _standing(source: Import) -> Any:
    """The rows of the import that nobody has taken back."""
    rows = Evidence.objects.filter(
        assignment__slug=source.subject, seq__gte=source.result["first"], seq__lte=source.result["last"]
    )
    taken_back = Evidence.objects.filter(
        assignment__slug=source.subject,
        corrects__gte=source.result["first"],
        corrects__lte=source.result["last"],
    )
    return rows.exclude(seq__in=taken_back.values("corrects"))
