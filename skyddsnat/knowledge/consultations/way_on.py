"""The way here from a search that found too little."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from skyddsnat.knowledge.search.sources import WayOn

ASK = WayOn(
    "knowledge:consultations",
    _("Fråga om råd"),
    _("En samordnare svarar inom fem arbetsdagar. Skriv ingenting som visar vem ett barn är."),
)
