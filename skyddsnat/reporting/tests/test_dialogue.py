"""The chapter on dialogue: numbers that name their rows, counted again by the verification; silence that is said."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.actors.models import Organisation
from skyddsnat.mandate.actions.meetings import remove_meeting
from skyddsnat.mandate.api import Deal, Party, add_agreement, add_meeting, ledger_rows, settle_agreement
from skyddsnat.mandate.tests.conftest import activity, sent, started  # noqa: F401 -- fixtures
from skyddsnat.reporting.assembly import assemble
from skyddsnat.reporting.closing.tables import meetings
from skyddsnat.reporting.verification import count
from skyddsnat.shared.chain import FIELDS

pytestmark = pytest.mark.django_db
DAY = datetime.date(2014, 5, 6)


def chapter(assignment, language="sv"):
    data = assemble(assignment, by=None, dated=DAY, version=0, language=language)
    heading = {"sv": "Dialog med berörda aktörer", "en": "Dialogue with those concerned"}[language]
    return data, next((task for task in data.data["tasks"] if task["heading"] == heading), None)


def hold(activity, code, cast, **more):  # noqa: F811
    return add_meeting(
        assignment=activity.assignment, activities=[activity], day=DAY, about="Metodstödet", by=cast.coordinator,
        parties=[Party(Organisation.objects.get(code=code))], **more,
    )  # fmt: skip


def facts(assignment):
    return [dict(zip(FIELDS, row, strict=False)) for row, _digest in ledger_rows(assignment)]


def test_each_number_is_counted_again_from_its_rows(started, cast):  # noqa: F811
    deal = add_agreement(
        meeting=hold(started, "socialstyrelsen", cast),
        what="Svarar",
        colleague=cast.coordinator,
        by=cast.coordinator,
    )
    settle_agreement(agreement=deal, state=Deal.DONE, on=DAY, by=cast.coordinator)
    remove_meeting(meeting=hold(started, "statskontoret", cast), by=cast.coordinator)
    built, _chapter = chapter(started.assignment)
    told = {query["id"]: query["value"] for query in built.data["queries"] if query["id"].startswith("talks")}
    assert told == {"talks-all-held": 1, "talks-1-held": 1, "talks-1-made": 1, "talks-1-kept": 1}
    units = {query["unit"] for query in built.data["queries"] if query["id"].startswith("talks")}
    assert units == {"möte", "överenskommelse"}  # one of each
    for code, value in told.items():
        frozen = built.frozen[code]
        assert count(frozen["query"], frozen["ledger_seq"], facts(started.assignment)) == value


def test_names_are_those_of_the_day(started, cast):  # noqa: F811
    hold(started, "region-01", cast)
    _built, found = chapter(started.assignment)
    assert "Stockholms läns landsting" in str(found["blocks"])
    _built, found = chapter(started.assignment, "en")
    assert found is not None


def test_silence_is_listed_as_lacking_and_said_in_the_chapter(started, cast):  # noqa: F811
    built, found = chapter(started.assignment)
    lacking = {row["what"] for row in built.data["lacking"]}
    assert "Dialog med Rikspolisstyrelsen" in lacking
    assert any(what.startswith("Dialog: 3") for what in lacking)
    said = str(found["blocks"][-1])
    assert "inget möte är inskrivet" in said
    assert "3 Informera allmänheten" in said
    hold(started, "rikspolisstyrelsen", cast)
    built, _found = chapter(started.assignment)
    assert "Dialog med Rikspolisstyrelsen" not in {row["what"] for row in built.data["lacking"]}


def test_a_meeting_without_evidence_is_said_to_lack_it(started, cast):  # noqa: F811
    hold(started, "socialstyrelsen", cast, in_ledger=False)
    built, found = chapter(started.assignment)
    assert "Möten utan underlag: 1" in {row["what"] for row in built.data["lacking"]}
    assert "underlag saknas" in str(found["blocks"])


def test_the_pack_tells_of_meetings_without_colleagues_names(started, cast):  # noqa: F811
    hold(started, "socialstyrelsen", cast, colleagues=[cast.coordinator])
    (row,) = meetings(started.assignment)
    assert row["organisations"] == [{"organisation": "socialstyrelsen", "functions": "", "persons": None}]
    assert row["ledger"] == [1]
    assert cast.coordinator.name not in str(row)


@given(st.data())
def test_named_rows_count_what_stands_of_them(data):
    rows = data.draw(st.lists(st.booleans(), min_size=1, max_size=8))  # True is taken back
    ledger = [
        {"seq": n, "kind": "meeting_held", "activity": 1, "quantity": 1} for n in range(1, len(rows) + 1)
    ]
    gone = [n for n, taken in enumerate(rows, start=1) if taken]
    ledger += [
        {"seq": len(rows) + k, "kind": "meeting_held", "activity": 1, "quantity": -1, "corrects": n}
        for k, n in enumerate(gone, start=1)
    ]
    named = data.draw(st.sets(st.integers(1, len(rows))))
    query = {"kinds": ["meeting_held"], "measure": "records", "rows": sorted(named)}
    assert count(query, len(ledger), ledger) == len(named - set(gone))
