"""Taking in attendance: one row of the evidence ledger for each row of the table. People are counted, never named."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django.db import connection
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation, OrganisationName, Place
from skyddsnat.core.api import Wrong, folded, import_kinds, sql_array, text_of
from skyddsnat.core.models import Import, User
from skyddsnat.mandate import access
from skyddsnat.mandate.actions.evidence import REFERENCE_LONGEST
from skyddsnat.mandate.ledger import Entry, append
from skyddsnat.mandate.meeting_rules import PERSONAL
from skyddsnat.mandate.models import Activity, Assignment, Evidence, EvidenceKind, LedgerHead, LedgerSeal
from skyddsnat.mandate.tables.subjects import assignment_subjects
from skyddsnat.shared.dates import format_date, today
from skyddsnat.shared.money import format_number

UNDONE = (
    "Importen är ångrad"  # the reference of the rows that take the others back; read from the ledger as it is
)
STEP = 5_000
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

type Same = tuple[str, int, datetime.date, int | None, int | None, int, str]


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
        rows: Sequence[import_kinds.ReadRow],
        *,
        by: User,
        report: import_kinds.Report,
    ) -> import_kinds.Loaded:
        assignment = Assignment.objects.defer("text").get(slug=source.subject)

        def entries() -> Iterator[Entry]:
            for done, row in enumerate(rows):
                yield entry_of(row)
                if done % STEP == 0:
                    report(done, len(rows))

        count = append(assignment, entries())
        last = LedgerHead.objects.get(assignment=assignment).seq
        return import_kinds.Loaded(count, {"first": last - count + 1, "last": last})

    def undo(self, source: Import, *, by: User, report: import_kinds.Report) -> None:
        assignment = Assignment.objects.defer("text").get(slug=source.subject)
        LedgerHead.objects.select_for_update().get(assignment=assignment)
        rows = _standing(source)
        total = rows.count()

        def corrections() -> Iterator[Entry]:
            for done, row in enumerate(rows.order_by("seq").iterator(chunk_size=STEP)):
                yield Entry(
                    row.kind_id, row.activity_id, row.occurred_on, -row.quantity, row.organisation_id, row.place_id,
                    UNDONE, row.seq,
                )  # fmt: skip
                if done % STEP == 0:
                    report(done, total)

        append(assignment, corrections())

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


def entry_of(row: import_kinds.ReadRow) -> Entry:
    values = row.values
    organisation, place = values["organisation"], values["place"]
    return Entry(
        values["kind"].code, values["activity"].id, values["occurred_on"], values["quantity"],
        organisation.id if organisation else None, place.id if place else None, values["reference"],
    )  # fmt: skip


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
        self.organisations = _organisations()
        self.places = _places()

    def readers(self) -> Mapping[str, Callable[[Any], Any]]:
        names = ", ".join(str(kind) for kind in list(dict.fromkeys(self.kinds.values())))
        return {
            "activity": self._activity,
            "kind": import_kinds.choice_reader(self.kinds, names),
            "organisation": _named(
                self.organisations, _("”%(text)s” finns inte bland aktörerna. Skriv namnet som där.")
            ),
            "place": _named(self.places, _("”%(text)s” finns inte bland län, kommuner och länder.")),
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

    def row_faults(self, row: import_kinds.ReadRow) -> Iterable[tuple[str, str]]:
        values = row.values
        if values["occurred_on"] > self.today:
            yield "occurred_on", _("Datumet ligger i framtiden. Skriv dagen då det hände.")
        if values["quantity"] < 1:
            yield "quantity", _("Antalet måste vara minst 1.")
        if values["reference"] and PERSONAL.search(values["reference"]):
            yield (
                "reference",
                _("Hänvisningen ser ut att innehålla ett personnummer eller en e-postadress. Ta bort det."),
            )

    def repeats(self, rows: Sequence[import_kinds.ReadRow]) -> list[import_kinds.Repeat]:
        keys = [same_of(row) for row in rows]
        there = _alike(self.assignment, set(keys))
        first: dict[Same, int] = {}
        found = []
        for row, key in zip(rows, keys, strict=True):
            seq = there.get(key)
            earlier = first.setdefault(key, row.number)
            if seq is not None:
                url = reverse("mandate:evidence", args=[self.assignment.slug, seq])
                words = _("Underlag nr %(seq)s: %(what)s den %(day)s") % {
                    "seq": format_number(seq), "what": row.values["kind"], "day": format_date(key[2], _language())
                }  # fmt: skip
                found.append(import_kinds.Repeat(row.number, words, url))
            elif earlier != row.number:
                found.append(
                    import_kinds.Repeat(row.number, _("Samma som rad %(row)s i filen") % {"row": earlier})
                )
        return found


def same_of(row: import_kinds.ReadRow) -> Same:
    """What makes two rows of the ledger alike."""
    one = entry_of(row)
    return one.kind, one.activity, one.occurred_on, one.organisation, one.place, one.quantity, one.reference


def _alike(assignment: Assignment, wanted: set[Same]) -> dict[Same, int]:
    """Of the wanted, those that stand in the ledger, with the position of the latest; one question for all of them."""
    if not wanted:
        return {}
    columns = list(zip(*wanted, strict=True))
    days = columns[2]
    sql = """
        SELECT e.kind_id, e.activity_id, e.occurred_on, e.organisation_id, e.place_id, e.quantity, e.reference,
               max(e.seq)
          FROM unnest(%s::text[], %s::bigint[], %s::date[], %s::bigint[], %s::bigint[], %s::int[], %s::text[])
               AS w(kind, activity, day, organisation, place, quantity, reference)
          JOIN mandate_evidence e
            ON e.kind_id = w.kind AND e.activity_id = w.activity AND e.occurred_on = w.day AND e.quantity = w.quantity
           AND e.reference = w.reference AND e.organisation_id IS NOT DISTINCT FROM w.organisation
           AND e.place_id IS NOT DISTINCT FROM w.place
         WHERE e.assignment_id = %s AND e.corrects IS NULL AND e.occurred_on BETWEEN %s AND %s
           AND NOT EXISTS (SELECT 1 FROM mandate_evidence c WHERE c.assignment_id = %s AND c.corrects = e.seq)
         GROUP BY 1, 2, 3, 4, 5, 6, 7
    """
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            [*map(sql_array, columns), assignment.pk, min(days), max(days), assignment.pk],
        )  # fmt: skip
        return {tuple(row[:7]): row[7] for row in cursor.fetchall()}


def _organisations() -> dict[str, Organisation]:
    """Code and every name, in small letters → the organisation; the present name wins over an old one."""
    every = {one.pk: one for one in Organisation.objects.defer("source", "source_en")}
    found: dict[str, Organisation] = {}
    for pk, name, name_en in OrganisationName.objects.values_list("organisation_id", "name", "name_en"):
        found[folded(name)] = every[pk]
        if name_en:
            found.setdefault(folded(name_en), every[pk])
    for one in every.values():
        found[folded(one.name)] = found[one.code] = one
    return found


def _places() -> dict[str, Place]:
    """Code and name → the place; a name that two places share is left out, so that nothing is guessed."""
    every = list(Place.objects.defer("geometry"))
    names = Counter(name for one in every for name in {folded(one.name), folded(one.name_en)} if name)
    found: dict[str, Place] = {}
    for one in every:
        found |= {name: one for name in (folded(one.name), folded(one.name_en)) if names[name] == 1}
        found |= {one.code: one, folded(f"{one.name} ({one.code})"): one}
    for one in every:  # "Luleå kommun" is as right as "Luleå"
        if one.kind == Place.Kind.MUNICIPALITY:
            found.setdefault(folded(f"{one.name} kommun"), one)
    return found


def _named(known: Mapping[str, Any], words: str) -> Callable[[Any], Any]:
    def read(cell: Any) -> Any:
        text = text_of(cell)
        if not text:
            return None
        found = known.get(text) or known.get(folded(text))
        if found is None and text.isdecimal():
            found = known.get(text.zfill(4))  # spreadsheets drop the first zero of a municipality's code
        if found is None:
            raise Wrong(words % {"text": text[:60]})
        return found

    return read


def _language() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"
