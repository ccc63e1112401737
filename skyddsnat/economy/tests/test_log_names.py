"""The log names what each line is about; a record without a page of its own leads to the one it belongs to."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.core.api import record
from skyddsnat.economy.actions import lock_months
from skyddsnat.economy.tests.books import MARCH, cost_lines
from skyddsnat.mandate.models import Assignment


def test_a_lock_of_a_month_leads_to_its_assignment(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    cost_lines(assignment, cast.economist, 10_00)
    lock_months(assignment=assignment, months=[MARCH], by=cast.economist)
    client.force_login(cast.auditor)
    page = client.get(reverse("core:audit")).content.decode()
    assert "economy.periodlock" not in page
    assert f'href="{assignment.get_absolute_url()}"' in page


def test_what_belongs_to_nothing_has_its_number(cast: Cast, client: Client) -> None:
    record(cast.manager, "user.opened", cast.editor)
    client.force_login(cast.manager)
    page = client.get(reverse("core:audit")).content.decode()
    assert "core.user" not in page
    assert f"Konto {cast.editor.pk}" in page
