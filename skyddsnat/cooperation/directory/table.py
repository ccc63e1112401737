"""Taking in whom to ask from a table: state, role, authority and how it is reached. All of a file or none of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from skyddsnat.actors.api import in_force
from skyddsnat.actors.models import Organisation, OrganisationName, OrganisationRole
from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.directory.actions import Holder, name_holder
from skyddsnat.cooperation.directory.table_checker import ContactChecker, Register
from skyddsnat.cooperation.models import RoleContact
from skyddsnat.core.api import folded, import_kinds
from skyddsnat.core.models import Import, User
from skyddsnat.shared.dates import today
from skyddsnat.shared.money import format_number

FIELDS = (
    import_kinds.Field(
        "state",
        gettext_lazy("Land"),
        import_kinds.REFERENCE,
        required=True,
        names=("Landskod", "Medlemsland", "Stat", "Country", "State", "Country code", "Member state"),
        hint=gettext_lazy("Landets namn eller kod, till exempel RO."),
        example=("Rumänien", "Romania"),
    ),
    import_kinds.Field(
        "role",
        gettext_lazy("Roll"),
        import_kinds.REFERENCE,
        required=True,
        names=("Rollkod", "Role", "Function in the state"),
        hint=gettext_lazy("Rollen så som den står på landets sida. Landet måste ha rollen."),
        example=("Behörig social myndighet", "Competent social authority"),
    ),
    import_kinds.Field(
        "organisation",
        gettext_lazy("Ansvarig myndighet"),
        required=True,
        longest=200,
        names=("Myndighet", "Organisation", "Myndighetens namn", "Authority", "Holder"),
        hint=gettext_lazy("En myndighet som inte finns i landet läggs till och får rollen."),
        example=("Myndighet A", "Authority A"),
    ),
    import_kinds.Field(
        "function",
        gettext_lazy("Funktion"),
        required=True,
        longest=150,
        names=("Enhet", "Avdelning", "Unit", "Function", "Department"),
        hint=gettext_lazy("En enhet eller funktion, aldrig en persons namn."),
        example=("Internationella enheten", "International unit"),
    ),
    import_kinds.Field(
        "email",
        gettext_lazy("E-post"),
        import_kinds.REFERENCE,
        names=("E-postadress", "Mejl", "Mail", "Email", "Email address"),
        hint=gettext_lazy("E-post, telefon eller webbadress behövs."),
        example=("enhet@example.org", "unit@example.org"),
    ),
    import_kinds.Field(
        "phone",
        gettext_lazy("Telefon"),
        import_kinds.REFERENCE,
        names=("Telefonnummer", "Tel", "Phone", "Phone number"),
        example=("+40 00 000 00 00", "+40 00 000 00 00"),
    ),
    import_kinds.Field(
        "web",
        gettext_lazy("Webbplats"),
        import_kinds.REFERENCE,
        names=("Webbadress", "Web", "Website", "URL"),
        example=("https://example.org/", "https://example.org/"),
    ),
    import_kinds.Field(
        "languages",
        gettext_lazy("Språk"),
        import_kinds.REFERENCE,
        names=("Languages", "Language"),
        hint=gettext_lazy("Namn eller koder med komma mellan, till exempel ro, en."),
        example=("ro, en", "ro, en"),
    ),
    import_kinds.Field(
        "source",
        gettext_lazy("Källa"),
        required=True,
        longest=300,
        names=("Hämtat från", "Source"),
        hint=gettext_lazy("Var uppgiften finns. Kan vara samma för alla rader."),
        example=("Myndighetens webbplats", "The authority's website"),
    ),
    import_kinds.Field(
        "checked_on",
        gettext_lazy("Kontrollerad den"),
        import_kinds.DAY,
        required=True,
        names=("Kontrollerad", "Datum", "Checked", "Date", "Checked on"),
        hint=gettext_lazy("Dagen då uppgiften kontrollerades. Kan vara samma för alla rader."),
        example=("2026-05-06", "2026-05-06"),
    ),
)


class StateContactKind(import_kinds.Kind):
    code = "state-contacts"
    permission = WRITE
    label = gettext_lazy("Kontakter i andra länder")
    about = gettext_lazy("Vem som har en roll i ett medlemsland och hur den nås, med källa och dag.")
    fields: ClassVar = FIELDS
    most_rows = 5_000

    def checker(self, subject: str, user: User) -> ContactChecker:
        return ContactChecker(user)

    def load(
        self, source: Import, rows: import_kinds.Rows, *, by: User, report: import_kinds.Report
    ) -> import_kinds.Loaded:
        """A role that stands empty gets its holder; one that somebody holds gets one more beside."""
        done, register, made = _Done(), Register(by), []
        for at, row in enumerate(rows, start=1):
            role = _holder_of(row.values, register, done, by)
            fields = ("function", "email", "phone", "web", "source", "checked_on")
            told: dict[str, Any] = {name: row.values[name] or "" for name in fields}
            made.append(
                RoleContact(
                    role=role, organisation=role.organisation, languages=row.values["languages"] or [],
                    entered_by=by, imported_in=source, **told,
                )
            )  # fmt: skip
            report(at, len(rows))
        RoleContact.objects.bulk_create(made)
        return import_kinds.Loaded(len(rows), done.result())

    def undo(self, source: Import, *, by: User, report: import_kinds.Report) -> None:
        told = _Done(source.result)
        RoleContact.objects.filter(imported_in=source).delete()
        OrganisationRole.objects.filter(pk__in=[pk for pk, _version in told.beside]).delete()
        OrganisationRole.objects.filter(pk__in=[pk for pk, _version in told.named]).update(
            organisation=None, source="", checked_on=None, version=F("version") + 1
        )
        OrganisationName.objects.filter(organisation__in=told.organisations).delete()
        Organisation.objects.filter(pk__in=told.organisations).delete()

    def obstacles(self, source: Import) -> list[str]:
        """What has been done since with the contacts, the roles or the authorities that came out of the file."""
        told = _Done(source.result)
        changed = RoleContact.objects.filter(imported_in=source, version__gt=1).count()
        found = [_changed_said(changed)] if changed else []
        if _is_used(told, source):
            found.append(_("Myndigheter eller roller ur filen är ändrade efteråt eller används av annat."))
        return [*found, _("Ändra eller avsluta de andra uppgifterna en och en.")] if found else []

    def undoing(self) -> str:
        return _("Alla kontakter ur filen tas bort, och de myndigheter och roller som kom med dem.")

    def result_url(self, source: Import) -> str:
        return reverse("cooperation:contacts")


class _Done:
    """What loading has made: empty roles that got a holder and holders beside, with their versions; new authorities."""

    def __init__(self, result: dict[str, Any] | None = None) -> None:
        told = result or {}
        self.named: list[list[int]] = list(told.get("named", []))
        self.beside: list[list[int]] = list(told.get("beside", []))
        self.organisations: list[int] = list(told.get("organisations", []))
        self.roles: dict[tuple[int, str, int], OrganisationRole] = {}
        self.new: dict[tuple[int, str], Organisation] = {}

    def result(self) -> dict[str, Any]:
        return {"named": self.named, "beside": self.beside, "organisations": self.organisations}


def _holder_of(values: dict[str, Any], register: Register, done: _Done, by: User) -> OrganisationRole:
    """The role as the authority holds it; named when it stood empty, made beside when others hold it."""
    state, kind, name = values["state"], values["role"], values["organisation"]
    organisation = register.in_state(state, name) or done.new.get((state.pk, folded(name)))
    if organisation and (state.pk, kind, organisation.pk) in done.roles:
        return done.roles[state.pk, kind, organisation.pk]
    here = list(OrganisationRole.objects.filter(in_force(today()), place=state, kind=kind).order_by("pk"))
    found = next((one for one in here if organisation and one.organisation_id == organisation.pk), None)
    if found is None:
        found = _named(values, organisation, here, done, by)
    if found.organisation is not None:
        if organisation is None:
            done.new[state.pk, folded(name)] = found.organisation
            done.organisations.append(found.organisation.pk)
        done.roles[state.pk, kind, found.organisation.pk] = found
    return found


def _named(
    values: dict[str, Any],
    organisation: Organisation | None,
    here: list[OrganisationRole],
    done: _Done,
    by: User,
) -> OrganisationRole:
    empty = next((one for one in here if one.organisation_id is None), None)
    holder = Holder(
        organisation, "" if organisation else values["organisation"], "", None, values["source"], values["checked_on"]
    )  # fmt: skip
    role = empty or here[0]
    made = name_holder(role=role, holder=holder, version=role.version, by=by, beside=empty is None)
    (done.beside if empty is None else done.named).append([made.pk, made.version])
    return made


def _is_used(told: _Done, source: Import) -> bool:
    """Whether a role has changed since, or something else rests on what came out of the file."""
    versions: dict[int, int] = {pk: version for pk, version in [*told.named, *told.beside]}  # noqa: C416
    now = dict(OrganisationRole.objects.filter(pk__in=versions).values_list("pk", "version"))
    contacts = RoleContact.objects.exclude(imported_in=source)
    if now != versions or contacts.filter(role__in=versions).exists():
        return True
    own: dict[Any, Q] = {RoleContact: Q(imported_in=source), OrganisationRole: Q(pk__in=versions)}
    for link in Organisation._meta.related_objects:
        if link.related_model is not OrganisationName:
            rows = link.related_model._base_manager.filter(**{f"{link.field.name}__in": told.organisations})
            if rows.exclude(own.get(link.related_model, Q(pk=None))).exists():
                return True
    return False


def _changed_said(count: int) -> str:
    said = ngettext(
        "%(count)s kontakt ur filen är ändrad eller avslutad efteråt.",
        "%(count)s kontakter ur filen är ändrade eller avslutade efteråt.",
        count,
    )
    return said % {"count": format_number(count)}
