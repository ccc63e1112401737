"""Keeping the decided assessment as a document: made once, the same bytes ever after."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record, store
from skyddsnat.core.models import User
from skyddsnat.mandate.documents.assessment import document_data, pdf
from skyddsnat.mandate.models import Activity, AssessmentDocument, ChildRightsAssessment

PDF = "application/pdf"


@transaction.atomic
def keep_document(*, activity: Activity, assessment: ChildRightsAssessment, by: User) -> AssessmentDocument:
    """Make and keep the PDF of an assessment that has been decided, in the caller's transaction."""
    stored = store(pdf(document_data(activity, assessment)), PDF)
    kept = AssessmentDocument.objects.create(assessment=assessment, pdf=stored, dnr=activity.assignment.dnr)
    record(by, "assessment.document_made", assessment, activity=activity.number, sha256=stored.sha256)
    return kept


@transaction.atomic
def make_document(*, activity: Activity, by: User) -> AssessmentDocument:
    """Make the document of an assessment that was decided before the registration number was known."""
    assessment = ChildRightsAssessment.objects.select_for_update(of=("self",)).get(activity=activity)
    kept = AssessmentDocument.objects.filter(assessment=assessment).first()
    if kept is not None:
        return kept
    if assessment.decided_at is None:
        raise Refused(_("Prövningen är inte beslutad. Hämta den som utkast i stället."))
    if not activity.assignment.dnr:
        raise Refused(_("Skriv in beslutets diarienummer först. Utan det kan inget dokument göras."))
    return keep_document(activity=activity, assessment=assessment, by=by)
