"""Rows in the text form of COPY come back as they were."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skyddsnat.core.bulk import copy_text, sql_array
from skyddsnat.core.imports.checking import _Column
from skyddsnat.core.imports.values import text_of

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
ROW = st.tuples(
    st.none() | st.integers(-(2**31), 2**31 - 1), WORDS, st.none() | WORDS, st.none() | st.dates(),
    st.none() | st.datetimes(timezones=st.just(datetime.UTC), min_value=datetime.datetime(1900, 1, 1)),
    st.none() | st.binary(max_size=8),
)  # fmt: skip


@pytest.mark.django_db
def test_what_is_copied_comes_back() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE kept (n int, a text, b text, d date, at timestamptz, raw bytea, place serial)"
        )

        @calm
        @given(st.lists(ROW, min_size=1, max_size=8))
        def hold(rows: list[tuple[Any, ...]]) -> None:
            cursor.execute("TRUNCATE kept")
            with cursor.copy("COPY kept (n, a, b, d, at, raw) FROM STDIN") as copy:
                copy.write(copy_text(rows))
            cursor.execute("SELECT n, a, b, d, at, raw FROM kept ORDER BY place")
            assert cursor.fetchall() == rows

        hold()


def test_what_copy_is_not_taught_is_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        copy_text([(1.5,)])


@pytest.mark.django_db
def test_an_array_comes_back() -> None:
    with connection.cursor() as cursor:

        @calm
        @given(st.lists(st.none() | WORDS, max_size=8))
        def hold(texts: list[str | None]) -> None:
            cursor.execute("SELECT %s::text[]", [sql_array(texts)])
            assert cursor.fetchone() == (texts,)

        hold()


def test_true_and_one_are_different_cells() -> None:
    assert _Column(text_of).values_of([1, True, 1.0, "1", 1, False, 0]) == [
        "1",
        "ja",
        "1",
        "1",
        "1",
        "nej",
        "0",
    ]
