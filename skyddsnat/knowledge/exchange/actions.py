"""Writing in the exchange: asking, answering, changing, taking back, and saying what helped."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import ChangedMeanwhile, Refused, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import TAKE_PART
from skyddsnat.knowledge.anonymity import check_no_number
from skyddsnat.knowledge.exchange.access import check_may_read, check_may_write, check_own, may_moderate
from skyddsnat.knowledge.exchange.proof import settle
from skyddsnat.knowledge.exchange.rules import check_changed_in_time, waits_first
from skyddsnat.knowledge.exchange.subjects import subjects
from skyddsnat.knowledge.models import Method, Post, SubjectFollower

State = Post.State


@dataclass(frozen=True, slots=True)
class Author:
    """In what name somebody writes. Without an organisation it is the house itself."""

    function: str
    organisation: Organisation | None
    language: str = "sv"


def _changed(current: Post) -> ChangedMeanwhile:
    return ChangedMeanwhile(
        current, _("Texten har ändrats i ett annat fönster. Sparar du nu gäller den här texten.")
    )


@transaction.atomic
def ask_others(
    *,
    subject: str,
    title: str,
    text: str,
    author: Author,
    once: uuid.UUID,
    by: User,
    method: Method | None = None,
) -> Post:
    """Ask the others. The form sent twice asks once; a person's first posts wait for the staff."""
    if subject not in subjects():
        raise Refused(_("Välj ett ämne i listan."))
    check_no_number(title)
    return _post(
        text=text, author=author, once=once, by=by, subject=subject, title=title.strip(), method=method
    )


@transaction.atomic
def answer_other(*, question: Post, text: str, author: Author, once: uuid.UUID, by: User) -> Post:
    """Answer a question that is shown. An answer from another organisation is evidence, once a question."""
    current = locked(question)
    if current.question_id is not None or current.state != State.SHOWN:
        raise Refused(_("Frågan visas inte längre. Den går inte att svara på."))
    post = _post(text=text, author=author, once=once, by=by, question=current)
    settle(current, by=by)
    return post


@transaction.atomic
def change_post(*, post: Post, text: str, by: User, version: int, title: str = "") -> Post:
    """Write one's own post anew, within half an hour. Raises Refused afterwards, and ChangedMeanwhile."""
    check_own(by, post)
    current = locked(post)
    _check_not_hidden(current)
    check_changed_in_time(current.posted_at, timezone.now())
    check_no_number(title, text)
    wanted = title.strip() or current.title
    if current.version != version:
        if (current.text, current.title) == (text.strip(), wanted):
            return current  # a second click
        raise _changed(current)
    current.text = text.strip()
    if current.question_id is None:
        current.title = wanted
    _saved(current, "text", "title")
    record(by, "post.changed", current)
    _read_again(current, by)
    return current


@transaction.atomic
def add_to_post(*, post: Post, text: str, by: User, version: int) -> Post:
    """Say more below one's own post, when it can no longer be changed. Raises ChangedMeanwhile."""
    check_own(by, post)
    current = locked(post)
    _check_not_hidden(current)
    check_no_number(text)
    if current.version != version:
        if current.added.endswith(text.strip()):
            return current  # a second click
        raise _changed(current)
    current.added = f"{current.added}\n\n{text.strip()}".strip()
    _saved(current, "added")
    record(by, "post.added_to", current)
    _read_again(current, by)
    return current


@transaction.atomic
def withdraw_post(*, post: Post, by: User) -> None:
    """Take one's own post back; evidence that rests on it is taken back too."""
    check_own(by, post)
    _turn(post, {State.SHOWN, State.WAITING}, State.WITHDRAWN, "post.withdrawn", by)


@transaction.atomic
def put_back_post(*, post: Post, by: User) -> None:
    """Show one's own post again, or let it wait again when it was never shown."""
    check_own(by, post)
    _turn(post, {State.WITHDRAWN}, None, "post.put_back", by)


@transaction.atomic
def say_helped(*, answer: Post, helped: bool, by: User) -> None:
    """The one who asked says which answer helped, one at most; or that it did not after all."""
    question = answer.question
    if question is None or question.by_id != by.pk:
        raise PermissionDenied(TAKE_PART)
    locked(question)
    if answer.state != State.SHOWN:
        raise Refused(_("Svaret visas inte längre."))
    Post.objects.filter(question=question, helped=True).exclude(pk=answer.pk).update(helped=False)
    if Post.objects.filter(pk=answer.pk).exclude(helped=helped).update(helped=helped):
        record(by, "post.helped" if helped else "post.helped_not", answer)


@transaction.atomic
def follow(*, subject: str, on: bool, by: User) -> None:
    """Want the week's letter about a subject, or no more."""
    check_may_read(by)
    if subject not in subjects():
        raise Refused(_("Välj ett ämne i listan."))
    if on:
        row, made = SubjectFollower.objects.get_or_create(user=by, subject=subject)
        if made:
            record(by, "subject.followed", row, subject=subject)
    else:
        for row in SubjectFollower.objects.filter(user=by, subject=subject):
            record(by, "subject.unfollowed", row, subject=subject)
            row.delete()


def _check_not_hidden(post: Post) -> None:
    if post.state == State.HIDDEN:
        raise Refused(_("Inlägget är dolt och kan inte ändras. Skriv ett nytt i stället."))


def _read_again(post: Post, by: User) -> None:
    """Let a post among the person's first wait once more: others see no words of it that the staff have not read."""
    if post.state != State.SHOWN or not waits_first(
        _shown_of(by).exclude(pk=post.pk).count(), is_staff=may_moderate(by)
    ):
        return
    post.state, post.shown_at = State.WAITING, None
    post.save(update_fields=["state", "shown_at"])
    settle(question_of(post), by=by)


def _shown_of(user: User) -> QuerySet[Post]:
    """What the person has written that others have seen and nobody has hidden."""
    return Post.objects.filter(by=user, shown_at__isnull=False).exclude(state=State.HIDDEN)


def question_of(post: Post) -> Post:
    return post if post.question is None else locked(post.question)


def locked(post: Post) -> Post:
    found = Post.objects.select_for_update(of=("self",))
    return found.select_related("method__activity", "organisation").get(pk=post.pk)


def _turn(post: Post, allowed: set[State], wanted: State | None, verb: str, by: User) -> None:
    """Let the post go there; None is where it was before it was taken back."""
    current = locked(post)
    if wanted is None:
        wanted = State.WAITING if current.shown_at is None else State.SHOWN
    if current.state == wanted:
        return
    if current.state not in allowed:
        raise Refused(_("Det går inte: inlägget är nu ”%(state)s”.") % {"state": State(current.state).label})
    current.state = wanted
    _saved(current, "state")
    record(by, verb, current)
    settle(question_of(current), by=by)


def _post(
    *, text: str, author: Author, once: uuid.UUID, by: User, question: Post | None = None, **more: object
) -> Post:
    check_may_write(by, author.organisation)
    before = Post.objects.filter(once=once, by=by).first()
    if before is not None:
        return before
    check_no_number(text, author.function)
    waits = waits_first(_shown_of(by).count(), is_staff=may_moderate(by))
    post = Post.objects.create(
        question=question, text=text.strip(), by=by, function=author.function.strip(), organisation=author.organisation,
        language=author.language, once=once, state=State.WAITING if waits else State.SHOWN,
        shown_at=None if waits else timezone.now(), **more,
    )  # fmt: skip
    record(by, "post.asked" if question is None else "post.answered", post, waits=waits)
    return post


def _saved(post: Post, *fields: str) -> None:
    post.version += 1
    post.save(update_fields=[*fields, "version"])
