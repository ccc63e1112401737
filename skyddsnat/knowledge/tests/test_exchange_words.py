"""The exchange: others see no words of a newcomer that the staff have not read, and nothing hidden is written anew."""

import re

import pytest

from skyddsnat.knowledge.exchange import actions, moderating, moderation_views
from skyddsnat.knowledge.models import Post
from skyddsnat.knowledge.tests.consultation_cases import partner_of
from skyddsnat.knowledge.tests.exchange_cases import BASE, MALMO, STOCKHOLM, answered, asked, proofs

pytestmark = pytest.mark.django_db


@pytest.fixture
def pia(cast):
    return partner_of(cast, STOCKHOLM)


@pytest.fixture
def omar(cast):
    return partner_of(cast, MALMO, "omar@example.org")


@pytest.mark.parametrize("verb", ["andra", "lagg-till"])
def test_first_posts_are_read_again_when_they_are_changed(client, cast, pia, omar, verb):
    first = asked(pia, approve=cast.coordinator)
    client.force_login(pia)
    saved = {"title": "Tolk", "text": "Något helt annat.", "version": first.version}
    said = client.post(f"{BASE}inlagg/{first.pk}/{verb}/", saved, follow=True).text
    assert "innan andra ser det" in said
    client.force_login(omar)
    assert client.get(first.get_absolute_url()).status_code == 404
    for turn in (actions.withdraw_post, actions.put_back_post):
        turn(post=first, by=pia)
    assert client.get(first.get_absolute_url()).status_code == 404
    moderating.approve_post(post=first, by=cast.coordinator)
    asked(pia, approve=cast.coordinator)
    third = asked(pia)
    client.force_login(pia)
    client.post(f"{BASE}inlagg/{third.pk}/{verb}/", saved | {"version": third.version})
    third.refresh_from_db()
    assert (third.state, third.version) == ("shown", 2)


def test_evidence_is_taken_back_while_its_answer_waits(cast, pia, omar, method, begun):
    question = asked(pia, approve=cast.coordinator, method=method)
    answer = answered(question, omar, approve=cast.coordinator)
    answer = actions.change_post(post=answer, text="Annat.", by=omar, version=answer.version)
    assert [row[0] for row in proofs()] == [1, -1]
    moderating.approve_post(post=answer, by=cast.coordinator)
    assert [row[0] for row in proofs()] == [1, -1, 1]


def test_what_is_hidden_is_not_written_anew(client, cast, pia):
    post = asked(pia, approve=cast.coordinator)
    moderating.hide_post(post=post, reason="Fel.", by=cast.coordinator)
    post.refresh_from_db()
    client.force_login(pia)
    for verb in ("andra", "lagg-till"):
        saved = {"title": "Tolk", "text": "Annat.", "version": post.version}
        assert "Skriv ett nytt i stället" in client.post(f"{BASE}inlagg/{post.pk}/{verb}/", saved).text
    post.refresh_from_db()
    assert (post.text, post.added) == ("Hur gör ni med tolk?", "")


def test_the_staff_show_the_words_that_they_have_read(client, cast, pia):
    post = asked(pia)
    client.force_login(cast.coordinator)
    (read,) = re.findall(r'visa/">.*?name="version" value="(\d+)"', client.get(f"{BASE}granska/").text)
    actions.change_post(post=post, title="Tolk", text="Annat.", by=pia, version=post.version)
    show = f"{BASE}inlagg/{post.pk}/visa/"
    assert "Läs det som står nu" in client.post(show, {"version": read}, follow=True).text
    for _twice in range(2):
        assert "visas nu för andra" in client.post(show, {"version": int(read) + 1}, follow=True).text
    assert Post.objects.get().state == "shown"


def test_a_title_changed_alone_is_kept_when_the_text_is_the_same(client, cast, pia):
    post = asked(pia)
    client.force_login(pia)
    change = f"{BASE}inlagg/{post.pk}/andra/"
    saved = {"title": "Tolk", "text": post.text, "version": post.version}
    for _twice in range(2):
        assert client.post(change, saved).status_code == 302
    assert "Sparar du nu" in client.post(change, saved | {"title": "Tolken"}).text


def test_what_waits_is_paged(client, cast, pia, monkeypatch):
    monkeypatch.setattr(moderation_views, "A_PAGE", 1)
    for title in ("Den äldsta", "Den yngsta"):
        asked(pia, title=title)
    client.force_login(cast.coordinator)
    assert "Den yngsta" not in client.get(f"{BASE}granska/").text
    assert "Den yngsta" in client.get(f"{BASE}granska/?page=2").text
