"""The ledger holds, and every kind of tampering is found."""

import datetime

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st

from skyddsnat.core.api import Refused
from skyddsnat.mandate.ledger import Codes, Entry, Facts, append, content_of, contents, seal
from skyddsnat.mandate.ledger_faults import verify
from skyddsnat.mandate.models import Activity, Evidence, EvidenceCount, LedgerHead
from skyddsnat.shared.hashing import canonical_json

DAY = datetime.date(2014, 5, 6)
pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(assignment, cast):
    return Activity.objects.create(
        assignment=assignment, number=1, title="Metodstöd", purpose="Sprida", responsible=cast.coordinator,
        starts=DAY, ends=DAY,
    )  # fmt: skip


@pytest.fixture
def filled(assignment, activity):
    append(assignment, [Entry("meeting_held", activity.pk, DAY, quantity) for quantity in (1, 2, 3, 4, 5)])
    return assignment


def tamper(sql: str) -> None:
    """Change the ledger as somebody with the database's own powers could: guards off, then on again."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET session_replication_role = DEFAULT")


def look_at_once() -> None:
    """Have the foreign keys looked at with each statement."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_untouched_chain_is_whole(filled):
    assert verify(filled) == []
    assert filled.ledger.seq == 5


def test_rows_added_later_follow_the_first_ones(filled, activity):
    append(filled, [Entry("meeting_held", activity.pk, DAY)])
    assert verify(filled) == []
    assert list(Evidence.objects.values_list("seq", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("UPDATE mandate_evidence SET quantity = 9 WHERE seq = 3", (3, "content does not match its hash")),
        ("UPDATE mandate_evidence SET reference = 'x' WHERE seq = 1", (1, "content does not match its hash")),
        ("DELETE FROM mandate_evidence WHERE seq = 2", (2, "rows 2 to 2 are missing")),
        ("DELETE FROM mandate_evidence WHERE seq = 5", (5, "rows 5 to 5 are missing at the end")),
        (
            "INSERT INTO mandate_evidence (assignment_id, seq, kind_id, activity_id, occurred_on, quantity, reference,"
            " recorded_at, prev_hash, hash) SELECT assignment_id, 6, kind_id, activity_id, occurred_on, 7, reference,"
            " recorded_at, hash, hash FROM mandate_evidence WHERE seq = 5",
            (6, "content does not match its hash"),
        ),
        ("DELETE FROM mandate_ledgerkey", (0, "1 combinations are held by no foreign key")),
        ("UPDATE mandate_evidencecount SET quantity = 99", (0, "1 kept sums differ from the rows")),
        ("UPDATE mandate_evidencetotal SET quantity = 99", (0, "1 kept totals differ from the sums")),
    ],
)
def test_tampering_is_found(filled, sql, expected):
    tamper(sql)
    assert expected in [(fault.seq, fault.problem) for fault in verify(filled)]


def test_a_chain_rewritten_from_the_start_differs_from_its_seal(filled, activity):
    seal(filled, "test")
    tamper("DELETE FROM mandate_evidence")
    tamper("DELETE FROM mandate_evidencecount")
    tamper("DELETE FROM mandate_evidencetotal")
    tamper("UPDATE mandate_ledgerhead SET seq = 0, hash = decode(repeat('00', 32), 'hex')")
    append(filled, [Entry("meeting_held", activity.pk, DAY, quantity) for quantity in (1, 2, 3, 4, 4)])
    assert [fault.problem for fault in verify(filled)] == [
        "differs from the sealed head of an issued document"
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE mandate_evidence SET quantity = 9",
        "DELETE FROM mandate_evidence",
        "TRUNCATE mandate_evidence CASCADE",
    ],
)
def test_the_database_itself_refuses_changes(filled, sql):
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # else TRUNCATE stops at the waiting foreign keys first
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.parametrize("column", ["assignment_id", "activity_id", "organisation_id", "place_id"])
def test_a_row_that_points_at_nothing_is_refused_by_the_database(filled, column):
    columns = ["assignment_id", "kind_id", "activity_id", "organisation_id", "place_id"]
    chosen = ", ".join("2000000000" if name == column else name for name in columns)
    look_at_once()
    with (
        pytest.raises(IntegrityError, match="mandate_ledgerkey"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"INSERT INTO mandate_evidence ({', '.join(columns)}, seq, occurred_on, quantity, reference, recorded_at,"
            f" prev_hash, hash) SELECT {chosen}, 6, occurred_on, 1, '', recorded_at, hash, hash"
            " FROM mandate_evidence WHERE seq = 5"
        )


@pytest.mark.parametrize("table", ["mandate_activity", "mandate_evidencekind"])
def test_what_the_ledger_points_at_stays(filled, table):
    key = {"mandate_evidencekind": "code = 'meeting_held'"}.get(table, "true")
    LedgerHead.objects.all().delete()
    look_at_once()
    with (
        pytest.raises(IntegrityError, match="mandate_ledgerkey"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table} WHERE {key}")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE mandate_ledgerkey SET place_id = 1",
        "DELETE FROM mandate_ledgerkey",
        "TRUNCATE mandate_ledgerkey",
    ],
)
def test_no_key_of_the_ledger_is_let_go(filled, sql):
    look_at_once()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@given(
    st.lists(
        st.tuples(st.integers(0, 2**31 - 1), st.text(max_size=40), st.dates(), st.none() | st.integers(1, 2**40)),
        min_size=1, max_size=20,
    )
)  # fmt: skip
@settings(max_examples=50, deadline=None)
def test_rows_written_together_are_hashed_as_each_by_itself(rows):
    codes = Codes.__new__(Codes)
    codes.assignment, codes.activities, codes.organisations, codes.places = "å-2014", {7: 1}, {3: "A-1"}, {}
    entries = [
        Entry("meeting_held", 7, day, quantity, 3, None, text, seq) for quantity, text, day, seq in rows
    ]
    facts = Facts(*[list(column) for column in zip(*entries, strict=True)])
    now = datetime.datetime(2014, 5, 6, 12, 30, tzinfo=datetime.UTC)
    written = list(contents(codes, 5, facts, now))
    assert written == [
        canonical_json(content_of(codes, seq, entry, now)) for seq, entry in enumerate(entries, start=5)
    ]


def test_sums_are_kept_per_month_and_kind(filled, activity):
    append(filled, [Entry("meeting_held", activity.pk, datetime.date(2014, 6, 1), 10)])
    kept = EvidenceCount.objects.order_by("month").values_list("month", "records", "quantity")
    assert list(kept) == [(datetime.date(2014, 5, 1), 5, 15), (datetime.date(2014, 6, 1), 1, 10)]


@pytest.mark.parametrize("reference", ["20050613-2384", "050613-2384", "kim@example.org"])
def test_a_reference_to_a_person_is_refused_and_nothing_is_added(assignment, activity, reference):
    entries = [
        Entry("meeting_held", activity.pk, DAY),
        Entry("meeting_held", activity.pk, DAY, reference=reference),
    ]
    with pytest.raises(Refused, match="personnummer"):
        append(assignment, entries)
    assert not Evidence.objects.exists()


def test_an_unknown_kind_is_refused(assignment, activity):
    with pytest.raises(Refused, match="finns inte"):
        append(assignment, [Entry("invented", activity.pk, DAY)])
