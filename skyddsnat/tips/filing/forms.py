"""The form that takes a proof to check."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from skyddsnat.tips.filing.proofs import LONGEST

NOT_OURS = _(
    "Det här är inget bevis från oss. Kontrollera att hela texten är med, från första till sista tecknet."
)


class ProofForm(forms.Form):
    """A proof, pasted."""

    proof = forms.CharField(
        label=_("Beviset"), max_length=LONGEST,
        help_text=_("Klistra in hela texten. Den börjar med eyJ och har två punkter."),
        error_messages={"required": _("Klistra in texten i beviset."), "max_length": NOT_OURS},
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
    )  # fmt: skip
