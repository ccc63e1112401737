"""Tags, cards and posters ready for the printer: cut marks, 3 mm of colour outside them, the code as lines."""

from __future__ import annotations

import datetime
import functools
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.guidance.models import Batch, SharedValue
from skyddsnat.shared import qr
from skyddsnat.shared.languages import NAMES, direction
from skyddsnat.shared.typeset import render
from skyddsnat.shared.wording import Words, read_words

TEMPLATE = Path(__file__).parent / "print.typ"
WORDS = Path(__file__).parent / "words"
EMERGENCY, POLICE = "112", "114-14"


class Format(NamedTuple):
    """A printed matter and its size in millimetres; `at_home` where the police's short Swedish number can be called."""

    form: str
    label: Any
    width: float
    height: float
    at_home: bool = True


FORMATS = {
    "tagg": Format("tag", _("Bagagetagg, 60 × 110 mm"), 60, 110, at_home=False),
    "a4": Format("poster", _("Affisch, A4"), 210, 297),
    "a3": Format("poster", _("Affisch, A3"), 297, 420),
    "kort": Format("card", _("Kort till plånboken, 85 × 55 mm"), 85, 55),
}


def offered(batch: Batch) -> list[dict[str, Any]]:
    """What can be printed for the batch, its own form first, in each language."""
    ordered = sorted(FORMATS.items(), key=lambda pair: pair[1].form != batch.form)
    return [
        {
            "label": one.label,
            "own": one.form == batch.form,
            "languages": [
                {
                    "code": code,
                    "name": name,
                    "direction": direction(code),
                    "checked": bool(printed_words(code).checked_by),
                    "url": reverse(
                        "guidance-desk:batch-print", args=[batch.campaign_id, batch.pk, key, code]
                    ),
                }
                for code, name in NAMES.items()
            ],
        }
        for key, one in ordered
    ]


@functools.cache
def printed_words(language: str) -> Words:
    """The words of what is printed, in one language."""
    return read_words(language, WORDS)


def printed(batch: Batch, key: str, language: str) -> bytes:
    """The PDF of a batch in a format and a language; the same bytes until the batch or a phone number changes."""
    one, say = FORMATS[key], printed_words(language)
    phones = dict(SharedValue.objects.filter(key__in=[EMERGENCY, POLICE]).values_list("key", "value"))
    address = code_url(batch)
    shown = address.partition("://")[2]
    demo = settings.DEMO or batch.campaign.activity.assignment.is_demo
    data = {
        **{name: text for name, text in say.texts.items() if name not in {"alt", "demo"}},
        "language": language.partition("-")[0],
        "direction": direction(language),
        "form": one.form,
        "width": one.width,
        "height": one.height,
        "scale": one.width / 210,
        "head": head_size(say.texts["headline"]),
        "title": say.texts["headline"],
        "site": settings.WAGTAIL_SITE_NAME,
        "url": shown,
        "qr_alt": say("alt", address=shown),
        "demo": say.texts["demo"] if demo else "",
        "emergency": phones[EMERGENCY],
        "police": phones[POLICE] if one.at_home else "",
    }
    created = datetime.datetime.combine(batch.campaign.starts, datetime.time(), tzinfo=datetime.UTC)
    return render(TEMPLATE, data, created=created, assets={"qr.svg": qr_svg(address)})


def code_url(batch: Batch) -> str:
    """The address that the code stands for."""
    return f"{settings.SITE_ADDRESS}/k/{batch.code}"


def head_size(headline: str) -> float:
    """Points of a poster's question on A4: shorter questions are set larger."""
    return 60 if len(headline) < 38 else 50


def qr_matrix(address: str) -> list[list[bool]]:
    """The modules of the code. In capitals, which a code holds in half the room."""
    return qr.matrix(address.upper())


def qr_svg(address: str) -> bytes:
    """The code as lines. In capitals, which a code holds in half the room."""
    return qr.svg(address.upper())
