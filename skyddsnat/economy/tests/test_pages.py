"""Every page, for every role; and the ways through them a person takes."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.economy import urls
from skyddsnat.economy.api import Paper, attach, explain_row, lock_months, prepare_document, upload_sie
from skyddsnat.economy.models import Allotment, MoneyDocument, ProjectMapping, Voucher
from skyddsnat.economy.tests.books import PNG, activity, cost_lines, sie, voucher
from skyddsnat.economy.tests.year import REQUISITIONED
from skyddsnat.mandate.models import Assignment

READERS = {"coordinator", "economist", "editor", "manager", "auditor"}
MAY = {"economy.read": READERS, "economy.write": {"economist"}, "economy.approve": {"manager"}}
ROLES = [
    "coordinator",
    "economist",
    "editor",
    "manager",
    "receiver",
    "partner",
    "auditor",
    "outsider",
    "regional",
]


@pytest.fixture
def world(assignment: Assignment, cast: Cast) -> dict[str, Any]:
    """One of everything that an address can name."""
    (line,) = cost_lines(assignment, cast.economist, 10_000)
    activity(assignment, cast.coordinator)
    upload = upload_sie(assignment=assignment, content=sie(voucher(7, 7)), name="b.se", by=cast.economist)
    made = prepare_document(assignment=assignment, kind="requisition", dated=REQUISITIONED, by=cast.economist)
    paper = attach(voucher=line.voucher, paper=Paper("other", note="Kvitto", content=PNG, file_name="k.png"),
                   by=cast.economist)  # fmt: skip
    (other,) = cost_lines(assignment, cast.economist, 500, first=2)
    explanation = explain_row(line=other, reason="Fel projekt", by=cast.economist)
    (lock,) = lock_months(assignment=assignment, months=[datetime.date(2014, 2, 1)], by=cast.economist)
    pks = {"import_preview": upload.pk, "import_discard": upload.pk, "voucher": line.voucher_id,
           "allot_row": line.voucher_id, "row_explain": line.voucher_id, "paper_new": line.voucher_id,
           "row_unexplain": explanation.pk, "paper_file": paper.pk, "paper_replace": paper.pk,
           "paper_remove": paper.pk, "month": lock.pk, "month_ask": lock.pk, "month_open": lock.pk,
           "month_keep": lock.pk}  # fmt: skip
    return {"slug": assignment.slug, "pks": pks, "document": made.pk, "position": line.position}


def address(name: str, world: dict[str, Any]) -> str:
    values: dict[str, Any] = {"slug": world["slug"]}
    route = str(next(p for p in urls.urlpatterns if p.name == name).pattern)
    if "pk>" in route:
        values["pk"] = world["pks"].get(name, world["document"])
    if "position>" in route:
        values["position"] = world["position"]
    if "kind>" in route:
        values["kind"] = "hours" if name == "paper_new" else "requisition"
    if "step>" in route:
        values["step"] = "papers"
    if "number>" in route:
        values["number"] = 1
    return reverse(f"economy:{name}", kwargs=values)


def counted() -> tuple[int, ...]:
    issued = MoneyDocument.objects.filter(state="issued")
    return Allotment.objects.count(), issued.count(), Voucher.objects.count()


@pytest.mark.parametrize("role", ROLES)
def test_who_may_open_what(role: str, world: dict[str, Any], cast: Cast, client: Client) -> None:
    client.force_login(getattr(cast, role))
    before = counted()
    for pattern in urls.urlpatterns:
        where, allowed = address(pattern.name, world), role in MAY[pattern.callback.permission]
        for response in [client.get(where)] if allowed else [client.get(where), client.post(where)]:
            assert response.status_code in ({200, 302, 404} if allowed else {403}), where
    assert counted() == before


def test_who_has_not_signed_in_is_asked_to(world: dict[str, Any], client: Client) -> None:
    for pattern in urls.urlpatterns:
        where = address(pattern.name, world)
        assert client.get(where).headers["Location"].startswith(reverse("account_login")), where


def test_a_reader_cannot_write_by_posting(world: dict[str, Any], cast: Cast, client: Client) -> None:
    client.force_login(cast.auditor)
    mapping = ProjectMapping.objects.create(
        assignment_id=Assignment.objects.get(slug=world["slug"]).pk, project="1"
    )
    client.post(address("projects", world), {f"project_{mapping.pk}": "1"})
    mapping.refresh_from_db()
    assert mapping.activity is None


def test_another_assignments_rows_are_not_found(assignment: Assignment, cast: Cast, client: Client) -> None:
    (line,) = cost_lines(assignment, cast.economist, 100)
    values = {
        f.name: getattr(assignment, f.name) for f in Assignment._meta.fields if f.name not in {"id", "slug"}
    }
    Assignment.objects.create(slug="annat", **values)
    client.force_login(cast.economist)
    assert client.get(reverse("economy:voucher", args=["annat", line.voucher_id])).status_code == 404
    assert client.get(reverse("economy:voucher", args=["finns-inte", line.voucher_id])).status_code == 404


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "name",
    [
        "start",
        "vouchers",
        "voucher",
        "projects",
        "import_new",
        "import_preview",
        "document",
        "prepare",
        "document_withdraw",
        "paper_new",
        "paper_replace",
        "paper_remove",
        "row_explain",
        "budget",
        "budget_activity",
        "cost_types",
        "closing",
        "step_tick",
        "months_lock",
        "month",
        "proposal",
    ],
)
def test_pages_have_a_heading_and_only_one(
    name: str, language: str, world: dict[str, Any], cast: Cast, client: Client
) -> None:
    client.force_login(cast.economist)
    client.cookies["django_language"] = language
    text = client.get(address(name, world)).content.decode()
    assert len(re.findall(r"<h1\b", text)) == 1
    assert f'<html lang="{language}"' in text
    assert "style=" not in text
    assert "onclick" not in text
    if language == "en":
        outside = re.sub(r'<(\w+)[^>]*lang="sv"[^>]*>.*?</\1>', "", text, flags=re.DOTALL)
        bare = re.sub(r"<[^>]+>", " ", outside)
        assert not re.search(r"\b(och|för|inte|eller|beslutet|Verifikation|Kostnader)\b", bare)
