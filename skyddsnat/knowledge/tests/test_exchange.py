"""The exchange: who sees what, first posts looked at, evidence, half an hour to change, and letters sent once."""

import datetime
import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from skyddsnat.actors.api import organisation
from skyddsnat.core.api import Refused, query_from, search
from skyddsnat.knowledge.exchange import actions, moderating
from skyddsnat.knowledge.exchange.proof import prove_exchange
from skyddsnat.knowledge.exchange.retention import forget_authors
from skyddsnat.knowledge.exchange.waiting import waiting
from skyddsnat.knowledge.models import Digest, Post, PostReport, SubjectFollower
from skyddsnat.knowledge.tests.conftest import begin
from skyddsnat.knowledge.tests.consultation_cases import partner_of
from skyddsnat.knowledge.tests.exchange_cases import BASE, MALMO, STOCKHOLM, answered, asked, proofs
from skyddsnat.shared.dates import today

db = pytest.mark.django_db


@pytest.fixture
def pia(cast):
    return partner_of(cast, STOCKHOLM)


@pytest.fixture
def omar(cast):
    return partner_of(cast, MALMO, "omar@example.org")


# --- who sees what ---


@db
def test_first_posts_wait_and_are_shown_when_read(client, cast, pia, omar):
    first = asked(pia)
    assert first.state == "waiting"
    client.force_login(omar)
    assert client.get(first.get_absolute_url()).status_code == 404
    client.force_login(pia)
    assert "Väntar på granskning" in client.get(first.get_absolute_url()).text
    assert [task.key for task in waiting(cast.coordinator)] == ["exchange"]
    client.force_login(cast.coordinator)
    assert "Tolk i samtal" in client.get(f"{BASE}granska/").text
    client.post(f"{BASE}inlagg/{first.pk}/visa/")
    client.force_login(omar)
    assert client.get(first.get_absolute_url()).status_code == 200
    asked(pia, approve=cast.editor)
    assert asked(pia).state == "shown"  # the third
    assert list(waiting(cast.coordinator)) == []


@db
def test_others_see_a_function_and_the_staff_a_name(client, cast, pia, omar):
    question = asked(pia, approve=cast.coordinator)
    client.force_login(omar)
    page = client.get(question.get_absolute_url()).text
    assert "Socialsekreterare, Stockholms kommun" in page
    assert "Partner" not in page.replace("partner", "")
    client.force_login(cast.coordinator)
    assert "Partner" in client.get(question.get_absolute_url()).text


@db
@pytest.mark.parametrize(
    ("role", "status"), [("coordinator", 200), ("editor", 200), ("manager", 200), ("auditor", 200), ("economist", 403),
                         ("receiver", 403), ("outsider", 403)],
)  # fmt: skip
def test_who_opens_the_exchange(client, cast, pia, role, status):
    question = asked(pia, approve=cast.coordinator)
    client.force_login(getattr(cast, role))
    assert client.get(BASE).status_code == status
    assert client.get(question.get_absolute_url()).status_code == (200 if status == 200 else 404)
    writes = role in {"coordinator", "editor"}
    assert client.get(f"{BASE}fraga/").status_code == (200 if writes else 403)
    assert client.get(f"{BASE}granska/").status_code == (200 if writes else 403)


@db
def test_visitors_sign_in_first(client):
    assert "/konto/" in client.get(BASE)["Location"]


@db
def test_nobody_touches_another_s_post(client, cast, pia, omar):
    question = asked(pia, approve=cast.coordinator)
    answer = answered(question, omar, approve=cast.coordinator)
    client.force_login(omar)
    for verb in ("andra", "lagg-till"):
        assert client.get(f"{BASE}inlagg/{question.pk}/{verb}/").status_code == 404
    for verb in ("ta-tillbaka", "visa-igen"):
        assert client.post(f"{BASE}inlagg/{question.pk}/{verb}/").status_code == 404
    assert client.post(f"{BASE}inlagg/{answer.pk}/hjalpte/").status_code == 404
    for verb in ("visa", "dolj"):
        assert client.post(f"{BASE}inlagg/{question.pk}/{verb}/", {"text": "x"}).status_code == 403
    with pytest.raises(PermissionDenied):
        asked(omar, STOCKHOLM)


# --- writing ---


@db
def test_a_form_sent_twice_is_one_post_and_what_is_found_is_shown(client, cast, pia):
    client.force_login(pia)
    data = {
        "subject": "samtal", "title": "Tolk", "text": "Hur gör ni när Elsa Lindqvist ringer?", "method": "",
        "function": "Socialsekreterare", "organisation": organisation(STOCKHOLM).pk, "once": str(uuid.uuid4()),
    }  # fmt: skip
    page = client.post(f"{BASE}fraga/", data).text
    assert "<mark>Elsa Lindqvist</mark>" in page
    number = client.post(f"{BASE}fraga/", data | {"text": "Hon är 19811218-9876."}).text
    assert "<mark>19811218-9876</mark>" in number
    assert not Post.objects.exists()
    shown = re.search(r'name="shown" value="([^"]*)"', page)[1]
    for _twice in range(2):
        client.post(f"{BASE}fraga/", data | {"shown": shown, "confirmed": "on"})
    post = Post.objects.get()
    assert (post.function, post.organisation.code) == ("Socialsekreterare", STOCKHOLM)


@db
def test_it_is_changed_within_half_an_hour_and_added_to_afterwards(client, cast, pia):
    question = asked(pia, approve=cast.coordinator)
    client.force_login(pia)
    change, add = f"{BASE}inlagg/{question.pk}/andra/", f"{BASE}inlagg/{question.pk}/lagg-till/"
    assert "Hur gör ni med tolk?" in client.get(change).text
    saved = {"title": "Tolk", "text": "Hur väljer ni tolk?", "version": question.version}
    for _twice in range(2):
        assert client.post(change, saved).status_code == 302
    conflict = client.post(change, saved | {"text": "En annan text."}).text
    assert "Hur väljer ni tolk?" in conflict
    assert "En annan text." in conflict
    Post.objects.update(posted_at=timezone.now() - datetime.timedelta(minutes=31))
    assert client.get(change)["Location"] == add
    question.refresh_from_db()
    late = client.post(change, saved | {"version": question.version})
    assert "mer än 30 minuter" in late.text
    for _twice in range(2):
        client.post(add, {"text": "Vi har nu provat.", "version": question.version})
    question.refresh_from_db()
    assert (question.text, question.added) == ("Hur väljer ni tolk?", "Vi har nu provat.")


@db
def test_one_answer_helped_at_most_and_only_the_asker_says_so(cast, pia, omar):
    question = asked(pia, approve=cast.coordinator)
    answers = [answered(question, omar, approve=cast.coordinator) for _n in range(2)]
    for one in (*answers, answers[0]):
        actions.say_helped(answer=one, helped=True, by=pia)
    assert list(Post.objects.filter(helped=True)) == [answers[0]]
    actions.say_helped(answer=answers[0], helped=False, by=pia)
    assert not Post.objects.filter(helped=True).exists()
    with pytest.raises(PermissionDenied):
        actions.say_helped(answer=answers[0], helped=True, by=omar)


@db
def test_a_report_is_looked_at_and_a_post_hidden_with_a_reason_and_shown_again(client, cast, pia, omar):
    question = asked(pia, approve=cast.coordinator)
    client.force_login(omar)
    for _twice in range(2):
        client.post(f"{BASE}inlagg/{question.pk}/anmal/", {"text": "Pekar ut en skola."})
    assert PostReport.objects.count() == 1
    client.force_login(cast.coordinator)
    assert "Pekar ut en skola." in client.get(f"{BASE}granska/").text
    hide = f"{BASE}inlagg/{question.pk}/dolj/"
    assert client.post(hide, {"text": ""}).status_code == 200
    client.post(hide, {"text": "Skriv inte vilken skola."})
    assert "Inget väntar" in client.get(f"{BASE}granska/").text
    client.force_login(omar)
    assert client.get(question.get_absolute_url()).status_code == 404
    client.force_login(pia)
    assert "Skriv inte vilken skola." in client.get(question.get_absolute_url()).text
    with pytest.raises(Refused):
        actions.put_back_post(post=question, by=pia)
    with pytest.raises(Refused, match="visas inte längre"):
        answered(question, omar)
    moderating.approve_post(post=question, by=cast.coordinator)
    client.force_login(omar)
    assert client.get(question.get_absolute_url()).status_code == 200


# --- evidence ---


@db
def test_an_answer_from_another_organisation_is_evidence_once(cast, pia, omar, method, begun):
    question = asked(pia, approve=cast.coordinator, method=method)
    answered(question, pia, STOCKHOLM, approve=cast.coordinator)
    answered(question, cast.partner, STOCKHOLM)
    assert proofs() == []
    answer = answered(question, omar)
    assert proofs() == []  # it waits
    moderating.approve_post(post=answer, by=cast.coordinator)
    other = answered(question, omar, approve=cast.coordinator)
    assert proofs() == [(1, MALMO)]
    actions.withdraw_post(post=answer, by=omar)
    assert len(proofs()) == 1  # the other still stands
    moderating.hide_post(post=other, reason="Fel.", by=cast.coordinator)
    assert [row[0] for row in proofs()] == [1, -1]
    for _twice in range(2):
        actions.put_back_post(post=answer, by=omar)
    assert [row[0] for row in proofs()] == [1, -1, 1]
    assert prove_exchange() == 0


@db
def test_evidence_waits_for_the_activity_to_begin(cast, pia, omar, method, planned):
    answered(asked(pia, approve=cast.coordinator, method=method), omar, approve=cast.coordinator)
    assert proofs() == []
    begin(planned, cast)
    assert (prove_exchange(), prove_exchange()) == (1, 0)
    assert proofs() == [(1, MALMO)]


@db
def test_one_follows_and_stops_on_the_page(client, pia):
    client.force_login(pia)
    for on, there in (("1", True), ("1", True), ("0", False)):
        client.post(f"{BASE}bevaka/samtal/", {"on": on})
        assert SubjectFollower.objects.filter(user=pia).exists() is there
    client.post(f"{BASE}bevaka/nothing/", {"on": "1"})
    assert not SubjectFollower.objects.exists()


# --- what is kept, what is published, the database ---


@db
def test_who_wrote_is_forgotten_after_a_year(cast, pia):
    question = asked(pia, approve=cast.coordinator)
    assert forget_authors(today=today() + datetime.timedelta(days=300)) == 0
    assert forget_authors(today=today() + datetime.timedelta(days=366)) == 1
    question.refresh_from_db()
    assert (question.by, question.function, question.state) == (None, "Socialsekreterare", "shown")


def found_by(user, words):
    groups = search(user, query_from(words), size=5, only="utbyte")
    return [hit.title for group in groups for hit in group.hits]


@db
def test_the_search_of_the_house_finds_questions_by_what_the_reader_sees(cast, pia, omar):
    question = asked(pia, approve=cast.coordinator, title="Hur bokas tolk?")
    answer = answered(question, omar, text="Vi ringer kvastkrassen.")
    assert found_by(pia, "tolk") == found_by(omar, "tolk") == ["Hur bokas tolk?"]
    assert found_by(pia, "kvastkrassen") == []  # the answer waits
    assert found_by(omar, "kvastkrassen") == found_by(cast.editor, "kvastkrassen") == ["Hur bokas tolk?"]
    moderating.approve_post(post=answer, by=cast.coordinator)
    assert found_by(pia, "kvastkrassen") == ["Hur bokas tolk?"]
    assert found_by(pia, "Omar") == []
    moderating.hide_post(post=question, reason="Fel.", by=cast.coordinator)
    assert found_by(omar, "tolk") == []
    assert found_by(cast.receiver, "tolk") == []


@db
def test_the_database_itself_refuses(cast, pia, omar):
    question = asked(pia, approve=cast.coordinator)
    answer = answered(question, omar, approve=cast.coordinator)
    other = answered(question, omar, approve=cast.coordinator)
    posts = Post.objects.filter(pk=answer.pk)
    posts.update(helped=True)
    for wrong in (
        lambda: posts.update(state="lost"),
        lambda: posts.update(state="hidden"),
        lambda: posts.update(title="En rubrik"),
        lambda: posts.update(shown_at=None),
        lambda: Post.objects.filter(pk=other.pk).update(helped=True),
        lambda: Post.objects.filter(pk=question.pk).update(subject=""),
        lambda: PostReport.objects.create(post=answer, by=pia, why=""),
        lambda: Digest.objects.create(
            user=pia, week=today(), since=timezone.now(), until=timezone.now(), sent_at=timezone.now()
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()
