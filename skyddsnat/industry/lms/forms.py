"""What a company's contact chooses: a package, and a key for a platform."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skyddsnat.industry.jobs import Job
from skyddsnat.industry.lms.kinds import PackageKind
from skyddsnat.shared.languages import AT_WORK


class PackageForm(forms.Form):
    """Which package. Several lessons come as one file to unpack first."""

    kind = forms.ChoiceField(
        label=_("Vad tar er lärplattform emot?"), choices=PackageKind.choices, widget=forms.RadioSelect,
        help_text=_("Den som sköter plattformen vet. Välj cmi5 om den kan det, annars SCORM 2004, annars SCORM 1.2."),
    )  # fmt: skip
    jobs = forms.MultipleChoiceField(
        label=_("Vilka arbeten?"), widget=forms.CheckboxSelectMultiple,
        help_text=_("En lektion för varje arbete. Väljer du flera ligger paketen i en fil som du packar upp först."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Språk"), widget=forms.Select(attrs={"class": "w-20"}))

    def __init__(self, *args: Any, jobs: list[Job], languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["jobs"]
        asked.choices = [(job.value, job.label) for job in jobs]
        said: Any = self.fields["language"]
        said.choices = [(code, AT_WORK[code]) for code in languages]


class TokenForm(forms.Form):
    """The name of a platform that is to hand in completions."""

    name = forms.CharField(
        label=_("Vilken lärplattform är nyckeln till?"), max_length=60,
        help_text=_("Plattformens namn räcker. Varje plattform har en egen nyckel."),
        widget=forms.TextInput(attrs={"class": "w-20", "autocomplete": "off"}),
    )  # fmt: skip
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"once": uuid.uuid4()})
        super().__init__(*args, **kwargs)
