"""What a person is reminded of: their own choice, or what their roles imply until they have chosen."""

from __future__ import annotations

from skyddsnat.core.calendar.dates import Kind
from skyddsnat.core.models import ReminderChoice, User
from skyddsnat.core.waiting import Why

EVERYTHING = [Why.DUE, Why.LATE, Why.WAITING, Why.SILENT]
# Permission → (whys, distances). The first that the user holds decides, so that the one who answers for most is first.
BY_PERMISSION: list[tuple[str, list[Why], list[int]]] = [
    ("mandate.write", EVERYTHING, [30, 14, 7, 1, 0]),
    ("economy.write", [Why.DUE, Why.LATE, Why.WAITING], [30, 14, 7, 1, 0]),
    ("reporting.write", [Why.DUE, Why.LATE, Why.WAITING], [30, 14, 3, 0]),
    ("mandate.approve", [Why.LATE, Why.WAITING, Why.SILENT], [7, 1]),
    ("mandate.partner", [Why.DUE, Why.LATE, Why.WAITING], [7, 1]),
]


def choice_of(user: User) -> ReminderChoice:
    """The saved choice; an unsaved one with the defaults of the user's roles when nothing has been chosen."""
    found = ReminderChoice.objects.filter(user=user).first()
    return found or default_choice(user)


def default_choice(user: User) -> ReminderChoice:
    """Who has something to do is told of it; who only reads, or has no role, is left in peace."""
    for permission, whys, distances in BY_PERMISSION:
        if user.may(permission):
            return ReminderChoice(
                user=user,
                whys=[why.value for why in whys],
                distances=distances,
                in_calendar=[Kind.OBLIGATION.value],
            )
    return ReminderChoice(
        user=user, by_mail=False, weekly_while_late=False, in_calendar=[Kind.OBLIGATION.value]
    )
