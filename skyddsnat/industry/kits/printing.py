"""An edition as a PDF for the printer's: cut marks, 3 mm of colour outside them, the code as lines, tagged."""

from __future__ import annotations

import datetime
import functools
import json
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.conf import settings
from django.urls import reverse

from skyddsnat.core.api import shared_value
from skyddsnat.industry.models import Edition, Site
from skyddsnat.shared import qr
from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.shared.languages import direction
from skyddsnat.shared.typeset import render
from skyddsnat.shared.wording import Words, read_words

ROOM = Path(__file__).parent
TEMPLATE = ROOM / "print.typ"
LESSONS = ROOM.parent / "lessons"
A4_WIDTH = 210
EMERGENCY, POLICE = "112", "114-14"
ABOUT_THIS_ONE = ("alt", "demo", "edition")  # said of one edition, not part of what its words are


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
    found: dict[str, Any] = yaml.safe_load((LESSONS / "what_to_do" / f"{language}.yaml").read_text())
    return found


@functools.cache
def _jobs(language: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((LESSONS / f"{language}.yaml").read_text())["jobs"]
    return found


def words_now(site: Site, form: str, job: str, language: str) -> dict[str, Any]:
    """Everything that would be printed today but the edition's number, as the template takes it."""
    say = printed_words(language)
    advice = _advice(language)["sectors"][site.sector]
    phones = {"emergency": shared_value(EMERGENCY), "police": shared_value(POLICE)}
    listed = {
        name: [line.format(**phones) for line in advice[name]] if form == Edition.Form.CHECKLIST else []
        for name in ("signs", "do", "dont")
    }
    heads = {f"{name}_head": say(name) for name in ("signs", "do", "dont")}
    return {
        **{name: text for name, text in say.texts.items() if name not in ABOUT_THIS_ONE},
        **phones,
        **listed,
        **heads,
        "job": _jobs(language)[job]["title"] if job else "",
        "workplace": site.name,
        "site_code": site.code,
    }


def fingerprint(words: dict[str, Any]) -> str:
    """Of what is printed; the same as long as an edition would look the same today."""
    return sha256_hex(json.dumps(words, ensure_ascii=False, sort_keys=True).encode())


def is_outdated(edition: Edition) -> bool:
    """Whether the words have changed since the edition was ordered."""
    now = words_now(edition.site, edition.form, edition.job, edition.language)
    return fingerprint(now) != edition.words


def address_of(edition: Edition) -> str:
    """What the printed code leads to: the staff's training; on a door, where anybody passes, the public pages."""
    if edition.form == Edition.Form.DECAL:
        return f"{settings.SITE_ADDRESS}/"
    return settings.SITE_ADDRESS + reverse("industry:training-site", args=[edition.site.code])


def printed(edition: Edition) -> bytes:
    """The PDF; the same bytes until the words change."""
    say, size = printed_words(edition.language), SIZES[edition.form]
    words = words_now(edition.site, edition.form, edition.job, edition.language)
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
