"""`python -m tools.lock --check`: requirements.lock fits pyproject.toml; every lock has hashes and no addresses.

Needs no network. The lock is made by `make lock`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)")
OURS = re.compile(r"#\s+(?:via )?skyddsnat \(pyproject\.toml")
ADDRESS = re.compile(r"https?:|file:|git\+|\s@\s|--(?:extra-)?index-url|--find-links|--trusted-host")
SCRIPTS = "tools/sealing/package-lock.json"
LOCKS = (
    "requirements.lock", "tools/bootstrap-requirements.txt", "tools/build-requirements.txt",
    "tools/spark-requirements.txt",
)  # fmt: skip


class Pin(NamedTuple):
    """One package of a lock: its version, how many hashes it has, and whether pyproject.toml asks for it."""

    version: str
    hashes: int
    wanted: bool


def pins(text: str) -> dict[str, Pin]:
    """The packages of a lock by name."""
    found: dict[str, Pin] = {}
    name = ""
    for line in text.splitlines():
        match = PIN.match(line)
        if match:
            name = canonicalize_name(match.group(1))
            found[name] = Pin(match.group(2), 0, wanted=False)
        elif name:
            pin = found[name]
            found[name] = Pin(
                pin.version, pin.hashes + line.count("--hash=sha256:"), pin.wanted or bool(OURS.search(line))
            )
    return found


def asked_for(project: dict[str, Any]) -> list[Requirement]:
    """What pyproject.toml asks for, to run and to develop."""
    return [
        Requirement(line)
        for line in (*project["project"]["dependencies"], *project["dependency-groups"]["dev"])
    ]


def file_problems(name: str, text: str) -> list[str]:
    """Addresses and missing hashes in one lock."""
    found = [
        f"{name}:{n}: an address: {line.strip()}"
        for n, line in enumerate(text.splitlines(), 1)
        if ADDRESS.search(line)
    ]
    return found + [f"{name}: {package} has no hash" for package, pin in pins(text).items() if not pin.hashes]


def script_problems(name: str, text: str) -> list[str]:
    """Addresses and missing hashes in a lock of npm's, which writes where a package asks for money."""
    found = [
        f"{name}:{n}: an address, take it out: {line.strip()}"
        for n, line in enumerate(text.splitlines(), 1)
        if "://" in line
    ]
    packages: dict[str, Any] = json.loads(text)["packages"]
    return found + [
        f"{name}: {one} has no hash" for one, told in packages.items() if one and "integrity" not in told
    ]


def sync_problems(lock: str, pyproject: str) -> list[str]:
    """Where requirements.lock and pyproject.toml differ."""
    locked = pins(lock)
    wanted = {canonicalize_name(r.name): r for r in asked_for(tomllib.loads(pyproject))}
    found = []
    for name, requirement in wanted.items():
        if name not in locked:
            found.append(f"requirements.lock: {name} is missing; run make lock")
        elif not requirement.specifier.contains(locked[name].version, prereleases=True):
            found.append(f"requirements.lock: {name} {locked[name].version} is not {requirement.specifier}")
        elif not locked[name].wanted:
            found.append(
                f"requirements.lock: does not know that pyproject.toml asks for {name}; run make lock"
            )
    left = sorted(name for name, pin in locked.items() if pin.wanted and name not in wanted)
    return found + [f"requirements.lock: {name} is no longer asked for; run make lock" for name in left]


def problems(root: Path) -> list[str]:
    found = [problem for name in LOCKS for problem in file_problems(name, (root / name).read_text())]
    found += script_problems(SCRIPTS, (root / SCRIPTS).read_text())
    return found + sync_problems(
        (root / "requirements.lock").read_text(), (root / "pyproject.toml").read_text()
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Hold requirements.lock to pyproject.toml.")
    parser.add_argument("--check", action="store_true", required=True)
    parser.parse_args(arguments)
    found = problems(ROOT)
    print("\n".join(found) or "lock: in step with pyproject.toml, hashes everywhere, no addresses")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
