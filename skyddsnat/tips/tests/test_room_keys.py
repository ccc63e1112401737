"""Keys: own, the team's, shared, renewed, recovered. What a key opens is tried with the real cryptography."""

from __future__ import annotations

import pyrage
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Guarded, Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.shared.sealing import new_identity, open_message, recipient_of
from skyddsnat.tips.filing.api import sealed_of
from skyddsnat.tips.models import MemberKey, TeamKey, WrappedKey
from skyddsnat.tips.room.access import must_renew, openers_of, recovery_wraps_for, wraps_for
from skyddsnat.tips.room.actions.frame import add_member, remove_member, switch
from skyddsnat.tips.room.actions.keys import change_guard, keep_key, take_back_key
from skyddsnat.tips.room.actions.team import make_team_key, recover_keys, set_in_turn, share_keys
from skyddsnat.tips.tests.room_cases import (
    GUARDED,
    Person,
    Team,
    a_person,
    a_receiver,
    a_team,
    a_tip,
    member_of,
    new_key,
    own_key,
    sealed_to,
    team_keys,
)


def opened(sealed: bytes, identity: str) -> str:
    found: bytes = pyrage.decrypt(bytes(sealed), [pyrage.x25519.Identity.from_str(identity)])
    return found.decode()


@pytest.fixture
def team(cast: Cast) -> Team:
    return a_team(cast.coordinator)


def rewrapped(team: Team, to: str, identities: list[str]) -> dict[int, bytes]:
    return {key.pk: sealed_to(one, to) for key, one in zip(team_keys(team), identities, strict=True)}


def test_an_own_key_is_kept_once_and_replaced_knowingly(cast: Cast) -> None:
    identity = new_identity()
    made = keep_key(recipient=recipient_of(identity), guarded=GUARDED, replaces="", by=cast.receiver)
    assert keep_key(recipient=recipient_of(identity), guarded=GUARDED, replaces="", by=cast.receiver) == made
    with pytest.raises(Refused, match="annat fönster"):
        keep_key(recipient=recipient_of(new_identity()), guarded=GUARDED, replaces="", by=cast.receiver)
    new = keep_key(
        recipient=recipient_of(new_identity()), guarded=GUARDED, replaces=made.recipient, by=cast.receiver
    )
    made.refresh_from_db()
    assert made.retired_at is not None
    assert take_back_key(by=cast.receiver) == made
    new.refresh_from_db()
    assert new.retired_at is not None


def test_what_is_no_age_file_is_never_kept(cast: Cast) -> None:
    identity = new_identity()
    for sealed in (identity.encode(), b"", b"age-encryption.org/v1\n" + b"x" * 5_000):
        with pytest.raises(Refused, match="inte fram hel"):
            keep_key(
                recipient=recipient_of(identity),
                guarded=Guarded("passphrase", sealed),
                replaces="",
                by=cast.receiver,
            )
    with pytest.raises(Refused, match="inte fram hel"):
        keep_key(recipient=identity, guarded=GUARDED, replaces="", by=cast.receiver)
    with pytest.raises(Refused, match="inte fram hel"):
        keep_key(
            recipient=recipient_of(identity),
            guarded=Guarded("none", GUARDED.sealed),
            replaces="",
            by=cast.receiver,
        )
    assert not MemberKey.objects.exists()


def test_the_guard_is_changed_and_the_key_stays(cast: Cast) -> None:
    person = a_person("anna")
    other = Guarded("passkey", GUARDED.sealed + b" again", "AGE-PLUGIN-FIDO2PRF-1…")
    change_guard(recipient=person.recipient, guarded=other, by=person.user)
    key = own_key(person)
    assert (key.recipient, key.guard, key.hint) == (person.recipient, "passkey", other.hint)
    with pytest.raises(Refused, match="annat fönster"):
        change_guard(recipient=recipient_of(new_identity()), guarded=other, by=person.user)
    with pytest.raises(PermissionDenied):
        change_guard(recipient=person.recipient, guarded=other, by=cast.coordinator)


def test_both_members_and_the_recovery_open_the_teams_key_and_nobody_else_does(team: Team) -> None:
    for person in team.people:
        (wrap,) = wraps_for(person.user)
        assert opened(wrap.sealed, person.identity) == team.identity
    (recovery,) = recovery_wraps_for(team.people[0].user, team.receiver)
    assert opened(recovery.sealed, team.recovery) == team.identity
    with pytest.raises(pyrage.DecryptError):
        opened(recovery.sealed, new_identity())


def test_a_teams_key_is_wrapped_to_all_members_with_a_key_and_to_nobody_else(cast: Cast) -> None:
    receiver = a_receiver(cast.coordinator)
    people = [a_person("anna"), a_person("bo")]
    for person in people:
        add_member(receiver=receiver, user=person.user, by=cast.coordinator)
    stranger = own_key(a_person("stranger"))
    key = new_key(receiver, new_identity(), new_identity())
    wraps = dict(key.wraps)
    too_few = {own_key(people[0]).pk: wraps[own_key(people[0]).pk]}
    for wrong in (too_few, wraps | {stranger.pk: wraps[own_key(people[0]).pk]}):
        with pytest.raises(Refused, match="börja om"):
            make_team_key(
                receiver=receiver, key=type(key)(key.recipient, key.recovery, wrong, key.recovery_wrap), replaces="",
                by=people[0].user,
            )  # fmt: skip
    with pytest.raises(PermissionDenied):
        make_team_key(receiver=receiver, key=key, replaces="", by=stranger.user)
    made = make_team_key(receiver=receiver, key=key, replaces="", by=people[0].user)
    assert make_team_key(receiver=receiver, key=key, replaces="", by=people[0].user) == made  # a double click
    with pytest.raises(Refused, match="kollega har gjort"):
        make_team_key(
            receiver=receiver,
            key=new_key(receiver, new_identity(), new_identity()),
            replaces="",
            by=people[1].user,
        )


def test_an_added_member_sees_nothing_until_a_colleague_shares(cast: Cast, team: Team) -> None:
    new = a_person("nils")
    add_member(receiver=team.receiver, user=new.user, by=cast.coordinator)
    assert not wraps_for(new.user).exists()
    wraps = rewrapped(team, new.recipient, [team.identity])
    with pytest.raises(Refused, match="inte öppna lagets nyckel själv"):
        share_keys(receiver=team.receiver, to=own_key(new), wraps=wraps, by=new.user)
    with pytest.raises(Refused, match="lämnat laget"):
        share_keys(receiver=team.receiver, to=own_key(a_person("eva")), wraps=wraps, by=team.people[0].user)
    assert share_keys(receiver=team.receiver, to=own_key(new), wraps=wraps, by=team.people[0].user) == 1
    (wrap,) = wraps_for(new.user)
    assert opened(wrap.sealed, new.identity) == team.identity


def test_somebody_with_a_new_key_waits_and_then_the_old_one_opens_nothing(team: Team) -> None:
    anna, bo = team.people
    old = own_key(bo)
    lost = Person(bo.user, new_identity())
    keep_key(recipient=lost.recipient, guarded=GUARDED, replaces=bo.recipient, by=bo.user)
    assert openers_of(team.receiver) == {anna.user.pk}
    assert not wraps_for(bo.user).exists()
    wraps = rewrapped(team, lost.recipient, [team.identity])
    share_keys(receiver=team.receiver, to=own_key(lost), wraps=wraps, by=anna.user)
    assert not old.wrapped.exists()
    assert openers_of(team.receiver) == {anna.user.pk, bo.user.pk}
    with pytest.raises(Refused, match="redan delat"):
        take_back_key(by=bo.user)


def test_a_removed_member_has_nothing_at_once_and_new_tips_go_past_them(cast: Cast, team: Team) -> None:
    anna, bo = team.people
    before = a_tip(team)
    remove_member(member=member_of(team, bo), by=cast.coordinator)
    assert not WrappedKey.objects.filter(member_key__user=bo.user).exists()
    assert not wraps_for(bo.user).exists()
    assert not recovery_wraps_for(bo.user, team.receiver).exists()
    assert must_renew(team.receiver)
    fresh = new_identity()
    current = team_keys(team)[-1].recipient
    with pytest.raises(Refused, match="Återställningen"):
        make_team_key(
            receiver=team.receiver,
            key=new_key(team.receiver, fresh, new_identity()),
            replaces=current,
            by=anna.user,
        )
    make_team_key(
        receiver=team.receiver,
        key=new_key(team.receiver, fresh, team.recovery),
        replaces=current,
        by=anna.user,
    )
    assert not must_renew(team.receiver)
    after = a_tip(team)
    assert open_message(sealed_of(before), team.identity)["what"]
    assert open_message(sealed_of(after), fresh)["what"]
    assert {one.team_key_id for one in wraps_for(anna.user)} == {one.pk for one in team_keys(team)}


def test_the_recovery_key_opens_all_and_gives_it_to_one_member(team: Team) -> None:
    anna = team.people[0]
    lost = Person(anna.user, new_identity())
    keep_key(recipient=lost.recipient, guarded=GUARDED, replaces=anna.recipient, by=anna.user)
    identities = [opened(one.sealed, team.recovery) for one in recovery_wraps_for(anna.user, team.receiver)]
    wraps = rewrapped(team, lost.recipient, identities)
    with pytest.raises(Refused, match="ny nyckel medan"):
        recover_keys(receiver=team.receiver, wraps={}, by=anna.user)
    recover_keys(receiver=team.receiver, wraps=wraps, by=anna.user)
    (wrap,) = wraps_for(anna.user)
    assert opened(wrap.sealed, lost.identity) == team.identity
    assert AuditEntry.objects.filter(verb="team_key.recovered", by=anna.user).count() == 1


def test_a_receiver_is_switched_on_only_with_two_who_can_open_it(cast: Cast) -> None:
    receiver = a_receiver(cast.coordinator)
    anna = a_person("anna")
    add_member(receiver=receiver, user=anna.user, by=cast.coordinator)
    with pytest.raises(Refused, match="ingen nyckel"):
        switch(receiver=receiver, on=True, by=cast.coordinator)
    key = new_key(receiver, new_identity(), new_identity())
    make_team_key(receiver=receiver, key=key, replaces="", by=anna.user)
    with pytest.raises(Refused, match="Minst två"):
        switch(receiver=receiver, on=True, by=cast.coordinator)
    with pytest.raises(PermissionDenied):
        switch(receiver=receiver, on=True, by=anna.user)


def test_only_somebody_with_the_role_is_added(cast: Cast) -> None:
    receiver = a_receiver(cast.coordinator)
    with pytest.raises(Refused, match="rollen Mottagare"):
        add_member(receiver=receiver, user=cast.manager, by=cast.coordinator)
    member = add_member(receiver=receiver, user=cast.receiver, by=cast.coordinator)
    assert add_member(receiver=receiver, user=cast.receiver, by=cast.coordinator) == member


def test_standing_aside_is_ones_own_choice(team: Team) -> None:
    anna = team.people[0]
    set_in_turn(receiver=team.receiver, in_turn=False, by=anna.user)
    assert not member_of(team, anna).in_turn
    with pytest.raises(PermissionDenied):
        set_in_turn(receiver=team.receiver, in_turn=True, by=a_person("eva").user)


def test_the_database_keeps_one_key_in_use(team: Team) -> None:
    person = team.people[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberKey.objects.create(
            user=person.user, recipient=recipient_of(new_identity()), guard="passphrase", guarded=b"x"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamKey.objects.create(
            receiver=team.receiver, recipient=recipient_of(new_identity()), recovery=recipient_of(team.recovery),
            made_by=person.user,
        )  # fmt: skip
