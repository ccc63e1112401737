"""Pictures shown when somebody shares a page: one for the campaign, one for the self-test, in each language."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from PIL import Image

from skyddsnat.core.api import public
from skyddsnat.guidance.campaigns.printing import printed_words
from skyddsnat.guidance.selftest.wording import words_of_test
from skyddsnat.shared.languages import direction
from skyddsnat.shared.typeset import picture

TEMPLATE = Path(__file__).parent / "share.typ"
WIDTH, HEIGHT = 1200, 630  # pixels, as the sites that show them ask for
POINTS = 600.0
COLOURS = 16


class Said(NamedTuple):
    """The words on a picture, which are also its alternative text."""

    headline: str
    lead: str

    @property
    def alt(self) -> str:
        return f"{self.headline} {self.lead}"


def _campaign(language: str) -> Said:
    say = printed_words(language)
    return Said(say.texts["headline"], say.texts["lead"])


def _test(language: str) -> Said:
    say = words_of_test(language)
    return Said(say.texts["share"], say.texts["lead"])


PICTURES: dict[str, Callable[[str], Said]] = {"kampanj": _campaign, "prova": _test}


class Shared(NamedTuple):
    """A picture as a page tells of it."""

    url: str
    full_url: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


def shared(name: str) -> Shared:
    """The picture of that name in the page's language."""
    url = reverse("guidance:picture", args=[name])
    return Shared(url, settings.SITE_ADDRESS + url, PICTURES[name](get_language() or "sv").alt)


@public
def show(request: HttpRequest, name: str) -> HttpResponse:
    """The picture as a PNG."""
    if name not in PICTURES:
        raise Http404
    return HttpResponse(drawn(name, get_language() or "sv"), content_type="image/png")


@functools.lru_cache(maxsize=32)
def drawn(name: str, language: str) -> bytes:
    """Drawn once a process."""
    said = PICTURES[name](language)
    data = {
        "language": language.partition("-")[0],
        "direction": direction(language),
        "headline": said.headline,
        "lead": said.lead,
        "site": settings.WAGTAIL_SITE_NAME,
    }
    return light(picture(TEMPLATE, data, pixels=WIDTH, points=POINTS))


def light(png: bytes) -> bytes:
    """The same picture in few colours: white letters on one colour need no more, and it weighs a quarter."""
    kept = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS).save(kept, "PNG", optimize=True)
    return kept.getvalue()
