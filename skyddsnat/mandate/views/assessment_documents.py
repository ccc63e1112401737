"""The assessment as a document: PDF, Word and a page for printing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.actions.assessment_documents import PDF, make_document
from skyddsnat.mandate.documents.assessment import document_data, pdf
from skyddsnat.mandate.documents.word import MEDIA_TYPE, docx
from skyddsnat.mandate.models import Activity, ChildRightsAssessment
from skyddsnat.mandate.views.assessments import assessment_frame
from skyddsnat.mandate.views.frame import the_activity


@requires(access.READ)
def assessment_pdf(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """The kept PDF of a decided assessment; before the decision, a draft that says so."""
    activity, found = _written(request, slug, number)
    kept = access.documents_for(request.user).filter(assessment=found).first()
    if kept is not None:
        return _file(bytes(kept.pdf.content), PDF, activity, "pdf")
    if found.decided_at is not None or not activity.assignment.dnr:
        messages.error(request, _without(activity))
        return redirect("mandate:assessment", slug, number)
    return _file(pdf(document_data(activity, found)), PDF, activity, "pdf", draft=True)


@requires(access.READ)
def assessment_docx(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """The assessment as a Word file."""
    activity, found = _written(request, slug, number)
    if not activity.assignment.dnr:
        messages.error(request, _without(activity))
        return redirect("mandate:assessment", slug, number)
    draft = found.decided_at is None
    return _file(docx(document_data(activity, found)), MEDIA_TYPE, activity, "docx", draft=draft)


@requires(access.READ)
def assessment_print(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """The assessment on one page, for reading and printing."""
    activity, found = _written(request, slug, number)
    context = assessment_frame(request, activity, document=document_data(activity, found))
    return render(request, "mandate/assessment_print.html", context)


@requires(access.WRITE)
def assessment_document(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Make the document of an assessment that was decided before the registration number was known."""
    activity, _found = _written(request, slug, number)
    if request.method == "POST":
        try:
            make_document(activity=activity, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Dokumentet är gjort."))
    return redirect("mandate:assessment", slug, number)


def _written(request: AuthenticatedRequest, slug: str, number: int) -> tuple[Activity, ChildRightsAssessment]:
    activity = the_activity(request, slug, number)
    if activity.assessment is None:
        raise Http404
    return activity, activity.assessment


def _without(activity: Activity) -> str:
    if not activity.assignment.dnr:
        return _("Skriv in beslutets diarienummer först. Utan det kan inget dokument göras.")
    return _("Dokumentet är inte gjort än. Välj Gör dokumentet.")


def _file(
    content: bytes, media_type: str, activity: Activity, ending: str, *, draft: bool = False
) -> HttpResponse:
    name = f"barnets-basta-insats-{activity.number}{'-utkast' if draft else ''}.{ending}"
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
