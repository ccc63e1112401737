"""The parts of the room: the menu above its pages and its start page are made from this list, a line for each."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Part(NamedTuple):
    """`permission` is one or several with | between them: who holds any of them may open the part."""

    name: str
    label: Any
    permission: str
    description: Any
    url_name: str


ANY = "cooperation.read|cooperation.partner|cooperation.case"

PARTS: list[Part] = [
    Part(
        "ask", _("Vem ska jag fråga?"), ANY, _("Två steg: vad det gäller och vilket land."), "cooperation:ask"
    ),
    Part(
        "states",
        _("Länder"),
        ANY,
        _("Vilka myndigheter som har vilka roller, och vad som saknas."),
        "cooperation:states",
    ),
    Part(
        "contacts",
        _("Kontakter"),
        ANY,
        _("Hur de nås, på vilka språk och när uppgiften kontrollerades."),
        "cooperation:contacts",
    ),
    Part(
        "agreements",
        _("Överenskommelser"),
        ANY,
        _("Vad myndigheter har kommit överens om och hur länge det gäller."),
        "cooperation:agreements",
    ),
    Part(
        "questions",
        _("Gemensamma frågor"),
        "cooperation.read|cooperation.partner",
        _("Det som myndigheter i flera länder behöver lösa tillsammans."),
        "cooperation:questions",
    ),
    Part(
        "referrals",
        _("Ärenden om barn"),
        "cooperation.case",
        _("Barn som hänvisas mellan myndigheter i två länder. Bara er organisations egna."),
        "cooperation:referrals",
    ),
    Part(
        "exchange",
        _("Utbyte"),
        "cooperation.case|cooperation.partner",
        _("Uppgifter som har skickats förseglade mellan er och andra myndigheter."),
        "cooperation:exchange",
    ),
    Part(
        "alike",
        _("Ärenden som liknar varandra"),
        "cooperation.case",
        _("Barn som kan ha förts in två gånger hos er."),
        "cooperation:alike",
    ),
    Part(
        "counted",
        _("Antal ärenden"),
        "cooperation.read",
        _("Hur många ärenden som har öppnats, hur långt de har kommit och hur de har slutat."),
        "cooperation:counted",
    ),
    Part(
        "audit",
        _("Granskning"),
        "cooperation.audit",
        _("Att ärenden finns, när de har ändrats och vem som ändrade dem. Aldrig vad de gäller."),
        "cooperation:audit",
    ),
]
