"""The languages in which an authority can be reached: the official languages of the Union, and some more."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

LANGUAGES: dict[str, Any] = {
    "bg": _("Bulgariska"), "hr": _("Kroatiska"), "cs": _("Tjeckiska"), "da": _("Danska"), "nl": _("Nederländska"),
    "en": _("Engelska"), "et": _("Estniska"), "fi": _("Finska"), "fr": _("Franska"), "de": _("Tyska"),
    "el": _("Grekiska"), "hu": _("Ungerska"), "ga": _("Iriska"), "it": _("Italienska"), "lv": _("Lettiska"),
    "lt": _("Litauiska"), "mt": _("Maltesiska"), "pl": _("Polska"), "pt": _("Portugisiska"), "ro": _("Rumänska"),
    "sk": _("Slovakiska"), "sl": _("Slovenska"), "es": _("Spanska"), "sv": _("Svenska"), "uk": _("Ukrainska"),
}  # fmt: skip


def languages_said(codes: list[str]) -> str:
    return ", ".join(str(LANGUAGES.get(code, code)) for code in codes)
