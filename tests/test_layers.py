"""The map of the house holds: imports and foreign keys both go downward."""

import subprocess
import sys
from pathlib import Path

from tools.house import program, source

ROOT = Path(__file__).resolve().parent.parent


def test_imports_go_downward() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_foreign_keys_go_downward() -> None:
    assert program.foreign_keys_point_down(ROOT) == []


def test_rooms_use_each_others_doors_only() -> None:
    assert source.rooms_use_doors(ROOT) == []


def test_every_room_with_tables_stands_in_the_map() -> None:
    named = set().union(*program.layers(ROOT))
    assert {config.label for config in program.policy.our_apps()} <= named
    assert set(source.ROOMS) | {"shared", "linkage", "disclosure"} == named
