"""The mark of secrecy on a document (OSL 5:5): provision, day, authority, and who made it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.shared.dates import format_date
from skyddsnat.shared.yaml_files import read_yaml

FILE = Path(__file__).parent / "provisions.yaml"


@dataclass(frozen=True, slots=True)
class Provision:
    code: str
    names: tuple[str, str]
    about: tuple[str, str]

    def name(self, language: str) -> str:
        return self.names[language == "en"]


@cache
def provisions() -> dict[str, Provision]:
    """Code → provision, the one that is proposed first."""
    rows: list[dict[str, str]] = read_yaml(FILE.read_text())
    return {
        row["code"]: Provision(row["code"], (row["sv"], row["en"]), (row["for"], row["for_en"]))
        for row in rows
    }


def choices() -> list[tuple[str, str]]:
    english = get_language() == "en"
    return [(code, f"{one.names[english]}: {one.about[english]}") for code, one in provisions().items()]


def mark(
    provision: Provision, *, day: datetime.date, authority: str, by: str, language: str
) -> dict[str, Any]:
    """What every page says, and the box on the first one; in the language that is switched on."""
    line = _("Sekretess enligt %(provision)s OSL") % {"provision": provision.name(language)}
    return {
        "line": line,
        "heading": _("Sekretess"),
        "rows": [
            {
                "label": _("Bestämmelse"),
                "value": _("%(provision)s offentlighets- och sekretesslagen (2009:400)")
                % {"provision": provision.name(language)},
            },
            {"label": _("Datum"), "value": format_date(day, language)},
            {"label": _("Myndighet"), "value": authority},
            {"label": _("Antecknat av"), "value": by},
        ],
    }
