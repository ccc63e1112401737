"""The command `skyddsnat`: one table of commands, each in the room it belongs to.

A command's module is imported only when it runs, after Django has been set up and the embedded database is up, so
that `skyddsnat mandate read` needs neither.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, NamedTuple


class Command(NamedTuple):
    """Where a command lives ("module:function"), what it does, whether it needs the database, and whether it sets
    the database up by itself.
    """

    target: str
    summary: str
    database: bool = True
    makes_database: bool = False


COMMANDS: dict[tuple[str, ...], Command] = {
    ("demo",): Command(
        "skyddsnat.website.commands:demo",
        "make the demonstration and serve it [--no-serve] [--port N]",
        makes_database=True,
    ),
    ("serve",): Command(
        "skyddsnat.website.commands:serve", "serve what is there [--port N] [--host H]", makes_database=True
    ),
    ("worker",): Command("skyddsnat.core.worker:work", "do what waits in the queue, until stopped"),
    ("setup",): Command(
        "skyddsnat.website.commands:setup", "make the database ready for this version", makes_database=True
    ),
    ("backup",): Command("skyddsnat.website.backups:backup", "copy everything to a folder: DIR"),
    ("restore",): Command(
        "skyddsnat.website.backups:restore",
        "take in what `backup` wrote, into an empty database: DIR [--dump FILE]",
        makes_database=True,
    ),
    ("user", "add"): Command(
        "skyddsnat.website.commands:add_first_user", "open an account: EMAIL NAME --role ROLE"
    ),
    ("mandate", "read"): Command(
        "skyddsnat.mandate.reading.command:read_command", "read a decision: FILE [--json]", database=False
    ),
    ("mandate", "load"): Command(
        "skyddsnat.mandate.commands:load", "take in an assignment that comes with the program: SLUG"
    ),
    ("law", "check"): Command(
        "skyddsnat.guidance.law.command:check",
        "is it a crime, and can Sweden try it? --offence 6:9 --date DATE [--json]",
        database=False,
    ),
    ("law", "table"): Command(
        "skyddsnat.guidance.law.command:table",
        "every rule of the law guide with its dates [--rules FILE] [--json]",
        database=False,
    ),
    ("bench", "search"): Command(
        "skyddsnat.shared.grams.command:search_command",
        "measure the search on questions with known answers: FILE [--json]",
        database=False,
    ),
    ("bench", "training"): Command(
        "skyddsnat.industry.training.measuring:bench_training",
        "many phones send what was answered at once: is any lost or double? [--phones N] [--url ADDRESS]",
        makes_database=True,
    ),
    ("bench", "tips"): Command(
        "skyddsnat.tips.filing.rush.command:tips_command",
        "measure the door of tips with real browsers: --senders N --count M [--sealing-too] [--url URL]",
        database=False,
    ),
    ("reminders", "send"): Command(
        "skyddsnat.core.reminders.command:send",
        "send the day's reminders now [--on DATE] [--dry-run]",
    ),
    ("badges", "new-key"): Command(
        "skyddsnat.industry.badges.commands:new_key", "sign badges with a new key from now on"
    ),
    ("tips", "new-key"): Command(
        "skyddsnat.tips.filing.commands:new_key", "sign proofs of filed tips with a new key from now on"
    ),
    ("retention", "apply"): Command(
        "skyddsnat.website.commands:apply_retention", "remove what has been kept long enough"
    ),
    ("ledger", "verify"): Command(
        "skyddsnat.mandate.commands:verify", "prove that the evidence ledger is whole [SLUG]"
    ),
    ("ledger", "export"): Command(
        "skyddsnat.insight.batch.commands:export",
        "write the evidence ledger as partitioned Parquet: --assignment SLUG|--all --out DIR",
    ),
    ("stats", "batch"): Command(
        "skyddsnat.insight.batch.counting:batch_command",
        "indicators and coverage of an exported ledger: DIR [--engine duckdb|spark] [--out FILE]",
        database=False,
    ),
    ("stats", "protect"): Command(
        "skyddsnat.disclosure.command:protect_command",
        "make a table that is safe to show: IN --dims COLUMNS --out DIR [--count COLUMN]",
        database=False,
    ),
    ("stats", "audit"): Command(
        "skyddsnat.disclosure.command:audit_command",
        "can anything hidden in the tables of a folder be worked out? DIR [--json]",
        database=False,
    ),
    ("hand-over", "export"): Command(
        "skyddsnat.website.handover.command:export_command",
        "everything for the authority that takes over: --out FILE [--to NAME --key AGE1...]",
    ),
    ("hand-over", "import"): Command(
        "skyddsnat.website.handover.command:import_command",
        "take in what `hand-over export` wrote, into an empty installation: FILE [--key FILE]",
    ),
    ("hand-over", "key"): Command(
        "skyddsnat.website.handover.sealing:key_command",
        "the successor's key, which tips and cases are sealed to on the way: --out FILE",
        database=False,
    ),
    ("hand-over", "consents"): Command(
        "skyddsnat.website.handover.command:consents_command",
        "which teams and organisations let their tips and cases go over, and to whom: [--to NAME]",
    ),
    ("evaluation", "build"): Command(
        "skyddsnat.reporting.evaluation.commands:build",
        "make the evaluation pack: --assignment SLUG [--out DIR]",
    ),
    ("evaluation", "verify"): Command(
        "skyddsnat.reporting.evaluation.verification:verify_command",
        "check an evaluation pack: FILE [--json]",
        database=False,
    ),
    ("closing", "build"): Command(
        "skyddsnat.reporting.commands:build", "make the closing pack [SLUG] [--out DIR]"
    ),
    ("closing", "verify"): Command(
        "skyddsnat.reporting.verification:verify_command", "check a closing pack: ZIP", database=False
    ),
    ("archive", "build"): Command(
        "skyddsnat.reporting.archive.commands:build",
        "make the package for an archive, E-ARK SIP 2.1.0: --assignment SLUG --out DIR [--agreement TEXT]",
    ),
    ("archive", "verify"): Command(
        "skyddsnat.reporting.archive.verification:verify_command",
        "check a package for an archive: FILE [--json]",
        database=False,
    ),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit code (0 well, 1 found faults, 2 wrong use or unreadable input)."""
    words = sys.argv[1:] if arguments is None else arguments
    for length in (2, 1):
        command = COMMANDS.get(tuple(words[:length]))
        if command:
            return unless_cut_off(command, words[length:])
    print(usage(), file=sys.stderr if words and words[0] not in {"-h", "--help"} else sys.stdout)
    return 0 if words and words[0] in {"-h", "--help"} else 2


def unless_cut_off(command: Command, rest: list[str]) -> int:
    """Run the command; end quietly when whoever reads its output (`| head`) has had enough."""
    try:
        code = run(command, rest)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def run(command: Command, rest: list[str]) -> int:
    """Set up what the command needs, then call it with the words that follow its name."""
    if not command.database:
        return int(find(command.target)(rest))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skyddsnat.settings")
    with database_server():
        if not command.makes_database and not find("skyddsnat.core.startup:is_up_to_date")():
            print(
                "The database is not set up for this version. Run `skyddsnat setup` first.", file=sys.stderr
            )
            return 2
        return int(find(command.target)(rest))


def database_server() -> AbstractContextManager[None]:
    """Set Django up and keep the embedded server running, when that is the one we use."""
    start: Callable[[], AbstractContextManager[None]] = find("skyddsnat.core.startup:ready")
    return start()


def find(target: str) -> Callable[..., Any]:
    module, _, name = target.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function


def usage() -> str:
    lines = ["skyddsnat: from the decision to the last krona accounted for", ""]
    lines += [f"  skyddsnat {' '.join(words):16} {command.summary}" for words, command in COMMANDS.items()]
    return "\n".join([*lines, "", "Each command answers --help."])


if __name__ == "__main__":
    sys.exit(main())
