"""Meetings about a question: they are the assignment's own, noted, followed up and proven there as any other."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.models import Party as Invited
from skyddsnat.cooperation.models import Question, QuestionMeeting
from skyddsnat.cooperation.questions.actions.keeping import locked
from skyddsnat.cooperation.questions.impersonal import check_impersonal
from skyddsnat.cooperation.questions.rules import check_writable
from skyddsnat.core.api import Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.mandate.api import Party, add_meeting


@transaction.atomic
def meet(
    *,
    question: Question,
    day: datetime.date,
    is_held: bool,
    form: str,
    about: str,
    said: str,
    parties: Iterable[Invited],
    once: uuid.UUID,
    by: User,
) -> QuestionMeeting:
    """Note a meeting with some of those who take part. A held one is evidence on the question's activity."""
    check_may(by, WRITE)
    current = locked(question)
    check_writable(current.state)
    check_impersonal(about, said)
    there = list(parties)
    if not there or any(one.question_id != current.pk for one in there):
        raise Refused(_("Välj minst en av dem som är med i arbetet."))
    made = add_meeting(
        assignment=current.clause.assignment, day=day, about=about, said=said, is_held=is_held, form=form,
        parties=[Party(one.organisation) for one in there],
        activities=[current.activity] if current.activity else [],
        clauses=[current.clause], colleagues=[by], once=once, by=by,
    )  # fmt: skip
    tied, new = QuestionMeeting.objects.get_or_create(meeting=made, defaults={"question": current})
    if new:
        record(by, "question.met", current, meeting=made.pk)
    return tied
