"""The command that builds a package for an archive."""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from skyddsnat.core.api import Refused
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.archive.package import build_archive_package


def build(arguments: list[str]) -> int:
    """Build the package of an assignment and write it to a folder; exit 1 when it has no closing pack."""
    parser = argparse.ArgumentParser(prog="skyddsnat archive build")
    parser.add_argument("--assignment", required=True, metavar="SLUG", help="the assignment")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")
    parser.add_argument(
        "--agreement", default="", metavar="TEXT", help="the archive's reference to the submission agreement"
    )
    options = parser.parse_args(arguments)
    found = Assignment.objects.filter(slug=options.assignment).first()
    if found is None:
        names = ", ".join(Assignment.objects.values_list("slug", flat=True)) or "none"
        print(f"There is no assignment {options.assignment!r}. There are: {names}.", file=sys.stderr)
        return 2
    try:
        with Console(stderr=True).status("…") as status:
            package = build_archive_package(
                assignment=found,
                by=None,
                agreement=" ".join(options.agreement.split()),
                progress=lambda step: status.update(step),
            )
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(write_package(options.out, package.name, bytes(package.file.content)))
    return 0


def write_package(folder: Path, name: str, content: bytes) -> Path:
    """Write the package as `<name>.zip`, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.zip"
    partial = path.with_suffix(".part")
    partial.write_bytes(content)
    partial.replace(path)
    return path
