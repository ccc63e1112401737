"""Taking in contacts from a table: each row an organisation's function, with how to reach it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from skyddsnat.actors import access
from skyddsnat.actors.models import Contact, Organisation, OrganisationName
from skyddsnat.core.api import Same, Wrong, copy_columns, email_of, folded, import_kinds, text_of
from skyddsnat.core.models import AuditEntry, Import, User
from skyddsnat.shared.dates import today
from skyddsnat.shared.money import format_number

PHONE = re.compile(r"\+?[0-9][0-9 ()/-]{1,38}")
FIELDS = (
    import_kinds.Field(
        "organisation", gettext_lazy("Organisation"), import_kinds.REFERENCE, required=True,
        names=("Myndighet", "Aktör", "Kommun", "Kod", "Authority", "Actor", "Code"),
        hint=gettext_lazy("Namnet eller koden så som den står bland aktörerna."),
        example=("Socialstyrelsen", "Socialstyrelsen"),
    ),
    import_kinds.Field(
        "function", gettext_lazy("Funktion"), required=True, longest=150,
        names=("Roll", "Befattning", "Titel", "Role", "Title", "Position"),
        example=("Samordnare mot människohandel", "Coordinator against trafficking"),
    ),
    import_kinds.Field(
        "name", gettext_lazy("Personens namn"), longest=150, names=("Namn", "Kontaktperson", "Name", "Contact"),
    ),
    import_kinds.Field(
        "email", gettext_lazy("E-post"), import_kinds.REFERENCE,
        names=("E-postadress", "Mejl", "Mail", "Email address"), hint=gettext_lazy("E-post eller telefon behövs."),
        example=("samordnare@example.org", "coordinator@example.org"),
    ),
    import_kinds.Field(
        "phone", gettext_lazy("Telefon"), import_kinds.REFERENCE,
        names=("Telefonnummer", "Tel", "Mobil", "Phone number", "Mobile"), example=("010-123 45 67", "010-123 45 67"),
    ),
    import_kinds.Field(
        "source", gettext_lazy("Källa"), required=True, longest=300, names=("Hämtat från", "Webbadress", "Source"),
        hint=gettext_lazy("Var uppgiften finns. Kan vara samma för alla rader."),
        example=("Myndighetens webbplats", "The authority's website"),
    ),
    import_kinds.Field(
        "checked_on", gettext_lazy("Kontrollerad den"), import_kinds.DAY, required=True,
        names=("Kontrollerad", "Datum", "Checked", "Date"),
        hint=gettext_lazy("Dagen då uppgiften kontrollerades. Kan vara samma för alla rader."),
        example=("2014-05-06", "2014-05-06"),
    ),
)  # fmt: skip


class ContactKind(import_kinds.Kind):
    code = "contacts"
    permission = access.WRITE
    label = gettext_lazy("Kontakter")
    about = gettext_lazy("Funktioner hos organisationer, med e-post eller telefon, källa och dag.")
    fields: ClassVar = FIELDS

    def checker(self, subject: str, user: User) -> ContactChecker:
        return ContactChecker(user)

    def load(
        self,
        source: Import,
        rows: import_kinds.Rows,
        *,
        by: User,
        report: import_kinds.Report,
    ) -> import_kinds.Loaded:
        columns = {
            name: rows.column(name) for name in ("function", "name", "email", "phone", "source", "checked_on")
        }
        columns["organisation"] = [one.pk for one in rows.column("organisation")]
        same = {"entered_by": by.pk, "entered_at": timezone.now(), "imported_in": source.pk}
        copy_columns(Contact, columns | {name: Same(value) for name, value in same.items()}, report=report)
        return import_kinds.Loaded(len(rows))

    def undo(self, source: Import, *, by: User, report: import_kinds.Report) -> None:
        Contact.objects.filter(imported_in=source).delete()

    def obstacles(self, source: Import) -> list[str]:
        loaded = Contact.objects.filter(imported_in=source)
        ended = loaded.filter(ended_on__isnull=False).count()
        since = AuditEntry.objects.filter(
            verb="contact.changed", target_type="actors.contact", id__gt=_logged(source)
        )
        changed = loaded.filter(
            pk__in=[int(pk) for pk in since.values_list("target_id", flat=True).distinct()], ended_on=None
        ).count()
        found = []
        if ended:
            found.append(
                ngettext(
                    "%(count)s kontakt ur filen är avslutad.",
                    "%(count)s kontakter ur filen är avslutade.",
                    ended,
                )
                % {"count": format_number(ended)}
            )
        if changed:
            found.append(
                ngettext(
                    "%(count)s kontakt ur filen är ändrad efteråt.",
                    "%(count)s kontakter ur filen är ändrade efteråt.",
                    changed,
                )
                % {"count": format_number(changed)}
            )
        return [*found, _("Rätta eller avsluta de andra kontakterna en och en.")] if found else []

    def undoing(self) -> str:
        return _("Alla kontakter som kom ur filen tas bort. De kontakter som fanns före rörs inte.")

    def result_url(self, source: Import) -> str:
        return reverse("actors:contacts")


def _logged(source: Import) -> int:
    """The line of the log that tells of the loading: what came after it has a greater number."""
    entries = AuditEntry.objects.filter(
        verb="import.loaded", target_type="core.import", target_id=str(source.pk)
    )
    return entries.order_by("-id").values_list("id", flat=True).first() or 0


class ContactChecker(import_kinds.Checker):
    """Knows the organisations by every name they have had, and the contacts that are there."""

    def __init__(self, user: User) -> None:
        self.organisations = _organisations(user)
        self.today = today()

    def readers(self) -> Mapping[str, Callable[[Any], Any]]:
        return {"organisation": self._organisation, "email": email_of, "phone": _phone}

    def _organisation(self, cell: Any) -> Organisation | None:
        text = text_of(cell)
        if not text:
            return None
        found = self.organisations.get(text) or self.organisations.get(folded(text))
        if found is None:
            raise Wrong(
                _("”%(text)s” finns inte bland aktörerna. Skriv namnet som där, eller lägg till den först.")
                % {"text": text[:60]}
            )
        return found

    def faults(self, rows: import_kinds.Rows) -> Iterator[import_kinds.RowFault]:
        emails, phones, days = (rows.column(name) for name in ("email", "phone", "checked_on"))
        late = {day for day in set(days) if day > self.today}
        for number, email, phone, day in zip(rows.numbers, emails, phones, days, strict=True):
            if not email and not phone:
                yield import_kinds.RowFault(
                    number, "email", _("Ange en e-postadress eller ett telefonnummer.")
                )
            if day in late:
                words = _("Kontrolldatumet ligger i framtiden. Ange dagen då uppgiften kontrollerades.")
                yield import_kinds.RowFault(number, "checked_on", words)

    def repeats(self, rows: import_kinds.Rows) -> list[import_kinds.Repeat]:
        organisations = rows.column("organisation")
        there = {
            key_of(organisation, function, email, phone)
            for organisation, function, email, phone in Contact.objects.current()
            .filter(organisation__in={one.pk for one in set(organisations)})
            .values_list("organisation_id", "function", "email", "phone")
        }
        keys = [
            key_of(one.pk, function, email, phone)
            for one, function, email, phone in zip(
                organisations,
                rows.column("function"),
                rows.column("email"),
                rows.column("phone"),
                strict=True,
            )
        ]
        if len(set(keys)) == len(keys) and there.isdisjoint(keys):
            return []
        found, first = [], dict[tuple[Any, ...], int]()
        for at, (number, key) in enumerate(zip(rows.numbers, keys, strict=True)):
            if key in there:
                values, organisation = rows[at].values, organisations[at]
                words = f"{organisation.name}: {values['function']}, {values['email'] or values['phone']}"
                found.append(import_kinds.Repeat(number, words, organisation.get_absolute_url()))
            elif (earlier := first.setdefault(key, number)) != number:
                found.append(
                    import_kinds.Repeat(number, _("Samma som rad %(row)s i filen") % {"row": earlier})
                )
        return found


def key_of(organisation: int, function: str, email: str, phone: str) -> tuple[int, str, str]:
    """What makes two contacts the same: organisation, function, and the address or else the number."""
    return organisation, folded(function), email.casefold() if email else re.sub(r"\D", "", phone)


def _organisations(user: User) -> dict[str, Organisation]:
    """Code and every name, in small letters → the organisation. The present name wins over an old one."""
    every = {one.pk: one for one in access.organisations(user).defer("source", "source_en")}
    found: dict[str, Organisation] = {}
    for pk, name, name_en in OrganisationName.objects.values_list("organisation_id", "name", "name_en"):
        if pk in every:
            found[folded(name)] = every[pk]
            if name_en:
                found.setdefault(folded(name_en), every[pk])
    for one in every.values():
        found[folded(one.name)] = one
    for one in every.values():
        found[one.code] = one
    return found


def _phone(cell: Any) -> str:
    text = text_of(cell).replace("\u00a0", " ").replace("\u2013", "-")
    if text and not PHONE.fullmatch(text):
        raise Wrong(
            _("”%(text)s” är inte ett telefonnummer. Skriv det med siffror, till exempel 010-223 10 00.")
            % {"text": text[:40]}
        )
    return text
