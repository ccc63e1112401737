"""No text of this room may point a child out: what is found is shown where it stands, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.actors.api import organisations
from skyddsnat.actors.models import Place
from skyddsnat.core.api import Refused
from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.shared.identifying import STOPS, Finding, Sign, identifying

AROUND = 50  # characters shown on each side
INSTEAD = {
    Sign.NUMBER: gettext_lazy("Ett personnummer. Ta bort det. Skriv åldern i stället: ”en flicka, 14 år”."),
    Sign.LIKE_NUMBER: gettext_lazy("Ser ut som ett personnummer. Ta bort det om det är ett."),
    Sign.PHONE: gettext_lazy("Ett telefonnummer. Skriv vem man ringer i stället: ”ungdomsmottagningen”."),
    Sign.EMAIL: gettext_lazy("En e-postadress. Ta bort den."),
    Sign.ADDRESS: gettext_lazy("En adress. Skriv vilken sorts plats det är: ”i ett bostadsområde”."),
    Sign.DATE: gettext_lazy("En exakt dag om ett barn. Skriv ungefär när: ”i våras”."),
    Sign.NAME: gettext_lazy(
        "Det kan vara ett namn. Skriv i stället vem det är: ”en flicka, 14 år”, ”mamman”."
    ),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with the words around it, and what to write instead."""

    before: str
    marked: str
    after: str
    instead: str
    stops: bool


def known_words() -> frozenset[str]:
    """The words of the names of places and organisations, which are no person's."""
    names = list(organisations().order_by().values_list("name", "name_en"))
    names += Place.objects.order_by().values_list("name", "name_en")
    return frozenset(
        word.lower() for pair in names for name in pair for word in re.findall(r"[^\W\d_]+", name)
    )


def found_in(text: str, known: Collection[str] | None = None) -> list[Finding]:
    return identifying(text, known=known_words() if known is None else known)


def check_no_number(*texts: str) -> None:
    """Raise Refused when a text holds a personal number, which nobody can confirm away."""
    if any(one.stops for text in texts for one in identifying(text)):
        raise Refused(_("Texten har ett personnummer. Ta bort det, så går det att skicka."))


def shown_in(text: str, found: list[Finding], *, stopping: Collection[Sign] = STOPS) -> list[Shown]:
    """The findings as they are shown to the one who writes. What is a sign among `stopping` stops the text."""
    return [
        Shown(
            before=_cut(text[max(0, one.start - AROUND) : one.start], front=one.start > AROUND), marked=one.text,
            after=_cut(text[one.end : one.end + AROUND], front=False, back=one.end + AROUND < len(text)),
            instead=str(INSTEAD[one.sign]), stops=one.sign in stopping,
        )
        for one in found
    ]  # fmt: skip


def _cut(text: str, *, front: bool, back: bool = False) -> str:
    """A piece of a text, broken between words where it was cut."""
    words = " ".join(text.split())
    if front and " " in words:
        words = "… " + words.split(" ", 1)[1]
    if back and " " in words:
        words = words.rsplit(" ", 1)[0] + " …"
    left = " " if text[:1].isspace() else ""
    return left + words + (" " if text[-1:].isspace() else "")


class AnonymousForm(forms.Form):
    """A form whose texts may point nobody out. A number stops it; what only may be a name is confirmed once.

    What was confirmed is what was shown: with other words marked it is asked again.
    """

    anonymous: ClassVar[tuple[str, ...]] = ("text",)
    stopping: ClassVar[frozenset[Sign]] = STOPS

    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    confirmed = forms.BooleanField(
        widget=forms.HiddenInput,
        required=False,
        label=gettext_lazy("De markerade orden pekar inte ut något barn"),
    )
    findings: tuple[Shown, ...] = ()

    def order_fields(self, field_order: Any) -> None:
        """The confirmation stands last, beside the button."""
        super().order_fields(field_order)
        for name in ("shown", "confirmed"):
            self.fields[name] = self.fields.pop(name)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        known = known_words()
        found = {name: found_in(values.get(name) or "", known) for name in self.anonymous}
        self.findings = tuple(
            one
            for name in found
            for one in shown_in(values.get(name) or "", found[name], stopping=self.stopping)
        )
        if not self.findings:
            return values
        mark = _mark_of(self.findings)
        if (
            values.get("confirmed")
            and values.get("shown") == mark
            and not any(one.stops for one in self.findings)
        ):
            return values
        for name in self.anonymous:
            stopped = [one for one in found[name] if one.sign in self.stopping]
            if stopped:
                self.add_error(name, self.said_to_stop(stopped))
            elif found[name]:
                self.add_error(
                    name, _("Markerade ord kan peka ut någon. Ändra dem, eller kryssa i att de inte gör det.")
                )
        self._ask(mark)
        return values

    def said_to_stop(self, found: list[Finding]) -> str:
        """What the field says of what nobody can confirm away."""
        return _("Texten har ett personnummer. Ta bort det, så går det att skicka.")

    def _ask(self, mark: str) -> None:
        """Show the box to tick, for the words that are marked now."""
        hidden = {self.add_prefix(name) for name in ("shown", "confirmed")}
        self.data = {name: value for name, value in self.data.items() if name not in hidden}
        self.data[self.add_prefix("shown")] = mark
        if not any(one.stops for one in self.findings):
            self.fields["confirmed"].widget = forms.CheckboxInput()


def _mark_of(findings: tuple[Shown, ...]) -> str:
    return sha256_hex("\n".join(sorted(one.marked for one in findings)).encode())
