"""Rules and what differs between two rule files, as tables for editors."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.guidance.law.api import (
    GROUPS,
    VERDICTS,
    AnswerChange,
    Rule,
    RuleBook,
    RuleChange,
    Text,
    Verdict,
    WordChange,
    by_group,
    changed_answers,
    changed_rules,
    changed_words,
    period_said,
)
from skyddsnat.guidance.law_rules.in_force import read_text

MOST_SHOWN = 50
LEFT_OUT = {"id", "line", "group"}  # of what differs: the id is told, the line says nothing
TONES = {Verdict.YES: "success", Verdict.NO: "danger", Verdict.DEPENDS: "warning"}

type Table = dict[str, Any]


def said(text: Text) -> str:
    return text.said(language())


def language() -> str:
    return "en" if get_language() == "en" else "sv"


# --- all rules ---


def rule_tables(book: RuleBook) -> list[Table]:
    """A table for each group, in the order of the file."""
    return [
        {
            "caption": said(GROUPS[group]),
            "columns": [
                {"label": _("Regel")},
                {"label": _("Tiden den gäller")},
                {"label": _("Lagrum"), "swedish": language() == "en"},
                {"label": _("Vad den säger")},
                {"label": _("Källa"), "swedish": language() == "en"},
                {"label": _("Kontrollerad till")},
            ],
            "rows": [{"cells": _rule_cells(rule), "id": rule.id} for rule in rules],
        }
        for group, rules in by_group(book.rules).items()
    ]


def _rule_cells(rule: Rule) -> list[Any]:
    sources = "; ".join(source.title for source in rule.sources)
    return [
        rule.id,
        said(period_said(rule)),
        rule.paragraph,
        said(rule.says),
        sources,
        rule.verified_until.isoformat(),
    ]


# --- what differs ---


def rules_table(old: RuleBook, new: RuleBook) -> Table:
    """The rules that are added, changed or removed, with what stood there and what stands there now."""
    return {
        "caption": _("Regler som ändras"),
        "columns": [{"label": _("Regel")}, {"label": _("Före")}, {"label": _("Efter")}],
        "rows": [{"cells": _change_cells(change)} for change in changed_rules(old, new)],
        "empty": {"heading": _("Inga regler ändras"), "text": "", "icon": "check"},
    }


def _change_cells(change: RuleChange) -> list[Any]:
    tags = {
        (True, False): {"text": _("Ny"), "tone": "success"},
        (False, True): {"text": _("Tas bort"), "tone": "danger"},
    }
    kind = (change.before is None, change.after is None)
    tag = tags.get(kind, {"text": _("Ändras"), "tone": "info"})
    before, after = (_fields(rule) if rule else {} for rule in (change.before, change.after))
    differing = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return [{"value": change.id, "tag": tag}, _listed(before, differing), _listed(after, differing)]


def _listed(fields: dict[str, str], keys: Sequence[str]) -> str:
    return "; ".join(f"{key}: {fields[key]}" for key in keys if key in fields) or "–"


def _fields(rule: Rule) -> dict[str, str]:
    return {
        field.name: _written(getattr(rule, field.name))
        for field in dataclasses.fields(rule)
        if field.name not in LEFT_OUT
    }


def _written(value: Any) -> str:
    """A value much as the rule file writes it."""
    if value is None:
        return "null"
    if isinstance(value, Text):
        return said(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, frozenset | tuple):
        members = sorted(value) if isinstance(value, frozenset) else value
        return "[" + ", ".join(getattr(one, "key", None) or _written(one) for one in members) + "]"
    return str(value)


def words_table(old: RuleBook, new: RuleBook) -> Table:
    """Everyday names that differ, in each language."""
    return {
        "caption": _("Namn som ändras"),
        "columns": [
            {"label": _("Brott")},
            {"label": _("Språk")},
            {"label": _("Före")},
            {"label": _("Efter")},
        ],
        "rows": [row for change in changed_words(old, new) for row in _word_rows(change)],
    }


def _word_rows(change: WordChange) -> Iterator[dict[str, Any]]:
    for code, name in (("sv", _("svenska")), ("en", _("engelska"))):
        before, after = (text.said(code) if text else "–" for text in (change.before, change.after))
        if before != after:
            words = [
                {"value": one, "swedish": code == "sv" and language() == "en"} for one in (before, after)
            ]
            yield {"cells": [change.key, name, *words]}


@lru_cache(maxsize=8)
def turned(old: str, new: str, today: datetime.date) -> tuple[AnswerChange, ...]:
    """The typical answers that turn between two texts. Some seconds of work, so it is done once."""
    return tuple(changed_answers(read_text(old), read_text(new), today))


def answers_table(changes: Sequence[AnswerChange]) -> Table:
    """The first answers that turn; the file has them all."""
    return {
        "caption": _("Svar som blir andra"),
        "columns": [
            {"label": _("Brott")},
            {"label": _("Dagen det hände")},
            {"label": _("Fallet")},
            {"label": _("Före")},
            {"label": _("Efter")},
        ],
        "rows": list(_answer_rows(changes[:MOST_SHOWN])),
        "every_row": lambda: _answer_rows(changes),
        "empty": {
            "heading": _("Inga svar blir andra"),
            "text": _("Prövat för varje brott på båda sidor om varje dag då en regel börjar eller slutar."),
            "icon": "check",
        },
    }


def _answer_rows(changes: Iterable[AnswerChange]) -> Iterator[dict[str, Any]]:
    ties = {"citizen": _("svensk medborgare"), "present": _("finns i Sverige")}
    for change in changes:
        case = change.case
        told = [
            ", ".join(ties[tie] for tie in sorted(case.ties)),
            _("ett barn") if case.is_child else _("en vuxen"),
            _("brott också där") if case.criminal_there else _("inte brott där"),
        ]
        yield {
            "cells": [
                f"{case.offence}/{case.degree}",
                case.date.isoformat(),
                "; ".join(told),
                _verdict(change.before),
                _verdict(change.after),
            ]
        }


def _verdict(verdict: Verdict | None) -> Any:
    if verdict is None:
        return _("finns inte")
    return {"value": "", "tag": {"text": said(VERDICTS[verdict]), "tone": TONES[verdict]}}
