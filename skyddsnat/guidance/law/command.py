"""``skyddsnat law check`` and ``skyddsnat law table``: the guide at the command line. Needs no database."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from skyddsnat.guidance.law.book import RuleBook
from skyddsnat.guidance.law.case import Case, Place, TieKind, Victim, written_offence
from skyddsnat.guidance.law.engine import judge
from skyddsnat.guidance.law.faults import QuestionRefused, RulesRefused
from skyddsnat.guidance.law.loader import load_file, shipped_rules
from skyddsnat.guidance.law.readable import answer_said, table_said
from skyddsnat.guidance.law.text import LANGUAGES, Text
from skyddsnat.shared.dates import today

FAULTS, WRONG_USE = 1, 2


def check(argv: Sequence[str]) -> int:
    """Answer one question. Exit code 0, 1 when the rule file has faults, 2 when the question cannot be answered."""
    options = _check_parser().parse_args(argv)
    try:
        book = _rules(options)
        answer = judge(book, _case(options))
    except QuestionRefused as refused:
        print(refused.message.said(options.language), file=sys.stderr)
        return WRONG_USE
    except RulesRefused as refused:
        return _told(refused, options.language)
    if options.json:
        print(json.dumps(answer.as_dict(), ensure_ascii=False, indent=2))
    else:
        print(answer_said(answer, options.language))
    return 0


def table(argv: Sequence[str]) -> int:
    """Print every rule with its dates. Exit code 0, 1 when the rule file has faults, 2 when it cannot be opened."""
    parser = argparse.ArgumentParser(
        prog="skyddsnat law table",
        description="Skriver alla regler med deras datum. Prints every rule with its dates.",
    )
    _common(parser)
    options = parser.parse_args(argv)
    try:
        book = _rules(options)
    except QuestionRefused as refused:
        print(refused.message.said(options.language), file=sys.stderr)
        return WRONG_USE
    except RulesRefused as refused:
        return _told(refused, options.language)
    if options.json:
        told = {
            "verified_until": book.verified_until.isoformat(),
            "begins": book.begins.isoformat(),
            "rules": [rule.as_dict() for rule in book.rules],
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(table_said(book, options.language))
    return 0


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
        "Information, aldrig juridisk rådgivning. Information, never legal advice.",
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
        raise QuestionRefused(
            Text(
                "{file}: Filen kan inte öppnas ({why}). Kontrollera namnet och rättigheterna.",
                "{file}: The file cannot be opened ({why}). Check its name and permissions.",
            ).filled(file=str(options.rules), why=error.strerror or "?")
        ) from None


def _case(options: argparse.Namespace) -> Case:
    criminal = True if options.criminal_there else False if options.not_criminal_there else None
    return Case(
        offence=written_offence(options.offence),
        degree=options.degree,
        date=_date(options.date),
        today=_date(options.on) if options.on else today(),
        place=Place(options.place),
        ties=frozenset(TieKind(tie) for tie in options.tie if tie != "none"),
        victim=Victim(options.victim),
        child_age=_age(options.child_age),
        criminal_there=criminal,
    )


def _date(written: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        raise QuestionRefused(
            Text(
                "”{found}” är inget datum. Skriv som 2013-07-02 (år-månad-dag).",
                "“{found}” is not a date. Write like 2013-07-02 (year-month-day).",
            ).filled(found=written)
        ) from None


def _age(written: str | None) -> int | None:
    if written is None:
        return None
    if not (written.isascii() and written.isdigit() and len(written) < 4):
        raise QuestionRefused(
            Text(
                "”{found}” är ingen ålder. Ange barnets ålder i hela år, eller lämna den okänd.",
                "“{found}” is not an age. Give the child's age in whole years, or leave it unknown.",
            ).filled(found=written)
        )
    return int(written)


def _told(refused: RulesRefused, language: str) -> int:
    """Print everything that is wrong in a rule file."""
    for fault in refused.faults:
        print(fault.said(language), file=sys.stderr)
    return FAULTS
