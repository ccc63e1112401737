"""The staff's pages for printed matter: what is out there, ordering, delivering, recalling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    Refused,
    keep_form,
    render_lists,
    requires,
)
from skyddsnat.industry.access import READ, WRITE
from skyddsnat.industry.kits import actions, parts
from skyddsnat.industry.kits.access import editions_for, recalled_for
from skyddsnat.industry.kits.forms import DeliveryForm, EditionForm, RecallForm
from skyddsnat.industry.kits.own import confirm_removed, undo_removed
from skyddsnat.industry.kits.printing import is_outdated, printed, today_says
from skyddsnat.industry.kits.rules import is_out
from skyddsnat.industry.models import Edition
from skyddsnat.shared.dates import today

A_PAGE = 50


@requires(READ)
def editions(request: AuthenticatedRequest) -> HttpResponseBase:
    """Everything that has been printed, the latest first."""
    found = editions_for(request.user)
    may_write = request.user.may(WRITE)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    table = parts.editions_table(page, may_write=may_write)
    table["every_row"] = lambda: parts.editions_table(found, may_write=may_write)["rows"]
    context = {"table": table, "page": page, "may_write": may_write and bool(page.object_list)}
    return render_lists(request, "industry/kits/editions.html", context)


@requires(READ)
def recalled(request: AuthenticatedRequest) -> HttpResponseBase:
    """What is recalled, and which workplaces have said that it is gone."""
    found = recalled_for(request.user)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    table = parts.recalled_table(page)
    table["every_row"] = lambda: parts.recalled_table(found)["rows"]
    context = {"table": table, "page": page, "breadcrumb": trail()}
    return render_lists(request, "industry/kits/recalled.html", context)


@requires(READ)
def edition(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One edition: what it is, where it is, and what can be done with it."""
    found, now = the_edition(request, pk), today_says()
    context = {
        "edition": found,
        "facts": parts.edition_facts(found, now),
        "outdated": found.recalled_at is None and is_outdated(found, now),
        "may_write": request.user.may(WRITE),
        "seen": {"version": found.version},
        "is_out": is_out(found),
        "breadcrumb": trail(),
    }
    return render(request, "industry/kits/edition.html", context)


@requires(WRITE)
def edition_new(request: AuthenticatedRequest) -> HttpResponse:
    """Order an edition for a workplace."""
    chosen = {name: request.GET[name] for name in ("site", "form", "job", "language") if name in request.GET}
    form = EditionForm(request.POST or None, user=request.user, initial=chosen)
    if form.is_valid():
        try:
            made = actions.order_edition(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Upplagan är beställd. Hämta filen till tryckeriet eller skrivaren."))
            return redirect(made)
    context = {
        "form": form,
        "heading": _("Beställ material"),
        "submit": _("Beställ upplagan"),
        "cancel_url": reverse("industry:editions"),
        "breadcrumb": trail(),
    }
    return render(request, "industry/kits/form.html", context)


@requires(READ)
def edition_print(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The PDF to print. What is recalled, or says what no longer holds, is not printed again."""
    found = the_edition(request, pk)
    if found.recalled_at is not None or is_outdated(found, today_says()):
        messages.error(request, _("Texten gäller inte längre. Beställ en ny upplaga och tryck den."))
        return redirect(found)
    return pdf_of(found)


def pdf_of(edition: Edition) -> HttpResponse:
    response = HttpResponse(printed(edition), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{edition.form}-{edition.language}-{edition.pk}.pdf"'
    return response


@requires(WRITE)
def edition_deliver(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say that it has reached the workplace."""
    found = the_edition(request, pk)
    initial = {"day": today(), "version": found.version}
    form = DeliveryForm(request.POST or None, user=request.user, edition=found, initial=initial)
    if form.is_valid():
        wanted = {"activity": None} | form.cleaned_data
        if _done(request, form, lambda: actions.deliver_edition(edition=found, by=request.user, **wanted)):
            messages.success(request, _("Upplagan är lämnad."))
            return redirect(found)
    return _form_page(request, found, form, _("Lämnad till arbetsplatsen"), _("Spara"))


@requires(WRITE)
@require_POST
def edition_undeliver(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """It had not reached the workplace after all."""
    return _back(
        request, pk, actions.undo_delivery, _("Upplagan är inte lämnad. Underlaget är taget tillbaka.")
    )


@requires(WRITE)
def edition_recall(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask the workplace to take it down, and say why."""
    found = the_edition(request, pk)
    form = RecallForm(request.POST or None, initial={"version": found.version})
    if form.is_valid() and _done(
        request,
        form,
        lambda: actions.recall_edition(edition=found, by=request.user, **form.cleaned_data),
    ):
        said = (
            _("Upplagan är återkallad. Företaget får ett brev om att ta ner den.")
            if is_out(found)
            else _("Upplagan är återkallad. Säg till arbetsplatsen att ta ner den.")
        )
        messages.success(request, said)
        return redirect(found)
    return _form_page(request, found, form, _("Återkalla upplagan"), _("Återkalla"))


@requires(WRITE)
@require_POST
def edition_restore(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """It may stay where it is after all."""
    return _back(request, pk, actions.undo_recall, _("Upplagan får sitta kvar."))


@requires(WRITE)
@require_POST
def edition_removed(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The workplace has told us that the recalled one is gone, or that it is still there."""
    found, gone = the_edition(request, pk), request.POST.get("gone") == "1"
    try:
        (confirm_removed if gone else undo_removed)(edition=found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("Du har antecknat att den är borta.") if gone else _("Du har antecknat att den sitter kvar.")
        messages.success(request, said)
    return redirect(found)


def the_edition(request: AuthenticatedRequest, pk: int) -> Edition:
    return get_object_or_404(editions_for(request.user), pk=pk)


def trail(edition: Edition | None = None) -> list[dict[str, Any]]:
    """Breadcrumbs down to an edition."""
    items: list[dict[str, Any]] = [{"label": _("Material"), "url": reverse("industry:editions")}]
    if edition is not None:
        label = _("Upplaga %(number)s") % {"number": edition.pk}
        items.append({"label": label, "url": edition.get_absolute_url()})
    return items


def _done(request: AuthenticatedRequest, form: Any, do: Callable[[], Any]) -> bool:
    """Do it; what hinders is said in the form, where what was typed stands."""
    try:
        do()
    except ChangedMeanwhile as conflict:
        keep_form(form, request, conflict)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False


def _back(request: AuthenticatedRequest, pk: int, action: Callable[..., Any], said: str) -> HttpResponse:
    found = the_edition(request, pk)
    sent = request.POST.get("version", "")
    try:
        action(edition=found, version=int(sent) if sent.isdigit() else 0, by=request.user)
    except (ChangedMeanwhile, Refused) as hindrance:
        messages.error(request, str(hindrance))
    else:
        messages.success(request, said)
    return redirect(found)


def _form_page(
    request: AuthenticatedRequest, found: Edition, form: Any, heading: str, submit: str
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "submit": submit,
        "about": str(found),
        "cancel_url": found.get_absolute_url(),
        "breadcrumb": trail(found),
    }
    return render(request, "industry/kits/form.html", context)
