"""Forms of the decision's page: what a sentence is, and which activities carry it out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.mandate.forms.fields import text_area
from skyddsnat.mandate.models import Activity, Assignment, Clause, HandledSentence

REQUIREMENT = "requirement"


class _Task(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Labelled with number and heading."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} {obj.title}"


class _Activities(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Check boxes labelled with number and title."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} {obj}"


class SentenceForm(forms.Form):
    """What a sentence that nobody has tied to anything is."""

    what = forms.ChoiceField(
        label=gettext_lazy("Vad är meningen?"),
        choices=[
            *HandledSentence.HANDLINGS,
            (REQUIREMENT, gettext_lazy("Ett krav på hur vi ska arbeta")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vad meningen är.")},
    )
    why = forms.CharField(
        label=gettext_lazy("Varför?"),
        help_text=gettext_lazy("Skriv så att den som läser om ett år förstår. Behövs inte för ett krav."),
        max_length=500,
        required=False,
        widget=text_area(3),
    )
    clause = _Task(
        Clause.objects.none(),
        label=gettext_lazy("Vilket deluppdrag gäller kravet?"),
        required=False,
        empty_label=gettext_lazy("Hela uppdraget"),
    )

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["clause"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = assignment.clauses.filter(kind=Clause.TASK).order_by("number")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("what") not in (None, REQUIREMENT) and not data.get("why", "").strip():
            self.add_error("why", _("Skriv varför meningen inte ålägger oss något."))
        return data


class ClauseActivitiesForm(forms.Form):
    """Which of the plan's activities carry out a clause. `seen` holds those that were chosen when the page opened."""

    activities = _Activities(Activity.objects.none(), label=gettext_lazy("Insatser"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, clause: Clause, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["activities"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = clause.assignment.activities.order_by("number")

    def clean_seen(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["seen"].split(",") if pk.isdecimal() and len(pk) < 19]
