"""What an editor writes: the whole rule file, in the page or as a file of its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.guidance.law.api import MAX_BYTES


class LawRulesForm(forms.Form):
    """The file chosen, when there is one, stands for the text. `content` is then its bytes, read once."""

    note = forms.CharField(
        label=gettext_lazy("Vad ändras, och varför?"),
        max_length=500,
        help_text=gettext_lazy("Till exempel: 6 kap. 9 § ändrad från 1 juli 2026, SFS 2026:123."),
    )
    file = forms.FileField(
        label=gettext_lazy("En fil i stället för texten"),
        required=False,
        help_text=gettext_lazy("En YAML-fil sparad som UTF-8. Det som står i den ersätter texten nedanför."),
    )
    text = forms.CharField(
        label=gettext_lazy("Reglerna"),
        error_messages={"required": gettext_lazy("Skriv reglerna, eller välj en fil.")},
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 30, "class": "law-text", "spellcheck": "false", "lang": "sv", "wrap": "off"}
        ),
    )
    saves = forms.IntegerField(required=False, widget=forms.HiddenInput)
    follows = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].required = "file" not in self.files

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(_("Filen är för stor för att vara en regelfil. Välj en annan fil."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("file")
        if file is not None:
            cleaned["text"] = self._decoded(file.read())
        text = cleaned.get("text")
        if text is not None:
            cleaned["text"] = text.replace("\r\n", "\n")
            if "\0" in text:
                self.add_error("file" if file else "text", _("Texten innehåller tecken som inte kan sparas."))
        return cleaned

    def _decoded(self, content: bytes) -> str | None:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            self.add_error(
                "file",
                _("Filen är inte sparad som UTF-8 (rad %(line)s). Spara den som UTF-8 och välj den igen.")
                % {"line": line},
            )
            return None
