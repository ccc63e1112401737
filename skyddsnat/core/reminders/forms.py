"""What a person wants to hear of, and when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import ReminderChoice

WHYS = [
    ("due", _("Det som snart ska vara klart")),
    ("late", _("Det som är försenat")),
    ("waiting", _("Det som väntar på att jag gör något")),
    ("silent", _("Det som varit tyst länge, en gång i veckan")),
]
DISTANCES = [
    (30, _("30 dagar innan")),
    (14, _("14 dagar innan")),
    (7, _("7 dagar innan")),
    (3, _("3 dagar innan")),
    (1, _("Dagen innan")),
    (0, _("Samma dag")),
]


class ReminderForm(forms.Form):
    """One page, one save. Nothing here is shown to anybody else."""

    by_mail = forms.BooleanField(
        label=_("Skicka påminnelser med e-post"),
        required=False,
        help_text=_("Högst ett brev om dagen, och inget brev när inget är nytt."),
    )
    whys = forms.MultipleChoiceField(
        label=_("Vad vill du bli påmind om?"),
        choices=WHYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    distances = forms.TypedMultipleChoiceField(
        label=_("När ska vi påminna om det som snart ska vara klart?"),
        choices=DISTANCES,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kalendern larmar samma dagar, klockan nio."),
    )
    weekly_while_late = forms.BooleanField(
        label=_("Påminn varje vecka så länge något är försenat"), required=False
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("by_mail") and not said.get("whys"):
            self.add_error("whys", _("Välj minst en sak, eller stäng av påminnelserna."))
        if said.get("by_mail") and "due" in said.get("whys", []) and not said.get("distances"):
            self.add_error(
                "distances", _("Välj minst en dag, eller ta bort krysset för det som snart ska vara klart.")
            )
        return said


def as_typed(choice: ReminderChoice) -> dict[str, Any]:
    """A choice as the form shows it."""
    return {
        "by_mail": choice.by_mail,
        "whys": choice.whys,
        "distances": choice.distances,
        "weekly_while_late": choice.weekly_while_late,
    }
