"""The JSON of the plan that a manager approves, template "plan". Conventions as in `shapes.py`."""

from typing import TypedDict

from skyddsnat.shared.typeset.shapes import Approval, Language, Said


class PlanFigure(TypedDict):
    """The plan drawn in time: the name of its SVG among the assets, and what it says in words."""

    asset: str
    alt: str
    title: Said
    subtitle: Said


class PlanActivity(TypedDict):
    """A row of the plan. `responsible` is a role; `clauses` and `after` are numbers with commas."""

    number: str
    title: Said
    clauses: str
    period: str
    responsible: Said
    after: str
    budget_ore: int


class PlanPurpose(TypedDict):
    """What an activity is to lead to."""

    title: Said
    purpose: Said


class PlanObligation(TypedDict):
    """What is to be handed in."""

    what: Said
    recipient: Said
    due: str | None


class PlanChange(TypedDict):
    """What has happened to an activity since the former version."""

    how: Said
    what: Said


class PlanAssignment(TypedDict):
    """The decision that the plan carries out; its day may be unknown."""

    title: Said
    decided_on: str | None


class PlanDocument(TypedDict):
    """The plan that a manager approves, template "plan". It goes to no recipient, so it is not DocumentData."""

    language: Language
    demo: bool
    title: Said
    dnr: str
    authority: Said
    date: str
    version: int
    replaces: str | None
    reason: str
    assignment: PlanAssignment
    approved: Approval | None
    prepared: Approval
    data_hash: str
    figures: list[PlanFigure]
    activities: list[PlanActivity]
    total_ore: int
    purposes: list[PlanPurpose]
    obligations: list[PlanObligation]
    changes: list[PlanChange]
