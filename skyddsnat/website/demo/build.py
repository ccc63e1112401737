"""Building the demonstration: people, a year of work, its money, its documents and the closing pack.

All of it goes through the same actions as a person's clicks, in one transaction: it is all there or not at all.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from skyddsnat.actors.api import add_membership
from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import add_user, record
from skyddsnat.core.models import User
from skyddsnat.economy.api import allot_by_project, import_sie, issue_document, map_project, prepare_document
from skyddsnat.insight.api import load_indicators
from skyddsnat.mandate.api import (
    add_activity,
    append,
    decide_assessment,
    finish_activity,
    load_shipped_assignment,
    send_assessment,
    set_dnr,
    start_activity,
    write_assessment,
)
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.reporting.api import build_closing_pack
from skyddsnat.shared.yaml_files import read_yaml
from skyddsnat.website.demo.amended import build_amended
from skyddsnat.website.demo.books import accounts_file
from skyddsnat.website.demo.campaign import build_campaign
from skyddsnat.website.demo.continued import build_continued
from skyddsnat.website.demo.cooperation_directory import build_directory
from skyddsnat.website.demo.cooperation_exchange import build_sealed_exchange
from skyddsnat.website.demo.cooperation_questions import build_questions
from skyddsnat.website.demo.cooperation_referrals import build_referrals
from skyddsnat.website.demo.dialogue import assessment_answers, build_dialogue
from skyddsnat.website.demo.economy import build_papers
from skyddsnat.website.demo.facts import Facts
from skyddsnat.website.demo.industry_badges import build_badges
from skyddsnat.website.demo.industry_companies import build_companies
from skyddsnat.website.demo.industry_kits import build_kits
from skyddsnat.website.demo.industry_lms import build_lms
from skyddsnat.website.demo.industry_outreach import build_outreach
from skyddsnat.website.demo.industry_sectors import build_sectors
from skyddsnat.website.demo.industry_training import build_training
from skyddsnat.website.demo.knowledge import build_library
from skyddsnat.website.demo.knowledge_exchange import build_exchange
from skyddsnat.website.demo.knowledge_gatherings import build_gatherings
from skyddsnat.website.demo.knowledge_ladder import build_ladder
from skyddsnat.website.demo.knowledge_mailings import build_mailings
from skyddsnat.website.demo.law import propose_words
from skyddsnat.website.demo.pages import build_pages
from skyddsnat.website.demo.plan import build_plan, build_running_plan
from skyddsnat.website.demo.report_writing import write_report
from skyddsnat.website.demo.running import ask_for_money, running_assignment
from skyddsnat.website.demo.statistics import build_insight
from skyddsnat.website.demo.tables import load_tables
from skyddsnat.website.demo.tips_room import build_tips_room

SLUG = "2014-child-protection"
SEED = 2014
type Step = Callable[[str], None]


def is_built() -> bool:
    """Whether the demonstration is there, built and perhaps changed by those who tried it."""
    return Assignment.objects.filter(slug=SLUG, is_demo=True, closing_packs__isnull=False).exists()


@transaction.atomic
def build(step: Step) -> Assignment:
    """Build everything. `step` is told what comes next, for the progress bar."""
    year: dict[str, Any] = read_yaml((Path(__file__).parent / "year.yaml").read_text())
    chance = random.Random(SEED)  # noqa: S311 - made-up data, the same every time
    step("people")
    people = _people(year)
    assignment = _assignment(year, people)
    step("activities")
    activities = _activities(assignment, year, people)
    build_plan(assignment, people)
    build_dialogue(assignment, activities, year, people)
    step("evidence")
    facts = Facts(chance)
    for activity, plan in zip(activities, year["activities"], strict=True):
        append(assignment, facts.of(activity, plan["evidence"]))
    for activity in activities:
        finish_activity(activity=activity, on=activity.ends, by=people["coordinator"])
    build_library(assignment, people)
    build_exchange(people)
    step("vouchers")
    _books(assignment, activities, year, people, chance)
    build_papers(assignment, activities, people)
    step("documents")
    _documents(assignment, year, people)
    step("report")
    write_report(assignment, year, people)
    build_continued(assignment, people)
    step("closing pack")
    build_closing_pack(assignment=assignment, by=people["manager"])
    running = running_assignment(assignment, people)
    build_running_plan(running, people)
    build_amended(running, people)
    ask_for_money(running, people)
    load_tables(running, people)
    build_pages(people)
    propose_words(people)
    build_campaign(running, people)
    build_mailings(running, people)
    build_ladder(assignment, people)
    build_gatherings(running, people)
    build_companies(running, people)
    build_badges(people)
    build_training(running, people)
    build_lms()
    build_kits(running, people)
    build_sectors(people)
    build_outreach(running, people)
    _rooms_of_authorities(assignment, running, people)
    _let_the_planner_know()
    return assignment


def _rooms_of_authorities(assignment: Assignment, running: Assignment, people: dict[str, User]) -> None:
    """Tips, what authorities in several states work on together, and what is told of it all."""
    build_tips_room(running, people)
    build_directory(people)
    build_questions(assignment, people)
    build_referrals(people)
    build_sealed_exchange(people)
    build_insight(assignment, people)


def _let_the_planner_know() -> None:
    """Count the tables now: until the database does so by itself, it takes each for empty and chooses slow ways."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _people(year: dict[str, Any]) -> dict[str, User]:
    people = {}
    for row in year["people"]:
        user = add_user(email=row["email"], name=row["name"], roles=[row["role"]], by=None)
        user.is_demo = True
        user.save(update_fields=["is_demo"])
        people[row["role"]] = user
    for row in year["people"]:
        if "organisation" in row:
            organisation = Organisation.objects.get(code=row["organisation"])
            add_membership(
                user=people[row["role"]],
                organisation=organisation,
                since=datetime.date(2014, 1, 1),
                by=people["manager"],
            )
    return people


def _assignment(year: dict[str, Any], people: dict[str, User]) -> Assignment:
    assignment = load_shipped_assignment(SLUG, by=people["coordinator"])
    assignment.is_demo = True
    assignment.save(update_fields=["is_demo"])
    record(None, "assignment.marked_as_demonstration", assignment)
    set_dnr(assignment=assignment, dnr=year["dnr"], by=people["coordinator"])
    load_indicators(assignment=assignment, by=people["coordinator"])
    assignment.refresh_from_db()
    return assignment


def _activities(assignment: Assignment, year: dict[str, Any], people: dict[str, User]) -> list[Activity]:
    made = []
    for plan in year["activities"]:
        activity = _planned(assignment, plan, people)
        answers = assessment_answers(plan, people)
        write_assessment(activity=activity, by=people["coordinator"], **answers)
        week_before = plan["starts"] - datetime.timedelta(days=7)
        at = datetime.datetime.combine(week_before, datetime.time(10), tzinfo=datetime.UTC)
        send_assessment(activity=activity, by=people["coordinator"], at=at - datetime.timedelta(days=3))
        decide_assessment(activity=activity, by=people["manager"], at=at)
        made.append(start_activity(activity=activity, on=plan["starts"], by=people["coordinator"]))
    _planned(assignment, year["planned_only"], people)
    return made


def _planned(assignment: Assignment, plan: dict[str, Any], people: dict[str, User]) -> Activity:
    return add_activity(
        assignment=assignment,
        title=plan["title"],
        title_en=plan["title_en"],
        purpose=plan["purpose"],
        purpose_en=plan["purpose_en"],
        responsible=people["coordinator"],
        starts=plan["starts"],
        ends=plan["ends"],
        budget_ore=plan["budget_kr"] * 100,
        clauses=list(assignment.clauses.filter(number__in=plan["clauses"])),
        aims=list(assignment.aims.filter(letter__in=plan["aims"])),
        target_groups=list(assignment.target_groups.filter(code__in=plan["groups"])),
        by=people["coordinator"],
    )


def _books(
    assignment: Assignment,
    activities: list[Activity],
    year: dict[str, Any],
    people: dict[str, User],
    chance: random.Random,
) -> None:
    content = accounts_file(year["activities"], chance)
    import_sie(assignment=assignment, content=content, name="demonstration-2014.se", by=people["economist"])
    for activity, plan in zip(activities, year["activities"], strict=True):
        map_project(
            assignment=assignment,
            project=plan["project"],
            activity=activity,
            name=plan["title"],
            by=people["economist"],
        )
    allot_by_project(assignment=assignment, by=people["economist"])


def _documents(assignment: Assignment, year: dict[str, Any], people: dict[str, User]) -> None:
    amounts = {"requisition": year["requisition_kr"] * 100}
    for kind in ("requisition", "repayment", "financial_account"):
        dated = year["dates"][kind]
        at = datetime.datetime.combine(dated, datetime.time(10), tzinfo=datetime.UTC)
        document = prepare_document(
            assignment=assignment,
            kind=kind,
            dated=dated,
            amount_ore=amounts.get(kind),
            by=people["economist"],
            at=at,
        )
        issue_document(document=document, by=people["manager"], at=at)
