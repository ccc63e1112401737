"""Help in place: a few sentences for each page, kept in help.yaml by the page's name among the addresses."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.urls import ResolverMatch
from django.utils.translation import get_language

from skyddsnat.shared.yaml_files import read_yaml


@cache
def pages() -> dict[str, dict[str, list[str]]]:
    """Page ("mandate:activities") → language → sentences: what it is for, what to do first, what happens then."""
    loaded: dict[str, dict[str, list[str]]] = read_yaml((Path(__file__).parent / "help.yaml").read_text())
    return loaded


def help_with(match: ResolverMatch | None) -> list[str]:
    """The help for a page in the reader's language; empty when none is written."""
    return help_on(match.view_name if match else "")


def help_on(page: str) -> list[str]:
    """The same for a page by its name."""
    found = pages().get(page, {})
    return found.get("en" if get_language() == "en" else "sv", [])
