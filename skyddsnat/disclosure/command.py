"""``skyddsnat stats protect`` and ``skyddsnat stats audit``. Neither needs a database."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from skyddsnat.disclosure import releases
from skyddsnat.disclosure.auditing import CONTRADICTS, NO_PROBLEM, Audited, audit
from skyddsnat.disclosure.hiding import Wish, protect
from skyddsnat.disclosure.puzzles import Contradiction
from skyddsnat.disclosure.sealing import new_key, seal
from skyddsnat.disclosure.tables import HIDDEN, read_table
from skyddsnat.disclosure.wording import LANGUAGES, CannotRead, Text, WouldDisclose

FAULTS, WRONG_USE = 1, 2
MOST_SHOWN = 20
PATIENCE = 1.0
REPORT = "audit.json"

BAD_DIMS = Text(
    "--dims {dims} går inte att förstå. Skriv kolumnernas namn: lan>kommun,form,alder,kon.",
    "--dims {dims} cannot be understood. Write the names of columns: county>municipality,form,age,sex.",
)
BAD_THRESHOLD = Text("--threshold ska vara från 2 till 1000.", "--threshold must be from 2 to 1000.")
WRITTEN = Text(
    "{name}: {cells} rutor, {hidden} dolda. Kontrollerad tillsammans med {others} andra tabeller i {folder}.",
    "{name}: {cells} cells, {hidden} hidden. Checked together with {others} other tables in {folder}.",
)
KEY = Text(
    "Nyckel till sigillet på källfilen: {key}. Spara den hos handläggaren, aldrig tillsammans med tabellen.",
    "Key to the seal on the source: {key}. Keep it with the case worker, never together with the table.",
)
LOOKED = Text(
    "{population}: {tables}. {hidden} dolda tal.", "{population}: {tables}. {hidden} hidden numbers."
)
MORE = Text("… och {more} till", "… and {more} more")


def protect_command(argv: Sequence[str]) -> int:
    """Protect a table and put it beside those that are out. Exit code 0; 1 when it would tell too much; 2 wrong use."""
    options = _protect_parser().parse_args(argv)
    return _answered(options.language, lambda: _protect(options))


def audit_command(argv: Sequence[str]) -> int:
    """Check the tables of a folder together. Exit code 0, 1 when something can be worked out, 2 when unreadable."""
    parser = argparse.ArgumentParser(
        prog="skyddsnat stats audit",
        description="Kontrollerar tabellerna i en mapp tillsammans: går något dolt tal att räkna ut? Skriver inget i "
        "mappen. Checks the tables of a folder together: can a hidden number be worked out? Writes nothing there.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="mappen med tabeller / the folder of tables")
    parser.add_argument("--json", action="store_true", help="skriv JSON / write JSON")
    parser.add_argument("--language", choices=LANGUAGES, default="sv", help="språk / language")
    options = parser.parse_args(argv)
    return _answered(options.language, lambda: _audit(options))


def _protect(options: argparse.Namespace) -> int:
    dims, threshold = _dims(options.dims), int(options.threshold)
    if not 2 <= threshold <= 1_000:
        raise CannotRead(BAD_THRESHOLD)
    name = options.name or options.file.stem
    releases.check_new(options.out, name)
    progress = Progress()
    grid, counts = read_table(options.file, dims, options.count, progress)
    wish = Wish(name, options.population, grid, counts, threshold, options.empty_sensitive)
    with releases.alone_in(options.out):
        told, key = _put_out(options.out, wish, options.file, progress)
    print(told.said(options.language))
    print(KEY.filled(key=key).said(options.language), file=sys.stderr)
    return 0


def _put_out(folder: Path, wish: Wish, source: Path, progress: Progress) -> tuple[Text, str]:
    """Protect beside what is out and write; what to say of it, and the key to the seal. Nobody else may be writing."""
    out = releases.read_all(folder)
    together = [release for release in out if release.population == wish.population]
    try:
        made = protect(wish, together, progress)
    except Contradiction:
        names = ", ".join([*(release.name for release in together), wish.name])
        raise WouldDisclose(CONTRADICTS.filled(tables=names)) from None
    found = audit([*out, made], progress)
    progress.end()
    problems = [problem for one in found for problem in one.problems]
    if problems:
        raise WouldDisclose(*problems)
    key = new_key()
    releases.write(folder, made, seal(source, key))
    releases.write_text(folder / REPORT, _report(found))
    hidden = int((made.shown == HIDDEN).sum())
    told = WRITTEN.filled(
        name=wish.name, cells=wish.grid.size, hidden=hidden, others=len(together), folder=folder
    )
    return told, key


def _audit(options: argparse.Namespace) -> int:
    out = releases.read_all(options.folder)
    if not out:
        raise CannotRead(releases.NO_TABLES.filled(folder=options.folder))
    progress = Progress()
    found = audit(out, progress)
    progress.end()
    problems = [problem for one in found for problem in one.problems]
    if options.json:
        print(_report(found), end="")
        return FAULTS if problems else 0
    for one in found:
        looked = LOOKED.filled(population=one.population, tables=", ".join(one.tables), hidden=one.hidden)
        print(looked.said(options.language))
    if not problems:
        print(NO_PROBLEM.said(options.language))
        return 0
    raise WouldDisclose(*problems)


def _answered(language: str, work: Callable[[], int]) -> int:
    try:
        return work()
    except (CannotRead, WouldDisclose) as refused:
        for problem in refused.problems[:MOST_SHOWN]:
            print(problem.said(language), file=sys.stderr)
        more = len(refused.problems) - MOST_SHOWN
        if more > 0:
            print(MORE.filled(more=more).said(language), file=sys.stderr)
        return FAULTS if isinstance(refused, WouldDisclose) else WRONG_USE


def _report(found: Sequence[Audited]) -> str:
    return json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=2) + "\n"


def _dims(written: str) -> list[list[str]]:
    """ "a>b,c" is two dimensions, the first with two levels. Raises CannotRead."""
    dims = [[level.strip() for level in one.split(">")] for one in written.split(",")]
    columns = [level for levels in dims for level in levels]
    if not all(columns) or len(columns) != len(set(columns)):
        raise CannotRead(BAD_DIMS.filled(dims=written))
    return dims


class Progress:
    """Says how far reading and checking have come, in a terminal and only when it takes more than a second."""

    def __init__(self) -> None:
        self._next = time.monotonic() + PATIENCE
        self._is_seen = sys.stderr.isatty()

    def __call__(self, done: int, total: int | None = None) -> None:
        if self._is_seen and time.monotonic() >= self._next:
            self._next = time.monotonic() + PATIENCE
            what = f"{done} rader/rows" if total is None else f"{done}/{total} dolda tal/hidden numbers"
            print(f"\r\x1b[K{what}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._is_seen:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _protect_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="skyddsnat stats protect",
        description="Gör en tabell med alla summor och döljer så mycket att inget litet tal går att räkna ut, "
        "inte heller tillsammans med de tabeller som redan finns i mappen. Makes a table with all totals, and hides so "
        "much that no small number can be worked out, nor together with the tables that are in the folder already.",
    )
    parser.add_argument("file", type=Path, metavar="IN", help="CSV, XLSX, Parquet")
    parser.add_argument(
        "--dims",
        required=True,
        help="kolumner; > från grövre till finare / columns; > from coarser to finer: lan>kommun,form,alder,kon",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="mapp för tabeller / folder of tables"
    )
    parser.add_argument(
        "--count",
        metavar="COLUMN",
        help="kolumn med antal; annars är varje rad ett ärende / column of counts; otherwise each row is one case",
    )
    parser.add_argument(
        "--name", help="tabellens namn, annars filens / the table's name, otherwise the file's"
    )
    parser.add_argument(
        "--population",
        default="alla",
        help="vilka ärenden det gäller; tabeller med samma namn prövas tillsammans / which cases; tables of the same "
        "name are checked together",
    )
    parser.add_argument(
        "--threshold", type=int, default=5, help="minsta tal som visas / smallest number shown: 5"
    )
    parser.add_argument(
        "--empty-sensitive", action="store_true", help="dölj nollor också / hide empty cells too"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="sv", help="språk / language")
    return parser
