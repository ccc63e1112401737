"""Templates: beginning an assessment from another one, and keeping the texts that may be used again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, render_lists, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.actions import templates as actions
from skyddsnat.mandate.forms.assessments import TemplateForm
from skyddsnat.mandate.models import AssessmentTemplate
from skyddsnat.mandate.views.assessments import assessment_frame
from skyddsnat.mandate.views.frame import (
    in_language,
    long_date,
    own_words,
    posted,
    swedish_day,
    the_activity,
    trail,
    typed_on,
)


@requires(access.WRITE)
def assessment_start(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Choose what to begin from: a template, or a decided assessment of another activity."""
    activity = the_activity(request, slug, number)
    if request.method == "POST":
        try:
            actions.start_from(activity=activity, source=_source(request), by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("Texterna är kopierade. Läs igenom och spara varje steg innan du skickar.")
            )
        return redirect("mandate:assessment", slug, number)
    decided = _decided(request).exclude(pk=activity.pk)
    context = assessment_frame(
        request,
        activity,
        templates=access.templates_for(request.user).filter(archived_at__isnull=True),
        decided=[{"pk": row.pk, "where": row.assignment, **in_language(row, "title")} for row in decided],
        cancel_url=reverse("mandate:assessment", args=[slug, number]),
    )
    return render(request, "mandate/assessment_start.html", context)


@requires(access.WRITE)
def template_save(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Keep the texts of an assessment as a template."""
    activity = the_activity(request, slug, number)
    back = reverse("mandate:assessment", args=[slug, number])
    if activity.assessment is None:
        messages.info(request, _("Prövningen av barnets bästa är inte påbörjad."))
        return redirect(back)
    form = TemplateForm(posted(request), initial={"name": activity.title})
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.save_template(
                assessment=activity.assessment, name=data["name"], suits=data["suits"], by=request.user
            )
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Mallen är sparad."))
            return redirect("mandate:templates")
    context = assessment_frame(request, activity, form=form, cancel_url=back)
    return render(request, "mandate/template_save.html", context)


@requires(access.WRITE)
def templates(request: AuthenticatedRequest) -> HttpResponseBase:
    """All templates, those put aside last."""
    found = list(access.templates_for(request.user))
    context = {
        "breadcrumb": trail(),
        "table": _table([row for row in found if row.archived_at is None], _("Mallar")),
        "archived": _table([row for row in found if row.archived_at is not None], _("Undanlagda mallar")),
    }
    return render_lists(request, "mandate/templates.html", context)


@requires(access.WRITE)
def template(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Change what a template is called and what it suits; the second of two editors is shown the first one's."""
    found = get_object_or_404(access.templates_for(request.user), pk=pk)
    initial = {"name": found.name, "suits": found.suits, "version": found.version}
    form = TemplateForm(posted(request), initial=initial)
    theirs = ""
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.rename_template(
                template=found, name=data["name"], suits=data["suits"], version=data["version"] or 0,
                by=request.user,
            )  # fmt: skip
        except ChangedMeanwhile as conflict:
            theirs = f"{conflict.current.name}. {conflict.current.suits}"
            form.data = typed_on(request, conflict.current.version)
            form.add_error(None, str(conflict))
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Mallen är ändrad."))
            return redirect("mandate:templates")
    crumbs = [*trail(), {"label": _("Mallar"), "url": reverse("mandate:templates")}]
    context = {
        "breadcrumb": crumbs, "template": found, "form": form, "theirs": theirs,
        "cancel_url": reverse("mandate:templates"),
    }  # fmt: skip
    return render(request, "mandate/template.html", context)


@requires(access.WRITE)
def template_archive(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Put a template aside, or take it out again."""
    found = get_object_or_404(access.templates_for(request.user), pk=pk)
    if request.method == "POST":
        act = actions.restore_template if found.archived_at else actions.archive_template
        try:
            act(template=found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            said = _("Mallen är framtagen igen.") if found.archived_at else _("Mallen är undanlagd.")
            messages.success(request, said)
    return redirect("mandate:templates")


def _source(request: AuthenticatedRequest) -> Any:
    """What was chosen: a template in use, or a decided assessment the user may read. Raises Refused for neither."""
    kind, _colon, pk = request.POST.get("source", "").partition(":")
    if pk.isascii() and pk.isdigit() and len(pk) < 12:
        if kind == "template":
            chosen = access.templates_for(request.user).filter(archived_at__isnull=True, pk=pk).first()
        else:
            activity = _decided(request).filter(pk=pk).first()
            chosen = activity.assessment if activity else None
        if chosen is not None:
            return chosen
    raise Refused(_("Välj en mall eller en tidigare prövning."))


def _decided(request: AuthenticatedRequest) -> Any:
    found = access.activities_for(request.user).filter(assessment__decided_at__isnull=False)
    return found.order_by("-assignment__year", "number")


def _table(rows: list[AssessmentTemplate], caption: str) -> dict[str, Any]:
    return {
        "caption": caption,
        "caption_hidden": True,
        "columns": [
            {"label": _("Mall")}, {"label": _("Passar för")}, {"label": _("Sparad")}, {"label": _("Av")}
        ],
        "rows": [
            {
                "url": reverse("mandate:template", args=[row.pk]),
                "cells": [
                    own_words(row.name), own_words(row.suits), long_date(swedish_day(row.made_at)),
                    row.made_by.name,
                ],
            }
            for row in rows
        ],
        "empty": {
            "heading": _("Inga mallar än"),
            "text": _("Öppna en prövning som är bra skriven och välj Spara som mall."),
        },
    }  # fmt: skip
