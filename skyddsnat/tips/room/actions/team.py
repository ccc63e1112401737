"""A team's key: made, renewed when somebody leaves, shared with colleagues, opened again with the recovery sheets."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.api import LONGEST_WRAP, Refused, check_age, record
from skyddsnat.core.models import User
from skyddsnat.tips.models import Member, MemberKey, Receiver, TeamKey, WrappedKey
from skyddsnat.tips.room.access import check_member, current_key, keys_of, openers_of
from skyddsnat.tips.room.renewing import NewKey, check_whole, put_in_use


@transaction.atomic
def make_team_key(*, receiver: Receiver, key: NewKey, replaces: str, by: User) -> TeamKey:
    """Make the key that tips are sealed to from now on. `replaces` is the one that the maker saw, "" for none.

    It must be wrapped to every member who has an own key, and to nobody else. The old one stays for what is old.
    """
    check_member(by, receiver)
    locked = Receiver.objects.select_for_update().get(pk=receiver.pk)
    before = current_key(locked)
    if before is not None and before.recipient == key.recipient:
        return before
    if (before.recipient if before else "") != replaces:
        raise Refused(_("En kollega har gjort en ny nyckel medan du höll på. Ladda om sidan."))
    check_whole(locked, key, by)
    if before is not None and before.recovery != key.recovery:
        raise Refused(_("Återställningen hör inte till laget. Ladda om sidan och försök igen."))
    made = put_in_use(locked, key, before, by)
    record(by, "team_key.made", made, members=len(key.wraps), replaced=before is not None)
    return made


@transaction.atomic
def share_keys(*, receiver: Receiver, to: MemberKey, wraps: Mapping[int, bytes], by: User) -> int:
    """Keep the team's keys wrapped to a colleague's own key, by somebody who can open them. Returns how many."""
    check_member(by, receiver)
    if by.pk not in openers_of(receiver):
        raise Refused(_("Du kan inte öppna lagets nyckel själv, så du kan inte dela den."))
    current = current_key(receiver)
    if current is None or current.pk not in wraps:
        raise Refused(_("Laget har fått en ny nyckel medan du höll på. Ladda om sidan."))
    return _keep(receiver, to, wraps, by, "team_key.shared")


@transaction.atomic
def recover_keys(*, receiver: Receiver, wraps: Mapping[int, bytes], by: User) -> int:
    """Keep the team's keys wrapped to one's own key, after two recovery sheets have opened them in the browser.

    Older sheets open only older keys: those that nobody could open when the new sheets were made.
    """
    check_member(by, receiver)
    own = keys_of(receiver).get(by.pk)
    if own is None:
        raise Refused(_("Gör din egen nyckel först."))
    return _keep(receiver, own, wraps, by, "team_key.recovered")


def _keep(receiver: Receiver, to: MemberKey, wraps: Mapping[int, bytes], by: User, verb: str) -> int:
    locked = Receiver.objects.select_for_update().get(pk=receiver.pk)
    if to.pk not in {one.pk for one in keys_of(locked).values()}:
        raise Refused(_("Kollegan har lämnat laget eller fått en ny nyckel. Ladda om sidan."))
    known = dict(TeamKey.objects.filter(receiver=locked, pk__in=wraps).values_list("pk", "recipient"))
    if not wraps or set(known) != set(wraps):
        raise Refused(_("Laget har fått en ny nyckel medan du höll på. Ladda om sidan."))
    for sealed in wraps.values():
        check_age(sealed, LONGEST_WRAP)
    for pk, sealed in wraps.items():
        WrappedKey.objects.update_or_create(team_key_id=pk, member_key=to, defaults={"sealed": sealed})
    old = WrappedKey.objects.filter(team_key__in=known, member_key__user=to.user_id).exclude(member_key=to)
    old.delete()  # the key that was lost opens nothing any more
    newest = TeamKey.objects.filter(pk__in=known).latest("pk")
    record(by, verb, newest, keys=len(wraps), to=to.pk)
    return len(wraps)


@transaction.atomic
def set_in_turn(*, receiver: Receiver, in_turn: bool, by: User) -> None:
    """Be given new tips in turn, or not for now."""
    check_member(by, receiver)
    member = Member.objects.select_for_update().get(receiver=receiver, user=by, removed_at=None)
    if member.in_turn != in_turn:
        member.in_turn = in_turn
        member.save(update_fields=["in_turn"])
        record(by, "tip_member.turn_set", member, in_turn=in_turn)
