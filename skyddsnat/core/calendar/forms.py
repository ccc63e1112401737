"""What is in a person's calendar, and a password for a device."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

KINDS = [
    ("obligation", _("Det som ska lämnas")),
    ("activity", _("När insatser börjar och slutar")),
    ("follow_up", _("Uppföljningar av det vi kommit överens om")),
    ("assessment", _("Uppföljningar av prövningar av barnets bästa")),
]


class CalendarForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label=_("Vad ska kalendern visa?"),
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class CalendarKeyForm(forms.Form):
    name = forms.CharField(
        label=_("Vilken enhet är lösenordet till?"),
        max_length=60,
        help_text=_("Till exempel ”Min telefon”. Varje enhet har sitt eget lösenord."),
        widget=forms.TextInput(attrs={"class": "w-20", "autocomplete": "off"}),
    )
