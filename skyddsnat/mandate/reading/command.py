"""``skyddsnat mandate read FILE [--json] [--language sv|en]``"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from skyddsnat.mandate.reading.document import MAX_BYTES, Unreadable
from skyddsnat.mandate.reading.reader import read_bytes
from skyddsnat.mandate.reading.summary import summarise


def read_command(argv: Sequence[str]) -> int:
    """Read a decision and print the draft. Exit code 0, or 2 when the file cannot be read."""
    parser = argparse.ArgumentParser(
        prog="skyddsnat mandate read",
        description="Läser ett regeringsbeslut till ett utkast. Reads a government decision into a draft.",
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="txt, PDF eller Word (docx) / txt, PDF or Word (docx)"
    )
    parser.add_argument(
        "--json", action="store_true", help="skriv utkastet som JSON / write the draft as JSON"
    )
    parser.add_argument(
        "--text",
        action="store_true",
        help="skriv texten som platserna räknas i / write the text that places count in",
    )
    parser.add_argument(
        "--language", choices=("sv", "en"), default="sv", help="språk i texten / language of the text"
    )
    options = parser.parse_args(argv)
    try:
        draft = read_bytes(_bytes(options.file), options.file.name)
    except Unreadable as problem:
        print(f"{options.file}: {problem.message}\n{problem.message_en}", file=sys.stderr)
        return 2
    if options.text:
        sys.stdout.write(draft.document.text)
        return 0
    print(
        draft.as_json() if options.json else summarise(draft, options.language),
        end="\n" if options.json else "",
    )
    return 0


def _bytes(path: Path) -> bytes:
    """The file's bytes, one more than the limit at most, so that a huge file never fills the memory."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable(
            f"Filen kan inte öppnas ({error.strerror}). Kontrollera namnet och rättigheterna.",
            f"The file cannot be opened ({error.strerror}). Check its name and permissions.",
        ) from None
