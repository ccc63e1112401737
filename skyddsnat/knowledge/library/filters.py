"""What a reader chooses in the library. Words are searched for in the room's search: they stand in no address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from skyddsnat.knowledge.models import Audience, Kind, Level

ALL = [("", _("Alla"))]


class FilterForm(forms.Form):
    audience = forms.ChoiceField(label=_("För vem"), required=False, choices=[*ALL, *Audience.choices])
    kind = forms.ChoiceField(label=_("Slag"), required=False, choices=[*ALL, *Kind.choices])
    level = forms.ChoiceField(label=_("Hur väl prövat"), required=False, choices=[*ALL, *Level.choices])
