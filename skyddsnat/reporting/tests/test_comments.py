"""Comments: who may say what, threads, what is unread, and what is taken back."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from skyddsnat.core.api import Refused, waiting_for
from skyddsnat.core.models import AuditEntry
from skyddsnat.reporting.actions import comments as actions
from skyddsnat.reporting.actions.retention import remove_old_writing
from skyddsnat.reporting.actions.texts import save_draft, write_text
from skyddsnat.reporting.gaps import talk_of
from skyddsnat.reporting.models import ReportComment, ReportCommentsRead, ReportDraft

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost"}


@pytest.fixture
def say(assignment):
    def said(by, body="Stämmer det?", **more):
        return actions.add_comment(assignment=assignment, section="summary", body=body, by=by, **more)

    return said


@pytest.fixture
def send(assignment, client):
    def sent(who, name, *more, **post):
        client.force_login(who)
        address = reverse(f"reporting:{name}", args=[assignment.slug, "summary", *more])
        return client.post(address, post, headers=HOST)

    return sent


@pytest.fixture
def page(assignment, client):
    def seen(who, query=""):
        client.force_login(who)
        address = reverse("reporting:comments", args=[assignment.slug, "summary"])
        return client.get(address + query, headers=HOST).content.decode()

    return seen


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("editor", 302),
        ("coordinator", 302),
        ("manager", 302),
        ("auditor", 404),
        ("economist", 404),
        ("partner", 403),
    ],
)
def test_who_may_comment(send, cast, who, status):
    assert send(getattr(cast, who), "comments", body="Hej").status_code == status
    assert ReportComment.objects.count() == (status == 302)


def test_the_auditor_reads_and_has_no_buttons(say, page, cast):
    say(cast.manager, "Är siffran rätt?")
    shown = page(cast.auditor)
    assert "Är siffran rätt?" in shown
    assert "Markera som avklarad" not in shown
    assert "Ny kommentar" not in shown


def test_a_paragraph_is_quoted_and_told_of_when_it_has_changed(assignment, send, page, cast):
    write = {"assignment": assignment, "section": "summary", "by": cast.editor}
    write_text(body="Ett.\n\nTvå.", version=0, **write)
    send(cast.manager, "comments", body="Mer om tvåan?", stycke="2")
    comment = ReportComment.objects.get()
    assert (comment.quote, comment.text_version) == ("Två.", 1)
    assert "Stycket har ändrats" not in page(cast.editor)
    write_text(body="Ett.\n\nTvå och mer.", version=1, **write)
    assert "fran=1&amp;till=2" in page(cast.editor)
    write_text(body="Ett.\n\nEn trea.", version=2, **write)
    assert "fran=1&amp;till=3" in page(cast.editor)


def test_answers_gather_in_the_thread_and_it_is_settled_as_a_whole(say, send, page, cast):
    first = say(cast.manager)
    send(cast.editor, "comment_answer", first.pk, body="Ja, se insats 4.")
    answer = ReportComment.objects.get(answers=first)
    with pytest.raises(Refused, match="tråden"):
        actions.resolve_comment(comment=answer, by=cast.editor)
    with pytest.raises(Refused, match="tråden"):
        actions.answer_comment(comment=answer, body="x", by=cast.editor)
    send(cast.manager, "comment_resolve", first.pk)
    send(cast.manager, "comment_resolve", first.pk)
    assert AuditEntry.objects.filter(verb="report.comment_resolved").count() == 1
    assert "1 avklarad kommentar" in page(cast.editor)
    send(cast.editor, "comment_reopen", first.pk)
    first.refresh_from_db()
    assert first.resolved_at is None
    with pytest.raises(Refused, match="redan öppen"):
        actions.reopen_comment(comment=first, by=cast.editor)


def test_an_empty_comment_is_refused_and_the_rest_stays(send, say, cast, page):
    first = say(cast.manager)
    assert "field-error" in send(cast.editor, "comments", body=" ").content.decode()
    assert "field-error" in send(cast.editor, "comment_answer", first.pk, body="").content.decode()
    with pytest.raises(Refused, match="Skriv en kommentar"):
        say(cast.editor, "  ")


def test_only_ones_own_words_are_changed_and_only_for_a_while(say, send, cast):
    mine = say(cast.editor, "Fel ord.")
    send(cast.editor, "comment_change", mine.pk, body="Rätt ord.")
    mine.refresh_from_db()
    assert mine.body == "Rätt ord."
    with pytest.raises(Refused, match="någon annans"):
        actions.change_comment(comment=mine, body="x", by=cast.manager)
    old = say(cast.editor, "Gammalt.", at=timezone.now() - datetime.timedelta(minutes=31))
    with pytest.raises(Refused, match="halvtimme"):
        actions.change_comment(comment=old, body="x", by=cast.editor)
    actions.resolve_comment(comment=mine, by=cast.manager)
    with pytest.raises(Refused, match="avklarad"):
        actions.change_comment(comment=mine, body="x", by=cast.editor)


def test_a_comment_taken_back_leaves_its_answers(say, send, page, cast):
    mine = say(cast.editor, "Pinsamt.", quote="Ett.")
    actions.answer_comment(comment=mine, body="Ingen fara.", by=cast.manager)
    assert send(cast.manager, "comment_remove", mine.pk).status_code == 302
    mine.refresh_from_db()
    assert mine.body == "Pinsamt.", "somebody else cannot"
    send(cast.editor, "comment_remove", mine.pk)
    shown = page(cast.editor)
    assert "Pinsamt." not in shown
    assert "Kommentaren är borttagen." in shown
    assert "Ingen fara." in shown
    with pytest.raises(Refused, match="redan borttagen"):
        actions.remove_comment(comment=mine, by=cast.editor)


def test_what_others_say_is_unread_until_one_says_so(assignment, say, send, cast):
    say(cast.manager, "Ett")
    say(cast.editor, "Två")
    talk = talk_of(assignment, cast.editor)["summary"]
    assert (talk.open, talk.unread) == (2, 0), "who answers has read what was said before"
    say(cast.manager, "Tre")
    assert talk_of(assignment, cast.editor)["summary"].unread == 1
    assert talk_of(assignment, cast.coordinator)["summary"].unread == 3
    send(cast.editor, "comments_read")
    assert talk_of(assignment, cast.editor)["summary"].unread == 0


def test_those_who_wrote_the_section_are_told(assignment, say, cast):
    write_text(assignment=assignment, section="summary", body="Text.", version=0, by=cast.editor)
    say(cast.manager)
    url = reverse("reporting:comments", args=[assignment.slug, "summary"])
    (task,) = [task for task in waiting_for(cast.editor) if task.url == url]
    assert (task.label, task.status) == ("Sammanfattning", "1 ny kommentar")
    assert not [task for task in waiting_for(cast.coordinator) if task.url == url]
    assert not [task for task in waiting_for(cast.manager) if task.url == url]


def test_a_script_in_a_comment_is_text(say, page, cast):
    say(cast.manager, "<script>x</script>")
    assert "<script>x" not in page(cast.editor)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE reporting_reportcomment SET body = ''",
        "UPDATE reporting_reportcomment SET resolved_at = now()",
        "UPDATE reporting_reportcomment SET removed_at = now()",
        "UPDATE reporting_reportcomment SET answers_id = id, quote = 'x'",
    ],
)
def test_the_database_keeps_comments_whole(say, cast, sql):
    say(cast.manager)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_old_working_material_is_removed(assignment, say, cast):
    long_ago = timezone.now() - datetime.timedelta(days=800)
    old = say(cast.manager, "Gammalt", at=long_ago)
    actions.answer_comment(comment=old, body="Svar", by=cast.editor, at=long_ago)
    lively = say(cast.manager, "Gammalt men levande", at=long_ago)
    actions.answer_comment(comment=lively, body="Nytt svar", by=cast.editor)
    draft = {"assignment": assignment, "body": "x", "started_from": 0, "by": cast.editor}
    save_draft(section="economy", at=long_ago, **draft)
    save_draft(section="aim:a", **draft)
    assert remove_old_writing(today=timezone.now().date(), by=None) == 2
    assert [c.body for c in ReportComment.objects.all()] == ["Gammalt men levande", "Nytt svar"]
    assert [d.section for d in ReportDraft.objects.all()] == ["aim:a"]
    actions.resolve_comment(comment=lively, by=cast.editor, at=long_ago)
    ReportComment.objects.filter(answers=lively).delete()
    remove_old_writing(today=timezone.now().date(), by=None)
    assert not ReportCommentsRead.objects.exists()
