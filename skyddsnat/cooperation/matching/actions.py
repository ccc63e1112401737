"""What case workers say of two cases of their own that are alike."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.matching.finding import judged_for, pair_for
from skyddsnat.cooperation.models import Likeness, Referral
from skyddsnat.cooperation.referrals.actions.moving import take_step
from skyddsnat.cooperation.referrals.kinds import CloseReason
from skyddsnat.cooperation.referrals.transitions import step_of
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User


@transaction.atomic
def say_same(*, one: Any, other: Any, by: User) -> Likeness:
    """The two cases are about one child: they are linked, and the later is closed where a case can be closed."""
    made = _said(one, other, by, is_same=True)
    pair = pair_for(by, one, other)
    if pair is not None and can_be_closed(pair[1]):
        take_step(
            referral=pair[1], code="close", version=pair[1].version, close_reason=CloseReason.DUPLICATE, by=by
        )
    return made


def can_be_closed(case: Referral) -> bool:
    """Whether the table of steps lets the case end where it stands; a child who travels is seen to first."""
    return case.state != State.FOLLOWED_UP and step_of("close", case.state) is not None


@transaction.atomic
def say_different(*, one: Any, other: Any, by: User) -> Likeness:
    """The two cases are about two children: the pair is not shown again."""
    return _said(one, other, by, is_same=False)


@transaction.atomic
def take_back(*, likeness: Likeness, by: User) -> None:
    """Forget what was said of a pair, so that it is shown again if it is still alike. No case is opened by it."""
    found = judged_for(by).select_for_update(of=("self",)).filter(pk=likeness.pk).first()
    if found is None:
        raise PermissionDenied
    record(by, "likeness.taken_back", found.first, other=str(found.second_id), same=found.is_same)
    found.delete()


def _said(one: Any, other: Any, by: User, *, is_same: bool) -> Likeness:
    pair = pair_for(by, one, other)
    if pair is None:
        raise PermissionDenied
    first, second = sorted(pair, key=lambda case: case.pk)
    list(Referral.objects.select_for_update().filter(pk__in=(first.pk, second.pk)).order_by("pk"))
    made, new = Likeness.objects.get_or_create(
        first=first, second=second, defaults={"is_same": is_same, "by": by}
    )
    if not new:
        raise Refused(_("Någon har redan svarat om de två ärendena. Se listan längst ned."))
    record(by, "likeness.same" if is_same else "likeness.different", first, other=str(second.pk))
    return made
