"""Words that the scripts of the room say, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from skyddsnat.core.api import lock_words


def script_words() -> dict[str, str]:
    return lock_words() | {
        "what": _("Vad har hänt?"),
        "where": _("Var?"),
        "when": _("När?"),
        "who": _("Vem eller vilka?"),
        "how": _("Hur vet avsändaren det?"),
        "vehicle": _("Fordon"),
        "venue": _("Arbetsplatsens kod"),
        "contact": _("Avsändarens kontaktuppgifter"),
        "added": _("Det avsändaren har lagt till"),
        "cover": _("Från laget som lämnade över"),
        "sent": _("Skickat"),
        "lang": _("Språk"),
        "no_team_key": _("Din nyckel öppnar inget lags nyckel än. Be en kollega i laget att dela den med dig."),
        "unreadable": _(
            "Tipset går inte att öppna med de nycklar du har. Det är förseglat till en äldre eller en annan nyckel. "
            "Be en kollega dela lagets nycklar med dig på nytt, eller använd återställningsbladen."
        ),
        "unreadable_short": _("Går inte att öppna med dina nycklar"),
        "no_text": _("Ingen text i fältet Vad har hänt"),
        "same": _("Samma text som ett annat tips"),
        "sheet_wrong": _("Blad {number} stämmer inte. Kontrollera tecknen, grupp för grupp."),
        "sheet_other": _("Blad {number} hör till ett annat lag eller en annan nyckel."),
        "sheet_same": _("Det är samma blad två gånger. Skriv av två olika."),
        "sheets_open_nothing": _(
            "Bladen hör ihop, men öppnar inte lagets nyckel. Gör nya blad medan någon kan öppna den."
        ),
        "sheets_not_kept": _("Bladen du har skrivit ut gäller inte förrän nyckeln är sparad."),
        "confirm_wrong": _("Tecknen stämmer inte med bladet. Titta på pappret igen."),
        "not_opener": _("Du kan inte öppna lagets nyckel själv, så du kan inte dela den."),
        "choose_field": _("Välj minst en uppgift ur tipset."),
        "choose_receiver": _("Välj vem tipset ska lämnas till."),
        "draft_kept": _("Det du skrev är kvar, förseglat i den här webbläsaren."),
        "leaving": _("Det du har skrivit är inte skickat."),
        "left": _("{count} tecken kvar"),
        "nothing_chosen": _("Inget är valt än."),
    }  # fmt: skip
