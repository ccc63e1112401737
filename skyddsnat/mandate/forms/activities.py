"""Forms for activities, and what has to be changed in an assessment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.models import User
from skyddsnat.mandate.access import possible_responsibles
from skyddsnat.mandate.forms.fields import SumField, day_field, text_area
from skyddsnat.mandate.forms.plan import why_field
from skyddsnat.mandate.models import Activity, Aim, Assignment, Clause, TargetGroup
from skyddsnat.mandate.plan.history import has_approved_plan
from skyddsnat.shared.dates import today


class Named(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Check boxes labelled with number or letter and words."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        if isinstance(obj, Clause):
            return f"{obj.number} {obj.title}"
        if isinstance(obj, Activity):
            return f"{obj.number} {obj}"
        return f"{obj.letter} {obj.said}" if isinstance(obj, Aim) else str(obj)


class ActivityForm(forms.Form):
    """The plan of an activity. Cleaned to what `add_activity` and `change_activity` take."""

    title = forms.CharField(
        label=gettext_lazy("Namn på insatsen"),
        max_length=200,
        help_text=gettext_lazy("Kort, så att andra känner igen den."),
    )
    title_en = forms.CharField(label=gettext_lazy("Namn på engelska"), max_length=200, required=False)
    purpose = forms.CharField(
        label=gettext_lazy("Vad ska insatsen leda till?"), widget=text_area(4), max_length=5000
    )
    purpose_en = forms.CharField(
        label=gettext_lazy("Syftet på engelska"), widget=text_area(3), max_length=5000, required=False
    )
    clauses = Named(
        Clause.objects.none(),
        label=gettext_lazy("Vilka meningar i beslutet genomför den?"),
        help_text=gettext_lazy("En insats utan mening visas som lös, så välj minst en."),
        required=False,
    )
    aims = Named(Aim.objects.none(), label=gettext_lazy("Mål"), required=False)
    target_groups = Named(TargetGroup.objects.none(), label=gettext_lazy("Målgrupper"), required=False)
    responsible = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Ansvarig"), empty_label=gettext_lazy("Välj en person")
    )
    starts = day_field(label=gettext_lazy("Börjar"))
    ends = day_field(label=gettext_lazy("Slutar"))
    budget_ore = SumField(label=gettext_lazy("Budget"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, assignment: Assignment, activity: Activity | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "clauses": assignment.clauses.order_by("number"),
            "aims": assignment.aims.order_by("letter"),
            "target_groups": assignment.target_groups.order_by("pk"),
            "responsible": possible_responsibles(activity.responsible if activity else None),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        for name in ("aims", "target_groups"):
            if not choices[name].exists():
                del self.fields[name]
        approved = has_approved_plan(assignment.pk)
        if activity is not None or approved:
            self.fields["why"] = why_field(required=approved)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("Slutet ligger före början. Ändra något av datumen."))
        return data

    def values(self) -> dict[str, Any]:
        """The plan without the hidden version and the reason."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", "why"}}

    @property
    def why(self) -> str:
        """Why the plan is changed; "" when it was not asked."""
        return str(self.cleaned_data.get("why", ""))


def activity_initial(activity: Activity) -> dict[str, Any]:
    """What the form starts from."""
    plain = (
        "title",
        "title_en",
        "purpose",
        "purpose_en",
        "responsible",
        "starts",
        "ends",
        "budget_ore",
        "version",
    )
    linked = ("clauses", "aims", "target_groups")
    return {name: getattr(activity, name) for name in plain} | {
        name: list(getattr(activity, name).all()) for name in linked
    }


class DayForm(forms.Form):
    """The day an activity began or ended."""

    on = day_field(label=gettext_lazy("Datum"))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = label
        self.fields["on"].initial = today()


class RemarkForm(forms.Form):
    """What has to be changed before the assessment can be decided."""

    remark = forms.CharField(label=gettext_lazy("Vad behöver ändras?"), widget=text_area(4), max_length=2000)
