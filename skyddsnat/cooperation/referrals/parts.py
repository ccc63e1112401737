"""The parts of a case's page: where it stands, what is next and what is missing, its things, its deadlines."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.cooperation.kinds import Form, State
from skyddsnat.cooperation.models import Deadline, Referral
from skyddsnat.cooperation.referrals.actions.moving import missing_for, possible_steps
from skyddsnat.cooperation.referrals.ages import is_child
from skyddsnat.cooperation.referrals.fields import FIELDS
from skyddsnat.cooperation.referrals.kinds import CloseReason, Purpose
from skyddsnat.cooperation.referrals.preconditions import Missing
from skyddsnat.cooperation.referrals.showing import (
    Rows,
    day,
    deadline_said,
    deadline_tag,
    said_of,
    source_said,
    state_tag,
    tag_of,
    title_of,
)
from skyddsnat.cooperation.referrals.standing import Standing
from skyddsnat.cooperation.referrals.transitions import LAST, LINE, Step
from skyddsnat.cooperation.referrals.views.things import THINGS, Thing
from skyddsnat.shared.dates import format_moment, today

type Table = dict[str, Any]

CHILD_SHOWN = ("age", "sex", "nationalities", "languages", "documents", "forms", "signs")
AFTER_JOURNEY = {State.REFUSED: State.ASKED}


def phase_line(case: Referral, standing: Standing) -> list[dict[str, Any]]:
    """The straight way, with what is behind, where the case stands, and what is left."""
    at = State(standing.closed_from or case.state) if case.state == LAST else State(case.state)
    place = LINE.index(AFTER_JOURNEY.get(at, at))
    ended = case.state == LAST and case.close_reason == CloseReason.DONE
    line = []
    for number, state in enumerate(LINE):
        now = (
            "done"
            if number < place or ended
            else "current"
            if number == place and case.state != LAST
            else "todo"
        )
        line.append({"label": str(state.label), "state": now})
    return line


def next_steps(case: Referral, standing: Standing) -> dict[str, list[dict[str, Any]]]:
    """What may follow: forward with what is missing, and the other ways."""
    forward: list[dict[str, Any]] = []
    other: list[dict[str, Any]] = []
    for step in possible_steps(standing):
        row: dict[str, Any] = {"label": str(step.label), "url": _step_url(case, step), "missing": []}
        if step.back or step.becomes == LAST:
            other.append(row)
            continue
        row["missing"] = [missing_row(case, one) for one in missing_for(step, standing)]
        row["phase"] = str(step.phase.label)
        forward.append(row)
    return {"forward": forward, "other": other}


def _step_url(case: Referral, step: Step) -> str:
    return reverse("cooperation:referral-step", args=[case.pk, step.code])


def missing_row(case: Referral, missing: Missing) -> dict[str, str]:
    """A missing thing, with the way to its form."""
    arguments = [case.pk] if missing.pk is None else [case.pk, missing.pk]
    url = reverse(f"cooperation:{missing.form}", args=arguments) if missing.form else ""
    return {"said": missing.said, "url": url}


def case_facts(case: Referral) -> Rows:
    """The frame of a case."""
    rows: Rows = [
        {"label": _("Ansvarig handläggare"), "value": case.responsible.name if case.responsible else ""},
        {"label": _("Er organisation"), "value": str(case.owner)},
        {"label": _("Mottagare i det andra landet"), "value": str(case.receiver or "")},
        {"label": _("Landet som barnet kommer från"), "value": place_name(case)},
        {"label": _("Diarienummer"), "value": case.dnr},
        {"label": _("Öppnat"), "value": format_moment(case.opened_at)},
    ]
    if case.closed_at:
        rows.append(
            {"label": _("Avslutat"), "value": f"{format_moment(case.closed_at)}: {reason_said(case)}"}
        )
    return rows


def reason_said(case: Referral) -> str:
    return (
        str(CloseReason(case.close_reason).label)
        if case.close_reason in CloseReason.values
        else case.close_reason
    )


def place_name(case: Referral) -> str:
    if case.origin is None:
        return ""
    return case.origin.name_en if get_language() == "en" else case.origin.name


def child_facts(case: Referral, standing: Standing) -> Rows:
    """What is known of the child, in the words of the fields that can be shared."""
    child = standing.child
    rows: Rows = [
        {"label": _("Namn"), "value": " ".join(filter(None, (child.given_name, child.family_name)))},
        {"label": _("Födelsedag"), "value": day(child.born_on) if child.born_on else ""},
    ]
    by_code = {field.code: field for field in FIELDS}
    for code in CHILD_SHOWN:
        field = by_code[code]
        text = field.of(standing, "en" if get_language() == "en" else "sv")
        rows.append({"label": field.label, "value": text, "swedish": code in ("documents", "signs")})
    shown = _("Räknas som barn") if is_child(child, today()) else _("Visat vuxen")
    rows[2]["tag"] = {"text": shown, "tone": "info" if is_child(child, today()) else "warning"}
    return rows


def sections(case: Referral, *, writes: bool) -> list[dict[str, Any]]:
    """Each kind of thing with what stands of it; the deadlines have a list of their own."""
    return [_section(case, thing, writes=writes) for thing in THINGS if thing.code != "deadline"]


def _section(case: Referral, thing: Thing, *, writes: bool) -> dict[str, Any]:
    rows = getattr(case, thing.relation).filter(taken_back_at=None).select_related("written_by")
    return {
        "id": thing.code, "heading": thing.heading, "empty": thing.empty, "new": thing.new,
        "new_url": reverse(f"cooperation:referral-{thing.code}-new", args=[case.pk]) if writes else "",
        "rows": [fact_row(case, thing, one, writes=writes) for one in reversed(rows)],
    }  # fmt: skip


def fact_row(case: Referral, thing: Thing, fact: Any, *, writes: bool) -> dict[str, Any]:
    acts = [
        {"label": act.label, "url": reverse(f"cooperation:referral-{act.code}", args=[case.pk, fact.pk])}
        for act in thing.acts
        if act.may(fact)
    ]
    if writes:
        url = reverse(f"cooperation:referral-{thing.code}-back", args=[case.pk, fact.pk])
        acts.append({"label": _("Ta tillbaka"), "url": url})
    return {
        "title": title_of(fact), "tag": tag_of(fact), "facts": said_of(fact, thing.form),
        "acts": acts if writes else [],
    }  # fmt: skip


def consent_matrix(standing: Standing) -> Table | None:
    """What stands for the chosen receiver, purpose by purpose: the guardian, the law, the child itself."""
    if standing.referral.receiver is None:
        return None
    kinds = (
        ("guardian", _("Vårdnadshavare eller god man")),
        ("replacement", _("Lag eller beslut")),
        ("child", _("Barnet")),
    )
    rows = []
    for purpose in Purpose:
        cells: list[Any] = [str(purpose.label)]
        for kind, _label in kinds:
            said = standing.said(purpose, kind)
            cells.append({"value": "", "tag": tag_of(said)} if said else "–")
        rows.append({"cells": cells})
    return {
        "caption": _("Vad som gäller för %(name)s") % {"name": str(standing.referral.receiver)},
        "columns": [{"label": _("Ändamål")}, *({"label": label} for _kind, label in kinds)], "rows": rows,
        "export": "",
    }  # fmt: skip


def deadline_rows(case: Referral, rows: Iterable[Deadline], *, writes: bool) -> list[dict[str, Any]]:
    """The deadlines, the first day first, with the source and what can be done."""
    thing = next(one for one in THINGS if one.code == "deadline")
    return [
        fact_row(case, thing, one, writes=writes)
        | {
            "title": deadline_said(one), "due": one.due_on, "tag": deadline_tag(one, today()),
            "source": source_said(one), "source_url": one.source_url, "note": _note(one),
        }
        for one in rows
    ]  # fmt: skip


def _note(one: Deadline) -> str:
    if one.paused_since is not None:
        return _("Pausad sedan %(day)s: %(why)s") % {"day": day(one.paused_since), "why": one.paused_why}
    if one.escalated_at is not None:
        names = ", ".join(user.name for user in one.escalated_to.all()) or _("ingen kollega finns")
        return _("Lyft till: %(names)s") % {"names": names}
    return ""


def history(case: Referral) -> list[dict[str, Any]]:
    """Everything that was written, moved and taken back, the latest first."""
    events = [
        {
            "on": move.at, "by": move.by.name, "text": move.reason, "swedish": bool(move.reason),
            "title": str(State(move.to_state).label) if move.from_state else _("Ärendet öppnades"),
            "tone": "info",
        }
        for move in case.moves.select_related("by")
    ]  # fmt: skip
    for thing in THINGS:
        for fact in getattr(case, thing.relation).select_related("written_by", "taken_back_by"):
            events.append(
                {
                    "on": fact.written_at,
                    "by": fact.written_by.name,
                    "title": f"{thing.heading}: {title_of(fact)}",
                }
            )
            if fact.taken_back_at:
                title = _("Taget tillbaka: %(what)s") % {"what": title_of(fact)}
                events.append({
                    "on": fact.taken_back_at, "by": fact.taken_back_by.name, "title": title,
                    "text": fact.taken_back_why, "swedish": True, "tone": "warning",
                })  # fmt: skip
    return sorted(events, key=lambda event: event["on"], reverse=True)


# --- lists ---


def own_table(rows: Iterable[Referral], *, narrowed: bool, writes: bool) -> Table:
    """One's own organisation's cases. Nothing here says who a child is."""
    empty: dict[str, Any] = {
        "heading": _("Inget ärende passar") if narrowed else _("Inga ärenden än"),
        "text": _("Välj ett annat urval.")
        if narrowed
        else _(
            "Öppna ett ärende när ett barn kan behöva skydd över en gräns. "
            "Sidan visar sedan ett steg i taget vad som saknas."
        ),
        "icon": "child",
    }
    if writes and not narrowed:
        empty |= {"url": reverse("cooperation:referral-new"), "label": _("Öppna ett ärende")}
    return {
        "caption": _("Egna ärenden"), "caption_hidden": True,
        "columns": [
            {"label": _("Nummer")}, {"label": _("Läge")}, {"label": _("Orsak till oro")},
            {"label": _("Mottagande myndighet")}, {"label": _("Ansvarig")}, {"label": _("Öppnat")},
            {"label": _("Nästa tid")},
        ],
        "rows": [own_row(one) for one in rows], "empty": empty,
    }  # fmt: skip


def own_row(case: Referral) -> dict[str, Any]:
    due: datetime.date | None = case.next_due  # type: ignore[attr-defined]
    late = due is not None and due < today()
    child = getattr(case, "child", None)
    forms = [str(Form(one).label) for one in child.forms if one in Form.values] if child else []
    return {
        "url": reverse("cooperation:referral", args=[case.pk]),
        "cells": [
            {"value": case.number, "tag": {"text": _("Låst"), "tone": "warning"} if case.no_contact else None},
            {"value": "", "tag": state_tag(case)}, ", ".join(forms) or "–", str(case.receiver or "–"),
            case.responsible.name if case.responsible else "–", case.opened_at.date().isoformat(),
            {
                "value": due.isoformat() if due else "–",
                "tag": {"text": _("Försenat"), "tone": "danger"} if late else None,
            },
        ],
    }  # fmt: skip


def received_table(rows: Iterable[Referral]) -> Table:
    """Other organisations' cases that one's own said yes to: that they are, and how they stand."""
    return {
        "caption": _("Mottagna ärenden"), "caption_hidden": True,
        "columns": [{"label": _("Nummer")}, {"label": _("Läge")}, {"label": _("Från")}],
        "rows": [
            {
                "url": reverse("cooperation:referral-received", args=[one.pk]),
                "cells": [one.number, {"value": "", "tag": state_tag(one)}, str(one.owner)],
            }
            for one in rows
        ],
        "empty": {
            "heading": _("Inga mottagna ärenden"), "icon": "child",
            "text": _("När er organisation har sagt ja till att ta emot ett barn syns ärendet här."),
        },
    }  # fmt: skip
