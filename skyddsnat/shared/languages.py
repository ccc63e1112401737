"""The languages that the public pages may be in. The interface for staff is in Swedish and English."""

# As each is written by those who speak it. "sv-simple" is BCP 47 for easy Swedish.
NAMES = {
    "sv": "Svenska",
    "sv-simple": "Lätt svenska",
    "en": "English",
    "ro": "Română",
    "bg": "Български",
    "de": "Deutsch",
    "es": "Español",
    "th": "ไทย",
    "ar": "العربية",
}
# Those that people who drive, host and serve read, for what they meet at work.
AT_WORK = {
    "sv": "Svenska",
    "en": "English",
    "ar": "العربية",
    "so": "Soomaali",
    "ti": "ትግርኛ",
    "pl": "Polski",
    "th": "ไทย",
}
RIGHT_TO_LEFT = {"ar"}


def direction(language: str) -> str:
    """The way a language is written, as HTML's `dir` says it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
