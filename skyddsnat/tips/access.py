"""What a person may see of the tips: members of a receiver theirs, and nobody anybody else's."""

from django.db.models import QuerySet

from skyddsnat.core.models import User
from skyddsnat.tips.models import Receiver, Tip

RECEIVE = "tips.receive"
ADMIN = "tips.admin"


def receivers_for(user: User) -> QuerySet[Receiver]:
    """The receivers that the person is a member of now."""
    if not user.may(RECEIVE):
        return Receiver.objects.none()
    return Receiver.objects.filter(members__user=user, members__removed_at=None)


def receivers_to_set_up(user: User) -> QuerySet[Receiver]:
    """The receivers whose frame the person keeps: name, places, hours, members. It opens no tip."""
    return Receiver.objects.all() if user.may(ADMIN) else Receiver.objects.none()


def tips_for(user: User) -> QuerySet[Tip]:
    """The tips of the person's receivers, sealed."""
    return Tip.objects.filter(receiver__in=receivers_for(user))
