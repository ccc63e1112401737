"""What the directory's pages share: the way back, a page with one form, and how two who write at once are told."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Place
from skyddsnat.cooperation.directory.wording import state_url

type Trail = list[dict[str, Any]]


def start_trail() -> Trail:
    return [{"label": _("Samverkan"), "url": reverse("cooperation:start")}]


def states_trail(state: Place | None = None) -> Trail:
    items = [*start_trail(), {"label": _("Länder"), "url": reverse("cooperation:states")}]
    if state is not None:
        items.append({"label": state.name_shown, "url": state_url(state)})
    return items


def form_page(
    request: HttpRequest, form: Any, *, heading: str, cancel: str, breadcrumb: Trail, lead: str = "", submit: str = "",
    theirs: list[dict[str, Any]] | None = None, more: Any = None,
) -> HttpResponse:  # fmt: skip
    """A page with one form; `theirs` is what somebody else saved meanwhile, `more` a link or buttons below it."""
    context = {
        "form": form,
        "heading": heading,
        "lead": lead,
        "cancel_url": cancel,
        "breadcrumb": breadcrumb,
        "submit": submit,
        "theirs": theirs or [],
        "more": more,
    }
    return render(request, "cooperation/directory/form.html", context)
