"""A link is for one answer, once, with a code; its answer moves nothing before the owner has taken it in."""

from __future__ import annotations

import datetime
import hashlib
import logging
import re
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from skyddsnat.cooperation.exchange.actions.links import NewLink, close_link, make_link, try_code
from skyddsnat.cooperation.exchange.actions.proposals import (
    Given,
    answer_with_account,
    confirm_proposal,
    decline_proposal,
)
from skyddsnat.cooperation.exchange.asking import questions_of
from skyddsnat.cooperation.exchange.kinds import Asked
from skyddsnat.cooperation.exchange.rules import MOST_TRIES, code_of, wait_after
from skyddsnat.cooperation.models import AnswerLink, ExchangeEvent, Proposal, Referral
from skyddsnat.cooperation.tests.exchange_cases import Two, asked_case, sent, two
from skyddsnat.cooperation.tests.test_exchange_sharing import locked_to
from skyddsnat.core.api import Refused, new_secret
from skyddsnat.shared.sealing import open_message, recipient_of, seal_message

CODE = "1234 5678"
WHY = "Mormodern bor i Åmål"


@pytest.fixture
def both(db: None) -> Two:
    return two()


def question(case: Referral, asked: str = "answer") -> Any:
    return next(one for one in questions_of(case) if one.asked == asked)


def a_link(both: Two, case: Referral, asked: str = "answer", days: int = 3) -> tuple[AnswerLink, str]:
    secret, one = new_secret(), question(case, asked)
    wanted = NewLink(one.organisation, one.asked, one.request, days, secret, CODE)
    return make_link(referral=case, link=wanted, by=both.at.one), secret


def address(secret: str) -> str:
    return f"/samverkan/svar/{secret}/"


def open_page(secret: str, code: str = CODE, client: Client | None = None) -> str:
    answer = (client or Client()).post(address(secret), {"code": code, "sprak": "sv"})
    assert answer.status_code == 200
    return answer.content.decode()


def held_in(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(held|once|answering|sprak)" value="([^"]+)">', page))


def test_an_answer_comes_sealed_and_waits_for_the_owner(both: Two) -> None:
    case = asked_case(both)
    _link, secret = a_link(both, case)
    client = Client()
    first = client.get(address(secret))
    assert (first.status_code, dict(first.cookies)) == (200, {})
    page = open_page(secret, client=client)
    assert case.number in page
    assert "tigger" not in page
    said = held_in(page) | {"answer": "no", "who": "Chefen, 000", "reason": WHY}
    done = client.post(address(secret), said)
    assert "svaret är skickat" in done.content.decode()
    assert dict(done.cookies) == {}
    again = client.post(address(secret), said)  # a double click finds what was kept
    assert "svaret är skickat" in again.content.decode()
    proposal = Proposal.objects.get()
    assert open_message(bytes(proposal.sealed), both.home_identity) == {
        "v": 1, "who": "Chefen, 000", "reason": WHY,
    }  # fmt: skip
    request = case.requests.get()
    assert (request.answer, Referral.objects.get(pk=case.pk).state) == ("", case.state)
    confirm_proposal(proposal=proposal, who="Chefen", reason=WHY, by=both.at.two)
    request.refresh_from_db()
    assert (request.answer, request.answer_reason, request.answered_by) == ("no", WHY, "Chefen")
    assert str(proposal.pk)[:8] in request.answer_source
    assert Referral.objects.get(pk=case.pk).state == case.state
    confirm_proposal(proposal=proposal, who="Chefen", reason=WHY, by=both.at.two)
    assert ExchangeEvent.objects.filter(act="confirmed").count() == 1


def test_it_is_used_once(both: Two) -> None:
    case = asked_case(both)
    _link, secret = a_link(both, case)
    page = open_page(secret)
    client = Client()
    client.post(address(secret), held_in(page) | {"answer": "yes", "who": "Chefen"})
    assert "stämmer inte" in open_page(secret)
    other = held_in(page) | {"answer": "no", "who": "En annan", "reason": "x", "once": str(uuid.uuid4())}
    assert "gäller inte längre" in client.post(address(secret), other).content.decode()
    assert Proposal.objects.get().answer == "yes"


@pytest.mark.parametrize(
    "state", ["unknown", "wrong", "waiting", "expired", "closed", "used", "locked", "worn"]
)
def test_everything_wrong_looks_the_same(both: Two, state: str) -> None:
    case = asked_case(both)
    link, secret = a_link(both, case)
    asked, code = secret, CODE
    now = timezone.now()
    if state == "unknown":
        asked = new_secret()
    elif state == "wrong":
        code = "00000000"
    elif state == "waiting":
        AnswerLink.objects.update(wait_until=now + datetime.timedelta(minutes=1))
    elif state == "expired":
        asked, _old = expired(both, case)
    elif state == "closed":
        close_link(link=link, by=both.at.one)
    elif state == "used":
        AnswerLink.objects.update(used_at=now)
    elif state == "locked":
        locked_to(both, case)
    else:
        AnswerLink.objects.update(tries=MOST_TRIES)
    assert without_numbers(open_page(asked, code), code) == without_numbers(
        open_page(new_secret(), code), code
    )


def expired(both: Two, case: Referral) -> tuple[str, AnswerLink]:
    secret = new_secret()
    row = AnswerLink.objects.get()
    old = AnswerLink.objects.create(
        referral=case, organisation=row.organisation, asked=row.asked, request=row.request,
        secret_hash=hashlib.sha256(secret.encode()).hexdigest(), code_hash=row.code_hash,
        expires_at=timezone.now() - datetime.timedelta(seconds=1), made_by=both.at.one,
    )  # fmt: skip
    return secret, old


def without_numbers(page: str, code: str) -> str:
    return re.sub(r"nonce-\S+", "", page).replace(code, "")


def test_wrong_codes_make_one_wait_twice_as_long_each_time(both: Two) -> None:
    _link, secret = a_link(both, asked_case(both))
    now = timezone.now()
    for tries in range(1, MOST_TRIES + 1):
        assert try_code(secret=secret, code="00000000", by=None, now=now) is None
        assert try_code(secret=secret, code=CODE, by=None, now=now) is None  # too early, and not counted
        assert AnswerLink.objects.get().tries == tries
        now += wait_after(tries)
    assert try_code(secret=secret, code=CODE, by=None, now=now) is None
    assert ExchangeEvent.objects.filter(act="link_tried").count() == MOST_TRIES


def test_after_the_wait_the_code_opens(both: Two) -> None:
    _link, secret = a_link(both, asked_case(both))
    now = timezone.now()
    try_code(secret=secret, code="00000000", by=None, now=now)
    assert try_code(secret=secret, code="12345678", by=None, now=now + wait_after(1)) is not None


def test_only_hashes_are_kept_and_a_copy_of_the_table_guesses_no_code(both: Two) -> None:
    _link, secret = a_link(both, asked_case(both))
    row = AnswerLink.objects.values().get()
    text = str(row)
    assert secret not in text
    assert "12345678" not in text
    assert row["code_hash"] != hashlib.sha256(b"12345678").hexdigest()


def test_no_secret_in_log_title_or_referrer(both: Two, caplog: pytest.LogCaptureFixture) -> None:
    _link, secret = a_link(both, asked_case(both))
    caplog.set_level(logging.DEBUG)
    answer = Client().get(address(secret))
    page = answer.content.decode()
    assert secret not in page
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"
    assert secret not in open_page(secret)
    assert secret not in open_page(secret, "00000000")
    assert secret not in "".join(
        record.getMessage() for record in caplog.records if "SELECT" not in record.getMessage()
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_auditentry row WHERE row::text LIKE %s", [f"%{secret}%"])
        assert cursor.fetchone() == (0,)


def test_the_page_speaks_both_languages_without_a_cookie(both: Two) -> None:
    _link, secret = a_link(both, asked_case(both))
    english = Client().get(address(secret))
    assert "Answer an authority" in english.content.decode()
    swedish = Client().post(address(secret), {"sprak": "sv"})
    assert "Svara en myndighet" in swedish.content.decode()
    page = held_in(open_page(secret))
    turned = Client().post(address(secret), {"held": page["held"], "sprak": "en"}).content.decode()
    assert "Your answer" in turned
    assert not Proposal.objects.exists()


def test_a_form_of_another_site_is_not_listened_to(both: Two) -> None:
    _link, secret = a_link(both, asked_case(both))
    answer = Client(headers={"Sec-Fetch-Site": "cross-site"}).post(address(secret), {"code": CODE})
    assert "Answer an authority" in answer.content.decode()


def test_what_was_held_for_one_link_opens_no_other(both: Two) -> None:
    case = asked_case(both)
    _one, secret = a_link(both, case)
    _other, another = a_link(both, case, "acknowledge")
    held = held_in(open_page(secret))
    answer = Client().post(address(another), held | {"answer": "yes", "who": "x"})
    assert "svaret är skickat" not in answer.content.decode()
    assert not Proposal.objects.exists()


def test_a_new_link_closes_the_one_before_and_twice_makes_one(both: Two) -> None:
    case = asked_case(both)
    first, secret = a_link(both, case)
    again = question(case)
    wanted = NewLink(again.organisation, again.asked, again.request, 3, secret, CODE)
    assert make_link(referral=case, link=wanted, by=both.at.one) == first
    a_link(both, case)
    first.refresh_from_db()
    assert first.closed_at is not None
    assert AnswerLink.objects.filter(closed_at=None).count() == 1


def test_who_may_make_and_close(both: Two) -> None:
    case = asked_case(both)
    link, _secret = a_link(both, case)
    one = question(case)
    wanted = NewLink(one.organisation, one.asked, one.request, 3, new_secret(), CODE)
    for user in (both.at.other, both.at.there, both.partner):
        with pytest.raises(PermissionDenied):
            make_link(referral=case, link=wanted, by=user)
        with pytest.raises(PermissionDenied):
            close_link(link=link, by=user)


def test_the_lock_stops_links(both: Two) -> None:
    case = asked_case(both)
    one = question(case)
    link, _secret = a_link(both, case)
    row = {"organisation": one.organisation, "asked": "answer", "request": one.request}
    case = locked_to(both, case)
    with pytest.raises(Refused, match="låst"):
        make_link(
            referral=case, link=NewLink(one.organisation, one.asked, one.request, 3, new_secret(), CODE),
            by=both.at.one,
        )  # fmt: skip
    with pytest.raises(DatabaseError, match="lock forbids"), transaction.atomic():
        AnswerLink.objects.create(
            referral=case, secret_hash="a" * 64, code_hash="b" * 64, expires_at=link.expires_at,
            made_by=both.at.one, **row,
        )  # fmt: skip


def test_an_acknowledgement_by_link(both: Two) -> None:
    case = asked_case(both)
    _link, secret = a_link(both, case, "acknowledge")
    page = open_page(secret)
    assert 'name="answer"' not in page
    Client().post(address(secret), held_in(page) | {"who": "Registratorn"})
    confirm_proposal(proposal=Proposal.objects.get(), who="Registratorn", reason="", by=both.at.one)
    assert case.requests.get().acknowledged_on is not None


def given(both: Two, answer: str = "yes", once: uuid.UUID | None = None) -> Given:
    key = recipient_of(both.home_identity)
    return Given(answer, seal_message({"v": 1, "who": "x", "reason": ""}, [key]), key, once or uuid.uuid4())


def test_an_authority_with_an_account_answers_what_was_sent_to_it(both: Two) -> None:
    case = asked_case(both)
    one = question(case)
    with pytest.raises(PermissionDenied):  # nothing of the case has been sent to it yet
        answer_with_account(referral=case, question=one, given=given(both), by=both.partner)
    sent(both, case)
    said = given(both)
    first = answer_with_account(referral=case, question=one, given=said, by=both.partner)
    assert answer_with_account(referral=case, question=one, given=said, by=both.partner) == first
    with pytest.raises(Refused, match="redan svarat"):
        answer_with_account(referral=case, question=one, given=given(both, "no"), by=both.partner)
    for user in (both.at.one, both.at.other):
        with pytest.raises(PermissionDenied):
            answer_with_account(referral=case, question=one, given=given(both), by=user)
    for user in (both.partner, both.at.other):
        with pytest.raises(PermissionDenied):
            confirm_proposal(proposal=first, who="x", reason="", by=user)
        with pytest.raises(PermissionDenied):
            decline_proposal(proposal=first, by=user)
    decline_proposal(proposal=first, by=both.at.one)
    with pytest.raises(Refused, match="redan tagit hand"):
        confirm_proposal(proposal=first, who="x", reason="", by=both.at.one)
    assert case.requests.get().answer == ""


def test_nothing_is_asked_that_does_not_wait(both: Two) -> None:
    case = asked_case(both)
    with pytest.raises(Refused, match="inget i ärendet"):
        make_link(
            referral=case,
            link=NewLink(both.abroad, Asked.RECEPTION, None, 3, new_secret(), CODE),
            by=both.at.one,
        )


def test_a_code_is_eight_digits() -> None:
    assert re.fullmatch(r"\d{4} \d{4}", code_of("x"))
    assert code_of("x") == code_of("x") != code_of("y")
