"""The languages of the course: those that people who drive, host and serve read. More than the public pages have."""

from __future__ import annotations

SOURCE = "sv"
# As each is written by those who speak it.
NAMES = {
    "sv": "Svenska",
    "en": "English",
    "ar": "العربية",
    "so": "Soomaali",
    "ti": "ትግርኛ",
    "pl": "Polski",
    "th": "ไทย",
}
