"""What the database and the program refuse by themselves."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from skyddsnat.core import policy
from skyddsnat.core.api import record, store
from skyddsnat.core.models import AuditEntry, StoredFile

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("table", ["core_auditentry", "core_storedfile"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_database_refuses_to_forget(cast, table, sql):
    record(cast.manager, "test", cast.manager)
    store(b"content", "text/plain")
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # else TRUNCATE stops at the waiting foreign keys first
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format(table))
    assert AuditEntry.objects.exists()
    assert StoredFile.objects.exists()


def test_the_same_file_is_kept_once(db):
    assert store(b"same", "text/plain").pk == store(b"same", "text/plain").pk


def test_every_field_has_a_class_and_a_retention(db):
    assert policy.problems() == []


def test_a_field_without_a_class_stops_the_program(db, monkeypatch):
    real = policy.app_policy

    def without_email(config):
        found = real(config)
        if config.label == "core":
            found["User"]["personal"].pop("email")
            found["Role"]["retention"] = "forever"
            found["Ghost"] = {"retention": "audit", "personal": {}, "other": []}
        return found

    monkeypatch.setattr(policy, "app_policy", without_email)
    assert policy.problems() == [
        "core.Ghost has a policy but no table.",
        "core.Role has no known retention rule.",
        "core.User.email has no class in data_policy.yaml.",
    ]


def test_the_inventory_lists_personal_data(db):
    rows = {(row.table, row.field): row.data_class for row in policy.inventory()}
    assert rows["core.User", "email"] == "personal"
    assert rows["mandate.Evidence", "quantity"] == "none"
