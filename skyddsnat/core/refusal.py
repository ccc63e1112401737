"""A rule that says no, in words for the person who tried."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _


class Refused(ValueError):
    """Something is not allowed or not possible now; the message is a whole translated sentence."""


class ChangedMeanwhile(Refused):
    """Somebody else has saved since the reader opened the page. `current` is what they saved."""

    def __init__(self, current: Any, message: str = "") -> None:
        self.current = current
        super().__init__(
            message
            or _("Någon annan har sparat medan du skrev. Jämför med deras ändringar innan du sparar igen.")
        )
