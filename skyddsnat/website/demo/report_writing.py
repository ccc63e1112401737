"""How the made-up report was written: several hands, earlier versions, comments, then a version and its approval."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.api import (
    add_comment,
    answer_comment,
    issue_report,
    prepare_report,
    resolve_comment,
    save_draft,
    write_text,
)
from skyddsnat.shared.dates import STOCKHOLM
from skyddsnat.shared.yaml_files import read_yaml


def write_report(assignment: Assignment, year: dict[str, Any], people: dict[str, User]) -> None:
    """Write the texts as people would, and issue the report on its day."""
    story: dict[str, Any] = read_yaml((Path(__file__).parent / "report.yaml").read_text())
    versions: dict[str, int] = {}
    for row in story["versions"]:
        text = write_text(
            assignment=assignment, section=row["section"], body=row["body"],
            version=versions.get(row["section"], 0), by=people[row["by"]], changed=row["changed"], at=_at(row),
        )  # fmt: skip
        versions[row["section"]] = text.version
    for row in story["threads"]:
        _talk(assignment, row, people)
    dated = year["dates"]["final_report"]
    for section, body in year["texts"].items():
        write_text(
            assignment=assignment, section=section, body=body, version=versions.get(section, 0),
            by=people["coordinator"], changed=story["last_changes"].get(section, ""), at=_noon(dated, days=-12),
        )  # fmt: skip
    report = prepare_report(
        assignment=assignment, dated=dated, by=people["coordinator"], at=_noon(dated, days=-2)
    )
    issue_report(report=report, by=people["manager"], at=_noon(dated))
    _talk(assignment, story["later"], people)
    draft = story["draft"]
    save_draft(
        assignment=assignment, section=draft["section"], body=draft["body"], started_from=1,
        by=people[draft["by"]], at=_at(draft),
    )  # fmt: skip


def _talk(assignment: Assignment, row: dict[str, Any], people: dict[str, User]) -> None:
    first = add_comment(
        assignment=assignment, section=row["section"], body=row["body"], quote=row.get("quote", ""),
        by=people[row["by"]], at=_at(row),
    )  # fmt: skip
    for answer in row["answers"]:
        answer_comment(comment=first, body=answer["body"], by=people[answer["by"]], at=_at(answer))
    if "resolved" in row:
        settled = row["resolved"]
        resolve_comment(comment=first, by=people[settled["by"]], at=_at(settled))


def _at(row: dict[str, Any]) -> datetime.datetime:
    """When something in the story happened, on the clock in Sweden."""
    return datetime.datetime.fromisoformat(row["at"]).replace(tzinfo=STOCKHOLM)


def _noon(day: datetime.date, *, days: int = 0) -> datetime.datetime:
    moment = datetime.datetime.combine(day, datetime.time(12), tzinfo=STOCKHOLM)
    return moment + datetime.timedelta(days=days)
