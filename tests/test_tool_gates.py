"""The gates that are other people's programs, run with our settings on files that break them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def run(
    *command: str | Path, cwd: Path = ROOT, text: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        input=text,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("def f() -> None:\n    import json\n\n    json.dumps(1)\n", "PLC0415"),
        ("import json\n", "F401"),
        ("def f(x: list[int] = []) -> None: ...\n", "B006"),
        ("def f() -> None:\n    assert 1\n", "S101"),
    ],
)
def test_style(code: str, rule: str) -> None:
    result = run(
        BIN / "ruff", "check", "--no-cache", "--stdin-filename", "skyddsnat/core/a.py", "-", text=code
    )
    assert result.returncode == 1
    assert rule in result.stdout


def test_format() -> None:
    arguments = [BIN / "ruff", "format", "--no-cache", "--check", "--stdin-filename", "skyddsnat/a.py", "-"]
    assert run(*arguments, text="x  =  1\n").returncode == 1
    assert run(*arguments, text="x = 1\n").returncode == 0


def test_types(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text('def double(number: int) -> int:\n    return number * 2\n\n\ndouble("two")\n')
    result = run(BIN / "mypy", "--config-file", ROOT / "pyproject.toml", wrong)
    assert result.returncode == 1
    assert "arg-type" in result.stdout


def house(root: Path, **rooms: str) -> Path:
    """A package with the rooms the map asks for, each with one line of Python."""
    shutil.copy(ROOT / ".importlinter", root)
    required = ["website", "reporting", "insight", "economy", "mandate", "actors", "core", "shared"]
    for room in {*required, *rooms}:
        folder = root / "skyddsnat" / room
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text(rooms.get(room, ""))
    (root / "skyddsnat" / "__init__.py").write_text("")
    return root


@pytest.mark.parametrize(
    "rooms",
    [
        {"core": "import skyddsnat.mandate"},
        {"shared": "import skyddsnat.core"},
        {"tips": "import skyddsnat.guidance", "guidance": ""},
        {"linkage": "import skyddsnat.actors"},
        {"attic": ""},  # a room that is not in the map
    ],
)
def test_layers_upward(tmp_path: Path, rooms: dict[str, str]) -> None:
    result = run(BIN / "lint-imports", "--no-cache", cwd=house(tmp_path, **rooms))
    assert result.returncode == 1
    assert "BROKEN" in result.stdout


def test_layers_downward(tmp_path: Path) -> None:
    rooms = {
        "mandate": "import skyddsnat.core",
        "tips": "import skyddsnat.economy",
        "linkage": "import skyddsnat.shared",
    }
    result = run(BIN / "lint-imports", "--no-cache", cwd=house(tmp_path, **rooms))
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ('<img src="a.svg" width="1" height="1">', "H013"),
        ('<p style="color: red">x</p>', "H021"),
        ("<div><p>x</p>", "H025"),
        ("{%if x%}y{% endif %}", "T001"),
        ("<form><button>x</button></form>", "H043"),
    ],
)
def test_templates(tmp_path: Path, html: str, rule: str) -> None:
    page = tmp_path / "page.html"
    page.write_text(html + "\n")
    result = run(BIN / "djlint", "--lint", "--configuration", ROOT / "pyproject.toml", page)
    assert result.returncode == 1
    assert rule in result.stdout


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_does_not_start_without_its_settings(tmp_path: Path, missing: str) -> None:
    given = {"SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "skyddsnat.example.org"} | {missing: ""}
    result = run(
        sys.executable, "-m", "django", "check", DJANGO_SETTINGS_MODULE="skyddsnat.settings",
        SKYDDSNAT_MODE="production", SKYDDSNAT_VAR=str(tmp_path), **given,
    )  # fmt: skip
    assert result.returncode != 0
    assert f"{missing} is not set" in result.stderr


# --- the scripts that call the gates ---


def program(path: Path, exit_code: int, says: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {says}\nexit {exit_code}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("failing", "named"),
    [
        ("ruff", "style format"),
        ("mypy", "types"),
        ("lint-imports", "layers"),
        ("djlint", "templates"),
        ("python", "texts django production house docs lock"),
    ],
)
def test_check_names_the_gate_that_fails_and_runs_the_rest(tmp_path: Path, failing: str, named: str) -> None:
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "check.sh", tmp_path / "tools")
    for name in ("ruff", "mypy", "lint-imports", "djlint", "python"):
        program(tmp_path / ".venv" / "bin" / name, 1 if name == failing else 0, "said")
    result = run("sh", "tools/check.sh", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stderr.strip() == f"check: failed: {named}"
    assert result.stdout.count("  ok  ") + result.stdout.count("  FAILED  ") == 11

    program(tmp_path / ".venv" / "bin" / failing, 0)
    assert run("sh", "tools/check.sh", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("make", "exit_code"),
    [
        ('[ "$1" = check ] || echo "==== 3 passed in 1.0s ===="', 0),
        ('[ "$1" = check ] || { echo "==== 1 failed, 2 passed in 1.0s ===="; exit 2; }', 1),
        ('[ "$1" = test ] || exit 2', 2),
    ],
)
def test_ci_fails_when_a_gate_or_a_test_does(tmp_path: Path, make: str, exit_code: int) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    program(tmp_path / "bin" / "make", 0)
    (tmp_path / "bin" / "make").write_text(f"#!/bin/sh\n{make}\n")
    result = run("sh", ".ci/run", cwd=tmp_path, PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    assert result.returncode == exit_code
    if exit_code < 2:
        assert result.stdout.splitlines()[-1].startswith("====")


def test_bootstrap_passes_over_a_uv_that_exists_and_fails(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    program(tmp_path / "shims" / "uv", 127)
    program(tmp_path / ".tools" / "bin" / "uv", 0)
    path = f"{tmp_path / 'shims'}:{os.environ['PATH']}"
    result = run("sh", "tools/bootstrap.sh", "--uv", cwd=tmp_path, PATH=path)
    assert result.stdout.strip() == str(tmp_path / ".tools" / "bin" / "uv")


def test_bootstrap_prefers_the_uv_that_is_there(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    program(tmp_path / "bin" / "uv", 0)
    result = run(
        "sh", "tools/bootstrap.sh", "--uv", cwd=tmp_path, PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    )
    assert result.stdout.strip() == "uv"


def test_without_chromium_and_rights_the_tests_say_what_to_install(tmp_path: Path) -> None:
    program(tmp_path / "id", 0, "1000")
    (tmp_path / "sh").symlink_to("/bin/sh")
    result = run("/bin/sh", ROOT / "tools" / "test_tools.sh", PATH=str(tmp_path))
    assert result.returncode == 1
    assert "apt-get install chromium poppler-utils" in result.stderr
