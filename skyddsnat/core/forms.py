"""Forms for users and their roles."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import Role, User


class RolesForm(forms.Form):
    """Which roles a user holds."""

    roles = forms.ModelMultipleChoiceField(
        queryset=Role.objects.order_by("code"),
        label=_("Roller"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("En person kan ha flera roller. Utan roll ser personen bara sin startsida."),
    )


class NewUserForm(RolesForm):
    """An account for a new colleague."""

    field_order = ("name", "email", "language", "roles")

    name = forms.CharField(label=_("Namn"), max_length=150)
    email = forms.EmailField(label=_("E-postadress"), help_text=_("Personen loggar in med den."))
    language = forms.ChoiceField(label=_("Språk"), choices=User.LANGUAGES)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Det finns redan ett konto med den e-postadressen."))
        return email
