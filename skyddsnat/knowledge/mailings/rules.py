"""Decisions about letters; no database, no request."""

from __future__ import annotations

import datetime
import re

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.knowledge.mailings.text import unknown_places

# Where a letter can go from where it is. What is missing at the end stays as it is.
NEXT: dict[str, set[str]] = {
    "waiting": {"sending", "skipped"},
    "sending": {"sent", "waiting", "uncertain", "refused", "failed"},
    "uncertain": {"sent", "waiting", "skipped"},
    "failed": {"waiting", "skipped"},
    "sent": {"bounced"},
}
# Where a mailing can go.
MAILING_NEXT: dict[str, set[str]] = {
    "draft": {"sending"},
    "sending": {"paused", "stopped", "done"},
    "paused": {"sending", "stopped"},
    "done": {"sending"},  # an uncertain letter that is sent again
}

SLICE_SECONDS = 10  # a job sends for so long, then lets other jobs come
TRIES = 5  # of a letter that the server answers "later" about
UNCERTAIN_STOPS = 5  # so many letters that nobody knows about, and the mailing pauses by itself
OWN_PAGE = re.compile(r"/(?:[^/\\\s][^\\\s]*)?")
LETTERS_KEPT_DAYS = 365  # rule "letter" in skyddsnat/core/retention.yaml
NO_LETTERS_KEPT_DAYS = 730  # rule "no-letters"


def before(state: str) -> set[str]:
    """Where a letter can be before it comes to the state."""
    return {earlier for earlier, following in NEXT.items() if state in following}


def words_of(text: str) -> list[str]:
    """The words of a function that are looked for: what stands between commas."""
    return [word for part in text.split(",") if (word := " ".join(part.split()))]


def allowed_now(*, a_minute: int, last_minute: int, last_slice: int) -> int:
    """How many letters may leave in this slice, when so many have left: the rate holds by the minute and is even."""
    even = -(-a_minute * SLICE_SECONDS // 60)
    return max(0, min(a_minute - last_minute, even - last_slice))


def next_try(attempts: int, now: datetime.datetime) -> datetime.datetime:
    """When a letter is tried again after so many tries: after 2, 8, 32 and 128 minutes."""
    return now + datetime.timedelta(minutes=2 * 4 ** max(0, attempts - 1))


def check_text(*, name: str, subject: str, body: str, subject_en: str, body_en: str, leads_to: str) -> None:
    """Raise Refused for a letter that cannot be written so."""
    if not (name.strip() and subject.strip() and body.strip()):
        raise Refused(_("Skriv vad utskicket heter, en ämnesrad och en text."))
    if bool(subject_en.strip()) != bool(body_en.strip()):
        raise Refused(_("Skriv både ämnesrad och text på engelska, eller ingetdera."))
    for line in (subject, subject_en):
        if "\n" in line or "\r" in line:
            raise Refused(_("Ämnesraden får bara ha en rad."))
    unknown = sorted({one for text in (subject, body, subject_en, body_en) for one in unknown_places(text)})
    if unknown:
        raise Refused(
            _(
                "I texten står {%(word)s}. Det enda som kan fyllas i är {organisation}. Rätta eller ta bort klamrarna."
            )
            % {"word": unknown[0][:40]}
        )
    if not OWN_PAGE.fullmatch(leads_to):
        raise Refused(_("Brevet ska leda till en sida här. Skriv adressen från det första snedstrecket."))


def check_begin(*, state: str, expected: int, found: int) -> None:
    """Raise Refused when a mailing cannot begin, or does not go to as many as the person was told."""
    if state != "draft":
        raise Refused(_("Utskicket har redan börjat skickas."))
    if not found:
        raise Refused(_("Ingen får brevet. Välj mottagare först."))
    if expected != found:
        raise Refused(
            _("Mottagarna har ändrats medan du läste: nu är de %(found)s. Se efter och bekräfta igen.")
            % {"found": found}
        )


def check_mailing_next(state: str, wanted: str) -> None:
    """Raise Refused when a mailing cannot go from one state to the other."""
    if wanted not in MAILING_NEXT.get(state, set()):
        raise Refused(_("Det går inte nu. Läs in sidan igen och se hur långt utskicket har kommit."))
