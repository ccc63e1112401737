"""Taking in an answer: one more for each question on that day, in that language. The answer itself is not kept."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping

from django.core import signing
from django.db import connection, transaction

from skyddsnat.core.api import retention_rules
from skyddsnat.guidance.models import SpentForm, SurveyWave
from skyddsnat.guidance.survey.questions import ANSWERS, FIRST

SALT = "guidance.survey"
LIES_OPEN = datetime.timedelta(days=1)  # how long a form may lie open; its mark is kept for longer
ONE_MORE = """
    INSERT INTO guidance_answercount (wave_id, day, language, question, answer, count) VALUES (%s, %s, %s, %s, %s, 1)
    ON CONFLICT (wave_id, day, language, question, answer) DO UPDATE SET count = guidance_answercount.count + 1
"""


class NotOurForm(ValueError):
    """The form was not made by us, or has lain open for too long."""


def new_mark(wave: SurveyWave) -> str:
    """A mark for one form of the wave: signed by us, and good for one sending."""
    return signing.dumps([wave.pk, str(uuid.uuid4())], salt=SALT)


@transaction.atomic
def take(
    *, wave: SurveyWave, mark: str, answers: Mapping[str, str], language: str, day: datetime.date
) -> bool:
    """Count the answers; False when the form had been sent before. Raises NotOurForm for a mark that is not good."""
    spent = _read(mark, wave)
    SurveyWave.objects.select_for_update().get(pk=wave.pk)
    _form, fresh = SpentForm.objects.get_or_create(mark=spent, defaults={"day": day})
    if not fresh:
        return False
    with connection.cursor() as cursor:
        for question, answer in answers.items():
            if answer in ANSWERS[question]:
                cursor.execute(ONE_MORE, [wave.pk, day, language, question, answer])
    return True


def _read(mark: str, wave: SurveyWave) -> uuid.UUID:
    try:
        pk, token = signing.loads(mark, salt=SALT, max_age=LIES_OPEN)
    except signing.BadSignature as error:
        raise NotOurForm from error
    if pk != wave.pk:
        raise NotOurForm
    return uuid.UUID(token)


def is_complete(answers: Mapping[str, str]) -> bool:
    """Whether the one question that must be answered is."""
    return answers.get(FIRST, "") in ANSWERS[FIRST]


def remove_spent_forms(*, today: datetime.date) -> int:
    """Take away marks of forms that nobody can send any more; returns how many."""
    before = today - datetime.timedelta(days=retention_rules()["spent-form"]["days"])
    removed, _by_table = SpentForm.objects.filter(day__lt=before).delete()
    return removed
