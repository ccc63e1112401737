"""How many letters a second leave for a mail server beside, and how long it takes to know who gets them."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from skyddsnat.actors.models import Contact, Organisation
from skyddsnat.core.api import Same, add_user, copy_columns
from skyddsnat.core.models import User
from skyddsnat.knowledge.mailings.actions import add_mailing, begin_mailing, choose_recipients
from skyddsnat.knowledge.mailings.choosing import chosen
from skyddsnat.knowledge.mailings.sending import send_slice
from skyddsnat.knowledge.mailings.smtp_sink import listening
from skyddsnat.knowledge.models import Mailing, Method
from skyddsnat.shared.dates import today

SIZES = (100, 1_000, 10_000)
LONGEST = 3_600.0


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}. One worker on one connection; each letter is claimed."""
    by = add_user(email="bench@example.org", name="Bench", roles=["coordinator"], by=None)
    before = settings.MAILERS
    rows = []
    try:
        with listening() as (sink, port):
            options = {"host": "127.0.0.1", "port": port, "timeout": 30}
            backend = "django.core.mail.backends.smtp.EmailBackend"
            settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
            for size in SIZES:
                rows += _measured(size, by, sink.got)
    finally:
        settings.MAILERS = before
    return rows


def _measured(size: int, by: User, got: list[str]) -> list[dict[str, Any]]:
    word = f"bench{size}"
    _contacts(size, word, by)
    mailing = _draft(word, by)
    begun = time.perf_counter()
    found = len(chosen(mailing).recipients)
    chose = time.perf_counter() - begun
    begin_mailing(mailing=mailing, expected=found, by=by)
    queued = time.perf_counter() - begun - chose
    arrived, begun = len(got), time.perf_counter()
    while send_slice(mailing.pk, seconds=LONGEST, at_once=size).letters:
        continue
    took = time.perf_counter() - begun
    if len(got) - arrived != size or len(set(got)) != len(got):
        raise RuntimeError("a letter was lost or sent twice")
    allowed = settings.LETTERS_A_MINUTE / 60
    return [
        _row(f"mailing, {size} recipients chosen", round(1000 * chose), "ms", None, "who gets it and who does not"),
        _row(f"mailing, {size} letters queued", round(1000 * queued), "ms", None, "chosen again and put in the queue"),
        _row(
            f"mailing, {size} letters", round(size / took), "letters/s", allowed,
            "one worker to a server beside, evidence included; baseline: what the setting allows",
        ),
    ]  # fmt: skip


def _contacts(size: int, word: str, by: User) -> None:
    organisations = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    columns: dict[str, Any] = {
        "organisation": [organisations[n % len(organisations)] for n in range(size)],
        "email": [f"{word}.{n}@example.org" for n in range(size)],
        "function": Same(word), "name": Same(""), "phone": Same(""), "source": Same("bench"),
        "checked_on": Same(today()), "entered_by": Same(by.pk), "entered_at": Same(timezone.now()),
    }  # fmt: skip
    with transaction.atomic():
        copy_columns(Contact, columns)


def _draft(word: str, by: User) -> Mailing:
    method, _made = Method.objects.get_or_create(code="bench", defaults={"name": "Bench"})
    text = {"subject": "Ny vägledning", "body": "Hej {organisation}!\n\n- ett\n- två\n" * 10}
    made = add_mailing(by=by, name=word, method=method, **text)
    return choose_recipients(mailing=made, version=made.version, segments=[], words=word, by=by)


def _row(name: str, value: int, unit: str, baseline: float | None, note: str) -> dict[str, Any]:
    ratio = value / baseline if baseline else None
    return {"name": name, "value": value, "unit": unit, "baseline": baseline, "ratio": ratio, "note": note}
