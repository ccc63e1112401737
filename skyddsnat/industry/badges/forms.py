"""Forms of badges: making one, checking one, and revoking one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skyddsnat.industry.badges.checking import LARGEST
from skyddsnat.industry.badges.rules import LONGEST_NAME
from skyddsnat.industry.models import Badge

TOO_LARGE = _("Det är för stort för att vara ett intyg. Välj filen som slutar på .jwt.")


class ClaimForm(forms.Form):
    """The name on the badge, if any."""

    name = forms.CharField(
        label=_("Namn på intyget"), max_length=LONGEST_NAME, required=False,
        help_text=_("Om du vill. Vi sparar inte namnet. Utan namn går det bara att se vad intyget visar."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip


class CheckForm(forms.Form):
    """A badge's file or its text, and a name to hold beside it. Cleaned to `text` and `name`."""

    file = forms.FileField(
        label=_("Intygets fil"), required=False, help_text=_("Filen slutar på .jwt."),
        widget=forms.FileInput(attrs={"accept": ".jwt,.jws,.json,.txt"}),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Eller klistra in texten i filen"), required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Namnet som ska stå på intyget"), required=False, max_length=LONGEST_NAME,
        help_text=_("Om du vill veta att intyget hör till den som visar det. Skriv namnet precis som på intyget."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, of_company: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_company:  # which names itself
            del self.fields["name"]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        return text

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if file:
            try:
                cleaned["text"] = file.read(LARGEST + 1).decode()
            except UnicodeDecodeError:
                self.add_error("file", _("Filen är inget intyg. Välj filen som slutar på .jwt."))
        elif not text.strip() and not self.errors:
            self.add_error("file", _("Välj intygets fil, eller klistra in texten i den."))
        return cleaned


class HeldForm(forms.Form):
    """The file that a page has just handed out, sent back to be downloaded or printed."""

    text = forms.CharField(max_length=LARGEST, widget=forms.HiddenInput)
    name = forms.CharField(max_length=LONGEST_NAME, required=False, widget=forms.HiddenInput)


class UpdateForm(forms.Form):
    """At which workplace the lesson is taken; the file comes with the page, and goes with it."""

    text = forms.CharField(max_length=LARGEST, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Arbetsplatsens kod"), max_length=12,
        help_text=_("Sex bokstäver och siffror. Koden står på affischen. Annars har din chef den."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "w-10"}),
        error_messages={"required": _("Skriv arbetsplatsens kod.")},
    )  # fmt: skip

    def no_such_code(self) -> str:
        return gettext("Ingen arbetsplats har den koden. Se efter att den är rätt, eller fråga din chef.")

    def no_such_job(self, job: str) -> str:
        said = gettext(
            "Lektionen finns inte på den arbetsplatsen. Ta koden till en där man arbetar med: %(job)s."
        )
        return said % {"job": job}


class RevokeForm(forms.Form):
    """Why a badge is revoked."""

    reason = forms.ChoiceField(
        label=_("Varför återkallas intyget?"), choices=Badge.Reason.choices, widget=forms.RadioSelect,
        help_text=_("Skälet syns för den som kontrollerar intyget."),
        error_messages={"required": _("Välj varför intyget återkallas.")},
    )  # fmt: skip


class NumberForm(forms.Form):
    """Which badge."""

    number = forms.UUIDField(
        label=_("Intygets nummer"), help_text=_("Det står på intyget och sist i adressen till dess sida."),
        error_messages={"invalid": _("Numret har 32 siffror och bokstäver. Kontrollera att hela kom med.")},
    )  # fmt: skip
