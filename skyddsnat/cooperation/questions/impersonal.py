"""No text about a common question may reach or point out a person: what does so is refused, with its place in the text.

What only may be a name, an address or a day is shown and confirmed, as in consultations.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import Refused
from skyddsnat.knowledge.api import AnonymousForm
from skyddsnat.shared.identifying import Finding, Sign, identifying

STOPPING = frozenset({Sign.NUMBER, Sign.LIKE_NUMBER, Sign.EMAIL, Sign.PHONE})
CALLED = {
    Sign.NUMBER: gettext_lazy("ett personnummer"),
    Sign.LIKE_NUMBER: gettext_lazy("något som liknar ett personnummer"),
    Sign.EMAIL: gettext_lazy("en e-postadress"),
    Sign.PHONE: gettext_lazy("ett telefonnummer"),
}


def said_of(one: Finding) -> str:
    """What is wrong, and where it stands: characters are counted from one."""
    return _("Ta bort %(what)s: ”%(text)s”, tecken %(first)s till %(last)s.") % {
        "what": CALLED[one.sign], "text": one.text, "first": one.start + 1, "last": one.end,
    }  # fmt: skip


def check_impersonal(*texts: str) -> None:
    """Raise Refused when a text holds a personal number, an e-mail address or a telephone number."""
    found = [one for text in texts for one in identifying(text) if one.sign in STOPPING]
    if found:
        raise Refused(" ".join(said_of(one) for one in found))


class ImpersonalForm(AnonymousForm):
    """A form whose texts may neither reach nor point out a person.

    `references` name a source: "Rapport 4" looks like a name and an age, so only what reaches somebody is refused.
    """

    stopping: ClassVar = STOPPING
    references: ClassVar[tuple[str, ...]] = ()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for name in self.references:
            found = [one for one in identifying(values.get(name) or "") if one.sign in STOPPING]
            if found:
                self.add_error(name, self.said_to_stop(found))
        return values

    def said_to_stop(self, found: list[Finding]) -> str:
        return " ".join(said_of(one) for one in found)
