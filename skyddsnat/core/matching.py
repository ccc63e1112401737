"""The rows of a table that fit what somebody looks for, the best first, found by the database."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import add, or_
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, F, FloatField, Func, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from skyddsnat.core.searching import EXACT, Query

SHORTEST_PART = 4  # of a compound


class Folded(Func):
    """The same in the database."""

    function = "core_folded"
    output_field = TextField()


def matching[T: QuerySet[Any]](
    rows: T,
    query: Query,
    *,
    title: Iterable[str],
    body: Iterable[str] = (),
    folded: Iterable[str] = (),
    exact: Q | None = None,
    among: Q | None = None,
    large: bool = False,
) -> T:
    """The rows that fit, the best first: each word in one of the fields, the title weighing most, an exact number all.

    Each field is compared on its own, so that an index on `core_folded(field)` is used; `among` is the condition of
    such an index when it holds only some of the rows. The fields in `folded` are kept folded in the table. In a `large`
    table every condition must be one that an index answers, `exact` too, and compounds are not taken apart.
    """
    titles, bodies = list(title), list(body)
    columns: dict[str, Any] = {f"folded_{n}": Folded(F(name)) for n, name in enumerate([*titles, *bodies])}
    columns |= {f"kept_folded_{n}": F(name) for n, name in enumerate(folded)}
    words = [
        reduce(or_, (_fits(column, word, loose=query.loose, parts=not large) for column in columns))
        for word in query.words
    ]
    wanted = reduce(or_, words) if query.loose else reduce(lambda a, b: a & b, words)
    joined = Folded(Concat(Value(" "), *_spaced(titles), output_field=TextField()))
    parts = [_worth(word, query) for word in query.words]
    score: Any = reduce(add, parts)
    if among is not None:
        wanted &= among
    if exact is not None:
        wanted |= exact
        score += Case(When(exact, then=Value(EXACT)), default=Value(0.0), output_field=FloatField())
    found = rows.alias(**columns, folded_title=joined).filter(wanted)
    return found.annotate(search_score=score).order_by("-search_score", "-pk")


def _fits(column: str, word: str, *, loose: bool, parts: bool) -> Q:
    fits = Q(**{f"{column}__contains": word})
    if not loose:
        return fits
    fits |= Q(**{f"{column}__trigram_word_similar": word})
    for first, second in compound_parts(word) if parts else ():
        fits |= Q(**{f"{column}__contains": first}) & Q(**{f"{column}__contains": second})
    return fits


def compound_parts(word: str) -> list[tuple[str, str]]:
    """Every way to part a word in two that are long enough to mean something; a joining "s" is left out."""
    cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    pairs = [
        (word[:cut].removesuffix("s") if cut > SHORTEST_PART else word[:cut], word[cut:]) for cut in cuts
    ]
    return list(dict.fromkeys(pairs))


def _worth(word: str, query: Query) -> Any:
    if query.loose:
        return Cast(TrigramWordSimilarity(word, F("folded_title")), FloatField()) * Value(3.0)
    return Case(
        When(folded_title__contains=f" {word}", then=Value(6.0)),
        When(folded_title__contains=word, then=Value(4.0)),
        default=Value(1.0),
        output_field=FloatField(),
    )


def _spaced(names: list[str]) -> list[Any]:
    return [part for name in names for part in (Cast(F(name), TextField()), Value(" "))]


def number_q(name: str, number: int | None) -> Q | None:
    """The condition that a field is exactly the number looked for; None when none was."""
    return None if number is None else Q(**{name: number})
