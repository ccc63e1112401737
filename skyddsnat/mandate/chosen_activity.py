"""The one activity that something of another room is counted on: a row with it, and the page where it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, keep_form, record
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Activity


@transaction.atomic
def choose_activity[Row: models.Model](
    row: type[Row],
    *,
    activity: Activity | None,
    version: int,
    possible: QuerySet[Activity],
    verb: str,
    by: User,
) -> Row:
    """Keep the choice in the table's only row (`activity`, `version`); None puts the counting off.

    Raises ChangedMeanwhile when somebody has chosen since `version`, Refused for an activity that is not possible.
    """
    row._default_manager.get_or_create()
    current: Any = row._default_manager.select_for_update().get()
    if current.version != version:
        raise ChangedMeanwhile(current)
    if activity is not None and not possible.filter(pk=activity.pk).exists():
        raise Refused(_("Insatsen finns inte bland dem du kan välja. Välj en annan."))
    if current.activity_id != (activity.pk if activity else None):
        current.activity = activity
        current.version += 1
        current.save(update_fields=["activity", "version"])
        record(by, verb, current, activity=current.activity_id)
    chosen: Row = current
    return chosen


class ActivityChoice(NamedTuple):
    """What the page says: its template, what becomes of the choice, that it is saved, and the page it belongs to."""

    template: str
    hint: str
    saved: str
    back_label: str
    back_url: str


class ChosenActivityForm(forms.Form):
    """Cleaned to what the room's own verb takes."""

    activity = forms.ModelChoiceField(
        label=gettext_lazy("Insats"), queryset=Activity.objects.none(), required=False,
        empty_label=gettext_lazy("Ingen insats än"),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, activities: QuerySet[Activity], hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["activity"]
        field.queryset, field.help_text = activities, hint


def chosen_activity_page(
    request: AuthenticatedRequest,
    choice: ActivityChoice,
    *,
    current: Any,
    possible: QuerySet[Activity],
    save: Callable[..., object],
) -> HttpResponse:
    """Choose it by `save(by=, activity=, version=)`; the second of two editors is shown what the first one saved."""
    form = ChosenActivityForm(
        request.POST or None,
        activities=possible,
        hint=choice.hint,
        initial={"activity": current.activity_id, "version": current.version},
    )
    theirs: list[dict[str, str]] = []
    if form.is_valid():
        try:
            save(by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as conflict:
            theirs = [{"label": _("Insats"), "value": str(conflict.current.activity or _("Ingen insats än"))}]
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, choice.saved)
            return redirect(choice.back_url)
    context = {
        "form": form,
        "theirs": theirs,
        "cancel_url": choice.back_url,
        "breadcrumb": [{"label": choice.back_label, "url": choice.back_url}],
    }
    return render(request, choice.template, context, status=422 if form.errors else 200)
