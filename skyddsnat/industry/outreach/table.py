"""Taking in workplaces to reach from a table: all of a file or none, each workplace once, undone whole."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from skyddsnat.core.api import Same, copy_columns, import_kinds
from skyddsnat.core.models import Import, User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.models import Approached, Prospect
from skyddsnat.industry.outreach.rules import Status, tidy
from skyddsnat.industry.outreach.table_checker import ProspectChecker
from skyddsnat.shared.money import format_number

FIELDS = (
    import_kinds.Field(
        "number", gettext_lazy("Organisationsnummer"), import_kinds.REFERENCE, required=True,
        names=("Orgnr", "Org.nr", "Org nr", "Organisationsnr", "Number", "Organisation number", "Company number"),
        hint=gettext_lazy("Tio siffror. Enskilda firmors nummer är personnummer och tas inte in."),
        example=("556000-0001", "556000-0001"),
    ),
    import_kinds.Field(
        "name", gettext_lazy("Namn"), required=True, longest=200,
        names=("Företag", "Företagsnamn", "Arbetsplats", "Benämning", "Name", "Company", "Workplace"),
        hint=gettext_lazy("Företagets eller arbetsplatsens namn, aldrig en persons."),
        example=("Exempelhotellet", "The Example Hotel"),
    ),
    import_kinds.Field(
        "sector", gettext_lazy("Slag"), import_kinds.CHOICE, required=True,
        names=("Bransch", "Verksamhet", "Trade", "Sector", "Industry"),
        hint=gettext_lazy("Hotell, taxi eller restaurang. Kan vara samma för alla rader."), example=("Hotell", "Hotel"),
    ),
    import_kinds.Field(
        "place", gettext_lazy("Kommun"), import_kinds.REFERENCE, required=True,
        names=("Kommunkod", "Kommunnamn", "Säteskommun", "Municipality"),
        hint=gettext_lazy("Kommunens namn eller kod."), example=("Botkyrka", "Botkyrka"),
    ),
    import_kinds.Field(
        "address", gettext_lazy("Arbetsplatsens adress"), longest=200,
        names=("Adress", "Besöksadress", "Postadress", "Ort", "Postort", "Address", "Visiting address"),
        hint=gettext_lazy("Skiljer ett företags arbetsplatser i samma kommun."),
        example=("Exempelgatan 1, Tumba", "1 Example Street, Tumba"),
    ),
    import_kinds.Field(
        "email", gettext_lazy("Företagets e-post"), import_kinds.REFERENCE,
        names=("E-post", "E-postadress", "Mejl", "Email"), hint=gettext_lazy("Till företaget, inte till en person."),
        example=("info@example.org", "info@example.org"),
    ),
    import_kinds.Field(
        "phone", gettext_lazy("Växelns telefon"), longest=40, names=("Telefon", "Växel", "Tel", "Phone", "Switchboard"),
        example=("08-123 45 67", "08-123 45 67"),
    ),
    import_kinds.Field(
        "status", gettext_lazy("Läge"), import_kinds.CHOICE, names=("Status", "State"),
        hint=gettext_lazy("Tomt är inte kontaktad. Att ett företag är anslutet följer av sig självt."),
    ),
    import_kinds.Field(
        "next_on", gettext_lazy("Nästa kontakt"), import_kinds.DAY, names=("Uppföljning", "Ring", "Next contact"),
    ),
    import_kinds.Field(
        "responsible", gettext_lazy("Ansvarig kollega"), import_kinds.REFERENCE,
        names=("Ansvarig", "Handläggare", "Responsible"), hint=gettext_lazy("Kollegans e-postadress här i systemet."),
    ),
    import_kinds.Field(
        "notes", gettext_lazy("Anteckningar"), longest=2000, names=("Anteckning", "Kommentar", "Notes", "Comment"),
        hint=gettext_lazy("Bara om arbetet, aldrig om personer eller misstankar."),
    ),
)  # fmt: skip


class ProspectKind(import_kinds.Kind):
    code = "prospects"
    permission = WRITE
    label = gettext_lazy("Arbetsplatser att nå")
    about = gettext_lazy(
        "Hotell, taxi och restauranger att kontakta, med organisationsnummer, kommun och adress."
    )
    fields: ClassVar = FIELDS

    def checker(self, subject: str, user: User) -> ProspectChecker:
        return ProspectChecker()

    def load(
        self, source: Import, rows: import_kinds.Rows, *, by: User, report: import_kinds.Report
    ) -> import_kinds.Loaded:
        columns: dict[str, Any] = {
            name: rows.column(name) for name in ("number", "sector", "email", "next_on", "notes")
        }
        columns |= {name: [tidy(one) for one in rows.column(name)] for name in ("name", "address", "phone")}
        columns["place"] = [one.pk for one in rows.column("place")]
        columns["status"] = [one or Status.NEW.value for one in rows.column("status")]
        columns["responsible"] = [one.pk if one else None for one in rows.column("responsible")]
        same = {"imported_in": source.pk, "added_at": timezone.now(), "version": 1}
        copy_columns(Prospect, columns | {name: Same(value) for name, value in same.items()}, report=report)
        return import_kinds.Loaded(len(rows))

    def undo(self, source: Import, *, by: User, report: import_kinds.Report) -> None:
        with (
            connection.cursor() as cursor
        ):  # a contact that somebody takes meanwhile stops it: the key protects
            cursor.execute("DELETE FROM industry_prospect WHERE imported_in_id = %s", [source.pk])

    def obstacles(self, source: Import) -> list[str]:
        met = Exists(Approached.objects.filter(prospect=OuterRef("pk")))
        rested = Prospect.objects.filter(Q(version__gt=1) | met, imported_in=source).count()
        if not rested:
            return []
        said = ngettext(
            "%(count)s arbetsplats ur filen är kontaktad eller ändrad efteråt.",
            "%(count)s arbetsplatser ur filen är kontaktade eller ändrade efteråt.",
            rested,
        )
        return [said % {"count": format_number(rested)}, _("Ta bort de andra en och en.")]

    def undoing(self) -> str:
        return _("Alla arbetsplatser som kom ur filen tas bort ur listan.")

    def result_url(self, source: Import) -> str:
        return reverse("industry:outreach")
