"""The room's pages, by noun."""

from skyddsnat.mandate.views.activities import activities, activity
from skyddsnat.mandate.views.activity_changes import (
    activity_change,
    activity_delete,
    activity_finish,
    activity_new,
    activity_reopen,
    activity_start,
)
from skyddsnat.mandate.views.agreements import (
    agreement_change,
    agreement_new,
    agreement_remove,
    agreement_settle,
    agreements,
)
from skyddsnat.mandate.views.assessment_documents import (
    assessment_document,
    assessment_docx,
    assessment_pdf,
    assessment_print,
)
from skyddsnat.mandate.views.assessment_steps import assessment_step
from skyddsnat.mandate.views.assessment_templates import (
    assessment_start,
    template,
    template_archive,
    template_save,
    templates,
)
from skyddsnat.mandate.views.assessments import (
    assessment,
    assessment_decide,
    assessment_follow_up,
    assessment_send,
)
from skyddsnat.mandate.views.assignments import assignment, assignment_dnr, assignment_file, assignments
from skyddsnat.mandate.views.clauses import clause, obligation
from skyddsnat.mandate.views.dependencies import dependency_new, dependency_remove
from skyddsnat.mandate.views.dialogue import dialogue, dialogue_actor, dialogue_actors
from skyddsnat.mandate.views.evidence import evidence, evidence_correct, evidence_list, evidence_new
from skyddsnat.mandate.views.meetings import (
    meeting,
    meeting_change,
    meeting_follow_up,
    meeting_new,
    meeting_record,
    meeting_remove,
)
from skyddsnat.mandate.views.partner import partner
from skyddsnat.mandate.views.plan import plan, plan_move
from skyddsnat.mandate.views.plan_changes import plan_changes, plan_undo
from skyddsnat.mandate.views.plan_copies import plan_copied, plan_copy, plan_copy_undo
from skyddsnat.mandate.views.plan_versions import (
    plan_approve,
    plan_pdf,
    plan_return,
    plan_send,
    plan_version,
    plan_withdraw,
)
from skyddsnat.mandate.views.reading_amending import amendment_undo, reading_amend, reading_authority
from skyddsnat.mandate.views.reading_items import reading_item, reading_undo
from skyddsnat.mandate.views.readings import (
    reading,
    reading_add,
    reading_create,
    reading_discard,
    reading_new,
)
from skyddsnat.mandate.views.relations import relation_new, relation_remove
from skyddsnat.mandate.views.sentences import (
    clause_activities,
    clause_activities_undo,
    sentence,
    sentence_undo,
)
from skyddsnat.mandate.views.texts import assignment_text

__all__ = [
    "activities",
    "activity",
    "activity_change",
    "activity_delete",
    "activity_finish",
    "activity_new",
    "activity_reopen",
    "activity_start",
    "agreement_change",
    "agreement_new",
    "agreement_remove",
    "agreement_settle",
    "agreements",
    "amendment_undo",
    "assessment",
    "assessment_decide",
    "assessment_document",
    "assessment_docx",
    "assessment_follow_up",
    "assessment_pdf",
    "assessment_print",
    "assessment_send",
    "assessment_start",
    "assessment_step",
    "assignment",
    "assignment_dnr",
    "assignment_file",
    "assignment_text",
    "assignments",
    "clause",
    "clause_activities",
    "clause_activities_undo",
    "dependency_new",
    "dependency_remove",
    "dialogue",
    "dialogue_actor",
    "dialogue_actors",
    "evidence",
    "evidence_correct",
    "evidence_list",
    "evidence_new",
    "meeting",
    "meeting_change",
    "meeting_follow_up",
    "meeting_new",
    "meeting_record",
    "meeting_remove",
    "obligation",
    "partner",
    "plan",
    "plan_approve",
    "plan_changes",
    "plan_copied",
    "plan_copy",
    "plan_copy_undo",
    "plan_move",
    "plan_pdf",
    "plan_return",
    "plan_send",
    "plan_undo",
    "plan_version",
    "plan_withdraw",
    "reading",
    "reading_add",
    "reading_amend",
    "reading_authority",
    "reading_create",
    "reading_discard",
    "reading_item",
    "reading_new",
    "reading_undo",
    "relation_new",
    "relation_remove",
    "sentence",
    "sentence_undo",
    "template",
    "template_archive",
    "template_save",
    "templates",
]
