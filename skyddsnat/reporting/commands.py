"""Commands on the closing pack."""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from skyddsnat.core.api import Refused
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.closing.pack import build_closing_pack


def build(arguments: list[str]) -> int:
    """Build the closing pack of an assignment and write it to a folder; exit 1 when something is missing."""
    parser = argparse.ArgumentParser(prog="skyddsnat closing build")
    parser.add_argument("slug", nargs="?", help="the assignment; may be left out when there is only one")
    parser.add_argument("--out", type=Path, default=Path("."), help="the folder to write to")
    options = parser.parse_args(arguments)
    found = Assignment.objects.filter(slug=options.slug) if options.slug else Assignment.objects.all()
    if len(found) != 1:
        names = ", ".join(Assignment.objects.values_list("slug", flat=True)) or "there is none"
        print(f"Say which assignment: {names}.", file=sys.stderr)
        return 2
    console = Console(stderr=True)
    try:
        with console.status("…") as status:
            pack = build_closing_pack(assignment=found[0], by=None, progress=lambda step: status.update(step))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    path = write_pack(options.out, found[0], bytes(pack.file.content))
    print(path)
    return 0


def write_pack(folder: Path, assignment: Assignment, content: bytes) -> Path:
    """Write the archive as `<slug>.zip`, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{assignment.slug}.zip"
    partial = path.with_suffix(".part")
    partial.write_bytes(content)
    partial.replace(path)
    return path
