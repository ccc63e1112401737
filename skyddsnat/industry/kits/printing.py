"""An edition as a PDF for the printer's: cut marks, 3 mm of colour outside them, the code as lines, tagged."""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse

from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models import Edition, Site
from skyddsnat.industry.training.access import lessons
from skyddsnat.industry.training.texts import plain_numbers
from skyddsnat.shared import qr
from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.shared.languages import direction
from skyddsnat.shared.typeset import render
from skyddsnat.shared.wording import Words, read_words
from skyddsnat.shared.yaml_files import read_yaml

ROOM = Path(__file__).parent
TEMPLATE = ROOM / "print.typ"
LESSONS = ROOM.parent / "lessons"
A4_WIDTH = 210
LISTS = ("signs", "do", "dont")
# Said of one edition, or on the page that its code leads to: not part of what its words are.
ABOUT_THIS_ONE = ("alt", "demo", "edition", "recalled", "recalled_text")


class Size(NamedTuple):
    """Of the trimmed sheet, in millimetres."""

    width: float
    height: float


SIZES: dict[str, Size] = {
    Edition.Form.CHECKLIST: Size(210, 297),
    Edition.Form.CARD: Size(85, 55),
    Edition.Form.DECAL: Size(100, 100),
    Edition.Form.POSTER: Size(210, 297),
    Edition.Form.LARGE: Size(297, 420),
}


@functools.cache
def printed_words(language: str) -> Words:
    """The words around what is printed, in one language."""
    return read_words(language, ROOM / "words")


@functools.cache
def _advice(language: str) -> dict[str, Any]:
    found: dict[str, Any] = read_yaml((LESSONS / "what_to_do" / f"{language}.yaml").read_text())
    return found


@dataclass(frozen=True, slots=True)
class Today:
    """What is asked of the database once for all that is printed: phone numbers, and what the jobs are called."""

    phones: Mapping[str, str]
    jobs: Mapping[tuple[str, str], str]  # job and language → title of its lesson


def today_says() -> Today:
    named = {(page.job, page.language): page.title for page in lessons().only("job", "language", "title")}
    return Today(plain_numbers(), named)


def words_now(site: Site, form: str, job: str, language: str, now: Today) -> dict[str, Any]:
    """Everything that would be printed today but the edition's number, as the template takes it."""
    say, advice = printed_words(language), _advice(language)
    lists = advice["sectors"][site.sector] if form == Edition.Form.CHECKLIST else {}
    return {
        **{name: text for name, text in say.texts.items() if name not in ABOUT_THIS_ONE},
        **now.phones,
        **{name: [line.format(**now.phones) for line in lists.get(name, [])] for name in LISTS},
        **{f"{name}_head": advice["headings"][name] for name in LISTS},
        "frame": advice["frame"],
        "job": now.jobs.get((job, language), str(Job(job).label)) if job else "",
        "workplace": site.name,
        "site_code": site.code,
    }


def fingerprint(words: dict[str, Any]) -> str:
    """Of what is printed; the same as long as an edition would look the same today."""
    return sha256_hex(json.dumps(words, ensure_ascii=False, sort_keys=True).encode())


def words_of(edition: Edition, now: Today) -> dict[str, Any]:
    return words_now(edition.site, edition.form, edition.job, edition.language, now)


def is_outdated(edition: Edition, now: Today) -> bool:
    """Whether the words have changed since the edition was ordered."""
    return fingerprint(words_of(edition, now)) != edition.words


def address_of(edition: Edition) -> str:
    """What the printed code leads to: by its number, so that a recalled one tells that it is.

    What is for staff bears the workplace's code too, so that nobody finds codes by counting.
    """
    if edition.form == Edition.Form.DECAL:
        return settings.SITE_ADDRESS + reverse("industry:printed-decal", args=[edition.pk])
    return settings.SITE_ADDRESS + reverse("industry:printed-code", args=[edition.pk, edition.site.code])


def advice_now(language: str, sector: str) -> dict[str, Any]:
    """What to do in a sector, in a language, with today's phone numbers."""
    advice, phones = _advice(language), plain_numbers()
    lists = advice["sectors"][sector]
    return {
        "frame": advice["frame"],
        **{f"{name}_head": advice["headings"][name] for name in LISTS},
        **{name: [line.format(**phones) for line in lists[name]] for name in LISTS},
    }


def printed(edition: Edition) -> bytes:
    """The PDF; the same bytes until the words change."""
    say, size = printed_words(edition.language), SIZES[edition.form]
    words = words_of(edition, today_says())
    address = address_of(edition)
    data = {
        **words,
        "language": edition.language,
        "direction": direction(edition.language),
        "form": edition.form,
        "width": size.width,
        "height": size.height,
        "scale": size.width / A4_WIDTH,
        "title": words["decal"] if edition.form == Edition.Form.DECAL else words["headline"],
        "edition": say("edition", number=edition.pk),
        "qr_alt": say("alt", address=address.partition("://")[2]),
        "demo": say("demo") if settings.DEMO else "",
    }
    created = datetime.datetime.combine(edition.ordered_at.date(), datetime.time(), tzinfo=datetime.UTC)
    return render(TEMPLATE, data, created=created, assets={"qr.svg": qr.svg(address)})
