"""A version of the report is found by the words that were frozen in it."""

import datetime

import pytest

from skyddsnat.core.api import query_from, search
from skyddsnat.reporting.actions import reports as actions
from skyddsnat.reporting.actions.texts import write_text
from skyddsnat.reporting.models import Report

pytestmark = pytest.mark.django_db


def _found(user, words: str) -> list[str]:
    groups = search(user, query_from(words), size=5, only="rapporter")
    return [hit.title for group in groups for hit in group.hits]


@pytest.fixture
def version(assignment, cast) -> Report:
    body = "Vi mötte Åsa-gruppen på Källtorpet."
    write_text(assignment=assignment, section="summary", body=body, version=0, by=cast.editor)
    day = datetime.date(2015, 5, 20)
    return actions.prepare_report(assignment=assignment, dated=day, by=cast.coordinator)


def test_frozen_words_are_found_without_case_and_accents(version, cast):
    assert _found(cast.manager, "KALLTORPET asa") == ["Slutredovisningen, version 1"]
    assert _found(cast.manager, "Källtorpet saknas-här") == []
    assert _found(cast.outsider, "Källtorpet") == []


def test_the_words_of_the_form_itself_find_nothing(version, cast):
    assert "assets" in version.data
    assert _found(cast.manager, "assets") == []


def test_what_only_a_search_reads_is_left_when_a_version_is_shown(version):
    assert "folded" in Report.objects.get(pk=version.pk).get_deferred_fields()
