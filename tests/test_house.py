"""Every rule of the house, held against the house itself."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import lock
from tools.house import program, source

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("rule", [*source.RULES, *program.RULES], ids=lambda rule: rule.__name__)
def test_rule(rule: Callable[[Path], list[str]]) -> None:
    assert rule(ROOT) == []


def test_locks() -> None:
    assert lock.problems(ROOT) == []


@pytest.mark.parametrize(
    "script", [*sorted(ROOT.glob("tools/*.sh")), ROOT / ".ci" / "run"], ids=lambda path: path.name
)
def test_shell_scripts_parse_and_stop_at_the_first_error(script: Path) -> None:
    subprocess.run(["sh", "-n", script], check=True)
    assert "\nset -" in script.read_text()


def test_every_make_target_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = next(line for line in makefile.splitlines() if line.startswith(".PHONY:")).split()[1:]
    silent = [
        name
        for name in phony
        if f"\n{name}:" in makefile and "## " not in makefile.split(f"\n{name}:")[1].split("\n")[0]
    ]
    assert silent == ["test-tools"]
