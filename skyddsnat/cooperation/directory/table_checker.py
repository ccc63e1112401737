"""Checking a table of whom to ask: the state has the role, the authority is its own, and it can be reached."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation, OrganisationName, OrganisationRole, Place, RoleKind
from skyddsnat.cooperation.directory import access
from skyddsnat.cooperation.directory.catalogue import roles
from skyddsnat.cooperation.directory.languages import LANGUAGES
from skyddsnat.cooperation.directory.wording import state_url
from skyddsnat.cooperation.models import RoleContact
from skyddsnat.core.api import Wrong, email_of, folded, import_kinds, text_of
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today

PHONE = re.compile(r"\+?[0-9][0-9 ()/-]{1,38}")
LONGEST_WEB = 200
check_web = URLValidator(schemes=["http", "https"])


class Register:
    """The states, their roles and authorities as they are now, found by what a cell may say."""

    def __init__(self, user: User) -> None:
        self.states: dict[str, Place] = {}
        for state in access.states_for(user):
            self.states |= {folded(name): state for name in (state.code, state.name, state.name_en)}
        kinds = RoleKind.objects.filter(code__in=list(roles()))
        self.kinds = {folded(name): one.code for one in kinds for name in (one.code, one.name, one.name_en)}
        self.names = {one.code: str(one) for one in kinds}
        self.held: dict[tuple[int, str], list[OrganisationRole]] = {}
        for role in access.roles_for(user):
            if role.place_id is not None:
                self.held.setdefault((role.place_id, role.kind_id), []).append(role)
        self.organisations: dict[str, list[Organisation]] = {}
        rows = OrganisationName.objects.select_related("organisation")
        for row in rows:
            for name in {folded(row.name), folded(row.name_en)} - {""}:
                self.organisations.setdefault(name, []).append(row.organisation)

    def in_state(self, state: Place, name: str) -> Organisation | None:
        """The state's authority of that name. Sweden's stand without a place."""
        own = (state.pk, None) if state.code == "SE" else (state.pk,)
        found = self.organisations.get(folded(name), [])
        return next((one for one in found if one.place_id in own), None)


class ContactChecker(import_kinds.Checker):
    def __init__(self, user: User) -> None:
        self.register = Register(user)
        self.today = today()

    def readers(self) -> Mapping[str, Callable[[Any], Any]]:
        return {
            "state": self._state, "role": self._role, "email": email_of, "phone": _phone, "web": _web,
            "languages": _languages,
        }  # fmt: skip

    def _state(self, cell: Any) -> Place | None:
        text = text_of(cell)
        found = self.register.states.get(folded(text))
        if text and found is None:
            raise Wrong(
                _("”%(text)s” är inget medlemsland. Skriv landets namn eller kod.") % {"text": text[:60]}
            )
        return found

    def _role(self, cell: Any) -> str:
        text = text_of(cell)
        found = self.register.kinds.get(folded(text), "")
        if text and not found:
            every = ", ".join(self.register.names.values())
            raise Wrong(
                _("”%(text)s” är ingen roll. Rollerna är: %(every)s.") % {"text": text[:60], "every": every}
            )
        return found

    def row_faults(self, row: import_kinds.ReadRow) -> Iterable[tuple[str, str]]:
        told = row.values
        state, kind, name = told["state"], told["role"], told["organisation"]
        if (state.pk, kind) not in self.register.held:
            yield "role", self._no_such_role(state, kind)
        if self.register.in_state(state, name) is None and self.register.organisations.get(folded(name)):
            yield (
                "organisation",
                _("En organisation som inte är landets egen heter redan så. Skriv ett namn som skiljer dem."),
            )
        if not (told["email"] or told["phone"] or told["web"]):
            yield "email", _("Ange en e-postadress, ett telefonnummer eller en webbadress.")
        if told["checked_on"] > self.today:
            yield (
                "checked_on",
                _("Kontrolldatumet ligger i framtiden. Ange dagen då uppgiften kontrollerades."),
            )

    def _no_such_role(self, state: Place, kind: str) -> str:
        """What the state has instead, so that the row can be mended at once."""
        own = [code for place, code in self.register.held if place == state.pk]
        words = ", ".join(self.register.names[code] for code in roles() if code in own)
        return _("%(state)s har inte rollen ”%(role)s”. Landets roller är: %(own)s.") % {
            "state": state.name_shown, "role": self.register.names[kind], "own": words or "–",
        }  # fmt: skip

    def repeats(self, rows: import_kinds.Rows) -> list[import_kinds.Repeat]:
        there = {
            key_of(place, kind, folded(name), function, email, phone, web): pk
            for pk, place, kind, name, function, email, phone, web in RoleContact.objects.filter(
                ended_on=None
            ).values_list(
                "pk", "role__place", "role__kind", "organisation__name", "function", "email", "phone", "web"
            )
        }
        found, first = [], dict[tuple[Any, ...], int]()
        for row in rows:
            told = row.values
            own = self.register.in_state(told["state"], told["organisation"])
            name = folded(own.name if own else told["organisation"])
            reach = (told["email"] or "", told["phone"] or "", told["web"] or "")
            key = key_of(told["state"].pk, told["role"], name, told["function"], *reach)
            if key in there:
                words = f"{told['organisation']}: {told['function']}"
                found.append(import_kinds.Repeat(row.number, words, state_url(told["state"])))
            elif (earlier := first.setdefault(key, row.number)) != row.number:
                found.append(
                    import_kinds.Repeat(row.number, _("Samma som rad %(row)s i filen") % {"row": earlier})
                )
        return found


def key_of(
    state: int, kind: str, name: str, function: str, email: str, phone: str, web: str
) -> tuple[int, str, str, str, str]:
    """What makes two contacts the same: the role in the state, who holds it, the function, and how it is reached."""
    reach = email.casefold() or re.sub(r"\D", "", phone) or web
    return state, kind, name, folded(function), reach


def _phone(cell: Any) -> str:
    text = text_of(cell).replace("\u00a0", " ").replace("\u2013", "-")
    if text and not PHONE.fullmatch(text):
        raise Wrong(
            _("”%(text)s” är inte ett telefonnummer. Skriv det med siffror, till exempel +46 10 223 10 00.")
            % {"text": text[:40]}
        )
    return text


def _web(cell: Any) -> str:
    text = text_of(cell)
    if not text:
        return ""
    text = text if "://" in text else f"https://{text}"
    try:
        check_web(text)
    except ValidationError:
        text = ""
    if not text or len(text) > LONGEST_WEB:
        raise Wrong(_("Det är ingen webbadress. Skriv den som https://example.org/."))
    return text


def _languages(cell: Any) -> list[str]:
    known = {folded(code): code for code in LANGUAGES} | {
        folded(str(name)): code for code, name in LANGUAGES.items()
    }
    words = [word for word in re.split(r"[,;/]| och | and ", text_of(cell)) if word.strip()]
    unknown = [word.strip() for word in words if folded(word) not in known]
    if unknown:
        raise Wrong(_("”%(text)s” är inget språk som går att välja här.") % {"text": unknown[0][:40]})
    return list(dict.fromkeys(known[folded(word)] for word in words))
