"""The door of `mandate` for the other rooms."""

from skyddsnat.mandate.access import (
    activities_for,
    activities_to_choose,
    assignments_for,
    clauses_for,
    evidence_for,
    partner_activities,
)
from skyddsnat.mandate.actions.activities import (
    add_activity,
    change_activity,
    delete_activity,
    finish_activity,
    reopen_activity,
    start_activity,
)
from skyddsnat.mandate.actions.agreements import add_agreement, settle_agreement
from skyddsnat.mandate.actions.amendments import NewCeiling, NewDue, amend_assignment
from skyddsnat.mandate.actions.assessments import (
    Choice,
    decide_assessment,
    return_assessment,
    send_assessment,
    write_assessment,
)
from skyddsnat.mandate.actions.assignments import (
    attach_text,
    create_assignment,
    load_evidence_kinds,
    load_shipped_assignment,
    set_dnr,
    shipped_assignments,
)
from skyddsnat.mandate.actions.copies import copy_plan, undo_copy
from skyddsnat.mandate.actions.dependencies import (
    add_deadline,
    add_dependency,
    remove_deadline,
    remove_dependency,
)
from skyddsnat.mandate.actions.evidence import (
    Fact,
    add_evidence,
    append_rows,
    correct_evidence,
    correction_of,
)
from skyddsnat.mandate.actions.follow_ups import follow_up_assessment, next_follow_up
from skyddsnat.mandate.actions.meetings import Party, add_meeting, follow_up_meeting
from skyddsnat.mandate.actions.plans import approve_plan, return_plan, send_plan, withdraw_plan
from skyddsnat.mandate.actions.readings import add_reading
from skyddsnat.mandate.actions.relations import relate
from skyddsnat.mandate.actions.retention import remove_old_readings
from skyddsnat.mandate.actions.sentences import handle_sentence
from skyddsnat.mandate.actions.templates import save_template, start_from
from skyddsnat.mandate.ceiling import register_ceiling
from skyddsnat.mandate.chain import Standing, chain_for, register_link
from skyddsnat.mandate.chosen_activity import ActivityChoice, choose_activity, chosen_activity_page
from skyddsnat.mandate.forms.fields import ActivityField, ActorField, PlaceField, actor_named
from skyddsnat.mandate.fulfilment import Fulfilment, fulfilment_of, register_fulfilment
from skyddsnat.mandate.handing_on.access import may_see_consents
from skyddsnat.mandate.handing_on.actions import (
    confirm_consent,
    give_consent,
    living_consent,
    note_consents_used,
    stage_of_consent,
    take_back_consent,
    usable_consent,
)
from skyddsnat.mandate.handing_on.carrying import ConsentStanding, GoingOver, told_consents
from skyddsnat.mandate.handing_on.pages import (
    Desk,
    consent_confirm_page,
    consent_new_page,
    consent_page,
    consent_tag,
    consent_take_back_page,
)
from skyddsnat.mandate.handing_on.rules import Stage as ConsentStage
from skyddsnat.mandate.ledger import Entry, append, seal
from skyddsnat.mandate.ledger_faults import Fault, ledger_rows, verify
from skyddsnat.mandate.meeting_rules import PERSONAL, Deal
from skyddsnat.mandate.overview import Asked, Followed, Orphans, Overview, Owed, asked_of, overview, owed_by
from skyddsnat.mandate.plan.rules import is_late
from skyddsnat.mandate.plan.schedule import Plan, Planned, plan_of, times_of
from skyddsnat.mandate.plan.snapshot import approved_plans, latest_approved
from skyddsnat.mandate.reading.conditions import is_paid_in_parts
from skyddsnat.mandate.reported import Place, Reported, register_reported, reported_of
from skyddsnat.mandate.rules import due_state
from skyddsnat.mandate.silence import silent_since
from skyddsnat.mandate.spending import Spending, Sum, register_spending, spending_of
from skyddsnat.mandate.standing import Phase, standing_of
from skyddsnat.mandate.standing import Standing as AssignmentStanding
from skyddsnat.mandate.talks import ClauseDialogue, Expected, dialogue_by_clause, expected_actors
from skyddsnat.mandate.waiting import assignments_under_way, is_over, obligation_tasks

__all__ = [
    "PERSONAL",
    "ActivityChoice",
    "ActivityField",
    "ActorField",
    "Asked",
    "AssignmentStanding",
    "Choice",
    "ClauseDialogue",
    "ConsentStage",
    "ConsentStanding",
    "Deal",
    "Desk",
    "Entry",
    "Expected",
    "Fact",
    "Fault",
    "Followed",
    "Fulfilment",
    "GoingOver",
    "NewCeiling",
    "NewDue",
    "Orphans",
    "Overview",
    "Owed",
    "Party",
    "Phase",
    "Place",
    "PlaceField",
    "Plan",
    "Planned",
    "Reported",
    "Spending",
    "Standing",
    "Sum",
    "activities_for",
    "activities_to_choose",
    "actor_named",
    "add_activity",
    "add_agreement",
    "add_deadline",
    "add_dependency",
    "add_evidence",
    "add_meeting",
    "add_reading",
    "amend_assignment",
    "append",
    "append_rows",
    "approve_plan",
    "approved_plans",
    "asked_of",
    "assignments_for",
    "assignments_under_way",
    "attach_text",
    "chain_for",
    "change_activity",
    "choose_activity",
    "chosen_activity_page",
    "clauses_for",
    "confirm_consent",
    "consent_confirm_page",
    "consent_new_page",
    "consent_page",
    "consent_tag",
    "consent_take_back_page",
    "copy_plan",
    "correct_evidence",
    "correction_of",
    "create_assignment",
    "decide_assessment",
    "delete_activity",
    "dialogue_by_clause",
    "due_state",
    "evidence_for",
    "expected_actors",
    "finish_activity",
    "follow_up_assessment",
    "follow_up_meeting",
    "fulfilment_of",
    "give_consent",
    "handle_sentence",
    "is_late",
    "is_over",
    "is_paid_in_parts",
    "latest_approved",
    "ledger_rows",
    "living_consent",
    "load_evidence_kinds",
    "load_shipped_assignment",
    "may_see_consents",
    "next_follow_up",
    "note_consents_used",
    "obligation_tasks",
    "overview",
    "owed_by",
    "partner_activities",
    "plan_of",
    "register_ceiling",
    "register_fulfilment",
    "register_link",
    "register_reported",
    "register_spending",
    "relate",
    "remove_deadline",
    "remove_dependency",
    "remove_old_readings",
    "reopen_activity",
    "reported_of",
    "return_assessment",
    "return_plan",
    "save_template",
    "seal",
    "send_assessment",
    "send_plan",
    "set_dnr",
    "settle_agreement",
    "shipped_assignments",
    "silent_since",
    "spending_of",
    "stage_of_consent",
    "standing_of",
    "start_activity",
    "start_from",
    "take_back_consent",
    "times_of",
    "told_consents",
    "undo_copy",
    "usable_consent",
    "verify",
    "withdraw_plan",
    "write_assessment",
]
