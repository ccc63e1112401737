"""Forms for ordering, delivering and recalling editions."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import User
from skyddsnat.industry.jobs import JOBS_IN, Job
from skyddsnat.industry.kits.access import possible_sites
from skyddsnat.industry.kits.rules import MOST_COPIES
from skyddsnat.industry.models import Edition, Site
from skyddsnat.mandate.api import ActivityField, activities_to_choose
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.languages import AT_WORK


class SiteField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A workplace by its company and name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.company}: {obj} ({obj.get_sector_display()})"


class OrderForm(forms.Form):
    """What is asked of everybody who orders."""

    job = forms.ChoiceField(
        label=_("För vilket arbete?"),
        choices=[("", _("Inget särskilt")), *Job.choices],
        required=False,
        help_text=_("Checklistor och kort görs för ett arbete."),
    )
    language = forms.ChoiceField(label=_("På vilket språk?"), choices=[*AT_WORK.items()])
    copies = forms.IntegerField(
        label=_("Hur många?"),
        min_value=1,
        max_value=MOST_COPIES,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "w-5"}),
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class EditionForm(OrderForm):
    """Cleaned to what `order_edition` takes."""

    field_order = ("site", "form")

    site = SiteField(Site.objects.none(), label=_("Vilken arbetsplats?"), empty_label=_("Välj arbetsplats"))
    form = forms.ChoiceField(label=_("Vad ska tryckas?"), choices=Edition.Form.choices)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = possible_sites(user)  # type: ignore[attr-defined]


class OwnSiteField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """One of a company's own workplaces."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.get_sector_display()})"


class OwnEditionForm(OrderForm):
    """Cleaned to what `order_own_edition` takes."""

    field_order = ("site", "form", "job", "language", "copies", "way")

    site = OwnSiteField(
        Site.objects.none(), label=_("Vilken arbetsplats?"), empty_label=_("Välj arbetsplats")
    )
    form = forms.ChoiceField(label=_("Vad behöver ni?"), choices=Edition.Form.choices)
    way = forms.ChoiceField(
        label=_("Vem trycker?"),
        choices=[
            (Edition.Way.PRINTS, _("Vi skriver ut själva, på en gång")),
            (Edition.Way.ASKS, _("Skicka tryckta exemplar till oss")),
        ],
        initial=Edition.Way.PRINTS,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        there = {job for site in sites for job in JOBS_IN[site.sector]}
        jobs = [(job.value, job.label) for job in Job if job in there]
        self.fields["job"].choices = [("", _("Inget särskilt")), *jobs]  # type: ignore[attr-defined]
        if len(sites) == 1:
            self.fields["site"].empty_label = None  # type: ignore[attr-defined]


class DeliveryForm(forms.Form):
    """Cleaned to what `deliver_edition` takes."""

    day = forms.DateField(
        label=_("Vilken dag lämnades den?"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-10"}),
        error_messages={"invalid": _("Skriv datumet som år-månad-dag, till exempel 2014-12-31.")},
    )
    activity = ActivityField(
        Activity.objects.none(),
        label=_("Underlag på vilken insats?"),
        required=False,
        empty_label=_("Ingen insats"),
        help_text=_("Lämnade checklistor kan bli underlag i liggaren, lika många som antalet."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if edition.form == Edition.Form.CHECKLIST:
            self.fields["activity"].queryset = activities_to_choose(user)  # type: ignore[attr-defined]
        else:
            del self.fields["activity"]


class RecallForm(forms.Form):
    """Cleaned to what `recall_edition` takes."""

    why = forms.CharField(
        label=_("Varför ska den bort?"),
        max_length=300,
        help_text=_("Arbetsplatsen får läsa det. Till exempel: Numret till polisen har ändrats."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
