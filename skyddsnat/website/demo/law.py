"""A proposal for the rules of the law that waits for somebody else's approval."""

from __future__ import annotations

from skyddsnat.core.models import User
from skyddsnat.guidance.api import propose_law_rules, shipped_law_text

OLD, NEW = "Fått ett barn att posera sexuellt", "Fått ett barn att visa upp sig sexuellt"


def propose_words(people: dict[str, User]) -> None:
    """The editor wants plainer words; the coordinator is the one to approve them."""
    before, after = shipped_law_text().split(OLD)
    propose_law_rules(
        text=before + NEW + after,
        note="Enklare ord för 6 kap. 8 §. Demonstration.",
        by=people["editor"],
        follows=None,
    )
