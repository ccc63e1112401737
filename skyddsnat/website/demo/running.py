"""A small assignment that is under way and builds on the first, dated around the day the demonstration is made."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import record
from skyddsnat.core.models import User
from skyddsnat.economy.api import prepare_document
from skyddsnat.mandate.api import (
    Fact,
    Party,
    add_activity,
    add_evidence,
    add_meeting,
    create_assignment,
    decide_assessment,
    send_assessment,
    start_activity,
    write_assessment,
)
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.shared.dates import today
from skyddsnat.shared.yaml_files import read_yaml

SLUG = "demo-2026"
ASKED_KR = 600_000


def running_assignment(before: Assignment, people: dict[str, User]) -> Assignment:
    """Make it, with something late, something waiting, something due and something silent."""
    plan: dict[str, Any] = read_yaml((Path(__file__).parent / "running.yaml").read_text())
    assignment = create_assignment(data=_decision(plan, before), by=people["coordinator"])
    assignment.is_demo = True
    assignment.save(update_fields=["is_demo"])
    record(None, "assignment.marked_as_demonstration", assignment)
    for row in plan["activities"]:
        _activity(assignment, row, plan["assessment"], people)
    return assignment


def ask_for_money(assignment: Assignment, people: dict[str, User]) -> None:
    """Prepare the requisition that waits for the manager; after every change to what may be used."""
    prepare_document(
        assignment=assignment, kind="requisition", dated=today(), amount_ore=ASKED_KR * 100,
        by=people["economist"],
    )  # fmt: skip


def day(distance: int) -> datetime.date:
    return today() + datetime.timedelta(days=distance)


def _decision(plan: dict[str, Any], before: Assignment) -> dict[str, Any]:
    earlier = {
        "dnr": before.dnr,
        "relation": "builds_on",
        "what": before.title,
        "what_en": before.title_en,
    }
    return {
        "slug": SLUG,
        "title": plan["title"],
        "title_en": plan["title_en"],
        "authority": before.authority.code,
        "payer": before.payer.code if before.payer else None,
        "decided_on": day(plan["decided"]),
        "dnr": plan["dnr"].format(year=day(plan["decided"]).year),
        "currency": "SEK",
        "ceiling_ore": plan["ceiling_kr"] * 100,
        "year": today().year,
        "clauses": plan["clauses"],
        "obligations": [{**row, "due": day(row["due"])} for row in plan["obligations"]],
        "expenditure_area": before.expenditure_area,
        "appropriation": before.appropriation,
        "appropriation_item": before.appropriation_item,
        "related": [earlier],
    }


def _activity(
    assignment: Assignment, row: dict[str, Any], answers: dict[str, Any], people: dict[str, User]
) -> Activity:
    coordinator = people["coordinator"]
    activity = add_activity(
        assignment=assignment,
        title=row["title"],
        title_en=row["title_en"],
        purpose=row["purpose"],
        purpose_en=row["purpose_en"],
        responsible=coordinator,
        starts=day(row["starts"]),
        ends=day(row["ends"]),
        budget_ore=row["budget_kr"] * 100,
        clauses=list(assignment.clauses.filter(number=row["clause"])),
        by=coordinator,
    )
    if "decided" in row:
        write_assessment(activity=activity, by=coordinator, **answers)
        before = datetime.datetime.combine(day(row["starts"] - 3), datetime.time(10), tzinfo=datetime.UTC)
        sent = before - datetime.timedelta(days=2) if row["decided"] else None
        send_assessment(activity=activity, by=coordinator, at=sent)
    if row.get("decided"):
        decide_assessment(activity=activity, by=people["manager"], at=before)
        activity = start_activity(activity=activity, on=activity.starts, by=coordinator)
    if "dialogue" in row:
        talk = row["dialogue"]
        organisation = Organisation.objects.get(code=talk["organisation"])
        add_meeting(
            assignment=assignment, activities=[activity], parties=[Party(organisation)], day=day(talk["held"]),
            about=talk["about"], in_ledger=False, by=coordinator,
        )  # fmt: skip
    for kind, (when, quantity) in row.get("evidence", {}).items():
        fact = Fact(kind, activity, day(when), quantity=quantity, reference="DEMO")
        add_evidence(fact=fact, by=coordinator)
    return activity
