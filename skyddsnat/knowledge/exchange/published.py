"""What the library's search may show of the exchange: questions that have been answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from skyddsnat.knowledge.models import Post


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """One document: the question with the answers that are shown, and nothing of who wrote them."""

    id: int
    language: str
    title: str
    text: str
    url: str


def answered_questions() -> Iterator[AnsweredQuestion]:
    """Every question that is shown and has an answer that is, the newest first. They are read by those signed in."""
    shown = Post.State.SHOWN
    found = Post.objects.filter(question=None, state=shown, answers__state=shown).distinct()
    for question in found.prefetch_related("answers").order_by("-pk"):
        answers = [post for post in question.answers.all() if post.state == shown]
        words = [text for post in (question, *answers) for text in (post.text, post.added) if text]
        yield AnsweredQuestion(
            question.pk, question.language, question.title, "\n\n".join(words), question.get_absolute_url()
        )
