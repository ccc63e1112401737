"""What those who work on a question contribute: comments and findings."""

from __future__ import annotations

import functools
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.models import Finding
from skyddsnat.cooperation.questions import parts
from skyddsnat.cooperation.questions.access import (
    check_may_contribute,
    comments_for,
    findings_for,
    may_change_finding,
    questions_for,
)
from skyddsnat.cooperation.questions.actions import findings, talking
from skyddsnat.cooperation.questions.forms import CommentForm, FindingForm
from skyddsnat.cooperation.questions.views.frame import done_with, form_page, is_demo
from skyddsnat.cooperation.questions.words import trail
from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, pressed, render_lists, signed_in


@signed_in
def comment(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say something in the work."""
    one = get_object_or_404(questions_for(request.user), pk=pk)
    check_may_contribute(request.user, one)
    form = CommentForm(request.POST or None, user=request.user, question=one)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("organisation", "text", "once")}
        act = functools.partial(talking.comment, question=one, by=request.user, **values)
        if done_with(request, form, act, _("Ditt inlägg står på sidan.")) is True:
            return redirect(f"{one.get_absolute_url()}#inlagg")
    return form_page(request, one, form, heading=_("Skriv ett inlägg"), submit=_("Skicka inlägget"))


@signed_in
@require_POST
def take_back(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take one's own words back."""
    said = get_object_or_404(comments_for(request.user), pk=pk)
    act = functools.partial(talking.take_back_comment, comment=said, by=request.user)
    return pressed(request, act, _("Inlägget är tillbakataget."), said.question.get_absolute_url())


@signed_in
def finding_new(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Write down what the work has shown."""
    one = get_object_or_404(questions_for(request.user), pk=pk)
    check_may_contribute(request.user, one)
    form = FindingForm(request.POST or None, user=request.user, question=one)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("organisation", "text", "source", "once")}
        act = functools.partial(findings.add_finding, question=one, by=request.user, **values)
        if done_with(request, form, act, _("Iakttagelsen är sparad.")) is True:
            return redirect(f"{one.get_absolute_url()}#iakttagelser")
    return form_page(request, one, form, heading=_("Skriv en iakttagelse"))


@signed_in
def finding(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """A finding with every way it has read."""
    found = get_object_or_404(findings_for(request.user), pk=pk)
    context = {
        "finding": found, "may_change": _may_change(request, found),
        "versions": parts.finding_versions(found), "withdrawn": found.withdrawn_at is not None,
        "breadcrumb": trail(found.question), "assignment_is_demo": is_demo(found.question),
        "table": parts.versions_table(found),
    }  # fmt: skip
    return render_lists(request, "cooperation/questions/finding.html", context)


@signed_in
def finding_change(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Write a finding anew; the second of two writers is shown what the first one saved."""
    found = get_object_or_404(findings_for(request.user), pk=pk)
    if not may_change_finding(request.user, found):
        raise PermissionDenied(WRITE)
    latest = found.versions.first()
    initial: dict[str, Any] = {"version": found.version}
    if latest is not None:
        initial |= {"text": latest.text, "source": latest.source}
    form = FindingForm(request.POST or None, user=request.user, question=found.question, initial=initial)
    del form.fields["organisation"]
    theirs = None
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("text", "source")}
        version = form.cleaned_data["version"] or 0
        act = functools.partial(
            findings.change_finding, finding=found, version=version, by=request.user, **values
        )
        result = done_with(request, form, act, _("Iakttagelsen är ändrad."))
        if result is True:
            return redirect("cooperation:question-finding", found.pk)
        if isinstance(result, ChangedMeanwhile):
            theirs = parts.finding_words(result.current)
    return form_page(request, found.question, form, heading=_("Ändra iakttagelsen"), theirs=theirs)


@signed_in
@require_POST
def finding_withdraw(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say that a finding no longer holds, or that it does."""
    found = get_object_or_404(findings_for(request.user), pk=pk)
    if not may_change_finding(request.user, found):
        raise PermissionDenied(WRITE)
    back = found.withdrawn_at is not None
    act = functools.partial(findings.withdraw_finding, finding=found, back=back, by=request.user)
    said = _("Iakttagelsen gäller igen.") if back else _("Iakttagelsen gäller inte längre.")
    return pressed(request, act, said, found.question.get_absolute_url())


def _may_change(request: AuthenticatedRequest, found: Finding) -> bool:
    return found.question.is_open and may_change_finding(request.user, found)
