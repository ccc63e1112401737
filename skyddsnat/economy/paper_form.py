"""What people say about a paper behind a voucher."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.economy.actions import Paper
from skyddsnat.economy.filetypes import LARGEST, media_type_of
from skyddsnat.economy.forms import InTheBooks, KrField
from skyddsnat.economy.hours import HoursFaulty, Worked, read_hours
from skyddsnat.economy.models import Attachment, Voucher, VoucherLine


class PaperForm(forms.Form):
    """One form with the fields that the kind of paper has."""

    def __init__(
        self, *args: Any, kind: str, voucher: Voucher, rows: Any, numbers: list[int], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.kind, self.numbers, self.year = kind, numbers, voucher.assignment.year
        if kind == Attachment.INVOICE:
            self._invoice()
        elif kind == Attachment.HOURS:
            self._hours()
        else:
            self.fields["note"] = forms.CharField(
                label=_("Vad är det för underlag?"), max_length=300, required=False
            )
            self.fields["amount"] = KrField(label=_("Belopp"), required=False)
        self.fields["file"] = forms.FileField(
            label=_("Fil"),
            required=False,
            help_text=_(
                "PDF, PNG eller JPEG, högst 10 MB. Vad filen är avgörs av innehållet, inte av namnet."
            ),
            widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
            error_messages={"empty": _("Filen är tom. Välj en annan fil.")},
        )
        if len(rows) > 1:
            self.fields["row"] = RowField(
                queryset=voucher.lines.filter(pk__in=[row.pk for row in rows]),
                label=_("Vilken rad gäller det?"),
                required=False,
                empty_label=_("Hela verifikationen"),
                widget=InTheBooks,
            )

    def _invoice(self) -> None:
        day = {"type": "date", "class": "w-10"}
        self.fields["supplier"] = forms.CharField(
            label=_("Leverantör"),
            max_length=200,
            error_messages={"required": _("Skriv vem som har skickat fakturan.")},
        )
        self.fields["invoice_number"] = forms.CharField(
            label=_("Fakturanummer"),
            max_length=60,
            widget=forms.TextInput(attrs={"class": "w-10"}),
            error_messages={"required": _("Skriv fakturans nummer.")},
        )
        self.fields["dated"] = forms.DateField(
            label=_("Fakturans datum"),
            widget=forms.DateInput(format="%Y-%m-%d", attrs=day),
            error_messages={"required": _("Ange fakturans datum.")},
        )
        self.fields["due"] = forms.DateField(
            label=_("Förfaller"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=day)
        )
        self.fields["amount"] = KrField(
            label=_("Belopp"),
            help_text=_("Så mycket av fakturan som är bokfört som kostnad."),
            error_messages={"required": _("Skriv fakturans belopp.")},
        )

    def _hours(self) -> None:
        self.fields["hours"] = forms.CharField(
            label=_("Timmar"),
            help_text=_(
                "En rad för varje dag eller månad: vem; dag eller månad; timmar; insats; timpris. "
                "Skriv en roll eller ett namn. Du kan klistra in rader från ett kalkylblad. "
                "Till exempel: Utredare; 2014-03; 38,5; 1; 412"
            ),
            widget=forms.Textarea(attrs={"rows": 8, "class": "code", "spellcheck": "false"}),
            error_messages={"required": _("Skriv minst en rad med vem, när, timmar, insats och timpris.")},
        )
        self.fields["note"] = forms.CharField(label=_("Anmärkning"), max_length=300, required=False)

    def clean_hours(self) -> list[Worked]:
        try:
            return read_hours(self.cleaned_data["hours"], activities=self.numbers, year=self.year)
        except HoursFaulty as faulty:
            raise forms.ValidationError(faulty.faults) from faulty

    def clean_file(self) -> Any:
        """The bytes decide; a file that is too large is not read at all."""
        file = self.cleaned_data.get("file")
        if not file:
            return None
        if file.size > LARGEST:
            raise forms.ValidationError(_("Filen är större än 10 MB. Spara den mindre, eller dela upp den."))
        content = file.read()
        try:
            media_type_of(content)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return content, file.name

    def clean(self) -> dict[str, Any]:
        """A browser lets go of the chosen file when a form comes back, so it is said."""
        values = super().clean() or {}
        if self.errors and self.files:
            self.add_error("file", _("Välj filen igen när du har rättat resten."))
        return values

    def paper(self) -> Paper:
        values = self.cleaned_data
        content, name = values.get("file") or (None, "")
        return Paper(
            kind=self.kind,
            supplier=values.get("supplier", ""),
            invoice_number=values.get("invoice_number", ""),
            dated=values.get("dated"),
            due=values.get("due"),
            amount_ore=values.get("amount"),
            note=values.get("note", ""),
            hours=values.get("hours", ()),
            content=content,
            file_name=name,
        )

    def row(self) -> VoucherLine | None:
        found: VoucherLine | None = self.cleaned_data.get("row")
        return found


class RowField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when the program runs
    """A cost row of the voucher."""

    def label_from_instance(self, obj: VoucherLine) -> str:
        return f"{obj.position}. {obj.account}"
