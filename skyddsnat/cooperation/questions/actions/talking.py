"""What is said in the work: by those who lead it, and by the organisations that work on it."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.models import Question, QuestionComment
from skyddsnat.cooperation.questions.access import check_may_contribute, speaks_for
from skyddsnat.cooperation.questions.actions.keeping import locked
from skyddsnat.cooperation.questions.impersonal import check_impersonal
from skyddsnat.cooperation.questions.rules import check_writable
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User


def check_speaks_for(user: User, question: Question, organisation: Organisation | None) -> None:
    """Raise Refused when the words are not the user's to say in that organisation's name."""
    if organisation is None and not user.may(WRITE):
        raise Refused(_("Välj vilken organisation du skriver för."))
    if organisation is not None and not speaks_for(user, question).filter(pk=organisation.pk).exists():
        raise Refused(_("Du kan bara skriva för en organisation som du hör till och som arbetar med frågan."))


@transaction.atomic
def comment(
    *, question: Question, text: str, organisation: Organisation | None, once: uuid.UUID, by: User
) -> QuestionComment:
    """Say something. The same form sent twice says it once."""
    check_may_contribute(by, question)
    current = locked(question)
    before = QuestionComment.objects.filter(once=once, by=by).first()
    if before is not None:
        return before
    check_writable(current.state)
    check_speaks_for(by, current, organisation)
    check_impersonal(text)
    if not text.strip():
        raise Refused(_("Skriv något först."))
    said = QuestionComment.objects.create(
        question=current, organisation=organisation, text=text.strip(), language=by.language, once=once, by=by
    )
    record(by, "question.commented", said)
    return said


@transaction.atomic
def take_back_comment(*, comment: QuestionComment, by: User) -> None:
    """Take one's own words back: that something was said stays, the words are no longer shown."""
    current = QuestionComment.objects.select_for_update().get(pk=comment.pk)
    if current.by_id != by.pk:
        raise Refused(_("Bara den som skrev kan ta tillbaka det."))
    if current.retracted_at is None:
        current.retracted_at = timezone.now()
        current.save(update_fields=["retracted_at"])
        record(by, "question.comment_taken_back", current)
