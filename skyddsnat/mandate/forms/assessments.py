"""Forms for the guided assessment: one form a step, and those for follow-up and templates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.models import User
from skyddsnat.mandate import convention
from skyddsnat.mandate.access import possible_responsibles
from skyddsnat.mandate.actions.assessments import Choice
from skyddsnat.mandate.assessment_rules import proposed_follow_up
from skyddsnat.mandate.forms.fields import day_field, text_area
from skyddsnat.mandate.forms.meetings import Colleague, impersonal
from skyddsnat.mandate.guidance import QUESTIONS
from skyddsnat.mandate.models import Activity, AssessmentOption, ChildRightsAssessment
from skyddsnat.shared.dates import today

NO_CHOICE = ("", gettext_lazy("Inte besvarat än"))


class StepForm(forms.Form):
    """One step: its question, and what the step asks for besides. Anything may be left for later."""

    answer = forms.CharField(widget=text_area(10), required=False, max_length=20_000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, step: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        self.fields["answer"].label = str(QUESTIONS[step])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, value in list(data.items()):
            if isinstance(value, str):
                try:
                    impersonal(value)
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return data

    def values(self) -> dict[str, Any]:
        """What `write_assessment` takes for the step."""
        kept = {name: value for name, value in self.cleaned_data.items() if name not in {"answer", "version"}}
        return {self.step: self.cleaned_data["answer"], **kept}


class ListeningForm(StepForm):
    """Whether the children's own views were asked for, and how."""

    asked = forms.ChoiceField(
        label=gettext_lazy("Har barnens egen syn hämtats in?"),
        choices=ChildRightsAssessment.ASKED,
        widget=forms.RadioSelect,
        required=False,
    )
    asked_how = forms.CharField(
        label=gettext_lazy("Hur har den hämtats in?"), widget=text_area(3), required=False, max_length=5000
    )
    asked_said = forms.CharField(
        label=gettext_lazy("Vad har barnen sagt?"),
        widget=text_area(4),
        required=False,
        max_length=5000,
        help_text=gettext_lazy("Med deras ord när det går. Aldrig så att ett barn kan kännas igen."),
    )
    asked_why_not = forms.CharField(
        label=gettext_lazy("Om inte: varför?"), widget=text_area(3), required=False, max_length=5000
    )


class KnowledgeForm(StepForm):
    """Which articles apply, and why: a tick and some own words each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, article in convention.articles().items():
            self.fields[f"article_{code}"] = forms.BooleanField(
                label=article.label, help_text=article.text, required=False
            )
            self.fields[f"why_{code}"] = forms.CharField(
                label=_("Varför gäller %(article)s?") % {"article": article.name.lower()},
                required=False,
                max_length=500,
            )

    def groups(self) -> Iterator[dict[str, Any]]:
        """The basic articles, then the others; each article with its two fields."""
        for basic in (True, False):
            rows: list[dict[str, Any]] = [
                {"article": article, "check": self[f"article_{code}"], "why": self[f"why_{code}"]}
                for code, article in convention.articles().items()
                if article.basic is basic
            ]
            used = any(row["check"].value() or row["check"].errors or row["why"].errors for row in rows)
            yield {"basic": basic, "rows": rows, "open": used}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for code in convention.articles():
            if data.get(f"why_{code}") and not data.get(f"article_{code}"):
                self.add_error(
                    f"article_{code}", _("Kryssa för artikeln om den gäller, eller ta bort texten.")
                )
        return data

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        chosen = {code: data[f"why_{code}"] for code in convention.articles() if data[f"article_{code}"]}
        return {self.step: data["answer"], "articles": chosen}


class WeighingForm(StepForm):
    """For or against the children's best interests, and how they are compensated."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Hur blir beslutet?"),
        choices=ChildRightsAssessment.OUTCOMES,
        widget=forms.RadioSelect,
        required=False,
    )
    measures = forms.CharField(
        label=gettext_lazy("Om det går emot: hur kompenseras barnen?"),
        widget=text_area(4),
        required=False,
        max_length=5000,
    )
    measures_by = Colleague(
        User.objects.none(),
        label=gettext_lazy("Vem ansvarar för att det blir gjort?"),
        required=False,
        empty_label=gettext_lazy("Ingen vald"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        also = self.initial.get("measures_by")
        self.fields["measures_by"].queryset = possible_responsibles(also)  # type: ignore[attr-defined]


class FeedbackForm(StepForm):
    """When to look at how it went."""

    follow_up_on = day_field(
        label=gettext_lazy("När följer ni upp?"),
        required=False,
        help_text=gettext_lazy("Förslaget är ett halvår efter insatsens slut."),
    )


class OptionForm(forms.Form):
    """One way to do it."""

    what = forms.CharField(label=gettext_lazy("Val"), max_length=300, required=False)
    consequence = forms.CharField(
        label=gettext_lazy("Vad det betyder för barnen"), widget=text_area(2), max_length=1000, required=False
    )
    stance = forms.ChoiceField(
        label=gettext_lazy("För eller emot barnets bästa?"),
        choices=[NO_CHOICE, *AssessmentOption.STANCES],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        told = [name for name in ("what", "consequence", "stance") if data.get(name)]
        for name in ("what", "consequence", "stance"):
            if told and name not in told and name not in self.errors:
                self.add_error(name, _("Fyll i alla tre, eller lämna hela raden tom."))
            elif name != "stance" and data.get(name):
                try:
                    impersonal(data[name])
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return data


OptionsForm = forms.formset_factory(OptionForm, extra=2, max_num=20)


def choices_of(rows: Any) -> list[Choice]:
    """The rows that say something."""
    told = [form.cleaned_data for form in rows.forms if form.cleaned_data.get("what")]
    return [Choice(row["what"], row["consequence"], row["stance"]) for row in told]


FORMS: dict[str, type[StepForm]] = {
    "children": StepForm,
    "listening": ListeningForm,
    "knowledge": KnowledgeForm,
    "options": StepForm,
    "weighing": WeighingForm,
    "feedback": FeedbackForm,
}


def step_initial(activity: Activity, step: str) -> dict[str, Any]:
    """What the form of a step starts from."""
    found = activity.assessment
    if found is None:
        start: dict[str, Any] = {"answer": "", "version": 0}
        return start | ({"follow_up_on": proposed_follow_up(activity.ends)} if step == "feedback" else {})
    initial = {"answer": getattr(found, step), "version": found.version}
    for name in ("asked", "asked_how", "asked_said", "asked_why_not", "outcome", "measures", "measures_by"):
        initial[name] = getattr(found, name)
    initial["follow_up_on"] = found.follow_up_on or proposed_follow_up(activity.ends)
    for row in found.articles.all() if step == "knowledge" else ():
        initial |= {f"article_{row.article}": True, f"why_{row.article}": row.why}
    return initial


def options_initial(activity: Activity) -> list[dict[str, str]]:
    found = activity.assessment
    rows = found.choices.all() if found is not None else ()
    return [{"what": row.what, "consequence": row.consequence, "stance": row.stance} for row in rows]


class FollowUpForm(forms.Form):
    """What became of it."""

    done_on = day_field(label=gettext_lazy("När följde ni upp?"))
    found = forms.CharField(
        label=gettext_lazy("Vad visade uppföljningen?"),
        widget=text_area(6),
        max_length=10_000,
        help_text=gettext_lazy("Skriv om grupper av barn, aldrig om ett enskilt barn."),
    )
    next_on = day_field(
        label=gettext_lazy("Följ upp igen den"),
        required=False,
        help_text=gettext_lazy("Lämna tomt om det här var den sista uppföljningen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = today()

    def clean_found(self) -> str:
        return impersonal(self.cleaned_data["found"])


class TemplateForm(forms.Form):
    """What a template is called and what it suits."""

    name = forms.CharField(label=gettext_lazy("Vad ska mallen heta?"), max_length=120)
    suits = forms.CharField(
        label=gettext_lazy("Vad passar den för?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Till exempel utbildning av vuxna som möter barn."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
