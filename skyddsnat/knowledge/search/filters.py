"""What a search can be narrowed to; it stands in the address, as links one can follow and share."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from skyddsnat.knowledge.models import Audience
from skyddsnat.knowledge.search.sources import kinds, tag
from skyddsnat.shared.languages import NAMES

PARAMETERS = {"audience": "for", "kind": "slag", "language": "sprak"}


class Narrowed(NamedTuple):
    """The value chosen of each thing; "" is all."""

    audience: str = ""
    kind: str = ""
    language: str = ""

    @property
    def tags(self) -> list[list[str]]:
        """One group for each thing that was chosen. A text for nobody in particular is for everybody."""
        groups = []
        if self.audience:
            groups.append([tag("audience", self.audience), tag("audience", "")])
        groups += [
            [tag(what, value)] for what, value in (("kind", self.kind), ("language", self.language)) if value
        ]
        return groups

    def address(self) -> str:
        """The part of the address after the question mark, with the mark; "" when all is shown."""
        chosen = {PARAMETERS[what]: value for what, value in self._asdict().items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""


def _choices() -> dict[str, tuple[str, dict[str, Any]]]:
    return {
        "audience": (_("För vem"), dict(Audience.choices)),
        "kind": (_("Slag"), kinds()),
        "language": (_("Språk"), {code: NAMES[code] for code in ("sv", "en")}),
    }


def narrowed(given: QueryDict) -> Narrowed:
    """What the address says; what is no choice is left out."""
    choices = _choices()
    chosen = {what: given.get(name, "") for what, name in PARAMETERS.items()}
    return Narrowed(**{what: value for what, value in chosen.items() if value in choices[what][1]})


def filter_rows(now: Narrowed, here: str) -> list[dict[str, Any]]:
    """The filters as links: one row a thing, with all first."""
    rows = []
    for what, (label, named) in _choices().items():
        options = [("", _("Alla")), *named.items()]
        rows.append(
            {
                "name": what,
                "label": label,
                "options": [
                    {
                        "label": said,
                        "url": f"{here}{now._replace(**{what: value}).address()}",
                        "current": getattr(now, what) == value,
                        "lang": value if what == "language" else "",
                    }
                    for value, said in options
                ],
            }
        )
    return rows
