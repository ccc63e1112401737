"""The week's letter about the exchange: what is new, in one's language, once; and the way out of it."""

import datetime
import os
import re
import subprocess
import sys
import uuid

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from skyddsnat.core.api import NotTakenError, add_user
from skyddsnat.knowledge.exchange import actions, digests
from skyddsnat.knowledge.exchange.actions import Author
from skyddsnat.knowledge.models import Digest, SubjectFollower
from skyddsnat.knowledge.tests.consultation_cases import partner_of
from skyddsnat.knowledge.tests.exchange_cases import BASE, MALMO, STOCKHOLM, asked
from skyddsnat.shared.dates import today

db = pytest.mark.django_db


@pytest.fixture
def pia(cast):
    return partner_of(cast, STOCKHOLM)


@pytest.fixture
def omar(cast):
    return partner_of(cast, MALMO, "omar@example.org")


@db
def test_the_week_s_letter_holds_what_is_new_by_others_in_one_s_language(cast, pia, omar):
    omar.language = "en"
    omar.save(update_fields=["language"])
    actions.follow(subject="samtal", on=True, by=omar)
    actions.follow(subject="samtal", on=True, by=pia)
    assert digests.prepare_digests(now=timezone.now()) == []
    asked(pia, approve=cast.coordinator)
    asked(pia, approve=cast.coordinator, subject="tecken", title="Annat ämne")
    now = timezone.now()
    made = digests.prepare_digests(now=now)
    assert [one.user for one in made] == [omar]  # Pia wrote it herself
    assert digests.prepare_digests(now=now) == []
    letter = digests.letter_of(made[0], "secret")
    assert "Talking with children" in letter.body
    assert "Tolk i samtal" in letter.body
    assert "Hur gör ni" not in letter.body
    assert "Annat ämne" not in letter.body
    assert digests.prepare_digests(now=now + datetime.timedelta(days=7)) == []  # nothing new since


@db
def test_a_letter_tells_of_some_questions_and_where_the_others_are(cast, pia, omar, monkeypatch):
    monkeypatch.setattr(digests, "MOST_TOLD", 2)
    actions.follow(subject="samtal", on=True, by=omar)
    for number in range(4):
        asked(pia, approve=cast.coordinator, title=f"Fråga nummer {number}")
    (digest,) = digests.prepare_digests(now=timezone.now())
    body = digests.letter_of(digest, "secret").body
    assert body.count("Fråga nummer") == 2
    assert re.search(r"Och 2 frågor till: https?://[^/]+/kunskap/utbyte/\n", body)


@db
def test_who_may_no_longer_read_gets_no_letter(cast, pia, omar):
    actions.follow(subject="samtal", on=True, by=omar)
    asked(pia, approve=cast.coordinator)
    omar.roles.clear()
    assert digests.prepare_digests(now=timezone.now()) == []


def test_a_letter_is_sent_once_and_its_link_ends_them(committing, client, monkeypatch):
    boss = add_user(email="boss@example.org", name="Boss", roles=["coordinator"], by=None)
    reader = add_user(email="reader@example.org", name="Reader", roles=["editor"], by=None)
    actions.follow(subject="samtal", on=True, by=reader)
    actions.ask_others(
        subject="samtal",
        title="Tolk",
        text="Hur?",
        author=Author("Samordnare", None),
        once=uuid.uuid4(),
        by=boss,
    )
    (digest,) = digests.prepare_digests(now=timezone.now())

    def no(letter):
        raise NotTakenError("ConnectionRefusedError")

    monkeypatch.setattr(digests, "hand_over", no)
    with pytest.raises(NotTakenError):
        digests.deliver_digest(digest.pk)
    monkeypatch.undo()
    assert [digests.deliver_digest(digest.pk) for _twice in range(2)] == [True, False]
    assert [letter.to for letter in mail.outbox] == [["reader@example.org"]]
    stop = re.search(r"(/kunskap/utbyte/sluta/\S+)", mail.outbox[0].body)[1]
    page = client.get(stop)
    assert page["Referrer-Policy"] == "same-origin"
    assert SubjectFollower.objects.exists()  # opening it changes nothing
    assert "inga fler mejl" in client.post(stop).text
    assert not SubjectFollower.objects.exists()
    assert client.post(f"{BASE}sluta/nothing/").status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.update(sent_at=None)
    Digest.objects.update(week=today() - datetime.timedelta(days=140))
    assert client.get(stop).status_code == 404


def test_a_worker_killed_with_the_letter_in_its_hands_sends_none_twice(committing):
    boss = add_user(email="boss@example.org", name="Boss", roles=["coordinator"], by=None)
    reader = add_user(email="reader@example.org", name="Reader", roles=["editor"], by=None)
    actions.follow(subject="samtal", on=True, by=reader)
    actions.ask_others(
        subject="samtal",
        title="Tolk",
        text="Hur?",
        author=Author("Samordnare", None),
        once=uuid.uuid4(),
        by=boss,
    )
    (digest,) = digests.prepare_digests(now=timezone.now())
    where = {name: connection.settings_dict[name] for name in ("NAME", "HOST")}
    program = f"""
import os, django
django.setup()
from django.db import connections
connections["default"].settings_dict.update({where!r})
from skyddsnat.knowledge.exchange import digests
digests.hand_over = lambda letter: os.kill(os.getpid(), 9)
digests.deliver_digest({digest.pk})
"""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "skyddsnat.settings"}
    ended = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert ended.returncode == -9, ended.stderr
    assert digests.deliver_digest(digest.pk) is False
    assert mail.outbox == []
