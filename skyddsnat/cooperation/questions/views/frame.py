"""What the pages with a form share: doing what was asked, and saying in the form why it could not be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from skyddsnat.cooperation.models import Question
from skyddsnat.cooperation.questions.words import Row, trail
from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, keep_form


def done_with(
    request: AuthenticatedRequest, form: Any, act: Callable[[], object], said: str
) -> ChangedMeanwhile | bool:
    """Whether it was done. A refusal stands in the form; somebody else's save is given back, to be shown beside it."""
    try:
        act()
    except ChangedMeanwhile as conflict:
        keep_form(form, request, conflict)
        return conflict
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, said)
    return True


def form_page(
    request: AuthenticatedRequest,
    question: Question | None,
    form: Any,
    *,
    heading: str,
    submit: str = "",
    lead: str = "",
    theirs: list[Row] | None = None,
) -> HttpResponse:
    """A page with one form; `theirs` is what somebody else saved meanwhile."""
    context = {
        "form": form,
        "heading": heading,
        "lead": lead,
        "submit": submit or _("Spara"),
        "theirs": theirs or [],
        "breadcrumb": trail(question),
        "cancel_url": trail(question)[-1]["url"],
        "assignment_is_demo": is_demo(question),
    }
    return render(request, "cooperation/questions/form.html", context, status=422 if form.errors else 200)


def is_demo(question: Question | None) -> bool:
    return question is not None and question.clause.assignment.is_demo
