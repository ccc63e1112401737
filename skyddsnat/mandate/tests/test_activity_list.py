"""The list of activities, when it is long."""

import re

import pytest

from skyddsnat.mandate.models import Activity
from skyddsnat.mandate.tests.browsing import text, url
from skyddsnat.mandate.tests.conftest import DAY

pytestmark = pytest.mark.django_db
SLUG = "2014-child-protection"


def test_a_long_list_of_activities_is_paged_and_fetched_whole(desk, assignment, cast):
    Activity.objects.bulk_create(
        Activity(
            assignment=assignment, number=number, title=f"Insats {number}", purpose="x", starts=DAY, ends=DAY,
            responsible=cast.coordinator,
        )
        for number in range(1, 121)
    )  # fmt: skip
    first, last = (text(desk.get(url("activities", SLUG) + query)) for query in ("", "?page=3"))
    assert "120 insatser" in first
    assert re.findall(r'<span class="cell-note">(\d+)</span>', last) == [str(n) for n in range(101, 121)]
    whole = b"".join(desk.get(url("activities", SLUG) + "?list=table&format=csv").streaming_content)
    assert whole.decode("utf-8-sig").count("Insats ") == 120
