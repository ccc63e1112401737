"""``skyddsnat law check`` and ``skyddsnat law table``: the guide at the command line. Needs no database."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from skyddsnat.guidance.law.asked import read_case
from skyddsnat.guidance.law.book import RuleBook
from skyddsnat.guidance.law.case import Case, Place, TieKind, Victim
from skyddsnat.guidance.law.engine import judge
from skyddsnat.guidance.law.faults import QuestionRefused, RulesRefused
from skyddsnat.guidance.law.loader import load_file, shipped_rules
from skyddsnat.guidance.law.numbers import with_shipped_values
from skyddsnat.guidance.law.readable import answer_said, table_said
from skyddsnat.guidance.law.text import LANGUAGES, Text
from skyddsnat.shared.dates import today

FAULTS, WRONG_USE = 1, 2
FILE_USED = (
    "Läser filen som följer med programmet och ingen databas; det som redaktörer har publicerat hämtas under "
    "/publikt/lagen/fil/ och ges med --rules. Reads the file that comes with the program and no database; what editors "
    "have published is fetched at /publikt/lagen/fil/ and given with --rules."
)
CANNOT_OPEN = Text(
    "{file}: Filen kan inte öppnas ({why}). Kontrollera namnet och rättigheterna.",
    "{file}: The file cannot be opened ({why}). Check its name and permissions.",
)


def check(argv: Sequence[str]) -> int:
    """Answer one question. Exit code 0, 1 when the rule file has faults, 2 when the question cannot be answered."""
    options = _check_parser().parse_args(argv)

    def said(book: RuleBook) -> str:
        answer = judge(book, _case(book, options))
        answer = replace(answer, also=tuple(with_shipped_values(text) for text in answer.also))
        return _json(answer.as_dict()) if options.json else answer_said(answer, options.language)

    return _printed(options, said)


def table(argv: Sequence[str]) -> int:
    """Print every rule with its dates. Exit code 0, 1 when the rule file has faults, 2 when it cannot be opened."""
    parser = argparse.ArgumentParser(
        prog="skyddsnat law table",
        description="Skriver alla regler med deras datum. Prints every rule with its dates. " + FILE_USED,
    )
    _common(parser)
    options = parser.parse_args(argv)
    return _printed(
        options,
        lambda book: _json(book.as_dict()) if options.json else table_said(book, options.language),
    )


def _printed(options: argparse.Namespace, said: Callable[[RuleBook], str]) -> int:
    """Print what is said of the rules, or what is wrong with the question or the rule file."""
    try:
        print(said(_rules(options)))
    except QuestionRefused as refused:
        print(refused.message.said(options.language), file=sys.stderr)
        return WRONG_USE
    except RulesRefused as refused:
        for fault in refused.faults:
            print(fault.said(options.language), file=sys.stderr)
        return FAULTS
    return 0


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="skriv JSON / write JSON")
    parser.add_argument("--language", choices=LANGUAGES, default="sv", help="språk / language")
    parser.add_argument(
        "--rules",
        type=Path,
        metavar="FILE",
        help="en egen regelfil i stället för programmets / a rule file of your own instead of the program's",
    )


def _check_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="skyddsnat law check",
        description="Är det ett brott, och kan Sverige pröva det? Is it a crime, and can Sweden try it? "
        "Information, aldrig juridisk rådgivning. Information, never legal advice. " + FILE_USED,
    )
    parser.add_argument("--offence", required=True, help="kapitel och paragraf / chapter and section: 6:9")
    parser.add_argument("--degree", help="grad: ordinary, minor, grave …; annars alla / otherwise all")
    parser.add_argument("--date", required=True, help="dagen det hände / the day it happened: 2013-07-02")
    parser.add_argument(
        "--place",
        choices=list(Place),
        default=Place.ABROAD,
        help="var / where; nordic: Danmark, Finland, Island, Norge",
    )
    parser.add_argument(
        "--tie",
        choices=[*TieKind, "none"],
        action="append",
        default=[],
        help="personens band till Sverige, kan anges flera gånger / the person's tie, may be given several times",
    )
    parser.add_argument(
        "--victim",
        choices=list(Victim),
        default=Victim.UNKNOWN,
        help="barnets eget band: swedish om medborgare eller bosatt här / the child's own tie",
    )
    parser.add_argument(
        "--child-age", help="ålder i hela år, annars okänd / age in whole years, else unknown"
    )
    there = parser.add_mutually_exclusive_group()
    there.add_argument(
        "--criminal-there", action="store_true", help="ett brott också där / a crime there too"
    )
    there.add_argument("--not-criminal-there", action="store_true", help="inget brott där / no crime there")
    parser.add_argument("--on", metavar="DATE", help="dagens datum, för preskription / today, for limitation")
    _common(parser)
    return parser


def _rules(options: argparse.Namespace) -> RuleBook:
    """The rules to use. Raises RulesRefused, or QuestionRefused when the file cannot be opened."""
    if options.rules is None:
        return shipped_rules()
    try:
        return load_file(options.rules)
    except OSError as error:
        why = CANNOT_OPEN.filled(file=str(options.rules), why=error.strerror or "?")
        raise QuestionRefused({"rules": why}) from None


def _case(book: RuleBook, options: argparse.Namespace) -> Case:
    """What is asked. Raises QuestionRefused."""
    now = today()
    if options.on:
        now = read_case(
            book, {"offence": next(iter(book.offences)), "date": options.on}, datetime.date.max
        ).date
    written = {
        "offence": options.offence,
        "degree": options.degree or "",
        "date": options.date,
        "place": options.place,
        "ties": options.tie,
        "victim": options.victim,
        "child_age": options.child_age or "",
        "criminal_there": "yes" if options.criminal_there else "no" if options.not_criminal_there else "",
    }
    return read_case(book, written, now)
