"""One common question: all of it for those who read cooperation, and for the organisations that take part."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.models import Practice, Question
from skyddsnat.cooperation.questions import parts, spread_parts
from skyddsnat.cooperation.questions.access import consents_for, may_approve, may_contribute, questions_for
from skyddsnat.cooperation.questions.actions.keeping import facts_of
from skyddsnat.cooperation.questions.kinds import State
from skyddsnat.cooperation.questions.rules import LEAST, Facts, can_go, reasons_from
from skyddsnat.cooperation.questions.views.frame import is_demo
from skyddsnat.cooperation.questions.waiting import to_agree
from skyddsnat.cooperation.questions.words import in_language, trail
from skyddsnat.core.api import AuthenticatedRequest, render_lists, signed_in
from skyddsnat.core.models import User


@signed_in
def question(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """A question with who works on it, what was said, found and agreed, and whom it has reached."""
    user = request.user
    one = get_object_or_404(questions_for(user), pk=pk)
    leads, reads = user.may(WRITE), user.may("mandate.read")
    facts, latest = facts_of(one), one.practices.first()
    context = {
        "question": one, "title": in_language(one, "title"), "description": in_language(one, "description"),
        "facts": parts.facts(one, linked=reads), "parties": parts.parties(one, leads=leads and one.is_open),
        "meetings": parts.meetings(one, linked=reads), "findings": parts.findings(one, user),
        "comments": parts.comments(one, user), "leads": leads, "is_open": one.is_open,
        "contributes": one.is_open and may_contribute(user, one), "buttons": _buttons(one, facts) if leads else [],
        "may_close": leads and one.is_open and bool(reasons_from(one.state)), "breadcrumb": trail(),
        "assignment_is_demo": is_demo(one), **_practice(one, latest, facts, user),
        **_spreading(one, latest, user),
    }  # fmt: skip
    return render_lists(request, "cooperation/questions/question.html", context)


def _buttons(one: Question, facts: Facts) -> list[dict[str, str]]:
    """What those who lead the work can do where the question stands."""
    rows = [
        ("begin", _("Börja arbetet"), one.state == State.RAISED and can_go(one.state, State.WORKING, facts)),
        ("reopen", _("Öppna igen"), one.state == State.CLOSED),
        ("say-spread", _("Skriv in att den är spridd"), can_go(one.state, State.SPREAD, facts)),
    ]
    return [
        {"label": label, "url": reverse(f"cooperation:question-{name}", args=[one.pk])}
        for name, label, shown in rows
        if shown
    ]


def _practice(one: Question, latest: Practice | None, facts: Facts, user: User) -> dict[str, Any]:
    """What is agreed, and what the reader can do about it."""
    leads = user.may(WRITE)
    under_way = latest is not None and latest.approved_at is None and one.state == State.WORKING
    mine = consents_for(user).filter(practice=latest).values_list("pk", flat=True) if latest else []
    shown = parts.practices(one, latest, mine) if latest else []
    may_approve_it = (
        under_way and may_approve(user) and latest is not None and latest.written_by_id != user.pk
    )
    return {
        "practice": shown[0] if shown else None,
        "may_write": leads and one.state in {State.WORKING, State.AGREED, State.SPREAD},
        "may_agree": under_way and (leads or to_agree(user).filter(pk=one.pk).exists()),
        "may_approve": may_approve_it and facts.consents >= LEAST,
        "own_words": under_way and leads and not may_approve_it,
        "waits_for": max(0, LEAST - facts.consents) if under_way else 0,
    }


def _spreading(one: Question, latest: Practice | None, user: User) -> dict[str, Any]:
    """Whom the experience has reached; shown when there is something to spread."""
    if not one.practices.exclude(approved_at=None).exists():
        return {}
    may_prepare = user.may(WRITE) and one.state in {State.AGREED, State.SPREAD}
    rows = spread_parts.audiences(one, leads=may_prepare, reads_letters=user.may("knowledge.read"))
    page = one.page
    return {
        "spread": spread_parts.spread_table(rows),
        "to_prepare": [
            {"label": row["label"], "url": reverse("cooperation:question-spread", args=[one.pk, row["code"]])}
            for row in rows
            if row["may_prepare"]
        ],
        "needs_activity": may_prepare and one.activity is None,
        "library_url": reverse("knowledge:library-entry", args=[page.slug])
        if page is not None and page.live
        else "",
        "library_desk_url": reverse("knowledge:library-desk-entry", args=[page.pk])
        if page is not None and not page.live and user.may("knowledge.write")
        else "",
        "ladder_url": reverse("knowledge:ladder") + f"?method={one.method.code}"
        if one.method and user.may("knowledge.read")
        else "",
    }
