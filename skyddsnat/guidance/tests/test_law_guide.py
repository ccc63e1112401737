"""The law guide as pages: one question at a time, nothing kept of what is answered, always an answer at the end."""

from __future__ import annotations

import datetime
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from skyddsnat.guidance.law.api import Verdict, shipped_rules
from skyddsnat.guidance.law_guide import days, steps
from skyddsnat.guidance.law_guide.outcome import outcome

SV, EN = "/sv/ar-det-ett-brott/", "/en/is-it-a-crime/"
TODAY = datetime.date(2026, 11, 26)
BOOK = shipped_rules()
ALL = {
    "offence": "6:9", "date": "2015", "place": "abroad", "ties": "citizen", "victim": "other", "child_age": "14",
}  # fmt: skip


class Form(HTMLParser):
    """The form that asks: what it carries hidden, and what can be chosen, as a browser without scripts sees it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside, self.hidden, self.options = False, list[tuple[str, str]](), list[tuple[str, str]]()
        self.typed, self.buttons = list[str](), list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.inside = found.get("class") == "asking"
        if not self.inside:
            return
        if tag == "button":
            self.buttons.append(found["value"])
        elif tag == "input" and found.get("type") == "hidden":
            self.hidden.append((found["name"], found["value"]))
        elif tag == "input" and found.get("type") in {"radio", "checkbox"}:
            self.options.append((found["name"], found["value"]))
        elif tag == "input":
            self.typed.append(found["name"])


def send(client: Client, pairs: list[tuple[str, str]], address: str = SV) -> Any:
    data: dict[str, list[str]] = {}
    for key, value in pairs:
        data.setdefault(key, []).append(value)
    return client.post(address, data)


class EveryWay(TestCase):
    """Whatever is chosen on each page, the way ends in an answer."""

    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_every_way_ends_in_an_answer(self, data: st.DataObject) -> None:
        client = Client(enforce_csrf_checks=True)
        response = client.get(SV)
        seen = []
        for _page in range(10):
            form = Form(response.content.decode())
            if "answer" in form.buttons:
                break
            seen.append(dict(form.hidden)["at"])
            pairs = [*form.hidden, ("go", data.draw(st.sampled_from(form.buttons)))]
            if form.options:
                pairs.append(data.draw(st.sampled_from(form.options)))
            else:
                written = {"year": ["", "1999", "2013", "2026"], "month": ["", "7"], "day": [""]}
                pairs += [
                    (name, data.draw(st.sampled_from(written.get(name, ["", "3", "16", "30"]))))
                    for name in form.typed
                ]
            response = send(client, pairs)
            if response.status_code == 422:  # the year was left out
                assert seen.pop() == "date"
                response = send(client, [*form.hidden, ("go", "unknown")])
        assert len(seen) == len(set(seen))
        response = send(client, [*form.hidden, ("go", "answer")])
        assert response.status_code == 200
        assert response.context["headline"]
        assert not response.cookies


def test_each_question_is_asked_once_and_carried_on(client: Client, db: None) -> None:
    response, pairs = client.get(EN), list[tuple[str, str]]()
    asked = []
    for _page in ALL:
        form = Form(response.text)
        key = dict(form.hidden)["at"]
        asked.append(key)
        typed = [("year", ALL[key])] if key == "date" else [(key, ALL[key])]
        pairs = [*form.hidden, *typed, ("go", "")]
        response = send(client, pairs, EN)
    assert asked == list(ALL)
    assert "Is this right?" in response.text
    response = send(client, [*Form(response.text).hidden, ("go", "answer")], EN)
    assert "<h1>Yes. If it is this offence, Sweden can try it" in response.text
    assert "BrB 6:9" in response.text
    assert 'href="/en/where/"' in response.text
    assert "This is information, never legal advice. The prosecutor decides." in response.text


def test_what_is_answered_stays_in_no_cache_address_or_cookie(client: Client, db: None) -> None:
    for response in (client.get(SV), send(client, [*ALL.items(), ("go", "answer")])):
        assert response.status_code == 200
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies
    kept = client.get(SV + "?offence=6:9&date=2015")
    assert "checked" not in kept.text.replace('id="checked', "")
    assert '<input type="hidden" name="offence"' not in kept.text


@pytest.mark.parametrize(
    ("typed", "told", "field"),
    [
        ({"day": "31", "month": "2", "year": "2013"}, "February 2013 has 28 days", "day"),
        ({"day": "", "month": "13", "year": "2013"}, "is not a month", "month"),
        ({"day": "", "month": "", "year": "13"}, "Write the year with four digits", "year"),
        ({"day": "", "month": "", "year": ""}, "Write the year.", "year"),
        ({"day": "3", "month": "", "year": "2013"}, "Write the month too", "month"),
        ({"day": "", "month": "", "year": "2999"}, "That has not come yet", "year"),
        ({"day": "<b>", "month": "1", "year": "2013"}, "&lt;b&gt;", "day"),
    ],
)
def test_a_date_that_cannot_be_is_told_beside_it_and_kept(
    client: Client, db: None, typed: dict[str, str], told: str, field: str
) -> None:
    response = client.post(EN, {"offence": "6:9", "at": "date", **typed})
    assert response.status_code == 422
    assert response.text.count(told) >= 2  # at the top and beside the field
    assert f'href="#{field}"' in response.text
    assert 'name="offence" value="6:9"' in response.text
    parts = {part["key"]: part for part in response.context["parts"]}
    assert {key: part["value"] for key, part in parts.items()} == typed
    assert parts[field]["wrong"]


def test_an_age_that_cannot_be_is_told_and_kept(client: Client, db: None) -> None:
    sent = {**ALL, "at": "child_age", "child_age": "200"}
    response = client.post(SV, sent)
    assert response.status_code == 422
    assert "kan inte vara en ålder" in response.text
    assert 'value="200"' in response.text


def test_nothing_chosen_is_told(client: Client, db: None) -> None:
    response = client.post(SV, {"at": "offence", "go": ""})
    assert response.status_code == 422
    assert 'href="#offence-1"' in response.text


@pytest.mark.parametrize("wanted", ["", "answer", "unknown", "offence", "criminal_there", "'", "x" * 9000])
@pytest.mark.parametrize(
    "sent",
    [
        {"offence": "9:9", "at": "offence"},
        {"offence": "6:9\0", "date": "2013-02-31", "place": "moon", "ties": ["", "moon"], "at": "moon"},
        {**ALL, "place": "sweden", "at": "criminal_there", "criminal_there": "perhaps"},
        {**ALL, "date": "9" * 5000, "child_age": "-1", "at": "child_age"},
        {"offence": ["6:9"] * 99, "date": "٢٠١٣", "child_age": "١٤", "at": "date", "year": "٢٠١٣"},
    ],
)
def test_whatever_is_sent_gets_a_page(client: Client, db: None, sent: dict[str, Any], wanted: str) -> None:
    assert client.post(SV, {**sent, "go": wanted}).status_code in {200, 422}


def test_back_and_change_keep_the_rest(client: Client, db: None) -> None:
    response = client.post(SV, {**ALL, "go": "place"})
    assert 'value="abroad" id="place-1" checked' in response.text
    assert ("child_age", "14") in Form(response.text).hidden
    response = send(client, [*Form(response.text).hidden, ("place", "sweden"), ("go", "")])
    assert [row["key"] for row in response.context["rows"]] == ["offence", "date", "place", "child_age"]


def test_a_child_of_fifteen_to_seventeen_is_told_plainly(client: Client, db: None) -> None:
    for offence in ("6:4", "6:5", "6:6", "6:10 a"):
        for age, plainly in (("14", False), ("15", True), ("17", True), ("", False)):
            sent = {**ALL, "offence": offence, "child_age": age, "criminal_there": "yes", "go": "answer"}
            response = client.post(SV, sent)
            assert ("När barnet är 15, 16 eller 17 år" in response.text) is plainly
    earlier = client.post(SV, {**ALL, "offence": "6:4", "child_age": "16", "date": "2008", "go": "answer"})
    assert "Hur det var när det hände är inte kontrollerat här." in earlier.text


def test_the_number_to_call_is_the_shared_value(client: Client, db: None) -> None:
    response = client.post(EN, {**ALL, "go": "answer"})
    assert "{{" not in response.text
    assert 'Call <a class="phone" href="tel:112"' in response.text


def test_what_is_not_known_leaves_what_all_have_in_common() -> None:
    """A year in which the law changed, and a place that is not known."""
    sure = {**{key: [value] for key, value in ALL.items()}, "criminal_there": ["no"]}
    assert outcome(BOOK, sure, TODAY).triable == Verdict.YES
    turned = outcome(BOOK, {**sure, "date": ["2013"]}, TODAY)
    assert turned.triable == Verdict.DEPENDS
    assert [(one.span, one.verdict) for one in turned.stretches] == [
        ((datetime.date(2013, 1, 1), datetime.date(2013, 6, 30)), Verdict.NO),
        ((datetime.date(2013, 7, 1), datetime.date(2013, 12, 31)), Verdict.YES),
    ]
    anywhere = outcome(BOOK, {**sure, "date": ["2013-02"], "place": [""]}, TODAY)
    assert {one.place: one.verdict for one in anywhere.stretches} == {"abroad": "no", "sweden": "yes"}
    assert outcome(BOOK, {**sure, "date": [""]}, TODAY).triable == Verdict.DEPENDS
    assert outcome(BOOK, {"offence": [""]}, TODAY).answer is None


def test_the_law_there_is_asked_about_only_where_it_matters() -> None:
    before = {key: [value] for key, value in ALL.items()}
    assert steps.next_question(BOOK, before, TODAY) is None
    earlier = steps.next_question(BOOK, {**before, "date": ["2010"]}, TODAY)
    assert earlier is not None
    assert earlier.key == "criminal_there"


@given(st.dates(datetime.date(1900, 1, 1), TODAY))
def test_a_day_written_is_that_day(day: datetime.date) -> None:
    written = days.joined([str(day.day), str(day.month), str(day.year)])
    assert days.span_of(written, TODAY) == (day, day)
    assert days.span_of(str(day.year), TODAY).first == datetime.date(day.year, 1, 1)


@pytest.mark.parametrize(
    ("language", "speaks"), [("ro", "en"), ("ar", "en"), ("th", "en"), ("sv-simple", "sv")]
)
def test_other_languages_say_which_language_the_guide_speaks(
    client: Client, db: None, language: str, speaks: str
) -> None:
    address = f"/{language}/{'ar-det-ett-brott' if speaks == 'sv' else 'is-it-a-crime'}/"
    response = client.get(address)
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text
    assert f'<div class="law" lang="{speaks}" dir="ltr">' in response.text
    assert response.context["other"]["speaks"] in response.text


def test_an_address_of_another_language_leads_on(client: Client, db: None) -> None:
    assert client.get("/en/ar-det-ett-brott/")["Location"] == EN
    assert client.get("/sv/is-it-a-crime/rules/")["Location"] == f"{SV}regler/"


def test_every_rule_is_on_one_page_with_its_dates(client: Client, db: None) -> None:
    response = client.get("/en/is-it-a-crime/rules/")
    for rule in BOOK.rules:
        assert f'id="{rule.id}"' in response.text
    assert "checked up to and including 28 February 2026" in response.text
    assert len(client.get("/en/is-it-a-crime/rules/", headers={"Accept-Encoding": "gzip"}).content) < 30_000


LANGUAGE_FORM = re.compile(r'<nav class="languages".*?</nav>', re.DOTALL)


@pytest.mark.parametrize(
    ("sent", "heading"),
    [
        ({**ALL, "go": "place"}, "Where did it happen?"),
        ({**ALL, "go": ""}, "Is this right?"),
        ({**ALL, "go": "answer"}, "Yes. If it is this offence"),
    ],
)
def test_another_language_shows_the_same_place_with_the_answers(
    client: Client, db: None, sent: dict[str, Any], heading: str
) -> None:
    form = LANGUAGE_FORM.findall(client.post(SV, sent).text)[0]
    carried = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    assert ("offence", "6:9") in carried
    ((address, here),) = re.findall(r'formaction="(/en/[^"]*)" name="go" value="(\w*)"', form)
    assert (address, here) == (EN, sent["go"])
    assert heading in send(client, [*carried, ("go", here)], address).text


def test_before_the_first_answer_the_languages_are_links(client: Client, db: None) -> None:
    assert f'<a href="{EN}"' in LANGUAGE_FORM.findall(client.get(SV).text)[0]
