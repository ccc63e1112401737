"""Each page of the exchange tried by each role, with the addresses of others guessed; and what the pages say."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from skyddsnat.cooperation.exchange.access import current_key, own_key_of
from skyddsnat.cooperation.exchange.actions.proposals import answer_with_account
from skyddsnat.cooperation.exchange.choosing import signed
from skyddsnat.cooperation.models import AnswerLink, Parcel, Proposal, Referral
from skyddsnat.cooperation.tests.exchange_cases import (
    PLANTED,
    Two,
    asked_case,
    choice,
    own_key,
    sealed_field,
    sent,
    two,
)
from skyddsnat.cooperation.tests.test_exchange_links import a_link, given, question
from skyddsnat.core.api import coded
from skyddsnat.core.models import User

ROLES = ("coordinator", "economist", "editor", "manager", "auditor", "receiver", "regional")


@pytest.fixture
def both(db: None) -> Two:
    return two()


@pytest.fixture
def staged(both: Two, settings: object) -> dict[str, object]:
    """A case with something of everything."""
    settings.DEMO = True  # type: ignore[attr-defined]  # no second factor is asked for
    case = asked_case(both, signs=PLANTED)
    link, _secret = a_link(both, case, "acknowledge")
    parcel = sent(both, case)
    proposal = answer_with_account(referral=case, question=question(case), given=given(both), by=both.partner)
    return {"case": case, "parcel": parcel, "link": link, "proposal": proposal, "both": both}


def client_of(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def user_of(role: str, staged: dict[str, object]) -> User | None:
    both: Two = staged["both"]  # type: ignore[assignment]
    named = {
        "owner": both.at.one, "colleague": both.at.two, "outsider": both.at.other,
        "their_caseworker": both.at.there, "their_partner": both.partner,
    }  # fmt: skip
    if role in named:
        return named[role]
    user = User.objects.create_user(email=f"{role}@example.org", name=role)
    user.roles.set([role])
    return user


# Address → what it answers the owner, the receiver's people, and another organisation's case worker.
PAGES = {
    ("exchange", ""): (200, 200, 200),
    ("exchange-keys", ""): (200, 200, 200),
    ("exchange-my-key", ""): (200, 200, 200),
    ("exchange-my-keys", ""): (200, 200, 200),
    ("exchange-authority", "owner"): (200, 404, 404),
    ("exchange-authority", "abroad"): (404, 200, 404),
    ("exchange-case", "case"): (200, 404, 404),
    ("exchange-share", "case"): (200, 404, 404),
    ("exchange-link-new", "case"): (200, 404, 404),
    ("exchange-parcel", "parcel"): (200, 200, 404),
    ("exchange-withdraw", "parcel"): (200, 404, 404),
    ("exchange-proposal", "proposal"): (200, 404, 404),
}
POSTS = {
    ("exchange-key-keep", ""): (422, 422, 422),
    ("exchange-key-guard", ""): (422, 422, 422),
    ("exchange-authority-key", "owner"): (422, 404, 404),
    ("exchange-authority-share", "owner"): (422, 404, 404),
    ("exchange-send", "case"): (422, 404, 404),
    ("exchange-open", "parcel"): (404, 200, 404),
    ("exchange-acknowledge", "parcel"): (404, 302, 404),
    ("exchange-answer", "parcel"): (404, 422, 404),
    ("exchange-link-close", "link"): (302, 404, 404),
    ("exchange-decline", "proposal"): (302, 404, 404),
    ("exchange-withdraw", "parcel"): (302, 404, 404),
}
CASE_ONLY = {"exchange-case", "exchange-share", "exchange-link-new", "exchange-withdraw", "exchange-proposal",
             "exchange-send", "exchange-link-close", "exchange-decline"}  # fmt: skip


def path_of(name: str, what: str, staged: dict[str, object]) -> str:
    both: Two = staged["both"]  # type: ignore[assignment]
    rows = {"owner": both.owner, "abroad": both.abroad}
    arguments = [] if not what else [(rows.get(what) or staged[what]).pk]  # type: ignore[attr-defined]
    return reverse(f"cooperation:{name}", args=arguments)


@pytest.mark.parametrize(
    "role", ["owner", "colleague", "their_caseworker", "their_partner", "outsider", *ROLES]
)
def test_role_by_role(role: str, staged: dict[str, object]) -> None:
    client = client_of(user_of(role, staged))
    column = {"owner": 0, "colleague": 0, "their_caseworker": 1, "their_partner": 1, "outsider": 2}.get(role)
    wrong = []
    for method, table in (("get", PAGES), ("post", POSTS)):
        for (name, what), answers in table.items():
            expected = 403 if column is None else answers[column]
            if role == "their_partner" and name in CASE_ONLY:
                expected = 403
            body = {"data": "{", "content_type": "application/json"} if method == "post" else {}
            got = getattr(client, method)(path_of(name, what, staged), **body)
            if got.status_code != expected:
                wrong.append((method, name, what, got.status_code, expected))
            if PLANTED in got.content.decode() and role not in {"owner", "colleague"}:
                wrong.append((method, name, "said what the case holds"))
    assert wrong == []


def test_without_an_account_one_is_sent_to_sign_in(staged: dict[str, object]) -> None:
    for name, what in [*PAGES, *POSTS]:
        answer = Client().post(path_of(name, what, staged))
        assert answer.status_code in {302, 405}, name
        assert answer.status_code == 405 or "/konto/login/" in answer["Location"]


def test_the_right_of_the_receiver_ends_with_the_work(staged: dict[str, object]) -> None:
    both: Two = staged["both"]  # type: ignore[assignment]
    both.partner.memberships.update(until="2020-01-02")
    client = client_of(User.objects.get(pk=both.partner.pk))
    assert client.get(path_of("exchange-parcel", "parcel", staged)).status_code == 404
    assert client.post(path_of("exchange-open", "parcel", staged)).status_code == 404


def test_nothing_is_chosen_and_the_check_shows_exactly_what_goes(staged: dict[str, object]) -> None:
    both: Two = staged["both"]  # type: ignore[assignment]
    case: Referral = staged["case"]  # type: ignore[assignment]
    client = client_of(both.at.one)
    address = f"{path_of('exchange-share', 'case', staged)}?till={both.abroad.pk}"
    page = client.get(address).content.decode()
    assert PLANTED in page
    assert not re.findall(r'<input type="checkbox"[^>]* checked', page)
    empty = client.post(address, {}).content.decode()
    assert "Välj minst en uppgift" in empty
    unsaid = client.post(address, {"signs": "on"}).content.decode()
    assert "Välj till vad." in unsaid
    consent = case.consents.get(purpose="information")
    said = {"signs": "on", "signs-purpose": "ask", "signs-handling": "H3", "signs-source_code": "B",
            "signs-info_code": "2", "signs-consent": consent.pk}  # fmt: skip
    check = client.post(address, said).content.decode()
    assert "Exakt det här går till" in check
    assert PLANTED in check
    assert "Rumänska" not in check
    found = re.search(r'<script id="check-config" type="application/json">(.*?)</script>', check)
    assert found
    config = json.loads(found[1])
    key = current_key(both.abroad)
    assert key is not None
    assert config["key"] == key.recipient
    assert [(one["field"], one["text"]) for one in config["fields"]] == [("signs", PLANTED)]
    assert Parcel.objects.count() == 1  # nothing is kept before it is sealed


def test_what_a_browser_seals_is_kept_once(staged: dict[str, object]) -> None:
    both: Two = staged["both"]  # type: ignore[assignment]
    case: Referral = staged["case"]  # type: ignore[assignment]
    key = current_key(both.abroad)
    assert key is not None
    made = sealed_field(key.recipient, PLANTED)
    body = {
        "token": signed(case, both.abroad, [choice(case, both.abroad)]), "key": key.recipient,
        "once": str(uuid.uuid4()), "sealed": {"signs": {"sealed": coded(made.sealed), "digest": made.digest}},
    }  # fmt: skip
    client, address = client_of(both.at.one), path_of("exchange-send", "case", staged)
    first = client.post(address, json.dumps(body), content_type="application/json")
    again = client.post(address, json.dumps(body), content_type="application/json")
    assert first.status_code == 200
    assert first.json() == again.json()
    assert Parcel.objects.count() == 2
    for spoiled in ({"token": "x"}, {"once": "x"}, {"sealed": {}}, {"sealed": [1]}, {"key": "age1x"}):
        answer = client.post(address, json.dumps(body | {"once": str(uuid.uuid4())} | spoiled),
                             content_type="application/json")  # fmt: skip
        assert answer.status_code == 422, spoiled
        assert answer.json()["fault"]
    assert Parcel.objects.count() == 2


def test_a_link_is_shown_once_and_the_form_sent_twice_makes_one(staged: dict[str, object]) -> None:
    both: Two = staged["both"]  # type: ignore[assignment]
    case: Referral = staged["case"]  # type: ignore[assignment]
    client, address = client_of(both.at.one), path_of("exchange-link-new", "case", staged)
    one = question(case, "acknowledge")
    said = {"question": one.code, "days": "3", "mark": str(uuid.uuid4())}
    first, again = client.post(address, said), client.post(address, said)
    link = re.search(r"<code data-link>([^<]+)</code>", first.content.decode())
    code = re.search(r"<code data-code>([^<]+)</code>", first.content.decode())
    assert link
    assert code
    assert link[1] in again.content.decode()
    assert code[1] in again.content.decode()
    assert AnswerLink.objects.filter(closed_at=None).count() == 1
    assert "no-store" in first["Cache-Control"]
    page = Client().post(link[1][link[1].index("/samverkan/") :], {"code": code[1]}).content.decode()
    assert case.number in page
    assert link[1] not in client.get(path_of("exchange-case", "case", staged)).content.decode()


def test_an_answer_is_taken_in_with_one_click(staged: dict[str, object]) -> None:
    both: Two = staged["both"]  # type: ignore[assignment]
    case: Referral = staged["case"]  # type: ignore[assignment]
    client, address = client_of(both.at.two), path_of("exchange-proposal", "proposal", staged)
    assert "field-error" not in client.get(address).content.decode()
    assert "field-error" in client.post(address, {"who": ""}).content.decode()
    assert client.post(address, {"who": "Chefen", "reason": ""}).status_code == 302
    assert case.requests.get().answer == "yes"
    assert Proposal.objects.get().outcome == "confirmed"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_empty_pages_say_what_to_do(both: Two, language: str, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    client = client_of(both.at.other)
    client.cookies["django_language"] = client.cookies["language"] = language
    page = client.get("/samverkan/utbyte/", headers={"Accept-Language": language}).content.decode()
    words = {
        "sv": ("Inget är skickat än", "Inget har kommit än"),
        "en": ("Nothing has been sent", "Nothing has come"),
    }
    assert all(one in page for one in words[language])
    nobody = User.objects.create_user(email="nobody@example.org", name="Nobody")
    nobody.roles.set(["caseworker"])
    assert "/samverkan/utbyte/nycklar/" in client_of(nobody).get("/samverkan/utbyte/").content.decode()


def test_keys_are_told_to_their_owner_alone(both: Two, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    own_key(both.at.two)
    mine = client_of(both.at.two).get("/samverkan/utbyte/nyckel/kapslar/").json()
    key = own_key_of(both.at.two)
    assert key is not None
    assert (mine["own"]["recipient"], mine["wraps"]) == (key.recipient, [])
    theirs = client_of(both.partner).get("/samverkan/utbyte/nyckel/kapslar/").json()
    assert [one["receiver"] for one in theirs["wraps"]] == [both.abroad.pk]
