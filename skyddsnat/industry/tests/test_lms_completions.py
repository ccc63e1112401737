"""What learning platforms hand in: kept once, counted as the phone's are, and refused with what to do."""

from __future__ import annotations

import datetime
import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skyddsnat.core.models import AuditEntry
from skyddsnat.industry.companies.own import leave
from skyddsnat.industry.lms.completions import Row, read_body, read_row
from skyddsnat.industry.lms.endpoint import A_MINUTE, LARGEST
from skyddsnat.industry.lms.handing_in import hand_in
from skyddsnat.industry.lms.tokens import make_token, revoke_token
from skyddsnat.industry.models import Answer, Attempt, CompanyToken, LessonVersion, Site
from skyddsnat.industry.tests.course import CODE, answered, finish, load_course, workplace
from skyddsnat.industry.training.api import trained_shares
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
HERE = "/bransch/api/v1/completions"
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    load_course(tmp_path)
    return workplace()


@pytest.fixture
def secret(site: Site) -> str:
    return make_token(company=site.company, name="Lärportalen", once=uuid.uuid4())


@pytest.fixture
def token(secret: str) -> CompanyToken:
    return CompanyToken.objects.select_related("company").get()


def row(**changes: Any) -> dict[str, Any]:
    said = {
        "id": str(uuid.uuid4()), "site": CODE, "job": "reception", "language": "sv", "version": 1,
        "day": today().isoformat(), "answers": answered(),
    }  # fmt: skip
    return said | changes


def sent(client: Client, secret: str, *rows: Any, language: str = "sv", body: Any = None) -> Any:
    whole = {"completions": list(rows)} if body is None else body
    raw = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
    return client.post(
        HERE,
        raw,
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}", "Accept-Language": language},
    )


def test_a_completion_counts_like_one_from_a_phone(client: Client, site: Site, secret: str) -> None:
    finish(site)
    logged = AuditEntry.objects.count()
    answer = sent(client, secret, row())
    assert (answer.status_code, answer.json()) == (
        200,
        {"kept": 1, "results": [{"row": 1, "kept": True, "faults": []}]},
    )
    assert AuditEntry.objects.count() == logged  # no line tells when somebody was done
    assert trained_shares(site.company)["reception"][0] == 2
    phone, platform = Attempt.objects.order_by("pk")
    told = [
        list(one.answers.values_list("moment", "scene", "choice", "quality")) for one in (phone, platform)
    ]
    assert told[0] == told[1]
    assert (phone.site_id, phone.lesson_id, phone.day, phone.is_recheck) == (
        platform.site_id, platform.lesson_id, platform.day, platform.is_recheck,
    )  # fmt: skip
    assert CompanyToken.objects.get().last_used_on == today()


def test_the_same_id_twice_changes_nothing_and_is_answered_the_same(
    client: Client, site: Site, secret: str
) -> None:
    said = row()
    first, second, both = (
        sent(client, secret, said),
        sent(client, secret, said),
        sent(client, secret, said, said),
    )
    assert first.json() == second.json()
    assert [one.status_code for one in (first, second, both)] == [200, 200, 200]
    assert (Attempt.objects.count(), Answer.objects.count()) == (1, 4)
    other = sent(client, secret, said | {"answers": answered(after="follow")})
    assert other.status_code == 422
    assert other.json()["results"][0]["faults"][0]["field"] == "id"
    assert set(Answer.objects.values_list("choice", flat=True)) == {"wait", "stay-calm"}


def test_a_wrong_row_does_not_stop_the_others(client: Client, site: Site, secret: str) -> None:
    answer = sent(client, secret, row(), row(day="igår"), row(name="Kim"), row(site="WWWWWW"), row())
    assert answer.status_code == 422
    body = answer.json()
    assert body["kept"] == Attempt.objects.count() == 2
    assert [one["kept"] for one in body["results"]] == [True, False, False, False, True]
    assert [one["row"] for one in body["results"]] == [1, 2, 3, 4, 5]
    assert [[fault["field"] for fault in one["faults"]] for one in body["results"][1:4]] == [
        ["day"],
        ["name"],
        ["site"],
    ]
    assert "Skicka aldrig namn" in body["results"][2]["faults"][0]["message"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "kim@example.org"}, "email"),
        ({"learner": "17"}, "learner"),
        ({"id": "17"}, "id"),
        ({"version": 2}, "version"),
        ({"version": "1"}, "version"),
        ({"version": 2**40}, "version"),
        ({"language": "de"}, "language"),
        ({"job": "driver"}, "job"),
        ({"job": "pilot"}, "job"),
        ({"day": (today() + DAY).isoformat()}, "day"),
        ({"day": (today() - DAY).isoformat()}, "day"),  # before the version was published
        ({"day": "2019-02-30"}, "day"),
        ({"answers": {}}, "answers"),
        ({"answers": {"before": {"first": "wait"}, "after": {}}}, "answers"),
        ({"answers": answered() | {"during": {}}}, "answers.during"),
        ({"answers": answered(after="gone")}, "answers"),
        ({"answers": answered(after="a\u0000b")}, "answers.after.first"),
        ({"answers": answered(after="\ud800")}, ""),
    ],
)
def test_a_row_that_is_wrong_says_where(token: CompanyToken, changes: dict[str, Any], field: str) -> None:
    status, [result] = hand_in(token=token, rows=[read_row(row(**changes))])
    assert (status, result.kept) == (422, False)
    assert [fault.field for fault in result.faults][:1] == [field]
    assert all(fault.message.endswith(".") for fault in result.faults)
    assert not Attempt.objects.exists()


def test_what_is_too_old_to_be_in_force_is_not_taken(token: CompanyToken) -> None:
    first = LessonVersion.objects.get()
    long_ago = {"number": 2, "published_on": today() - 500 * DAY, "fingerprint": "0" * 64}
    LessonVersion.objects.create(page=first.page, job=first.job, language="sv", keys=first.keys, **long_ago)
    days = [today() - 400 * DAY, today() - 401 * DAY]
    _status, results = hand_in(
        token=token, rows=[read_row(row(version=2, day=day.isoformat())) for day in days]
    )
    assert [one.kept for one in results] == [True, False]


def test_another_companys_workplace_is_not_found(client: Client, site: Site, secret: str) -> None:
    workplace(code="TXC379", number="5560000002")
    answer = sent(client, secret, row(site="TXC379"), row(site="QQQQQQ"), row())
    assert answer.status_code == 404
    results = answer.json()["results"]
    assert [one["kept"] for one in results] == [False, False, True]
    assert results[0]["faults"] == results[1]["faults"]  # nothing tells that one of them is there
    assert not Attempt.objects.filter(site__code="TXC379").exists()


def test_a_closed_workplace_is_taken_afterwards_too(site: Site, token: CompanyToken) -> None:
    Site.objects.update(closed_at=site.opened_at)
    assert hand_in(token=token, rows=[read_row(row(site="htw-346"))])[0] == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"completions": {}}', b'{"completions": []}',
     b'{"completions": [], "name": "Kim"}', b"[" * 100_000, b'{"completions": [' + b"9" * 5_000 + b"]}", b"\xff\xfe",
     b'{"completions": ' + b"[1" + b",1" * 500 + b"]}"],
    ids=range(11),
)  # fmt: skip
def test_a_body_that_is_no_list_of_completions(client: Client, site: Site, secret: str, body: bytes) -> None:
    answer = sent(client, secret, body=body)
    assert answer.status_code == 422
    assert answer.json()["message"].endswith(".")


def test_messages_come_in_the_language_that_is_asked_for(client: Client, site: Site, secret: str) -> None:
    swedish, english = (sent(client, secret, row(name="Kim"), language=one) for one in ("sv", "en"))
    assert "Fältet tas inte emot" in swedish.json()["results"][0]["faults"][0]["message"]
    assert "The field is not taken" in english.json()["results"][0]["faults"][0]["message"]
    assert english["Content-Language"] == "en"


def test_who_has_no_key_that_holds(client: Client, site: Site, secret: str) -> None:
    for header in (
        {},
        {"Authorization": "Bearer fel"},
        {"Authorization": f"Basic {secret}"},
        {"Authorization": "Bearer "},
    ):
        answer = client.post(HERE, b"{}", content_type="application/json", headers=header)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert answer.json()["message"]
    revoke_token(token=CompanyToken.objects.get())
    assert sent(client, secret, row()).status_code == 401
    assert not Attempt.objects.exists()


def test_a_company_that_has_left_hands_in_nothing(client: Client, site: Site, secret: str) -> None:
    leave(company=site.company)
    assert sent(client, secret, row()).status_code == 401  # its keys went with it
    CompanyToken.objects.update(revoked_at=None)
    assert sent(client, secret, row()).status_code == 403


def test_too_much_at_once_and_too_often(client: Client, site: Site, secret: str) -> None:
    assert sent(client, secret, body=b" " * (LARGEST + 1)).status_code == 413
    assert sent(client, secret, body=b" " * 3_000_000).status_code == 413
    answers = [sent(client, secret, body=b"{}") for _n in range(A_MINUTE + 1)]
    assert answers[0].status_code == 422
    assert answers[-1].status_code == 429
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert client.get(HERE).status_code == 405


def test_five_hundred_rows_are_read_at_a_time() -> None:
    rows = read_body(json.dumps({"completions": [row() for _n in range(500)]}).encode())
    assert len(rows) == 500
    assert not any(one.faults for one in rows)


def test_the_description_tells_all_of_it(client: Client) -> None:
    described = client.get("/bransch/api/v1/openapi.json").json()
    asked = described["paths"][HERE]["post"]
    assert set(asked["responses"]) == {"200", "401", "403", "404", "413", "422", "429"}
    assert asked["security"] == [{"CompanyKeyAuth": []}]
    schemas = described["components"]["schemas"]
    names = set(schemas["Completion"]["properties"])
    assert names == {"id", "site", "job", "language", "version", "day", "answers"}
    assert schemas["Completion"]["additionalProperties"] is False
    text = json.dumps(described)
    assert {
        name.rpartition("/")[2] for name in text.split('"') if name.startswith("#/components/schemas/")
    } <= set(schemas)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([CODE, "sv", "reception"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ["id", "site", "job", "language", "version", "day", "answers", "name"]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(changes=st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=4), body=VALUES, whole=st.booleans())
def test_nothing_that_is_sent_breaks_the_site(
    client: Client, site: Site, secret: str, changes: dict[str, Any], body: Any, whole: bool
) -> None:
    cache.clear()
    answer = sent(client, secret, body=body) if whole else sent(client, secret, row(**changes), body)
    assert answer.status_code in {200, 404, 422}
    said = answer.json()
    assert said.get("message") or all(one["kept"] != bool(one["faults"]) for one in said["results"])


def test_a_row_is_either_read_or_has_faults() -> None:
    assert read_row(row()).faults == []
    assert read_row([]) == Row(None, read_row([]).faults)
    assert len(read_row({}).faults) == 7
