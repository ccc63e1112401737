"""What a document holds, for whom, and under which secrecy; and what requires that a case is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.models import Paper, Referral
from skyddsnat.cooperation.papers.secrecy import choices
from skyddsnat.cooperation.referrals.contact import may_contact
from skyddsnat.cooperation.referrals.fields import FIELDS, GROUPS


def recipients_of(referral: Referral) -> QuerySet[Organisation]:
    """Those the case has to do with: the receiver and those who were asked, but not whom the lock forbids."""
    asked = referral.requests.filter(sent_on__isnull=False).values("organisation")
    found = Organisation.objects.filter(Q(pk=referral.receiver_id) | Q(pk__in=asked))
    return found.filter(pk__in=[one.pk for one in found if may_contact(referral, one)]).order_by("name")


class PaperForm(forms.Form):
    """Fields chosen one by one."""

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"] = forms.ModelChoiceField(
            label=_("Vem är handlingen till?"), queryset=recipients_of(referral), required=False,
            empty_label=_("Den egna akten"),
        )  # fmt: skip
        self.fields["language"] = forms.ChoiceField(label=_("Språk"), choices=Paper.Language.choices)
        self.fields["provision"] = forms.ChoiceField(
            label=_("Sekretess enligt"), choices=choices(),
            help_text=_("Står på varje sida. Om uppgiften är hemlig prövas ändå varje gång någon begär den."),
        )  # fmt: skip
        self.fields["fields"] = forms.MultipleChoiceField(
            label=_("Uppgifter i handlingen"), widget=forms.CheckboxSelectMultiple,
            choices=[(one.code, f"{GROUPS[one.group]}: {one.label}") for one in FIELDS], required=False,
            help_text=_(
                "Välj det som mottagaren behöver. Till den egna akten kommer allt med om du inte väljer något."
            ),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Nothing is chosen for another authority beforehand; the own file may have all."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not said.get("fields"):
            if said.get("recipient") is not None:
                self.add_error("fields", _("Välj minst en uppgift."))
            else:
                said["fields"] = [one.code for one in FIELDS]
        return said


class HoldForm(forms.Form):
    """Until when, and what it rests on."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"] = forms.DateField(
            label=_("Ärendet ska finnas kvar till och med"), widget=forms.DateInput(attrs={"type": "date"})
        )
        self.fields["source"] = forms.CharField(
            label=_("Beslut eller lag som kräver det"), max_length=200,
            help_text=_("Till exempel ett beslut med diarienummer. Skriv inget om barnet."),
        )  # fmt: skip
