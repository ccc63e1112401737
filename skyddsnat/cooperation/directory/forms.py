"""What is chosen and filled in on the directory's pages."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation, OrganisationRole, Place, RoleKind
from skyddsnat.cooperation.directory import access
from skyddsnat.cooperation.directory.actions.agreements import AgreementFields
from skyddsnat.cooperation.directory.actions.holders import Holder
from skyddsnat.cooperation.directory.catalogue import language, roles
from skyddsnat.cooperation.directory.languages import LANGUAGES
from skyddsnat.cooperation.models import Agreement, RoleContact
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A date typed or picked as 2014-12-31."""
    return forms.DateField(
        label=label, help_text=help_text, required=required, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-10"}),
        error_messages={"invalid": _("Skriv datumet som år-månad-dag, till exempel 2014-12-31.")},
    )  # fmt: skip


def source_field() -> forms.CharField:
    return forms.CharField(
        label=_("Källa"), max_length=300, help_text=_("Var uppgiften finns: en webbadress, ett brev eller ett samtal.")
    )  # fmt: skip


class StateFilter(forms.Form):
    """How the list of states is narrowed."""

    q = forms.CharField(label=_("Land eller myndighet"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Roll"), required=False)
    only = forms.ChoiceField(
        label=_("Visa"), required=False,
        choices=[("", _("Alla")), ("gaps", _("Där någon saknas")), ("full", _("Där ingen saknas"))],
    )  # fmt: skip
    on = day_field(_("Som det var den"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("Alla roller")), *role_choices(user)]  # type: ignore[attr-defined]


class ContactFilter(forms.Form):
    """How the list of contacts is narrowed."""

    q = forms.CharField(label=_("Land, myndighet eller funktion"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Roll"), required=False)
    old = forms.ChoiceField(
        label=_("Kontrollerad"), required=False,
        choices=[("", _("Alla")), ("old", _("För mer än 12 månader sedan"))],
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("Alla roller")), *role_choices(user)]  # type: ignore[attr-defined]


def role_choices(user: User) -> list[tuple[str, str]]:
    """The kinds of roles that some state has or had, in the order of the catalogue."""
    kinds = RoleKind.objects.in_bulk(
        access.every_role(user).order_by().values_list("kind", flat=True).distinct()
    )
    return [(code, str(kinds[code])) for code in roles() if code in kinds]


class HolderForm(forms.Form):
    """Who holds a role: one of the state's authorities that are there, or a new one."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Ansvarig myndighet"),
        required=False,
        empty_label=_("En ny, som jag skriver nedan"),
    )
    name = forms.CharField(
        label=_("Den nya myndighetens namn"),
        required=False,
        max_length=200,
        help_text=_("På landets eget språk eller på svenska."),
    )
    name_en = forms.CharField(label=_("Namnet på engelska"), required=False, max_length=200)
    valid_from = day_field(
        _("Har rollen från"),
        _("Lämna tomt om dagen inte är känd och ingen annan har rollen."),
        required=False,
    )
    source = source_field()
    checked_on = day_field(_("Kontrollerad den"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, role: OrganisationRole, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert role.place is not None  # noqa: S101 - the directory's roles are states'
        self.fields["organisation"].queryset = access.holders_in(role.place)  # type: ignore[attr-defined]
        self.initial = {"version": role.version, "checked_on": today(), **self.initial}

    def holder(self) -> Holder:
        return Holder(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class EndForm(forms.Form):
    """The last day that somebody held a role."""

    until = day_field(_("Sista dagen"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ContactForm(forms.Form):
    """How a function at the holder of a role is reached. There is no field for a person's name."""

    function = forms.CharField(
        label=_("Funktion"),
        max_length=150,
        help_text=_("Till exempel ”Enheten för internationella ärenden”. Inget personnamn."),
    )
    email = forms.EmailField(
        label=_("E-post"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    phone = forms.RegexField(
        r"^\+?[0-9][0-9 ()/-]{1,38}$", label=_("Telefon"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel", "class": "w-20"}),
        error_messages={"invalid": _("Skriv numret med siffror, till exempel +46 10 223 10 00.")},
    )  # fmt: skip
    web = forms.URLField(label=_("Webbadress"), required=False, assume_scheme="https")
    languages = forms.MultipleChoiceField(
        label=_("Språk"), required=False, choices=list(LANGUAGES.items()), widget=forms.CheckboxSelectMultiple
    )
    source = source_field()
    checked_on = day_field(_("Kontrollerad den"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, contact: RoleContact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if contact is not None:
            self.initial = {name: getattr(contact, name) for name in self.fields}
        else:
            self.initial.setdefault("checked_on", today())

    def entered(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class PlaceChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic when the program runs
    """States by their names in the language of the page."""

    def label_from_instance(self, obj: Place) -> str:
        return obj.name_shown


class AgreementForm(forms.Form):
    """An agreement between authorities in several states."""

    title = forms.CharField(label=_("Rubrik"), max_length=200)
    title_en = forms.CharField(label=_("Rubrik på engelska"), max_length=200, required=False)
    our_party = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Svensk part"), empty_label=_("Välj myndighet")
    )
    states = PlaceChoices(Place.objects.none(), label=_("Länder"), widget=forms.CheckboxSelectMultiple)
    parties = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("Parter i de andra länderna"), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("En myndighet som saknas förs in på landets sida."),
    )  # fmt: skip
    about = forms.CharField(
        label=_("Vad den gäller"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    terms = forms.CharField(
        label=_("Villkoren"), max_length=8_000, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Vem gör vad, hur den sägs upp och vad som händer sedan."),
    )  # fmt: skip
    valid_from = day_field(_("Gäller från"))
    valid_to = day_field(
        _("Gäller till och med"), _("Lämna tomt om den gäller tills vidare."), required=False
    )
    dnr = forms.CharField(label=_("Diarienummer"), max_length=60, required=False)
    source = source_field()
    checked_on = day_field(_("Kontrollerad den"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, agreement: Agreement | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["our_party"].queryset = access.our_parties()
        fields["states"].queryset = access.states_for(user).exclude(code="SE").alphabetical(language())
        fields["parties"].queryset = access.foreign_parties()
        if agreement is not None:
            self.initial = {name: getattr(agreement, name) for name in self.fields}
            self.initial |= {name: list(getattr(agreement, name).all()) for name in ("states", "parties")}
        else:
            self.initial.setdefault("checked_on", today())

    def entered(self) -> AgreementFields:
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return AgreementFields(**told | {name: list(told[name]) for name in ("states", "parties")})


class WhichStateForm(forms.Form):
    """The second step: which state."""

    state = forms.ChoiceField(label=_("Vilket land?"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = access.states_for(user).alphabetical(language())
        names = [(one.code, one.name_shown) for one in rows]
        self.fields["state"].choices = [("", _("Välj land")), *names]  # type: ignore[attr-defined]


def day_of(form: StateFilter) -> datetime.date:
    """The day that the list is shown as of."""
    asked: datetime.date | None = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    return asked or today()
