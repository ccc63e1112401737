"""An editor sends a text, a coordinator reads it as visitors will see it, and approves it or sends it back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Task, waiting_for
from skyddsnat.core.models import User
from skyddsnat.core.reminders.letters import letter_to
from skyddsnat.guidance.editing import publish_lead, send_lead
from skyddsnat.guidance.keys import translation_key
from skyddsnat.guidance.models import GuidancePage

pytestmark = pytest.mark.django_db
SAYS = "En ingress som väntar på att godkännas."


def tip() -> GuidancePage:
    return GuidancePage.objects.get(translation_key=translation_key("tip"), locale__language_code="sv")


def send(cast: Cast) -> GuidancePage:
    send_lead(key="tip", language="sv", lead=SAYS, by=cast.editor)
    return tip()


def waits(user: User, source: str) -> list[Task]:
    return [task for task in waiting_for(user) if task.source == source]


def decide(client: Client, page: GuidancePage, action: str) -> None:
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    assert client.post(address, {"comment": "Skriv kortare."}).status_code in {200, 302}


def test_what_is_sent_waits_and_is_not_published(client: Client, cast: Cast) -> None:
    page = send(cast)
    caches["public"].clear()
    assert SAYS not in client.get(page.url).text
    (task,) = waits(cast.coordinator, "guidance.approval")
    assert task.label == "Ett bra tips"
    assert task.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not waits(cast.editor, "guidance.approval")
    assert not waits(cast.auditor, "guidance.approval")
    client.force_login(cast.coordinator)
    overview = client.get(reverse("guidance-desk:translations")).text
    assert "Du kan godkänna" in overview


def test_the_coordinator_reads_it_as_visitors_will_and_approves(client: Client, cast: Cast) -> None:
    page = send(cast)
    client.force_login(cast.coordinator)
    state = page.current_workflow_task_state
    preview = client.get(reverse("wagtailadmin_pages:workflow_preview", args=[page.pk, state.task.pk]))
    assert preview.status_code == 200
    assert SAYS in preview.text
    assert '<html lang="sv"' in preview.text
    decide(client, page, "approve")
    caches["public"].clear()
    assert SAYS in Client().get(page.url).text
    assert not waits(cast.coordinator, "guidance.approval")


def test_what_is_sent_back_waits_for_the_one_who_sent_it(client: Client, cast: Cast) -> None:
    page = send(cast)
    client.force_login(cast.coordinator)
    decide(client, page, "reject")
    assert [task.label for task in waits(cast.editor, "guidance.returned")] == ["Ett bra tips"]
    assert not waits(cast.coordinator, "guidance.returned")
    assert SAYS not in Client().get(page.url).text


def test_an_editor_cannot_approve(client: Client, cast: Cast) -> None:
    page = send(cast)
    client.force_login(cast.editor)
    decide(client, page, "approve")
    assert SAYS not in Client().get(page.url).text
    assert tip().workflow_in_progress


def test_wagtail_sends_no_mail_of_its_own(cast: Cast, client: Client) -> None:
    """It would send it while the editor waits; the day's reminder tells of the same."""
    page = send(cast)
    client.force_login(cast.coordinator)
    decide(client, page, "approve")
    assert mail.outbox == []


def test_the_days_reminder_tells_of_it(cast: Cast) -> None:
    send(cast)
    (task,) = waits(cast.coordinator, "guidance.approval")
    found = letter_to(cast.coordinator, [task.identity])
    assert found is not None
    letter, count = found
    assert count == 1
    assert "Ett bra tips" in letter.body


def test_a_silent_mail_server_stops_nobody(cast: Cast, settings: Any) -> None:
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9},
        }
    }
    send(cast)
    assert tip().workflow_in_progress


def test_who_may_not_write_or_publish_is_refused(cast: Cast) -> None:
    words: dict[str, Any] = {"key": "tip", "language": "sv"}
    with pytest.raises(PermissionDenied):
        send_lead(**words, lead=SAYS, by=cast.auditor)
    with pytest.raises(PermissionDenied):
        publish_lead(**words, lead=SAYS, by=cast.editor)
    with pytest.raises(ValidationError, match="114 14"):
        publish_lead(**words, lead="Ring 114 14.", by=cast.coordinator)
    assert tip().lead != SAYS
