"""Forms for the plan: moving an activity, what it waits for, reasons, and narrowing the history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.models import User
from skyddsnat.mandate.forms.fields import day_field, text_area
from skyddsnat.mandate.models import Activity, Assignment, Obligation
from skyddsnat.mandate.plan.history import has_approved_plan
from skyddsnat.mandate.plan.rules import WHY_LONGEST


def why_field(*, required: bool) -> forms.CharField:
    """Why the plan is changed: a must once it has been approved."""
    return forms.CharField(
        label=gettext_lazy("Varför?"),
        required=required,
        max_length=WHY_LONGEST,
        widget=text_area(2),
        help_text=gettext_lazy("Planen är godkänd, så skälet behövs. Det står kvar i historiken.")
        if required
        else gettext_lazy("Skälet står kvar i historiken."),
        error_messages={"required": gettext_lazy("Planen är godkänd. Skriv varför den ändras.")},
    )


class WhyForm(forms.Form):
    """Only the reason."""

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"] = why_field(required=has_approved_plan(assignment.pk))


class MoveForm(WhyForm):
    """A new period for an activity."""

    starts = day_field(label=gettext_lazy("Börjar"))
    ends = day_field(label=gettext_lazy("Slutar"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("Slutet ligger före början. Ändra något av datumen."))
        return data


class _ActivityChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} {obj}"


class DependencyForm(WhyForm):
    """What an activity waits for, or what it must be done before."""

    after = _ActivityChoice(
        Activity.objects.none(),
        label=gettext_lazy("Insatsen kan inte börja förrän den här är klar"),
        required=False,
        empty_label=gettext_lazy("Välj en insats"),
    )
    before = forms.ModelChoiceField(
        Obligation.objects.none(),
        label=gettext_lazy("Insatsen ska vara klar före"),
        required=False,
        empty_label=gettext_lazy("Välj en skyldighet"),
    )

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, assignment=activity.assignment, **kwargs)
        others = activity.assignment.activities.exclude(pk=activity.pk).exclude(awaited_by__activity=activity)
        self.fields["after"].queryset = others.order_by("number")  # type: ignore[attr-defined]
        owed = activity.assignment.obligations.exclude(awaits__activity=activity)
        self.fields["before"].queryset = owed.order_by("due", "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("after") and not data.get("before"):
            self.add_error("after", _("Välj en insats att vänta på, eller en skyldighet att bli klar före."))
        return data


class _OwnWords(forms.Select):
    """A list of choices, those in `swedish` marked as Swedish for who reads in another language."""

    swedish: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.swedish:
            option["attrs"]["lang"] = "sv"
        return option


class ChangeFilter(forms.Form):
    """Which changes to show."""

    activity = forms.ChoiceField(label=gettext_lazy("Insats"), required=False, widget=_OwnWords)
    person = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Vem"), required=False, empty_label=gettext_lazy("Alla")
    )
    since = day_field(label=gettext_lazy("Från och med"), required=False)
    until = day_field(label=gettext_lazy("Till och med"), required=False)

    def __init__(
        self,
        *args: Any,
        activities: list[tuple[str, str]],
        swedish: Iterable[str],
        people: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].choices = [("", _("Alla")), *activities]  # type: ignore[attr-defined]
        self.fields["activity"].widget.swedish = frozenset(swedish)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class SendForm(forms.Form):
    """Why a new version of the plan is sent."""

    reason = forms.CharField(
        label=gettext_lazy("Varför behövs en ny version?"), max_length=WHY_LONGEST, widget=text_area(3)
    )


class ActivityFilter(forms.Form):
    """Which activities to list."""

    clause = forms.ChoiceField(label=gettext_lazy("Deluppdrag"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("Läge"), required=False)
    responsible = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Ansvarig"), required=False, empty_label=gettext_lazy("Alla")
    )

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clauses = [(row.number, f"{row.number} {row.title}") for row in assignment.clauses.order_by("number")]
        self.fields["clause"].choices = [("", _("Alla")), *clauses]  # type: ignore[attr-defined]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("Alla")),
            ("planned", _("Planerad")),
            ("started", _("Pågår")),
            ("finished", _("Avslutad")),
            ("late", _("Försenad")),
        ]
        people = User.objects.filter(activities__assignment=assignment).distinct().order_by("name", "pk")
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]
