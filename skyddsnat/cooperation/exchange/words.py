"""Words that the scripts of the exchange say, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from skyddsnat.core.api import lock_words


def script_words() -> dict[str, str]:
    return lock_words() | {
        "no_team_key": _("Din nyckel öppnar ingen myndighets nyckel än. Be en kollega att dela den med dig."),
        "not_opener": _("Du kan inte öppna nyckeln själv, så du kan inte dela den."),
        "unreadable": _("Går inte att öppna med dina nycklar. Be avsändaren skicka det igen."),
        "proven": _("Stämmer med det som loggen har märkt"),
        "not_proven": _("Stämmer inte med det som loggen har märkt. Ring avsändaren."),
        "withdrawn": _("Återkallat, går inte att läsa längre"),
        "original": _("Som det skrevs"),
        "translation": _("Översättning"),
        "terms": _("Villkor"),
        "terms_missing": _("Skriv villkoren för {field}, eller välj en annan hanteringskod."),
        "choose_answer": _("Välj ja eller nej."),
        "who_missing": _("Skriv vem som svarar: namn eller funktion."),
        "why_missing": _("Skriv skälet till nejet."),
        "sealing": _("Förseglar. Det tar några sekunder."),
    }  # fmt: skip
