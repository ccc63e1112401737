"""Forms for the report's prose, for comments, and for preparing and returning a version."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 50_000
LONGEST_COMMENT = 4000


class TextForm(forms.Form):
    """The prose of one section. `version` is the one that the text stands on; `base` the one it was begun from, while
    somebody else's changes are still to be put together with it.
    """

    body = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true", "lang": "sv"}),
        help_text=_("En siffra skriver du som {{ kod }}. Då följer värdet och underlaget med."),
    )
    changed = forms.CharField(
        label=_("Vad har du ändrat?"),
        required=False,
        max_length=200,
        help_text=_("Några ord som syns bland avsnittets versioner."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    @property
    def begun_from(self) -> int:
        """The version that the typed text was begun from."""
        base: int | None = self.cleaned_data.get("base")
        version: int = self.cleaned_data["version"]
        return version if base is None else base


class CommentForm(forms.Form):
    """Something to say of a section, or of the paragraph that is quoted."""

    body = forms.CharField(
        label=_("Kommentar"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "sv"}),
    )


class AnswerForm(CommentForm):
    """An answer in a thread."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["body"].label = _("Svar")


class ReturnForm(forms.Form):
    """Why a prepared version is sent back."""

    remark = forms.CharField(
        label=_("Vad behöver ändras?"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "sv"}),
        help_text=_("De som skriver rapporten ser din anmärkning. Siffrorna i versionen gäller inte längre."),
    )


class PrepareForm(forms.Form):
    """The date of the report, and the reason when it corrects one that has been issued."""

    dated = forms.DateField(
        label=_("Rapportens datum"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    reason = forms.CharField(
        label=_("Varför behövs en ny version?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, correction: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if correction:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]


class ArchiveForm(forms.Form):
    """What the archive calls the agreement on the transfer, when there is one."""

    agreement = forms.CharField(
        label=_("Arkivets beteckning på överenskommelsen"),
        required=False,
        max_length=200,
        help_text=_("Den som du och arkivet har kommit överens om. Arkivet hittar den i paketet."),
    )

    def clean_agreement(self) -> str:
        told = " ".join(str(self.cleaned_data["agreement"]).split())
        if not told.isprintable():
            raise forms.ValidationError(
                _("Beteckningen innehåller tecken som inte syns. Skriv in den på nytt.")
            )
        return told
