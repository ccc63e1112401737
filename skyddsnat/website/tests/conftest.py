"""The demonstration's whole year, copied from a template, and what is handed over, for the tests that need them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from skyddsnat.cli import main
from skyddsnat.conftest import shipped
from skyddsnat.core.tests.databases import point_at, throwaway
from skyddsnat.mandate.models import Assignment
from skyddsnat.website.demo.build import SLUG
from skyddsnat.website.tests.demonstration import Copy, server
from skyddsnat.website.tests.handing_on import Planted, plant


@pytest.fixture(scope="module")
def year(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The module's own copy of the demonstration."""
    before = connections["default"].settings_dict["NAME"]
    with server() as address:
        copy = Copy(address, "year")
        with django_db_blocker.unblock():
            copy.build_template(tmp_path_factory.mktemp("year"))
            copy.renew()
            point_at(copy.name)
        yield
        with django_db_blocker.unblock():
            point_at(before)
        copy.drop()


@pytest.fixture
def demo(year: None, db: None) -> Assignment:
    """The demonstration's assignment, in a transaction of its own."""
    return Assignment.objects.get(slug=SLUG)


@pytest.fixture(scope="session")
def planting(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[str, Planted]]:
    """A database to copy, and what was planted in it: to guard the key of each person takes a second."""
    before = connections["default"].settings_dict["NAME"]
    with throwaway("planting", shipped()):
        with django_db_blocker.unblock():
            made = plant()
        name = connections["default"].settings_dict["NAME"]
        point_at(before)
        yield name, made


@pytest.fixture
def planted(planting: tuple[str, Planted], django_db_blocker: Any) -> Iterator[Planted]:
    """Teams and authorities of which some have said yes to a successor, in a database of the test's own."""
    origin, made = planting
    with django_db_blocker.unblock(), throwaway("planted", origin):
        yield deepcopy(made)


@pytest.fixture
def key(tmp_path: Path, capsys: Any) -> Path:
    """The successor's own, in a file."""
    path = tmp_path / "successor.key"
    assert main(["hand-over", "key", "--out", str(path)]) == 0
    assert path.stat().st_mode & 0o777 == 0o600
    capsys.readouterr()
    return path
