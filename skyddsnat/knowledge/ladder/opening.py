"""That an organisation has opened a method: somebody of theirs signed in, or followed a personal link on purpose."""

from __future__ import annotations

from django.db import transaction

from skyddsnat.actors.api import organisations_of
from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import TAKE_PART
from skyddsnat.knowledge.ladder.steps import take_step
from skyddsnat.knowledge.models import Group, Method, Rung, Step
from skyddsnat.shared.dates import today


@transaction.atomic
def open_guidance(
    *, organisation: Organisation, method: Method, by: User | None, group: Group = Group.STAFF
) -> Rung:
    """Write down that the organisation opened the method; the first time only."""
    opened = Rung.objects.filter(organisation=organisation, method=method, group=group, step=Step.OPENED)
    return opened.first() or take_step(
        organisation=organisation, method=method, step=Step.OPENED, day=today(), group=group, by=by
    )


def opened_by(user: User, method: Method) -> list[Rung]:
    """A signed-in partner has opened the method's page: a step for each organisation that they act for.

    Others' reading is nobody's step, and gives an empty list.
    """
    if not user.may(TAKE_PART):
        return []
    mine = organisations_of(user, today())
    return [open_guidance(organisation=one, method=method, by=user) for one in mine]
