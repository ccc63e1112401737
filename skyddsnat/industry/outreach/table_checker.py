"""What must be right in a table of workplaces, and which of them are known: in the list, in the file, as joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors.api import municipalities
from skyddsnat.actors.models import Place
from skyddsnat.core.api import Refused, Wrong, email_of, folded, import_kinds, text_of
from skyddsnat.core.models import User
from skyddsnat.industry.companies.access import IN
from skyddsnat.industry.companies.rules import check_number
from skyddsnat.industry.jobs import Sector
from skyddsnat.industry.models import Company, Prospect, Site
from skyddsnat.industry.outreach.access import colleagues
from skyddsnat.industry.outreach.rules import Status, check_process_only, key_of
from skyddsnat.shared.identifying import luhn_holds

SECTORS = {
    "hotell": Sector.HOTEL, "hotell och boende": Sector.HOTEL, "boende": Sector.HOTEL, "logi": Sector.HOTEL,
    "vandrarhem": Sector.HOTEL, "hotel": Sector.HOTEL, "hotels and lodging": Sector.HOTEL, "taxi": Sector.TAXI,
    "restaurang": Sector.RESTAURANT, "restaurang och bar": Sector.RESTAURANT, "bar": Sector.RESTAURANT,
    "restaurant": Sector.RESTAURANT, "restaurants and bars": Sector.RESTAURANT,
}  # fmt: skip
STATUSES = {
    "inte kontaktad": Status.NEW, "ej kontaktad": Status.NEW, "ny": Status.NEW, "not contacted": Status.NEW,
    "kontaktad": Status.CONTACTED, "contacted": Status.CONTACTED, "besök bokat": Status.BOOKED,
    "visit booked": Status.BOOKED, "besökt": Status.VISITED, "visited": Status.VISITED,
    "tackat nej": Status.DECLINED, "nej tack": Status.DECLINED, "no thanks": Status.DECLINED,
}  # fmt: skip
SHAPE = re.compile(r"[0-9]{2}[2-9][0-9]{7}")
FEW = 2_000  # so many numbers are asked for by themselves; for more the whole list is read


class ProspectChecker(import_kinds.Checker):
    """Knows the municipalities by name and code, and the colleagues by address."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        for one in municipalities().defer("geometry", "parent__geometry"):
            self.places |= dict.fromkeys(
                [one.code, folded(one.name), folded(one.name_en), folded(f"{one.name} kommun")], one
            )
        self.colleagues = {one.email.casefold(): one for one in colleagues()}

    def readers(self) -> Mapping[str, Callable[[Any], Any]]:
        sector = import_kinds.choice_reader(_plain(SECTORS), ", ".join(str(one.label) for one in Sector))
        status = import_kinds.choice_reader(_plain(STATUSES), ", ".join(str(one.label) for one in Status))
        return {
            "number": _number, "sector": sector, "place": self._place, "status": status, "email": email_of,
            "responsible": self._responsible,
        }  # fmt: skip

    def _place(self, cell: Any) -> Place | None:
        text = text_of(cell)
        if not text:
            return None
        code = text.zfill(4) if text.isdecimal() else text  # spreadsheets drop a first zero
        found = self.places.get(code) or self.places.get(folded(text))
        if found is None:
            raise Wrong(
                _("”%(text)s” är ingen kommun. Skriv kommunens namn eller kod, till exempel Botkyrka.")
                % {"text": text[:60]}
            )
        return found

    def _responsible(self, cell: Any) -> User | None:
        text = text_of(cell)
        if not text:
            return None
        found = self.colleagues.get(text.casefold())
        if found is None:
            raise Wrong(
                _("Ingen som arbetar med branschen har adressen ”%(text)s”. Skriv en kollegas e-postadress.")
                % {"text": text[:60]}
            )
        return found

    def faults(self, rows: import_kinds.Rows) -> Iterator[import_kinds.RowFault]:
        """Texts that seem to name people; each different text is looked at once."""
        for name in ("notes", "name", "address"):
            column = rows.column(name)
            wrong = {text: words for text in set(column) if (words := _personal(text))}
            if wrong:
                for number, text in zip(rows.numbers, column, strict=True):
                    if text in wrong:
                        yield import_kinds.RowFault(number, name, wrong[text])

    def repeats(self, rows: import_kinds.Rows) -> list[import_kinds.Repeat]:
        columns = (rows.column(name) for name in ("number", "place", "address"))
        keys = [key_of(number, place.pk, address) for number, place, address in zip(*columns, strict=True)]
        numbers = {number for number, _place, _address in keys}
        there, joined = _listed(numbers), _joined(numbers)
        first: dict[tuple[str, int, str], int] = {}
        found = []
        for number, key in zip(rows.numbers, keys, strict=True):
            earlier = first.setdefault(key, number)
            if company := joined.get(key[:2]):
                words = _("Redan ansluten: %(name)s") % {"name": company[1]}
                url = reverse("industry:company", args=[company[0]])
                found.append(import_kinds.Repeat(number, words, url))
            elif known := there.get(key):
                words = _("Finns i listan: %(name)s") % {"name": known[1]}
                found.append(
                    import_kinds.Repeat(number, words, reverse("industry:prospect", args=[known[0]]))
                )
            elif earlier != number:
                words = _("Samma som rad %(row)s i filen") % {"row": earlier}
                found.append(import_kinds.Repeat(number, words))
        return found


def _plain(choices: Mapping[str, Any]) -> dict[str, Any]:
    """The choices as the database keeps them."""
    return {words: one.value for words, one in choices.items()}


def _listed(numbers: set[str]) -> dict[tuple[str, int, str], tuple[int, str]]:
    """Of the numbers, the workplaces that stand in the list."""
    rows = Prospect.objects.order_by()
    if len(numbers) <= FEW:
        rows = rows.filter(number__in=numbers)
    values = rows.values_list("number", "place_id", "address", "pk", "name")
    return {
        key_of(number, place, address): (pk, name)
        for number, place, address, pk, name in values
        if number in numbers
    }


def _joined(numbers: set[str]) -> dict[tuple[str, int], tuple[int, str]]:
    """(number, municipality) → the company that has joined and has an open workplace there."""
    companies = Company.objects.filter(IN, number__isnull=False)
    rows = Site.objects.filter(closed_at=None, company__in=companies).order_by()
    values = rows.values_list("company__number", "place_id", "company_id", "company__organisation__name")
    return {(number, place): (pk, name) for number, place, pk, name in values if number in numbers}


def _number(cell: Any) -> str:
    text = text_of(cell)
    if not text:
        return ""
    plain = text.replace("-", "")
    if SHAPE.fullmatch(plain) and luhn_holds(plain):
        return plain  # nearly all, and a hundred thousand of them are asked
    try:
        return check_number(text)
    except Refused as refusal:
        raise Wrong(str(refusal)) from refusal


def _personal(text: str) -> str:
    try:
        check_process_only(text)
    except Refused as refusal:
        return str(refusal)
    return ""
