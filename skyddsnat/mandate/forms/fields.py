"""Fields of the room: days, sums, and actors or places chosen by typing their name."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from skyddsnat.actors.api import find, organisations
from skyddsnat.actors.models import Organisation, Place
from skyddsnat.shared.money import format_kr, parse_kr

LARGEST_ORE = 10**15  # ten thousand milliard kronor: more is a slip of the finger


class SuggestedText(forms.TextInput):
    """A text input with suggestions that need no JavaScript (`<datalist>`)."""

    template_name = "mandate/widgets/suggested.html"
    suggestions: Iterable[str] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        listed = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"]["list"] = listed
        context["suggestions"], context["list_id"] = self.suggestions, listed
        return context


class Suggestions:
    """Names read from the database when the page is drawn, not when the program starts."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows())


def _actor_names() -> list[str]:
    return list(dict.fromkeys(organisations().values_list("name", flat=True)))


def _place_names() -> list[str]:
    column = "name_en" if get_language() == "en" else "name"
    rows = Place.objects.order_by("kind", "code").values_list(column, "code")
    return [f"{name} ({code})" for name, code in rows]


def actor_named(text: str) -> Organisation | None:
    """The organisation that is, or once was, called exactly `text`, or has it as its code."""
    wanted = " ".join(text.split())
    found = Organisation.objects.filter(
        Q(code=wanted) | Q(names__name__iexact=wanted) | Q(names__name_en__iexact=wanted)
    )
    return found.order_by("-name", "pk").first() if wanted else None


class ActorField(forms.CharField):
    """An organisation of the register, typed by name; cleaned to the Organisation, or None when left empty."""

    unknown: Any = gettext_lazy("Lägg till organisationen under Aktörer först.")

    def __init__(self, **kwargs: Any) -> None:
        widget = SuggestedText(attrs={"class": "w-20", "autocomplete": "off"})
        widget.suggestions = Suggestions(_actor_names)
        super().__init__(widget=widget, max_length=200, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = actor_named(text)
        if found is None:
            near = ", ".join(row.name for row in find(text, limit=3))
            message = _("”%(text)s” finns inte bland aktörerna.") % {"text": text}
            more = _("Menar du: %(near)s?") % {"near": near} if near else self.unknown
            raise forms.ValidationError(f"{message} {more}")
        return found


class PlaceField(forms.CharField):
    """A county, municipality or state, typed by name or code; cleaned to the Place, or None when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        widget = SuggestedText(attrs={"class": "w-20", "autocomplete": "off"})
        widget.suggestions = Suggestions(_place_names)
        super().__init__(widget=widget, max_length=120, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.name} ({value.code})" if isinstance(value, Place) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        name, _bracket, code = text.rpartition("(")
        code = code.rstrip(")").strip()
        places = Place.objects.defer("geometry")
        found = places.filter(code=code).first() if name else None
        if found is None:
            named = list(places.filter(Q(name__iexact=text) | Q(name_en__iexact=text) | Q(code=text))[:2])
            found = named[0] if len(named) == 1 else None
        if found is None:
            raise forms.ValidationError(
                _("”%(text)s” finns inte bland län, kommuner och länder. Välj ur listan.") % {"text": text}
            )
        return found


class SumField(forms.CharField):
    """A sum of money as people write it; cleaned to öre (int)."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "w-10 figures", "inputmode": "decimal", "data-suffix": "kr"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=40, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return format_kr(value).removesuffix("\u00a0kr") if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return 0
        try:
            ore = parse_kr(text)
        except ValueError as error:
            raise forms.ValidationError(
                _("Skriv summan i kronor, till exempel 120 000 eller 1 234,50.")
            ) from error
        if not 0 <= ore <= LARGEST_ORE:
            raise forms.ValidationError(
                _("Summan kan inte vara negativ eller större än tio tusen miljarder kronor.")
            )
        return ore


def day_field(
    *, label: Any, help_text: Any = "", required: bool = True, initial: Any = None
) -> forms.DateField:
    """A date typed or picked as 2014-12-31."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        initial=initial,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-10"}),
        error_messages={"invalid": gettext_lazy("Skriv datumet som år-månad-dag, till exempel 2014-12-31.")},
    )


class ActivityField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """An activity of any assignment, by its number and name and the assignment it belongs to."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} {obj} ({obj.assignment.dnr or obj.assignment})"


def text_area(rows: int = 5, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


def first_of(day: datetime.date) -> datetime.date:
    return day.replace(day=1)


class DaysField(forms.CharField):
    """Days, one a line as 2014-12-31; cleaned to a list of ISO dates in order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=text_area(3, **{"class": "w-20"}), max_length=2000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Any:
        days = []
        for line in super().clean(value).split():
            try:
                days.append(datetime.date.fromisoformat(line.strip(",;")))
            except ValueError as error:
                raise forms.ValidationError(
                    _("”%(day)s” är inget datum. Skriv ett på varje rad, till exempel 2014-12-31.")
                    % {"day": line}
                ) from error
        return [day.isoformat() for day in sorted(set(days))]
