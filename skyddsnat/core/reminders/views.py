"""Mina påminnelser: what a person wants to hear of by e-mail."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.access import AuthenticatedRequest, signed_in
from skyddsnat.core.reminders.actions import choose_reminders
from skyddsnat.core.reminders.choices import choice_of
from skyddsnat.core.reminders.forms import ReminderForm, as_typed


def reminder_tabs(current: str) -> list[dict[str, Any]]:
    """The two parts of a person's reminders."""
    parts = [("core:reminders", _("E-post")), ("core:calendar", _("Kalender"))]
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in parts]


@signed_in
def reminders(request: AuthenticatedRequest) -> HttpResponse:
    """Choose which reminders come by e-mail, how long before, or none."""
    form = ReminderForm(request.POST or None, initial=as_typed(choice_of(request.user)))
    if request.method == "POST" and form.is_valid():
        choose_reminders(**form.cleaned_data, by=request.user)
        messages.success(request, _("Påminnelserna är sparade."))
        return redirect("core:reminders")
    context = {"form": form, "tabs": reminder_tabs("core:reminders"), "email": request.user.email}
    return render(request, "core/reminders.html", context)
