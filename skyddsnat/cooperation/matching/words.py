"""How two children agree, in words for the one who decides. Never a number."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {
    "same": _("Namnen är skrivna lika."),
    "swapped": _("Samma namn, men förnamn och efternamn har bytt plats."),
    "sounding": _("Namnen låter lika, men är skrivna på olika sätt."),
    "near": _("Namnen är nästan lika. Någon bokstav skiljer."),
    "within": _("Alla delar utom någon är gemensamma. Ett namn kan vara utelämnat."),
    "only_one": _("Det ena ärendet har bara ett namn, och det stämmer."),
    "one_of": _("Ett av namnen stämmer, ett annat skiljer."),
    "differ": _("Namnen skiljer sig."),
    "unknown": _("Namnet saknas i ett av ärendena."),
}
BIRTH = {
    "same": _("Samma födelsedatum."),
    "swapped": _("Samma datum, men dag och månad har bytt plats."),
    "digit": _("En siffra skiljer i födelsedatumet."),
    "new_year": _("Samma år. Ett av datumen är 1 januari, som ofta skrivs när dagen inte är känd."),
    "year_fits": _("Ett datum saknas. Åldrarna går ihop."),
    "differ": _("Födelsedatum eller ålder skiljer sig."),
    "unknown": _("Ålder saknas i ett av ärendena."),
}
NATIONALITY = {
    "same": _("Samma medborgarskap."),
    "differ": _("Medborgarskapen skiljer sig."),
    "unknown": _("Medborgarskap saknas i ett av ärendena."),
}
WORDS = {"names": NAMES, "birth": BIRTH, "nationality": NATIONALITY}


def words(what: str, level: str) -> str:
    return str(WORDS[what][level])
