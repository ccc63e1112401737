"""Offering, making, checking, revoking; keys that change; and what the database refuses by itself."""

from __future__ import annotations

import datetime
import io
import json
import logging
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.industry.badges.actions import (
    claim_badge,
    company_file,
    issue_company_badge,
    revoke_badge,
)
from skyddsnat.industry.badges.checking import Naming, NotOursError, check, scenes_to_take
from skyddsnat.industry.badges.commands import new_key
from skyddsnat.industry.badges.issuing import signed_badge
from skyddsnat.industry.badges.keys import ensure_key, private_half, public_keys, rotate_key, signing_key
from skyddsnat.industry.badges.retention import remove_old_badges
from skyddsnat.industry.badges.rules import State, last_day
from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models import Badge, BadgeClaim, BadgeKey
from skyddsnat.industry.tests.badge_cases import (
    NAME,
    SCENES,
    TRAINED,
    a_company,
    a_company_badge,
    made,
    offered,
    pem,
)
from skyddsnat.shared.badges import Fault, UnreadableError
from skyddsnat.shared.dates import today
from skyddsnat.shared.encoding import from_b64url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _key(settings: Any) -> None:
    settings.BADGE_KEY = pem()


def payload_of(file: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(from_b64url(file.split(".")[1]))
    return found


def test_a_badge_says_what_but_not_who() -> None:
    badge, file = made()
    assert (badge.lesson, badge.lesson_version, badge.job, badge.scenes) == (
        "Se och larma: reception", 3, "reception", SCENES,
    )  # fmt: skip
    assert badge.expires_on == last_day(badge.day)
    everything = io.StringIO()
    call_command("dumpdata", "industry", "core.auditentry", stdout=everything)
    for said in (NAME, "Kim", "Demosson", payload_of(file)["credentialSubject"]["id"][9:]):
        assert said not in everything.getvalue()
    assert "Kim" not in json.dumps(payload_of(file))
    assert payload_of(file)["id"] == badge.url


def test_only_the_hash_of_the_secret_is_kept() -> None:
    secret = offered()
    assert not any(secret in str(row) for row in BadgeClaim.objects.values())
    assert not any(secret in str(row) for row in AuditEntry.objects.values())


def test_a_secret_makes_one_badge_and_hands_it_out_again_to_the_same_name() -> None:
    secret = offered()
    badge, file = claim_badge(secret=secret, name=NAME)
    assert claim_badge(secret=secret, name=f"  {NAME.replace(' ', '  ')}") == (badge, file)
    for other in ("Ali Demosson", "", NAME.lower()):
        with pytest.raises(Refused, match="redan gjort"):
            claim_badge(secret=secret, name=other)
    assert Badge.objects.count() == 1
    assert AuditEntry.objects.filter(verb="badge.made").count() == 1


def test_a_badge_without_a_name() -> None:
    secret = offered()
    badge, file = claim_badge(secret=secret)
    assert "identifier" not in payload_of(file)["credentialSubject"]
    assert check(file, name=NAME, on=today()).naming is Naming.NAMELESS
    assert claim_badge(secret=secret) == (badge, file)


def test_a_secret_has_its_time() -> None:
    with pytest.raises(Refused):
        claim_badge(secret="x" * 43)
    with pytest.raises(Refused):
        claim_badge(secret=offered(days_ago=31))
    claim_badge(secret=offered(days_ago=30))


def test_the_file_is_checked_against_our_books() -> None:
    badge, file = made()
    found = check(f"\n {file[:70]}\r\n{file[70:]} ", name=NAME, on=today())
    assert (found.badge, found.state, found.naming) == (badge, State.VALID, Naming.FITS)
    assert check(file, name="Ali Demosson", on=today()).naming is Naming.DIFFERS
    assert check(file, on=today()).naming is Naming.NOT_ASKED
    assert check(file, on=last_day(today()) + datetime.timedelta(days=1)).state is State.EXPIRED
    enveloped = {"type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{file}"}
    assert check(json.dumps(enveloped, indent=2), on=today()).badge == badge


def fault_of(text: str) -> Fault:
    with pytest.raises(NotOursError) as caught:
        check(text, on=today())
    return caught.value.fault


def test_what_is_not_ours(settings: Any) -> None:
    badge, file = made()
    for wrong in ("", "hej", "a.b.c", "{}", '{"id": 1}', "{" * 9000, "x" * 40_000):
        assert fault_of(wrong) is Fault.UNREADABLE
    head, _body, signature = file.split(".")
    assert fault_of(f"{head}.{made()[1].split('.')[1]}.{signature}") is Fault.SIGNATURE
    private = private_half(badge.key)
    assert private is not None
    badge.key.thumbprint = "another"
    assert fault_of(signed_badge(badge, private, secret="s")) is Fault.KEY
    other, unknown = made()
    other.delete()  # signed with our key, but in no book of ours
    assert fault_of(unknown) is Fault.CONTENT
    settings.SITE_ADDRESS = "https://other.example"  # the same key, at another address
    assert fault_of(file) is Fault.KEY


def test_revoking_is_for_good(cast: Cast) -> None:
    badge, file = made()
    with pytest.raises(Refused):
        revoke_badge(badge=badge, reason="because", by=cast.coordinator)
    for somebody in (cast.manager, cast.auditor, cast.outsider, cast.partner):
        with pytest.raises(PermissionDenied):
            revoke_badge(badge=badge, reason="asked", by=somebody)
    revoke_badge(badge=badge, reason="asked", by=cast.coordinator)
    again = revoke_badge(badge=badge, reason="mistake", by=cast.editor)
    assert (again.reason, again.revoked_by) == ("asked", cast.coordinator)
    assert check(file, name=NAME, on=today()).state is State.REVOKED
    assert AuditEntry.objects.get(verb="badge.revoked").details == {"reason": "asked"}


def test_what_is_left_to_take_of_a_changed_lesson(cast: Cast) -> None:
    badge, file = made()
    now = {**SCENES, "two-keys": "changed", "new": "new"}
    assert scenes_to_take(file, now, on=today()) == ["two-keys", "new"]
    assert scenes_to_take(file, now, on=last_day(today()) + datetime.timedelta(days=1)) == list(now)
    revoke_badge(badge=badge, reason="misused", by=cast.editor)
    assert scenes_to_take(file, SCENES, on=today()) == list(SCENES)
    with pytest.raises(NotOursError):
        scenes_to_take("hej", now, on=today())


def test_a_company_gets_shares_but_not_of_few() -> None:
    company = a_company()
    badge = issue_company_badge(company=company, trained=TRAINED)
    assert badge.shares == {"reception": 90, "manager": 0}
    assert issue_company_badge(company=company, trained=TRAINED) == badge
    assert issue_company_badge(company=company, trained={Job.RECEPTION: (10, 10)}) != badge
    told = payload_of(company_file(badge))["credentialSubject"]
    assert told["identifier"][0]["identityHash"] == "5560000001"
    assert [(one["value"], one["resultDescription"].rpartition("#")[2]) for one in told["result"]] == [
        ("90", "reception"), ("0", "manager"),
    ]  # fmt: skip
    assert "Alva" not in company_file(badge) + json.dumps(told)
    assert check(company_file(badge), on=today()).badge == badge


def test_only_a_company_that_takes_part_gets_one(cast: Cast) -> None:
    company = a_company()
    with pytest.raises(Refused, match="inget att intyga"):
        issue_company_badge(company=company, trained={Job.BAR: (4, 4)})
    with pytest.raises(PermissionDenied):
        issue_company_badge(company=company, trained=TRAINED, by=cast.partner)
    company.joined_at = None
    company.save()
    with pytest.raises(Refused, match="är med"):
        issue_company_badge(company=company, trained=TRAINED)


def test_the_environments_key_is_used_and_never_kept(settings: Any) -> None:
    badge, file = made()
    assert badge.key.sealed is None
    settings.BADGE_KEY = pem(1)  # the operator has changed it
    later, _file = made()
    assert later.key != badge.key
    assert check(file, on=today()).badge == badge  # the old public half is still there
    assert BadgeKey.objects.filter(retired_at=None).get() == later.key
    settings.BADGE_KEY = pem()  # and back
    assert ensure_key() == badge.key
    assert len(public_keys()) == BadgeKey.objects.count() == 2
    with pytest.raises(Refused):
        rotate_key(by=None)
    settings.BADGE_KEY = "hunter2"
    with pytest.raises(UnreadableError) as caught:
        made()
    assert "hunter2" not in str(caught.value)


def test_the_sites_own_key_is_sealed_and_can_be_changed(
    settings: Any, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    settings.BADGE_KEY = ""
    caplog.set_level(logging.DEBUG)
    secret = offered()
    badge, file = claim_badge(secret=secret, name=NAME)
    assert ensure_key() == badge.key
    everything = io.StringIO()
    call_command("dumpdata", "industry", "core.auditentry", stdout=everything)
    held = private_half(badge.key)
    assert held is not None
    halves = {str(held.private_numbers().d), f"{held.private_numbers().d:x}", "PRIVATE KEY"}
    assert not any(half in everything.getvalue() + caplog.text for half in halves)
    assert new_key([]) == 0
    assert BadgeKey.objects.get(retired_at=None).kid in capsys.readouterr().out
    badge.key.refresh_from_db()
    assert (badge.key.sealed, private_half(badge.key)) == (None, None)
    assert check(file, name=NAME, on=today()).naming is Naming.FITS
    with pytest.raises(Refused, match="nyckeln är bytt"):
        claim_badge(secret=secret, name=NAME)
    settings.SECRET_KEY = "another"
    with pytest.raises(Refused, match="just nu"):
        signing_key()
    assert "SECRET_KEY" in caplog.text
    settings.BADGE_KEY = pem()
    assert new_key([]) == 2


def test_old_badges_and_claims_are_removed(cast: Cast) -> None:
    badge, _file = made(days_ago=20)
    offered(days_ago=20)
    kept = a_company_badge()
    assert remove_old_badges(today=today()) == 0
    assert remove_old_badges(today=today() + datetime.timedelta(days=41)) == 2  # the claims
    end = badge.expires_on + datetime.timedelta(days=730)
    assert remove_old_badges(today=end) == 0
    assert remove_old_badges(today=end + datetime.timedelta(days=1)) == 1
    assert list(Badge.objects.all()) == [kept]


@pytest.mark.parametrize(
    "change",
    [
        "lesson = 'another'", "day = day - 1", "expires_on = expires_on + 1", "shares = '{\"bar\": 1}'",
        "index = 131072", "scenes = '{}'", "revoked_at = now()", "reason = 'asked'", "company_id = 1",
    ],
)  # fmt: skip
def test_the_database_keeps_what_a_badge_says(change: str) -> None:
    badge, _file = made()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE industry_badge SET {change} WHERE id = %s", [badge.pk])


def test_the_database_keeps_revocations_and_keys(cast: Cast) -> None:
    badge, _file = made()
    revoke_badge(badge=badge, reason="asked", by=cast.editor)
    for wrong in (
        "UPDATE industry_badge SET revoked_at = NULL, revoked_by_id = NULL, reason = ''",
        "UPDATE industry_badgekey SET public_jwk = '{}'",
        "UPDATE industry_badgekey SET retired_at = now(), sealed = 'x'",
        "DELETE FROM industry_badgekey",
        """INSERT INTO industry_badgekey (thumbprint, public_jwk, made_at) VALUES ('x', '{"n": 1}', now())""",
        """INSERT INTO industry_badgekey (thumbprint, public_jwk, made_at, retired_at)
           VALUES ('x', '{"n": 1, "d": 2}', now(), now())""",
        "UPDATE industry_badgeclaim SET holder_mark = ''",
        "UPDATE industry_badgeclaim SET job = 'spy'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(wrong)


def test_every_badge_has_a_bit_of_its_own() -> None:
    first, second = made()[0], made()[0]
    assert first.list == second.list
    assert first.index != second.index
    with pytest.raises(IntegrityError), transaction.atomic():
        Badge.objects.create(
            lesson="A", lesson_version=1, job="bar", language="sv", day=first.day, expires_on=first.expires_on,
            key=first.key, list=first.list, index=first.index,
        )  # fmt: skip
