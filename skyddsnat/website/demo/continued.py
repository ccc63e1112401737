"""A second, made-up assignment that runs now, with its text: two stand side by side, and one continues the other.

Its days are counted from today, so that it is under way whenever the demonstration is built.
"""

from __future__ import annotations

import datetime
from typing import Any

from skyddsnat.core.api import record, star
from skyddsnat.core.models import User
from skyddsnat.mandate.api import add_activity, attach_text, create_assignment, handle_sentence, relate
from skyddsnat.mandate.models import Assignment, RelatedDecision
from skyddsnat.shared.dates import format_date, today

TASKS = [
    (
        "att pröva en guide om barns rättigheter för den som ordnar resor,",
        "Pröva en guide för reseföretag", "Try a guide for travel companies",
        "De som ordnar resor ska få en guide om barns rättigheter, och den ska prövas.",
        "Those who arrange travel are to get a guide to children's rights, and it is to be tried out.",
    ),
    (
        "att utbilda personal på campingplatser i att se när barn far illa, och",
        "Utbilda personal på campingplatser", "Train staff at camping sites",
        "Den som arbetar på en campingplats ska veta vad som är fel och vem man ringer.",
        "Those who work at a camping site are to know what is wrong and whom to call.",
    ),
    (
        "att sprida erfarenheterna till kommunerna i länet.",
        "Sprida erfarenheterna", "Spread what was learnt",
        "Kommunerna ska få del av det som arbetet har lärt oss.",
        "The municipalities are to share in what the work has taught us.",
    ),
]  # fmt: skip
WISH = "Regeringen ser positivt på att barn och unga får komma till tals i arbetet."
BACKGROUND = "En tidigare kartläggning visade att få företag hade rutiner."


def build_continued(before: Assignment, people: dict[str, User]) -> Assignment:
    """The decision as a person confirmed it, two activities planned, and who keeps what among the favourites."""
    by, now = people["coordinator"], today()
    content, data = _decision(now)
    made = create_assignment(data=data, by=by)
    made.is_demo = True
    made.save(update_fields=["is_demo"])
    record(None, "assignment.marked_as_demonstration", made)
    attach_text(assignment=made, content=content.encode(), name="demonstration.txt", by=by)
    handle_sentence(
        assignment=made, start=content.index(BACKGROUND), handling="background",
        why="Berättar varför uppdraget ges. Ålägger ingen något.", by=by,
    )  # fmt: skip
    relate(assignment=made, relation=RelatedDecision.CONTINUES, other=before, by=by)
    _plan(made, by, now)
    _stars(before, made, people)
    return made


def _decision(now: datetime.date) -> tuple[str, dict[str, Any]]:
    """(the made-up text, what it orders with the place of each sentence)."""
    requisition, report = now + datetime.timedelta(days=60), now + datetime.timedelta(days=330)
    paid = f"Medlen rekvireras senast den {format_date(requisition)}."
    told = (
        f"Länsstyrelsen ska slutredovisa uppdraget till Socialdepartementet senast den {format_date(report)}."
    )
    most = f"För uppdraget får högst 400 000 kronor användas under {now.year}."
    first = "Regeringen beslutar att ge Länsstyrelsen i Stockholms län i uppdrag:"
    tasks = "\n\n".join(f"- {words}" for words, *_rest in TASKS)
    parts = [
        "Påhittat beslut för demonstrationen", "Regeringens beslut", first, tasks, f"{told} {most} {paid}",
        "Ärendet", f"{BACKGROUND} {WISH}",
    ]  # fmt: skip
    content = "\n\n".join(parts).replace("\u00a0", " ") + "\n"

    def span(words: str) -> list[int]:
        start = content.index(words.replace("\u00a0", " "))
        return [start, start + len(words)]

    clauses = [
        {"number": str(number), "kind": "task", "heading": heading, "heading_en": heading_en, "wording": wording,
         "wording_en": wording_en, "span": span(words)}
        for number, (words, heading, heading_en, wording, wording_en) in enumerate(TASKS, 1)
    ]  # fmt: skip
    obligations = [
        {"kind": "requisition", "what": "Rekvirera medlen", "what_en": "Requisition the funds",
         "recipient": "socialstyrelsen", "due": requisition, "span": span(paid)},
        {"kind": "final_report", "what": "Slutredovisa uppdraget", "what_en": "Report on the assignment",
         "recipient": "socialdepartementet", "due": report, "span": span(told)},
    ]  # fmt: skip
    ceiling = {
        "kind": "ceiling", "wording": "Högst fyrahundratusen kronor får användas.",
        "wording_en": "At most four hundred thousand kronor may be used.", "span": span(most),
    }  # fmt: skip
    return content, {
        "slug": "demo-running", "title": "Fortsatt skydd för barn på resa (påhittat)",
        "title_en": "Continued protection of children who travel (made up)", "authority": "lansstyrelse-01",
        "payer": "socialstyrelsen", "decided_on": now - datetime.timedelta(days=40), "dnr": f"DEMO {now.year}/3",
        "currency": "SEK", "ceiling_ore": 40_000_000, "year": now.year, "clauses": clauses,
        "obligations": obligations, "conditions": [ceiling],
    }  # fmt: skip


def _plan(made: Assignment, by: User, now: datetime.date) -> None:
    """One activity for two sentences, and one that nobody has tied to any."""
    days = datetime.timedelta
    add_activity(
        assignment=made, title="Guide och utbildning", title_en="Guide and training",
        purpose="Fler som möter barn på resa vet vad de ska göra.",
        purpose_en="More of those who meet children who travel know what to do.", responsible=by,
        starts=now + days(10), ends=now + days(200), budget_ore=30_000_000,
        clauses=list(made.clauses.filter(number__in=["1", "2"])), by=by,
    )  # fmt: skip
    add_activity(
        assignment=made, title="Studiebesök", title_en="Study visit", purpose="Lära av andra län.",
        purpose_en="Learn from other counties.", responsible=by, starts=now + days(30), ends=now + days(60),
        budget_ore=2_000_000, by=by,
    )  # fmt: skip


def _stars(before: Assignment, made: Assignment, people: dict[str, User]) -> None:
    for user in (people["coordinator"], people["manager"]):
        star(user, ("mandate:assignment-text", made.slug))
        star(user, ("mandate:activity", f"{before.slug}/4"))
    star(people["economist"], ("mandate:assignment", before.slug))
    star(people["auditor"], ("reporting:version", f"{before.slug}/1"))
