"""What a question taught, written so that nobody can be told from it: on its way to the library."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.anonymity import check_no_number
from skyddsnat.knowledge.consultations.access import check_may_answer
from skyddsnat.knowledge.consultations.actions import locked
from skyddsnat.knowledge.library.experiences import draft_experience
from skyddsnat.knowledge.models import Consultation, Lesson, LibraryPage

HEADING = "Det här lärde vi oss"  # in the Swedish text that an editor completes


@dataclass(frozen=True, slots=True)
class Learnt:
    """A lesson as it is typed."""

    title: str
    situation: str
    text: str


class WrittenMeanwhile(Refused):
    """Somebody else has saved the lesson since the reader opened it. `current` is theirs."""

    def __init__(self, current: Lesson) -> None:
        self.current = current
        super().__init__(_("Någon annan har sparat medan du skrev. Sparar du nu gäller din text."))


@transaction.atomic
def write_lesson(*, consultation: Consultation, learnt: Learnt, by: User, version: int = 0) -> Lesson:
    """Write what an answered question taught, or write it anew. `version` is the one the writer saw, 0 for none."""
    check_may_answer(by, consultation)
    check_no_number(learnt.title, learnt.situation, learnt.text)
    current = locked(consultation)
    if current.answered_on is None:
        raise Refused(_("Frågan är inte besvarad än. Skriv lärdomen när svaret finns."))
    values = {
        "title": learnt.title.strip(),
        "situation": learnt.situation.strip(),
        "text": learnt.text.strip(),
    }
    lesson = Lesson.objects.filter(consultation=current).first()
    if lesson is None:
        lesson = Lesson(consultation=current, version=0)
    elif all(getattr(lesson, name) == value for name, value in values.items()):
        return lesson  # a second click
    if lesson.version != version:
        raise WrittenMeanwhile(lesson)
    if lesson.page_id is not None:
        raise Refused(_("Lärdomen är ett utkast i biblioteket. Ändra den där."))
    for name, value in values.items():
        setattr(lesson, name, value)
    lesson.version, lesson.written_by = lesson.version + 1, by
    lesson.save()
    record(by, "lesson.written", lesson)
    return lesson


@transaction.atomic
def remove_lesson(*, lesson: Lesson, by: User) -> None:
    """Take away a lesson that should not have been written."""
    check_may_answer(by, lesson.consultation)
    current = Lesson.objects.select_for_update().filter(pk=lesson.pk).first()
    if current is not None:
        record(by, "lesson.removed", current)
        current.delete()


@transaction.atomic
def make_entry(*, lesson: Lesson, by: User) -> LibraryPage:
    """Make the lesson a draft of the library, which is read and published as any other. Made once."""
    check_may(by, WRITE)
    current = Lesson.objects.select_for_update(of=("self",)).select_related("page").get(pk=lesson.pk)
    if current.page is not None:
        return current.page
    page = draft_experience(
        title=current.title, situation=current.situation, heading=HEADING, text=current.text, by=by
    )
    current.page = page
    current.save(update_fields=["page"])
    record(by, "lesson.made_entry", current, page=page.pk)
    return page
