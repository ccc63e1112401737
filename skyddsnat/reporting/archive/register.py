"""Registry metadata of the documents in a package, and what the package is about.

What the law asks of a register: the day, the registration number, from or to whom, and in short what it is about.
Everything is read from the closing pack, so that the same pack always gives the same metadata.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from skyddsnat.reporting.archive.names import DC, DESCRIPTION, REGISTER, child, written
from skyddsnat.shared.spreadsheets import escaped

CAME_IN, WENT_OUT, DRAWN_UP = "inkommen", "utgående", "upprättad"
GOVERNMENT = "Regeringen"
KINDS = {
    "requisition": "Rekvisition av medel",
    "repayment": "Återbetalning av medel",
    "financial_account": "Ekonomisk redovisning",
    "final_report": "Slutredovisning",
}
PLAN = re.compile(r"handlingar/plan-v(\d+)\.pdf")
COLUMNS = ("nummer", "datum", "diarienummer", "riktning", "avsandare", "mottagare", "arendemening", "filer")
BETWEEN_FILES = " | "


@dataclass(frozen=True)
class Entry:
    """A document in the register."""

    day: str
    dnr: str
    direction: str
    subject: str
    sender: str = ""
    recipient: str = ""
    files: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Names:
    """What the pack says with codes: names of organisations, and days of the plan's versions."""

    organisations: Mapping[str, str]
    plans: Mapping[int, str]

    def of(self, code: str | None) -> str:
        return self.organisations.get(code, code) if code else ""


def entries(held: Mapping[str, bytes], names: Names) -> list[Entry]:
    """The documents of a closing pack, by day."""
    assignment: dict[str, Any] = json.loads(held["data/uppdrag.json"])
    authority, title = names.of(assignment["authority"]), assignment["title"]
    found = []
    if assignment["decided_on"]:
        subject = f"Regeringsbeslut: {title}"
        found.append(
            Entry(assignment["decided_on"], assignment["dnr"], CAME_IN, subject, sender=GOVERNMENT,
                  recipient=authority, files=["data/uppdrag.json"])
        )  # fmt: skip
    for name in held:
        if plan := PLAN.fullmatch(name):
            version = int(plan[1])
            subject = f"Plan för uppdraget, version {version}"
            found.append(
                Entry(
                    names.plans[version], assignment["dnr"], DRAWN_UP, subject, sender=authority, files=[name]
                )
            )
        elif name.startswith("handlingar/") and name.endswith(".json"):
            found.append(_sent(name, json.loads(held[name]), held, assignment, names))
    return sorted(found, key=lambda entry: (entry.day, entry.subject))


def _sent(
    name: str, document: dict[str, Any], held: Mapping[str, bytes], assignment: dict[str, Any], names: Names
) -> Entry:
    """A document that the decision orders: to the one it is ordered for, or to the payer."""
    kind = document.get("kind", "final_report")
    version = re.search(r"-v(\d+)\.json$", name)
    ordered = (duty["recipient"] for duty in assignment["obligations"] if duty["kind"] == kind)
    recipient = next(ordered, None) or assignment["payer"]
    stem = name.removesuffix("json")
    return Entry(
        day=document["dated"] if "dated" in document else document["report"]["date"],
        dnr=document["dnr"],
        direction=WENT_OUT,
        subject=f"{KINDS[kind]}, version {version[1] if version else 1}",
        sender=names.of(assignment["authority"]),
        recipient=names.of(recipient),
        files=sorted(one for one in held if one.startswith(stem)),
    )


def register_xml(found: list[Entry], *, authority: str, dnr: str, folder: str) -> bytes:
    """The register as XML (`diarium.xsd`); files with their place in the package."""
    root = etree.Element(f"{{{REGISTER}}}diarium", nsmap={None: REGISTER})
    child(root, REGISTER, "myndighet", authority)
    child(root, REGISTER, "diarienummer", dnr)
    for number, entry in enumerate(found, start=1):
        row = child(root, REGISTER, "handling", nummer=str(number))
        child(row, REGISTER, "datum", entry.day)
        child(row, REGISTER, "diarienummer", entry.dnr)
        child(row, REGISTER, "riktning", entry.direction)
        if entry.sender:
            child(row, REGISTER, "avsandare", entry.sender)
        if entry.recipient:
            child(row, REGISTER, "mottagare", entry.recipient)
        child(row, REGISTER, "arendemening", entry.subject)
        for file in entry.files:
            child(row, REGISTER, "fil", folder + file)
    return written(root)


def register_csv(found: list[Entry], *, folder: str) -> bytes:
    """The same as a table."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    for number, entry in enumerate(found, start=1):
        files = BETWEEN_FILES.join(folder + file for file in entry.files)
        texts = (entry.dnr, entry.direction, entry.sender, entry.recipient, entry.subject, files)
        writer.writerow([number, entry.day, *(escaped(text) for text in texts)])
    return target.getvalue().encode()


def description_xml(held: Mapping[str, bytes], names: Names) -> bytes:
    """What the package is about, in Dublin Core (`beskrivning.xsd`)."""
    assignment: dict[str, Any] = json.loads(held["data/uppdrag.json"])
    root = etree.Element(f"{{{DESCRIPTION}}}beskrivning", nsmap={None: DESCRIPTION, "dc": DC})
    made_up = " Uppgifterna är påhittade." if assignment["demonstration"] else ""
    for element, text in {
        "identifier": assignment["dnr"],
        "title": assignment["title"],
        "creator": names.of(assignment["authority"]),
        "contributor": names.of(assignment["payer"]),
        "date": assignment["decided_on"] or "",
        "coverage": str(assignment["year"]),
        "type": "Avslutat regeringsuppdrag",
        "language": "sv",
        "description": "Handlingar, uppgifter och kvitto från ett regeringsuppdrag som har avslutats."
        + made_up,
    }.items():
        if text:
            child(root, DC, element, text)
    return written(root)
