"""Who may see which teams and organisations have said yes: those who lead an assignment, and those who approve."""

from skyddsnat.core.models import User
from skyddsnat.mandate.access import may_decide, may_write


def may_see_consents(user: User) -> bool:
    """They ask for a yes, and see to the hand-over. What a yes is about they never see."""
    return may_write(user) or may_decide(user)
