"""What is sealed is taken in whole with its key or not at all; and what the commands say."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skyddsnat.cli import main
from skyddsnat.cooperation.models import Parcel
from skyddsnat.core.models import User
from skyddsnat.tips.models import SuccessorConsent, Tip
from skyddsnat.website.handover import command
from skyddsnat.website.handover.sealing import read_key
from skyddsnat.website.tests.handed_files import empty, exported, held, public_of
from skyddsnat.website.tests.handing_on import SUCCESSOR, Planted


def _sealed_byte(files: dict[str, bytes]) -> None:
    name = "sealed/cooperation_child.csv.age"
    files[name] = files[name][:-3] + bytes([files[name][-3] ^ 1]) + files[name][-2:]


def _swapped(files: dict[str, bytes]) -> None:
    one, other = "sealed/tips_tip.csv.age", "sealed/tips_message.csv.age"
    files[one], files[other] = files[other], files[one]


FAULTS: dict[str, tuple[Callable[[dict[str, bytes]], Any], str]] = {
    "a sealed byte": (_sealed_byte, "cooperation_child.csv.age has been changed"),
    "two in each other's place": (_swapped, "The database refused it"),
    "a sealed table less": (
        lambda files: files.pop("sealed/tips_tip.csv.age"),
        "does not hold what its manifest says",
    ),
    "digests": (
        lambda files: files.update({"sealed/digests.json.age": b"x"}),
        "does not open what is sealed",
    ),
}


def test_what_is_sealed_is_taken_in_whole_or_not_at_all(
    planted: Planted, tmp_path: Path, key: Path, capsys: Any
) -> None:
    path, other = exported(tmp_path, key), tmp_path / "other.key"
    assert main(["hand-over", "key", "--out", str(other)]) == 0
    (tmp_path / "no.key").write_text("nothing")
    with empty():
        for keys, words in (
            ([], f"sealed to {public_of(key)}"), (["--key", str(other)], "does not open what is sealed"),
            (["--key", str(tmp_path / "no.key")], "holds no key"), (["--key", str(tmp_path / "x")], "cannot be read"),
        ):  # fmt: skip
            assert main(["hand-over", "import", str(path), *keys]) == 1
            assert words in capsys.readouterr().err
        for name, (change, words) in FAULTS.items():
            files = held(path)
            change(files)
            with zipfile.ZipFile(tmp_path / "changed.zip", "w") as archive:
                for one, content in files.items():
                    archive.writestr(one, content)
            assert main(["hand-over", "import", str(tmp_path / "changed.zip"), "--key", str(key)]) == 1, name
            assert words in capsys.readouterr().err, name
            assert not User.objects.exists()
            assert not Tip.objects.exists()
            assert not Parcel.objects.exists()


def test_the_command_says_what_it_needs(planted: Planted, tmp_path: Path, key: Path, capsys: Any) -> None:
    out = ["hand-over", "export", "--out", str(tmp_path / "x.zip")]
    with pytest.raises(SystemExit):
        main([*out, "--to", SUCCESSOR])
    assert "belong together" in capsys.readouterr().err
    assert main([*out, "--to", "Länsstyrelsen i Skån", "--key", public_of(key)]) == 2
    assert "Do you mean: Länsstyrelsen i Skåne län" in capsys.readouterr().err
    assert main([*out, "--to", SUCCESSOR, "--key", read_key(key)]) == 2
    assert "is no public key" in capsys.readouterr().err
    assert not (tmp_path / "x.zip").exists()
    assert main(["hand-over", "key", "--out", str(key)]) == 1
    assert read_key(key)


def test_those_who_run_it_see_who_has_said_yes_and_nothing_more(planted: Planted, capsys: Any) -> None:
    assert main(["hand-over", "consents"]) == 0
    said = capsys.readouterr().out
    assert "Lag norr (Länsstyrelsen i Stockholms län): yes, Länsstyrelsen i Skåne län, until 20" in said
    assert "Myndigheten annan: no" in said
    assert main(["hand-over", "consents", "--to", SUCCESSOR]) == 0
    narrowed = capsys.readouterr().out
    assert "Lag soder (Länsstyrelsen i Uppsala län): no" in narrowed
    assert main(["hand-over", "consents", "--to", "Ingen"]) == 2
    assert not [
        word for word in (planted.going.word, planted.home.child, planted.home.case.number) if word in said
    ]


def test_no_file_is_left_that_nobody_could_see_was_made(
    planted: Planted, tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_consents: list[int]) -> None:
        raise RuntimeError("the log cannot be written")

    monkeypatch.setattr(command, "NOTE_USED", {"tips": broken})
    with pytest.raises(RuntimeError):
        exported(tmp_path, key)
    assert not list(tmp_path.glob("*.zip"))
    assert not SuccessorConsent.objects.exclude(used_at=None).exists()


def test_a_key_is_made_where_nothing_has_been_set_up_yet(tmp_path: Path) -> None:
    ask = [
        sys.executable,
        "-m",
        "skyddsnat.cli",
        "hand-over",
        "key",
        "--out",
        str(tmp_path / "successor.key"),
    ]
    told = subprocess.run(
        ask,
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "", "SKYDDSNAT_VAR": str(tmp_path / "none")},
    )
    assert public_of(tmp_path / "successor.key") in told.stdout
    assert not (tmp_path / "none").exists()
