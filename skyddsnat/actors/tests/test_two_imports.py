"""Two people who load tables with the same contact at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from skyddsnat.actors.models import Contact
from skyddsnat.core.api import add_user, import_kinds, load_import, upload_import
from skyddsnat.core.models import Import, User
from skyddsnat.core.tests.tables import separated

HEADING = ["Organisation", "Funktion", "E-post", "Källa", "Kontrollerad den"]
ROW = ["Socialstyrelsen", "Samordnare", "a@example.org", "Brev", "2014-05-06"]


def sent(by: User, *more: list[str]) -> Import:
    return upload_import(
        kind=import_kinds.kind_named("contacts"), subject="", content=separated([HEADING, ROW, *more]), name="k.csv",
        by=by,
    )  # fmt: skip


def test_the_second_finds_the_row_that_the_first_has_loaded(committing):
    people = [add_user(email=f"{n}@example.org", name=str(n), roles=["coordinator"], by=None) for n in (1, 2)]
    sources = [sent(person, [*ROW[:1], f"Funktion {n}", *ROW[2:]]) for n, person in enumerate(people)]
    gate = Barrier(2)

    def load(source: Import) -> int:
        try:
            gate.wait(timeout=20)
            return load_import(source=source, by=source.uploaded_by).rows_new
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(load, sources)) == [1, 2]
    assert Contact.objects.count() == 3


def test_a_double_click_loads_once(committing):
    person = add_user(email="1@example.org", name="1", roles=["coordinator"], by=None)
    source = sent(person)
    gate = Barrier(2)

    def load(_click: int) -> str:
        try:
            gate.wait(timeout=20)
            return load_import(source=source, by=person).state
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(load, range(2))) == {Import.LOADED}
    assert Contact.objects.count() == 1
