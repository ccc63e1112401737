"""The rules that answers rest on now: those that editors have published, else those that come with the program."""

from __future__ import annotations

import logging
from functools import lru_cache

from skyddsnat.guidance.law.api import SHIPPED, Fault, RuleBook, RulesRefused, load, shipped_rules
from skyddsnat.guidance.models import LawRules

log = logging.getLogger(__name__)
FILE = "rules.yaml"


@lru_cache(maxsize=8)
def read_text(text: str) -> RuleBook:
    """The rule book of a text. Raises RulesRefused with every fault."""
    return load(text.encode("utf-8", "surrogatepass"), FILE)


def published() -> LawRules | None:
    """The version in force; None while the program's own file is."""
    return LawRules.objects.exclude(version=None).order_by("-version").first()


def rules_now() -> RuleBook:
    """The rules in force. A published file that a newer program refuses is told on the desk, and the program's used."""
    version = published()
    if version is None:
        return shipped_rules()
    try:
        return read_text(version.text)
    except RulesRefused:
        log.exception("the published law rules cannot be read; those that come with the program are used")
        return shipped_rules()


def faults_of(version: LawRules | None) -> list[Fault]:
    """What this program refuses in a version."""
    try:
        if version is not None:
            read_text(version.text)
    except RulesRefused as refused:
        return list(refused.faults)
    return []


def shipped_text() -> str:
    """The rule file that comes with the program, as it is written."""
    return SHIPPED.read_text(encoding="utf-8")


def text_now() -> str:
    """The rule file in force, as it is written."""
    version = published()
    return shipped_text() if version is None else version.text


def text_before(version: LawRules) -> str:
    """The text that a proposal would replace, or that a version did replace."""
    if version.version is None:
        return text_now()
    former = LawRules.objects.filter(version=version.version - 1).first()
    return former.text if former else shipped_text()


def version_of(pk: int | None) -> LawRules | None:
    """The published version with that key; None when there is none, as while the program's own file is in force."""
    return LawRules.objects.exclude(version=None).filter(pk=pk).first() if pk else None
