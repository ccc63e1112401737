"""Raising a question, and changing what it says or belongs to."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.models import Question
from skyddsnat.cooperation.questions.actions.keeping import locked, saved
from skyddsnat.cooperation.questions.impersonal import check_impersonal
from skyddsnat.cooperation.questions.proof import prove
from skyddsnat.cooperation.questions.rules import check_writable
from skyddsnat.core.api import ChangedMeanwhile, Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Activity, Clause

TEXTS = ("title", "description", "title_en", "description_en")


@transaction.atomic
def raise_question(
    *,
    title: str,
    description: str,
    clause: Clause,
    once: uuid.UUID,
    by: User,
    activity: Activity | None = None,
    title_en: str = "",
    description_en: str = "",
) -> Question:
    """Raise a common question on a sentence of a decision. The same form sent twice raises one."""
    check_may(by, WRITE)
    before = Question.objects.filter(once=once, raised_by=by).first()
    if before is not None:
        return before
    values: dict[str, Any] = {
        "title": title.strip(), "description": description.strip(), "title_en": title_en.strip(),
        "description_en": description_en.strip(), "clause": clause, "activity": activity,
    }  # fmt: skip
    _check(values)
    made = Question.objects.create(**values, once=once, raised_by=by)
    record(by, "question.raised", made, clause=clause.number)
    return made


@transaction.atomic
def change_question(*, question: Question, version: int, by: User, **values: Any) -> Question:
    """Change the named fields (those of `raise_question`). The second of two writers is told."""
    check_may(by, WRITE)
    unknown = values.keys() - {*TEXTS, "clause", "activity"}
    if unknown:
        raise TypeError(f"A question has no field {sorted(unknown)}.")
    current = locked(question)
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    changed = sorted(name for name, value in values.items() if value != getattr(current, name))
    if not changed:
        return current  # a second click
    if current.version != version:
        raise ChangedMeanwhile(current)
    check_writable(current.state)
    _check({name: getattr(current, name) for name in (*TEXTS, "clause", "activity")} | values)
    if current.evidence_id is not None and {"clause", "activity"} & set(changed):
        raise Refused(_("Frågan är underlag på sin insats. Mening och insats kan inte ändras längre."))
    for name in changed:
        setattr(current, name, values[name])
    saved(current, *changed)
    record(by, "question.changed", current, fields=",".join(changed))
    prove(current, by=by)
    return current


def _check(values: dict[str, Any]) -> None:
    if not values["title"] or not values["description"]:
        raise Refused(_("Skriv en rubrik och vad frågan gäller."))
    if bool(values["title_en"]) != bool(values["description_en"]):
        raise Refused(_("Skriv både rubrik och text på engelska, eller ingetdera."))
    check_impersonal(*(values[name] for name in TEXTS))
    activity = values["activity"]
    if activity is not None and activity.assignment_id != values["clause"].assignment_id:
        raise Refused(_("Insatsen och meningen hör till olika uppdrag. Välj dem i samma uppdrag."))
