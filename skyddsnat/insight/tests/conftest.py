"""A small ledger for the batch statistics. Their test on Spark is collected only where pyspark and Java are."""

from __future__ import annotations

import datetime
import shutil
from importlib.util import find_spec

import pytest

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.insight.api import load_indicators
from skyddsnat.mandate.api import Entry, append, correct_evidence
from skyddsnat.mandate.models import Activity, Evidence

FIRST = datetime.date(2014, 1, 1)
HAS_SPARK = find_spec("pyspark") is not None and shutil.which("java") is not None
collect_ignore = [] if HAS_SPARK else ["test_batch_spark.py"]  # `make test-spark` installs it


@pytest.fixture
def activities(assignment, cast):
    made = [
        Activity.objects.create(
            assignment=assignment, number=n, title=f"Insats {n}", purpose="x", responsible=cast.coordinator,
            starts=FIRST, ends=datetime.date(2014, 12, 31),
        )
        for n in (1, 2)
    ]  # fmt: skip
    made[0].clauses.set(assignment.clauses.filter(number="1"))
    made[1].clauses.set(assignment.clauses.filter(number="2"))
    return made


@pytest.fixture
def filled(assignment, activities, cast):
    """A small ledger over two years, with one row taken back."""
    load_indicators(assignment=assignment, by=None)
    actors = list(Organisation.objects.filter(kind="region").values_list("pk", flat=True)[:2])
    places = list(Place.objects.municipalities().order_by("code").values_list("pk", flat=True)[:3])
    append(
        assignment,
        [
            Entry(
                kind=("meeting_held", "method_published", "actor_reached")[n % 3],
                activity=activities[n % 2].pk,
                occurred_on=FIRST + datetime.timedelta(days=29 * n),
                quantity=n,
                organisation=[None, *actors][n % 3],
                place=[*places, None][n % 4],
            )
            for n in range(1, 25)
        ],
    )
    correct_evidence(evidence=Evidence.objects.get(seq=7), reason="fel", by=cast.coordinator)
    return assignment
