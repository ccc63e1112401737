"""The text of a letter, and the rules of sending: pure, for every text and every number."""

from __future__ import annotations

import datetime
import logging
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.core.api import SECRET_LENGTH, Refused, new_secret
from skyddsnat.core.logs import WithoutSecrets
from skyddsnat.knowledge.mailings.keeping import address_hash
from skyddsnat.knowledge.mailings.rules import NEXT, allowed_now, check_mailing_next, next_try, words_of
from skyddsnat.knowledge.mailings.text import filled, html, plain, unknown_places
from skyddsnat.knowledge.models import Delivery

TAG = re.compile(r"<[^>]*>")
OURS = re.compile(r'</?(?:p|ul|li|h2|br|a)>|<a href="https?://[^"<>]*">')


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("Hej\n\nDu", "<p>Hej</p>\n<p>Du</p>"),
        ("Hej\r\ndu", "<p>Hej<br>\ndu</p>"),
        ("## Nytt\nText", "<h2>Nytt</h2>\n<p>Text</p>"),
        ("Så här:\n- ett\n- två\nslut", "<p>Så här:</p>\n<ul><li>ett</li><li>två</li></ul>\n<p>slut</p>"),
        (
            "[sidan](https://example.org/a?b=1&c=2)",
            '<p><a href="https://example.org/a?b=1&amp;c=2">sidan</a></p>',
        ),
        ("Se https://example.org/a.", '<p>Se <a href="https://example.org/a">https://example.org/a</a>.</p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("<img src=x onerror=y>", "<p>&lt;img src=x onerror=y&gt;</p>"),
    ],
)
def test_what_is_typed_becomes_simple_html(typed, made):
    assert html(typed) == made


def test_plain_text_says_where_a_link_leads():
    assert (
        plain("## Nytt\n\n\n\nSe [sidan](https://example.org/).  ")
        == "Nytt\n\nSe sidan: https://example.org/."
    )


@given(st.text(st.sampled_from('<>[]()/:&"# -\nabhtps'), max_size=80))
def test_no_text_makes_other_html_than_ours(text):
    assert set(TAG.findall(html(text))) <= set(OURS.findall(html(text)))


@given(
    st.lists(
        st.sampled_from(["ord", "- punkt", "## rubrik", "", "https://example.org/a", "å & <ö>"]), max_size=12
    )
)
def test_both_forms_hold_the_same_words(lines):
    text = "\n".join(lines)
    shown = TAG.sub(" ", html(text)).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    spoken = re.sub(r"^- ", "", plain(text), flags=re.MULTILINE)
    assert shown.split() == spoken.split()


def test_only_what_is_known_can_be_filled_in():
    assert unknown_places("Hej {organisation} och {namn} {}") == ["", "namn"]
    assert filled("Hej {organisation}!", organisation="<Umeå>") == "Hej <Umeå>!"


@given(a_minute=st.integers(1, 1000), slices=st.lists(st.integers(0, 400), max_size=6))
def test_the_rate_is_never_exceeded(a_minute, slices):
    """Whatever the six slices of a minute want, no more leave than a minute allows."""
    left: list[int] = []
    for wanted in slices:
        left.append(min(wanted, allowed_now(a_minute=a_minute, last_minute=sum(left), last_slice=0)))
    assert sum(left) <= a_minute
    assert all(one <= -(-a_minute // 6) for one in left)


def test_a_letter_is_tried_again_after_longer_and_longer_time():
    now = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)
    assert [(next_try(tries, now) - now).seconds // 60 for tries in (1, 2, 3, 4)] == [2, 8, 32, 128]


def test_the_ways_of_a_letter_are_known_and_none_leads_back_from_sent():
    assert set(NEXT) | set().union(*NEXT.values()) == set(Delivery.State.values)
    assert NEXT["sent"] == {"bounced"}
    for state, wanted in (("stopped", "sending"), ("draft", "done"), ("sending", "draft")):
        with pytest.raises(Refused):
            check_mailing_next(state, wanted)


def test_words_of_a_function():
    assert words_of(" socialchef ,, enhets  chef,") == ["socialchef", "enhets chef"]


def test_secrets_are_long_and_addresses_the_same_however_written():
    assert {len(new_secret()) for _each in range(20)} == {SECRET_LENGTH}
    assert address_hash(" Åsa@Example.ORG ") == address_hash("åsa@example.org")


def test_the_log_holds_no_secret():
    address = f"/kunskap/utskick/l/{new_secret()}/"
    line = logging.LogRecord("django.request", 30, "", 1, "%s: %s (%s)", ("Gone", address, 410), None)
    assert WithoutSecrets().filter(line)
    assert line.getMessage() == "Gone: /kunskap/utskick/l/…/ (410)"
