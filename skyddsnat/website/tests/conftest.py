"""A demonstration built once, in a template of its own, for the tests that need a whole year."""

import pytest

from skyddsnat.mandate.models import Assignment
from skyddsnat.website.demo.build import build


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker):
    """The demonstration year, built once for the module and taken away after it."""
    from django.db import transaction

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            yield build(lambda step: None)
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


@pytest.fixture
def demo(year, db) -> Assignment:
    """The demonstration assignment, in a savepoint of its own."""
    return Assignment.objects.get(pk=year.pk)
