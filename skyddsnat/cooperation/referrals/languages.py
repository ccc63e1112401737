"""The languages that children in referrals most often speak, by the names people type."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = {
    "sv": _("svenska"), "en": _("engelska"), "ro": _("rumänska"), "bg": _("bulgariska"), "rom": _("romani"),
    "sq": _("albanska"), "sr": _("serbiska"), "bs": _("bosniska"), "hr": _("kroatiska"), "hu": _("ungerska"),
    "pl": _("polska"), "lt": _("litauiska"), "lv": _("lettiska"), "et": _("estniska"), "fi": _("finska"),
    "da": _("danska"), "no": _("norska"), "de": _("tyska"), "fr": _("franska"), "es": _("spanska"),
    "it": _("italienska"), "pt": _("portugisiska"), "el": _("grekiska"), "uk": _("ukrainska"), "ru": _("ryska"),
    "tr": _("turkiska"), "ar": _("arabiska"), "fa": _("persiska"), "prs": _("dari"), "ps": _("pashto"),
    "ku": _("kurdiska"), "so": _("somaliska"), "ti": _("tigrinja"), "am": _("amhariska"), "vi": _("vietnamesiska"),
    "th": _("thailändska"), "zh": _("kinesiska"), "cs": _("tjeckiska"), "sk": _("slovakiska"),
}  # fmt: skip


def language_said(code: str) -> str:
    """The name of a language in the page's language; its code when it is not among these."""
    return str(LANGUAGES.get(code, code))
