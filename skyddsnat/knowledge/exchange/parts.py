"""The parts of the exchange's pages: tables, posts, tabs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from skyddsnat.core.models import User
from skyddsnat.knowledge.exchange.access import may_moderate
from skyddsnat.knowledge.exchange.rules import can_be_changed
from skyddsnat.knowledge.exchange.subjects import subject_name, subjects
from skyddsnat.knowledge.models import Post
from skyddsnat.shared.dates import STOCKHOLM, format_short_date

type Row = dict[str, Any]
State = Post.State
TONES = {State.WAITING: "warning", State.SHOWN: "success", State.HIDDEN: "danger", State.WITHDRAWN: "neutral"}


def language() -> str:
    return "en" if get_language() == "en" else "sv"


def trail(*more: Row) -> list[Row]:
    return [*first_step(), {"label": _("Utbyte"), "url": reverse("knowledge:exchange")}, *more]


def first_step() -> list[Row]:
    return [{"label": _("Kunskap"), "url": reverse("knowledge:start")}]


def question_trail(question: Post) -> list[Row]:
    swedish = language() == "en" and question.language == "sv"
    return trail({"label": question.title, "swedish": swedish, "url": question.get_absolute_url()})


def author_of(post: Post) -> str:
    """The function and the organisation, never the name."""
    organisation = str(post.organisation) if post.organisation else _("vi som leder uppdraget")
    return f"{post.function}, {organisation}"


def subject_tabs(chosen: str) -> list[Row]:
    here = reverse("knowledge:exchange")
    rows = [("", _("Alla ämnen"))] + [(code, subject_name(code)) for code in subjects()]
    return [
        {"label": name, "url": f"{here}?amne={code}" if code else here, "current": code == chosen}
        for code, name in rows
    ]


def questions_table(rows: Iterable[Any], *, every: Callable[[], Any]) -> Row:
    return {
        "caption": _("Frågor mellan yrkesverksamma"), "caption_hidden": True, "export": "utbyte",
        "columns": [{"label": _("Fråga"), "notes": _("Vem frågar")}, {"label": _("Ämne")}, {"label": _("Svaren")},
                    {"label": _("Ställd")}],
        "rows": [_question_row(one) for one in rows],
        "every_row": every,
        "empty": {"heading": _("Ingen har frågat än"), "text": _("Här står frågor och svar."), "icon": "dialogue"},
    }  # fmt: skip


def _question_row(one: Any) -> Row:
    count = ngettext("%(count)s svar", "%(count)s svar", one.answered) % {"count": one.answered}
    answers: Row = {"value": count}
    if one.solved:
        answers["tag"] = {"text": _("Hjälpte"), "tone": "success"}
    title: Row = {
        "value": one.title,
        "note": author_of(one),
        "swedish": language() == "en" and one.language == "sv",
    }
    if one.state != State.SHOWN:
        title["tag"] = {"text": State(one.state).label, "tone": TONES[State(one.state)]}
    posted = format_short_date(one.posted_at.astimezone(STOCKHOLM).date(), language())
    return {"url": one.get_absolute_url(), "cells": [title, subject_name(one.subject), answers, posted]}


def shown_post(post: Post, user: User, *, asker: bool) -> Row:
    """A post with what the user can do about it. `asker`: the user asked the question it answers."""
    own = post.by_id == user.pk
    state = State(post.state)
    moderates = may_moderate(user)
    return {
        "id": post.pk,
        "author": author_of(post),
        "name": post.by.name if moderates and post.by else "",
        "at": post.posted_at,
        "text": post.text,
        "added": post.added,
        "read": {"version": post.version},
        "swedish": language() == "en" and post.language == "sv",
        "helped": post.helped,
        "tag": None if state == State.SHOWN else {"text": state.label, "tone": TONES[state]},
        "reason": post.reason if own or moderates else "",
        "links": _links(post, state, own=own, moderates=moderates),
        "buttons": _buttons(post, state, own=own, moderates=moderates, asker=asker),
    }


def _links(post: Post, state: State, *, own: bool, moderates: bool) -> list[Row]:
    changes = can_be_changed(post.posted_at, timezone.now())
    rows = [
        ("change", _("Ändra"), own and changes and state != State.HIDDEN),
        ("add", _("Lägg till"), own and not changes and state == State.SHOWN),
        ("report", _("Anmäl inlägget"), not own and not moderates and state == State.SHOWN),
        ("hide", _("Dölj"), moderates and state in {State.SHOWN, State.WAITING}),
    ]
    return _those(post, rows)


def _buttons(post: Post, state: State, *, own: bool, moderates: bool, asker: bool) -> list[Row]:
    answer = post.question_id is not None
    rows = [
        (
            "helped",
            _("Det här hjälpte"),
            asker and answer and not own and state == State.SHOWN and not post.helped,
        ),
        ("helped-not", _("Det hjälpte inte"), asker and answer and post.helped),
        ("approve", _("Visa för andra"), moderates and state in {State.WAITING, State.HIDDEN}),
        ("withdraw", _("Ta tillbaka"), own and state in {State.SHOWN, State.WAITING}),
        ("put-back", _("Visa igen"), own and state == State.WITHDRAWN),
    ]
    return _those(post, rows)


def _those(post: Post, rows: list[tuple[str, str, bool]]) -> list[Row]:
    return [
        {"label": label, "url": reverse(f"knowledge:exchange-{name}", args=[post.pk])}
        for name, label, on in rows
        if on
    ]
