"""Every list of the demonstration is fetched as XLSX and as CSV: all its rows, its headings, and no formulas."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve
from python_calamine import CalamineWorkbook

from skyddsnat.actors.models import Contact, Organisation
from skyddsnat.core.models import AuditEntry, Role, User
from skyddsnat.core.tests.tables import content_of
from skyddsnat.mandate.models import Activity
from skyddsnat.reporting.actions.comments import add_comment
from skyddsnat.shared.languages import NAMES
from skyddsnat.website.tests.test_every_list import WITHOUT_FILE, templates

LINK = re.compile(r'href="([^"]+)"')
NUMBER = re.compile(r"-?\d+(,\d+)?")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
PLANTED = ('=HYPERLINK("http://x","y")', "+1+1", "-1-1", "@x", "\tcmd")
ROLES = ("manager", "coordinator", "economist", "partner", "caseworker", "auditor")
# What visitors read, and Wagtail\'s own rooms.
ELSEWHERE = ("/redaktion/", *(f"/{code}/" for code in NAMES))
LEAVES = re.compile(r"^/(static|utseende|sprak|konto|accounts|demo)|\.(pdf|docx|zip|ics|xlsx|csv)$")
SAYS_MORE = {"mandate:evidence-list"}  # its file has more columns and rows than its page
HAS_MORE_COLUMNS = SAYS_MORE | {"knowledge:ladder"}
# Pages with a list that the demonstration has nothing for.
NOT_MET = {
    "cooperation/directory/answer.html": "nobody is entered for what the first state is asked",
    "mandate/plan_copied.html": "nothing was copied from another plan",
    "reporting/compare_versions.html": "the report has one version",
}


@dataclass(frozen=True)
class Found:
    """A list on a page: where it is fetched, and how the page has it."""

    view: str
    code: str
    address: str
    headings: list[str]
    rows: int
    template: str


def _tables(context: Any) -> Iterator[dict[str, Any]]:
    for layer in context or ():
        for value in layer.flatten().values() if hasattr(layer, "flatten") else layer.values():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict) and "columns" in each and "rows" in each:
                    yield each


def _lists_on(address: str, answer: Any, links: list[str]) -> Iterator[Found]:
    tables = {table.get("export"): table for table in _tables(answer.context) if table.get("export")}
    view = resolve(urlsplit(address).path).view_name
    for link in links:
        asked = parse_qs(urlsplit(link).query)
        if asked.get("format") != ["csv"]:
            continue
        if "list" not in asked:
            continue  # a file of something else, as the empty table to fill in
        code = asked["list"][0]
        table = tables[code]
        kept = [column for column in table["columns"] if not column.get("aside")]
        headings = [str(c["label"]) for c in kept] + [str(c["notes"]) for c in kept if c.get("notes")]
        rows = list(table["every_row"]()) if table.get("every_row") else list(table["rows"])
        count = int(answer.context["total"]) if view in SAYS_MORE else len(rows)
        yield Found(view, code, urljoin(address, link), headings, count, answer.templates[0].name)


def _walked(
    client: Client, slug: str, seen: set[str], templates_seen: set[str], kinds: set[str]
) -> Iterator[Found]:
    """The lists of pages of each kind that the client reaches by links, each list once.

    Two pages of a kind, one a draft perhaps; one where somebody who walked before has met two. Those kinds grow.
    """
    waiting, asked, known = deque(["/"]), Counter[str](), {"/"}
    while waiting:
        address = waiting.popleft()
        answer = client.get(address, follow=True)
        address = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
            content_of(answer)
            continue
        links = [unescape(link) for link in LINK.findall(answer.content.decode())]
        templates_seen.update(t.name for t in answer.templates if t.name)
        for found in _lists_on(address, answer, links):
            if f"{found.view} {found.code}" not in seen:
                seen.add(f"{found.view} {found.code}")
                yield found
        for link in links:
            place = urlsplit(urljoin(address, link))
            path = place.path
            if place.netloc or "format=" in place.query or LEAVES.search(path) or not path.startswith("/"):
                continue
            if path.startswith(ELSEWHERE):
                continue
            match = resolve(path)
            kind = match.view_name
            enough = 1 if kind in kinds else 2
            if match.kwargs.get("slug", slug) == slug and asked[kind] < enough and path not in known:
                known.add(path)
                asked[kind] += 1
                waiting.append(path)
    kinds.update(kind for kind, times in asked.items() if times > 1)


def _plant(assignment: Any) -> None:
    """Names that a spreadsheet program would run, in things that stand in many lists."""
    for person, name in zip(User.objects.order_by("pk"), PLANTED * 9, strict=False):
        person.name = name
        person.save(update_fields=["name"])
    for activity, title in zip(Activity.objects.order_by("pk"), PLANTED * 9, strict=False):
        Activity.objects.filter(pk=activity.pk).update(title=title, title_en=title)
    for row, name in zip(Organisation.objects.order_by("pk"), PLANTED * 200, strict=False):
        Organisation.objects.filter(pk=row.pk).update(name=name)
    Contact.objects.update(function=PLANTED[0], name=PLANTED[1])
    editor = User.objects.filter(roles__code="editor").first()
    add_comment(assignment=assignment, section="summary", body=PLANTED[0], quote="", by=editor)


def _csv(client: Client, found: Found) -> list[list[str]]:
    answer = client.get(found.address)
    assert "attachment" in answer.headers.get("Content-Disposition", ""), found
    text = content_of(answer).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def _xlsx(client: Client, found: Found) -> list[list[Any]]:
    answer = client.get(found.address.replace("format=csv", "format=xlsx"))
    assert "attachment" in answer.headers.get("Content-Disposition", ""), found
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content_of(answer))).get_sheet_by_index(0)
    return sheet.to_python(skip_empty_area=False)


def _check(found: Found, rows: list[list[Any]]) -> int:
    """Headings and rows are the page's, and nothing is run; return how many planted cells were made harmless."""
    if found.view not in HAS_MORE_COLUMNS:
        assert [str(cell).lstrip("'") for cell in rows[0]] == found.headings, found
    grows = found.view == "core:audit"  # by a line for each list of people that is fetched
    assert len(rows) - 1 == (AuditEntry.objects.count() if grows else found.rows), found
    words = [cell for row in rows for cell in row if isinstance(cell, str) and not NUMBER.fullmatch(cell)]
    assert [cell for cell in words if cell.startswith(FORMULA)] == [], found
    return sum(cell.startswith(tuple(f"'{mark}" for mark in FORMULA)) for cell in words)


@pytest.fixture
def clients(demo: Any) -> dict[str, Client]:
    _plant(demo)
    made = {}
    for code in ROLES:
        person = Role.objects.get(code=code).users.order_by("pk").first()
        made[code] = Client(HTTP_HOST="localhost")
        made[code].force_login(person)
    return made


def test_every_list_is_fetched_whole_and_runs_nothing(demo: Any, clients: dict[str, Client]) -> None:
    seen: set[str] = set()
    met: set[str] = set()
    kinds: set[str] = set()
    harmless = {"csv": 0, "xlsx": 0}
    for client in clients.values():
        for found in _walked(client, demo.slug, seen, met, kinds):
            harmless["csv"] += _check(found, _csv(client, found))
            harmless["xlsx"] += _check(found, _xlsx(client, found))
    assert min(harmless.values()) > 100
    assert len(seen) > 30
    unmet = sorted(set(templates()) - set(WITHOUT_FILE) - met)
    assert unmet == sorted(NOT_MET), "\n".join(unmet)
