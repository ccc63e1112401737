"""The licences that open data can be given out under."""

from __future__ import annotations

from typing import NamedTuple


class Licence(NamedTuple):
    """A licence by its SPDX name, the words for it, and the address that says what it means."""

    code: str
    name: str
    url: str


CC0, CC_BY = "CC0-1.0", "CC-BY-4.0"
LICENCES = {
    one.code: one
    for one in (
        Licence(CC0, "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        Licence(CC_BY, "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    )
}
CHOICES = [(one.code, one.name) for one in LICENCES.values()]
