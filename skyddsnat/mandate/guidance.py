"""Our own words of guidance for the six steps of the child-rights assessment. Not legal text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

STEP_TITLES: Mapping[str, Any] = {
    "children": _("Barnen"),
    "listening": _("Barnens röst"),
    "knowledge": _("Kunskap och artiklar"),
    "options": _("Val och följder"),
    "weighing": _("Vägning"),
    "feedback": _("Återkoppling"),
}

QUESTIONS: Mapping[str, Any] = {
    "children": _("Vilka barn berörs?"),
    "listening": _("Hur har barnen fått komma till tals?"),
    "knowledge": _("Vad vet vi, och vilka artiklar i barnkonventionen gäller?"),
    "options": _("Vilka val finns, och vad betyder de för barnen?"),
    "weighing": _("Vad väger tyngst, och hur kompenserar vi om beslutet går emot barnets bästa?"),
    "feedback": _("Hur får barnen veta, och hur följer vi upp?"),
}

GUIDANCE: Mapping[str, list[Any]] = {
    "children": [
        _("Beskriv grupper av barn, aldrig enskilda: ålder, situation, var i landet, vad de riskerar."),
        _(
            "Tänk också på barn som berörs indirekt, till exempel syskon och barn som saknar vårdnadshavare här."
        ),
        _(
            "Skriv om några barn riskerar att missgynnas, till exempel för språk, funktionsnedsättning eller ursprung."
        ),
    ],
    "listening": [
        _(
            "Skriv hur barns egna åsikter har hämtats in: samtal, referensgrupp, enkät eller andras redovisade samtal."
        ),
        _(
            "Om barnen inte har tillfrågats: skriv varför, och vilken kunskap om barns åsikter ni använder i stället."
        ),
        _("Ett barn ska aldrig pressas att berätta. Den som frågar ska kunna ge stöd efteråt."),
    ],
    "knowledge": [
        _("Skriv vad forskning, statistik och erfarenhet säger, och vad ni inte vet."),
        _("Nämn de artiklar som gäller och hur. Listan nedan är en hjälp att minnas dem."),
    ],
    "options": [
        _("Beskriv minst två sätt att göra insatsen, och vad som händer om den inte görs alls."),
        _("Skriv för vart och ett vad det betyder för barnen, på kort och på lång sikt."),
    ],
    "weighing": [
        _("Skriv vad som talar för och emot, och hur tungt barnets bästa har vägt."),
        _(
            "Om något annat väger tyngre än barnets bästa: skriv vad, varför, och vad ni gör för att kompensera barnen."
        ),
    ],
    "feedback": [
        _("Skriv hur barnen, eller de som talar för dem, får veta vad som bestämdes och varför."),
        _("Skriv när och hur ni ska se efter hur det gick, med datum."),
    ],
}
