"""Fields that the forms of a case share: days, moments, countries and languages by name, handling codes."""

from __future__ import annotations

import re
import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Place
from skyddsnat.cooperation.referrals.kinds import Handling, InfoCode, SourceCode
from skyddsnat.cooperation.referrals.languages import LANGUAGES, language_said
from skyddsnat.mandate.api import ActorField

CODES = ("handling", "source_code", "info_code")
COUNTRY, LANGUAGE = re.compile(r"[A-Z]{2}"), re.compile(r"[a-z]{2,3}")


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A date typed or picked as 2026-12-31."""
    return forms.DateField(
        label=label, help_text=help_text, required=required, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-10"}),
        error_messages={"invalid": gettext_lazy("Skriv datumet som år-månad-dag, till exempel 2026-12-31.")},
    )  # fmt: skip


def moment_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateTimeField:
    """A day and a time in Sweden."""
    return forms.DateTimeField(
        label=label, help_text=help_text, required=required, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", "class": "w-20"}),
        error_messages={
            "invalid": gettext_lazy("Skriv dag och klockslag, till exempel 2026-12-31 14:00.")
        },
    )  # fmt: skip


def text_field(
    label: Any, help_text: Any = "", *, rows: int = 4, longest: int = 4_000, required: bool = True
) -> Any:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def line_field(
    label: Any, help_text: Any = "", *, longest: int = 300, required: bool = True
) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=longest)


def choice_field(
    label: Any, choices: Any, help_text: Any = "", *, required: bool = True
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=choices, required=required, widget=forms.RadioSelect
    )


class AuthorityField(ActorField):
    """An organisation typed by name."""

    unknown = gettext_lazy("Organisationen finns inte i registret. Be samordnaren att lägga till den.")


class NamedCodes(forms.CharField, ABC):
    """Several names with commas between, cleaned to their codes."""

    code: re.Pattern[str]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=300, required=False, widget=forms.TextInput(attrs={"class": "w-20"}), **kwargs
        )

    @abstractmethod
    def names(self) -> dict[str, str]:
        """Code → its name in the page's language."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        names = self.names()
        return ", ".join(names.get(code, code) for code in value)

    def clean(self, value: Any) -> Any:
        typed = [one.strip() for one in (super().clean(value) or "").split(",") if one.strip()]
        return list(dict.fromkeys(self._codes(typed)))

    def _codes(self, typed: Iterable[str]) -> Iterable[str]:
        by_name = {name.casefold(): code for code, name in self.names().items()}
        for one in typed:
            found = by_name.get(one.casefold()) or (one if self.code.fullmatch(one) else None)
            if found is None:
                raise forms.ValidationError(self.unknown(one))
            yield found

    @abstractmethod
    def unknown(self, text: str) -> str:
        """What is said of a text that is no name and no code."""


class Countries(NamedCodes):
    """Countries by name, or by their ISO code."""

    code = COUNTRY

    def names(self) -> dict[str, str]:
        column = "name_en" if get_language() == "en" else "name"
        return dict(Place.objects.states().values_list("code", column))

    def unknown(self, text: str) -> str:
        said = _(
            "”%(text)s” finns inte i listan. Skriv landet som i EU:s lista, eller landskoden, till exempel AL."
        )
        return said % {"text": text}


class Languages(NamedCodes):
    """Languages by name, or by their ISO code."""

    code = LANGUAGE

    def names(self) -> dict[str, str]:
        return {code: language_said(code) for code in LANGUAGES}

    def unknown(self, text: str) -> str:
        said = _(
            "”%(text)s” finns inte i listan. Skriv språket på svenska, eller språkkoden, till exempel ro."
        )
        return said % {"text": text}


class OnceForm(forms.Form):
    """A form with a mark of its own, so that it makes one thing however often it is sent."""

    once = forms.UUIDField(widget=forms.HiddenInput)

    initial: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = uuid.uuid4

    def values(self) -> dict[str, Any]:
        """What was filled in, as the actions take it."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in ("once", *CODES)}
        return {name: "" if value is None and self._is_text(name) else value for name, value in told.items()}

    def _is_text(self, name: str) -> bool:
        return isinstance(self.fields[name], forms.CharField) and not isinstance(
            self.fields[name], ActorField
        )


class HandledForm(OnceForm):
    """A form of something that can be shared: it ends with the codes."""

    handling = forms.ChoiceField(
        label=gettext_lazy("Hur får mottagaren använda uppgiften?"),
        choices=Handling.choices,
        initial=Handling.H2,
        help_text=gettext_lazy("Koderna följer med uppgiften om den delas med en annan myndighet."),
    )
    source_code = forms.ChoiceField(
        label=gettext_lazy("Hur pålitlig är källan?"), choices=SourceCode.choices, initial=SourceCode.X
    )
    info_code = forms.ChoiceField(
        label=gettext_lazy("Hur säker är uppgiften?"), choices=InfoCode.choices, initial=InfoCode.UNKNOWN
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in CODES] + list(CODES))

    def codes(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in CODES}
