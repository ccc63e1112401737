"""The door of `mandate` for the other rooms."""

from skyddsnat.mandate.access import activities_for, assignments_for, clauses_for, evidence_for
from skyddsnat.mandate.actions.activities import (
    add_activity,
    add_dialogue,
    change_activity,
    delete_activity,
    finish_activity,
    remove_dialogue,
    reopen_activity,
    start_activity,
)
from skyddsnat.mandate.actions.assessments import (
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
from skyddsnat.mandate.actions.evidence import Fact, add_evidence, correct_evidence
from skyddsnat.mandate.actions.relations import relate
from skyddsnat.mandate.actions.retention import remove_old_readings
from skyddsnat.mandate.actions.sentences import handle_sentence
from skyddsnat.mandate.chain import Standing, chain_for, register_link
from skyddsnat.mandate.fulfilment import Fulfilment, fulfilment_of, register_fulfilment
from skyddsnat.mandate.ledger import Entry, Fault, append, ledger_rows, seal, verify
from skyddsnat.mandate.reported import Place, Reported, register_reported
from skyddsnat.mandate.rules import due_state
from skyddsnat.mandate.spending import Spending, Sum, register_spending, spending_of

__all__ = [
    "Entry",
    "Fact",
    "Fault",
    "Fulfilment",
    "Place",
    "Reported",
    "Spending",
    "Standing",
    "Sum",
    "activities_for",
    "add_activity",
    "add_dialogue",
    "add_evidence",
    "append",
    "assignments_for",
    "attach_text",
    "chain_for",
    "change_activity",
    "clauses_for",
    "correct_evidence",
    "create_assignment",
    "decide_assessment",
    "delete_activity",
    "due_state",
    "evidence_for",
    "finish_activity",
    "fulfilment_of",
    "handle_sentence",
    "ledger_rows",
    "load_evidence_kinds",
    "load_shipped_assignment",
    "register_fulfilment",
    "register_link",
    "register_reported",
    "register_spending",
    "relate",
    "remove_dialogue",
    "remove_old_readings",
    "reopen_activity",
    "return_assessment",
    "seal",
    "send_assessment",
    "set_dnr",
    "shipped_assignments",
    "spending_of",
    "start_activity",
    "verify",
    "write_assessment",
]
