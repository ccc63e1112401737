"""Commands that copy everything out and take it in again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.db import connection
from django.utils import timezone

from skyddsnat.core.api import DumpFailed, dump, has_no_tables, load_dump
from skyddsnat.tips.api import KEY_FILE, KEY_TABLE, NoKeysError, load_keys, write_keys

ENDING = ".dump"


def backup(arguments: list[str]) -> int:
    """Write the database to a new file in a folder, and the keys of tips beside it in place of those before."""
    parser = argparse.ArgumentParser(prog="skyddsnat backup")
    parser.add_argument("folder", type=Path, metavar="DIR", help="made when it is not there")
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"skyddsnat-{timezone.now():%Y%m%dT%H%M%S.%fZ}{ENDING}"
    try:
        dump(path, without_rows_of=[KEY_TABLE])
        keys = write_keys(
            folder
        )  # after the dump, so that every tip in it has a key unless it was just destroyed
    except (DumpFailed, OSError) as failure:
        print(f"backup: {failure}", file=sys.stderr)
        return 1
    print(f"{path}\n{keys}")
    return 0


def restore(arguments: list[str]) -> int:
    """Take in the latest dump of a folder, or the one named, with the latest keys. The database must be empty."""
    parser = argparse.ArgumentParser(prog="skyddsnat restore")
    parser.add_argument("folder", type=Path, metavar="DIR", help="where `skyddsnat backup` wrote")
    parser.add_argument("--dump", type=Path, help="another than the latest")
    options = parser.parse_args(arguments)
    path = options.dump or max(options.folder.glob(f"*{ENDING}"), default=None)
    keys = options.folder / KEY_FILE
    if path is None or not path.exists() or not keys.exists():
        print(f"restore: {options.folder} does not hold a dump and {KEY_FILE}.", file=sys.stderr)
        return 2
    if not has_no_tables():
        print(
            "restore: the database is not empty. Make a new one, and set DATABASE_URL to it.", file=sys.stderr
        )
        return 2
    connection.close()
    try:
        load_dump(path)
        found = load_keys(keys)
    except (DumpFailed, NoKeysError, OSError) as failure:
        print(f"restore: {failure}", file=sys.stderr)
        return 1
    print(f"{path}: {found.opened} tips open, {found.destroyed} were destroyed after the dump and are again.")
    if found.unopened:
        print(
            f"restore: {found.unopened} tips have no key and were not destroyed. {keys} is not the latest: restore with"
            " the one that was written last.",
            file=sys.stderr,
        )
        return 1
    print("Run `skyddsnat setup`, then `skyddsnat ledger verify`.")
    return 0
