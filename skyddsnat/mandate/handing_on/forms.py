"""To whom, and until when."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import Refused
from skyddsnat.mandate.forms.fields import ActorField
from skyddsnat.mandate.handing_on.rules import check_until
from skyddsnat.shared.dates import today


class ConsentForm(forms.Form):
    """The authority that takes over, and the last day on which the yes may be used."""

    successor = ActorField(
        label=gettext_lazy("Myndigheten som tar över"),
        help_text=gettext_lazy("Ett ja gäller bara den. Den ska finnas bland aktörerna."),
    )
    until = forms.DateField(
        label=gettext_lazy("Gäller till och med"),
        help_text=gettext_lazy("Högst ett år. Efter den dagen följer ingenting med."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_until(self) -> datetime.date:
        until: datetime.date = self.cleaned_data["until"]
        try:
            check_until(until, today())
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return until

    def as_hidden(self) -> dict[str, Any]:
        """What was filled in, to be sent once more from the page where it is checked."""
        told = self.cleaned_data
        return {"successor": told["successor"].code, "until": told["until"].isoformat(), "sure": "1"}
