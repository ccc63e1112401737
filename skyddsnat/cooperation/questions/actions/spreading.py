"""Spreading what was agreed to the four audiences, through the library, the letters and the ladder of knowledge.

Nothing is sent here: each letter is a draft that is read, tested and sent where letters are.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.models import Practice, Question, Spreading
from skyddsnat.cooperation.questions.actions.keeping import locked
from skyddsnat.cooperation.questions.kinds import Audience, State
from skyddsnat.core.api import Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.api import add_mailing, choose_recipients, draft_experience, follow_experience

HEADING = "Det här är vi överens om"  # in the Swedish text that an editor completes
READERS = ("social", "police", "prosecutor")  # audiences of the library; a county board reads for all of them
SITUATION_LONGEST = 300
# Whom each letter is first addressed to. The one who sends it sees who they are and may change it.
SELECTIONS: dict[str, dict[str, Any]] = {
    Audience.COUNTIES: {"kinds": ["county_board"]},
    Audience.SOCIAL: {"kinds": ["municipality"], "words": "social"},
    Audience.POLICE: {"kinds": ["agency"], "words": "polis, gräns"},
    Audience.PROSECUTORS: {"kinds": ["agency"], "words": "åklagar"},
}
NOBODY: dict[str, Any] = {
    "kinds": [], "roles": [], "counties": [], "municipalities": [], "words": "", "group": "staff",
}  # fmt: skip


@transaction.atomic
def prepare_spreading(*, question: Question, audience: str, by: User) -> Spreading:
    """Draft the letter to an audience, once; the first time the library's text is drafted too.

    The experience is followed on the ladder from then on: whom the letters reach is evidence on its activity.
    """
    check_may(by, WRITE)
    current = locked(question)
    practice = current.practices.first()
    if practice is None or current.state not in {State.AGREED, State.SPREAD}:
        raise Refused(_("Det finns inget godkänt arbetssätt att sprida än."))
    before = practice.spreadings.filter(audience=audience).first()
    if before is not None:
        return before
    _follow(current, practice, by)
    mailing = add_mailing(by=by, method=current.method, activity=None, **_letter(current, practice, audience))
    selection = NOBODY | SELECTIONS[Audience(audience)]
    choose_recipients(mailing=mailing, version=mailing.version, segments=[], by=by, **selection)
    made = Spreading.objects.create(practice=practice, audience=audience, mailing=mailing, prepared_by=by)
    record(by, "question.spreading_prepared", current, audience=audience, mailing=mailing.pk)
    return made


def _follow(question: Question, practice: Practice, by: User) -> None:
    """The method of the ladder and the draft of the library, made the first time."""
    if question.activity is None:
        raise Refused(_("Välj först vilken insats frågan hör till. Det är där spridningen räknas."))
    if question.method is None:
        question.method = follow_experience(
            code=f"gemensam-fraga-{question.pk}", name=question.title, name_en=question.title_en,
            activity=question.activity, by=by,
        )  # fmt: skip
    if question.page is None:
        situation = " ".join(question.description.split())
        if len(situation) > SITUATION_LONGEST:
            situation = situation[: SITUATION_LONGEST - 2].rsplit(" ", 1)[0] + " …"
        question.page = draft_experience(
            title=question.title, situation=situation, heading=HEADING, text=practice.text, audiences=READERS,
            by=by,
        )  # fmt: skip
    question.save(update_fields=["method", "page"])


def _letter(question: Question, practice: Practice, audience: str) -> dict[str, str]:
    """The draft's words, in Swedish and, when everything has been written in it, in English."""
    with override("sv"):
        name = f"{question.title[:80]}: {Audience(audience).label}"
        letter = {"name": name[:120], **_words(question.title, practice.text)}
    if question.title_en and practice.text_en:
        with override("en"):
            letter |= {f"{key}_en": text for key, text in _words(question.title_en, practice.text_en).items()}
    if question.page is not None and question.page.live:
        letter["leads_to"] = f"/kunskap/bibliotek/{question.page.slug}/"
    return letter


def _words(title: str, text: str) -> dict[str, str]:
    """The practice without brackets, which a letter would try to fill in."""
    plain = text.replace("{", "(").replace("}", ")")
    greeting = _(
        "Hej!\n\nFlera myndigheter har kommit överens om ett arbetssätt som ni i {organisation} kan ha nytta av."
    )
    return {"subject": title[:150], "body": f"{greeting}\n\n## {title}\n\n{plain}"}
