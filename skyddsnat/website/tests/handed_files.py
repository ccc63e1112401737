"""A file that was handed over, as its tests make and read it; and what would tell of those who have not said yes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyrage

from skyddsnat.cli import main
from skyddsnat.cooperation.models import AuthorityKey, KeyHolding, OwnKey
from skyddsnat.core.tests.databases import alone, migrated, throwaway
from skyddsnat.tips.models import MemberKey, Message, TeamKey, Tip, TipLayer, WrappedKey
from skyddsnat.website.handover.sealing import read_key
from skyddsnat.website.tests.handing_on import SUCCESSOR


@contextmanager
def empty() -> Iterator[None]:
    """An installation with its tables and nothing in them."""
    with alone() as admin:
        origin = migrated(admin)
    with throwaway("taken_over", origin):
        yield


def public_of(key: Path) -> str:
    return str(pyrage.x25519.Identity.from_str(read_key(key)).to_public())


def exported(tmp_path: Path, key: Path, to: str = SUCCESSOR) -> Path:
    path = tmp_path / f"{to}.zip"
    assert main(["hand-over", "export", "--out", str(path), "--to", to, "--key", public_of(key)]) == 0
    return path


def held(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(path: Path, key: Path) -> dict[str, str]:
    """Everything in the file as text, what is sealed too."""
    identity = pyrage.x25519.Identity.from_str(read_key(key))
    return {
        name: (pyrage.decrypt(content, [identity]) if name.endswith(".age") else content).decode()
        for name, content in held(path).items()
    }


def rows(texts: dict[str, str], table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(texts[f"sealed/{table}.csv.age"])))


def marks_of_team(team: Any) -> set[str]:
    """What would tell of anything that the team keeps."""
    own = Tip.objects.filter(receiver=team.receiver)
    found = {team.word, team.box.box}
    for tip in own:
        found |= {str(tip.pk), str(tip.mark), tip.sealed_sha256, bytes(tip.sealed or b"").hex()}
    found |= {bytes(one.key).hex() for one in TipLayer.objects.filter(tip__in=own)}
    found |= {str(one.mark) for one in Message.objects.filter(tip__in=own)}
    found |= {bytes(one.sealed).hex() for one in Message.objects.filter(tip__in=own)}
    found |= {bytes(one.sealed).hex() for one in Message.objects.filter(by__in=team.members)}
    found |= {bytes(one.sealed).hex() for one in WrappedKey.objects.filter(team_key__receiver=team.receiver)}
    for one in TeamKey.objects.filter(receiver=team.receiver):
        found |= {one.recipient, one.recovery}
    for member in MemberKey.objects.filter(user__in=team.members):
        found |= {member.recipient, bytes(member.guarded).hex()}
    return found - {""}


def marks_of_house(one: Any) -> set[str]:
    found = {one.child, str(one.case.pk), one.case.number, str(one.case.once)}
    found |= {str(move.once) for move in one.case.moves.all()} | {
        str(row.once) for row in one.case.guardians.all()
    }
    return found | marks_of_keys(one)


def marks_of_keys(one: Any) -> set[str]:
    found = {key.recipient for key in AuthorityKey.objects.filter(organisation=one.organisation)}
    found |= {bytes(row.sealed).hex() for row in KeyHolding.objects.filter(own_key__user__in=one.people)}
    return found | {key.recipient for key in OwnKey.objects.filter(user__in=one.people)}
