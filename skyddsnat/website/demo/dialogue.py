"""The made-up dialogue of the demonstration year, and what its assessments say beyond the six texts."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.mandate.api import (
    Choice,
    Deal,
    Party,
    add_agreement,
    add_meeting,
    follow_up_assessment,
    follow_up_meeting,
    save_template,
    settle_agreement,
)
from skyddsnat.mandate.models import Activity, Assignment, Meeting
from skyddsnat.shared.dates import today
from skyddsnat.shared.yaml_files import read_yaml


def assessment_answers(plan: dict[str, Any], people: dict[str, User]) -> dict[str, Any]:
    """The answers of an activity's assessment as `write_assessment` takes them."""
    answers = dict(plan["assessment"])
    answers["choices"] = [Choice(*row) for row in answers.pop("choices", [])]
    if "measures_by" in answers:
        answers["measures_by"] = people[answers["measures_by"]]
    return answers


def build_dialogue(
    assignment: Assignment, activities: list[Activity], year: dict[str, Any], people: dict[str, User]
) -> None:
    """Meetings with what was agreed, follow-ups of the assessments, and a template."""
    data: dict[str, Any] = read_yaml((Path(__file__).parent / "dialogue.yaml").read_text())
    by_project = {
        plan["project"]: activity for activity, plan in zip(activities, year["activities"], strict=True)
    }
    for row in data["meetings"]:
        _meeting(assignment, row, by_project, people)
    _planned(assignment, data["planned"], by_project, people)
    for activity, plan in zip(activities, year["activities"], strict=True):
        for name in ("follow_up", "follow_up_again"):
            if name in plan:
                seen = dict(plan[name])
                if "next_in_days" in seen:  # counted from the day the demonstration is made
                    seen["next_on"] = today() + datetime.timedelta(days=seen.pop("next_in_days"))
                follow_up_assessment(activity=activity, by=people["coordinator"], **seen)
    chosen = by_project[data["template"]["project"]].assessment
    if chosen is not None:
        save_template(
            assessment=chosen, name=data["template"]["name"], suits=data["template"]["suits"],
            by=people["coordinator"],
        )  # fmt: skip


def _meeting(
    assignment: Assignment, row: dict[str, Any], by_project: dict[str, Activity], people: dict[str, User]
) -> None:
    by = people["coordinator"]
    meeting = add_meeting(
        assignment=assignment, day=row["day"], about=row["about"], form=row["form"], said=row.get("said", ""),
        parties=_parties(row), activities=[by_project[project] for project in row["activities"]], colleagues=[by],
        follow_up_on=row.get("follow_up_on"), by=by,
    )  # fmt: skip
    for deal in row.get("agreements", []):
        _agreement(meeting, deal, people)
    if "followed_up" in row:
        on, note = row["followed_up"]
        follow_up_meeting(meeting=meeting, on=on, note=note, by=by)


def _agreement(meeting: Meeting, deal: dict[str, Any], people: dict[str, User]) -> None:
    by = people["coordinator"]
    colleague = people.get(deal["who"])
    organisation = None if colleague else Organisation.objects.get(code=deal["who"])
    made = add_agreement(
        meeting=meeting,
        what=deal["what"],
        organisation=organisation,
        colleague=colleague,
        due=deal["due"],
        by=by,
    )
    if "done" in deal:
        settle_agreement(agreement=made, state=Deal.DONE, on=deal["done"], by=by)
    if "dropped" in deal:
        on, note = deal["dropped"]
        settle_agreement(agreement=made, state=Deal.DROPPED, on=on, note=note, by=by)


def _planned(
    assignment: Assignment, row: dict[str, Any], by_project: dict[str, Activity], people: dict[str, User]
) -> None:
    """A meeting to come, counted from the day the demonstration is made."""
    by = people["coordinator"]
    add_meeting(
        assignment=assignment, day=today() + datetime.timedelta(days=row["in_days"]), is_held=False,
        about=row["about"], form=row["form"], parties=_parties(row), colleagues=[by],
        activities=[by_project[project] for project in row["activities"]], by=by,
    )  # fmt: skip


def _parties(row: dict[str, Any]) -> list[Party]:
    return [
        Party(Organisation.objects.get(code=code), functions, persons)
        for code, functions, persons in row["with"]
    ]
