"""How the things of a case are said: titles, tags, and what stands in them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import (
    Assessment,
    ChildView,
    Consent,
    Deadline,
    Fact,
    FollowUp,
    Guardian,
    Handled,
    Measure,
    Referral,
    Request,
    RiskAssessment,
    TransferPlan,
)
from skyddsnat.cooperation.referrals.forms.fields import CODES
from skyddsnat.cooperation.referrals.kinds import Answer, Safety
from skyddsnat.cooperation.referrals.standing import is_silent_too_long
from skyddsnat.cooperation.referrals.timing import by_code
from skyddsnat.core.models import User
from skyddsnat.shared.dates import format_date, format_moment, today

type Tag = dict[str, str]
type Rows = list[dict[str, Any]]


def language() -> str:
    return "en" if get_language() == "en" else "sv"


def day(value: datetime.date | None) -> str:
    return format_date(value, language()) if value else "–"


def state_tag(case: Referral) -> Tag:
    tones = {
        State.CLOSED: "neutral", State.REFUSED: "warning", State.TRAVELLING: "warning", State.FOLLOWED_UP: "success",
    }  # fmt: skip
    return {"text": str(State(case.state).label), "tone": tones.get(State(case.state), "info")}


def title_of(fact: Any) -> str:
    """One line for a thing of a case."""
    return str(TITLES[type(fact)](fact))


def _view_title(one: ChildView) -> str:
    return (
        _("Barnet hördes %(day)s") % {"day": day(one.heard_on)}
        if one.heard_on
        else _("Barnet har inte hörts")
    )


def _plan_title(one: TransferPlan) -> str:
    told = {"when": format_moment(one.travels_at), "name": str(one.organisation)}
    return _("Resa %(when)s till %(name)s") % told


def deadline_said(one: Deadline) -> str:
    """What is to be done, in the page's language when the program set it."""
    goal = by_code().get(one.code)
    return goal.what[1 if language() == "en" else 0] if goal else one.what


def source_said(one: Deadline) -> str:
    goal = by_code().get(one.code)
    return goal.source[1 if language() == "en" else 0] if goal else one.source


TITLES: dict[type[Fact], Callable[[Any], str]] = {
    Guardian: lambda one: ", ".join(filter(None, (one.role, one.name))),
    Measure: lambda one: f"{one.get_phase_display()} – {one.organisation}",
    Assessment: lambda one: (
        _("%(kind)s, version %(number)s") % {"kind": one.get_kind_display(), "number": one.number}
    ),
    ChildView: _view_title,
    Consent: lambda one: f"{one.get_kind_display()}: {one.get_purpose_display()}",
    Request: lambda one: f"{one.get_kind_display()} – {one.organisation}",
    TransferPlan: _plan_title,
    RiskAssessment: lambda one: _("Riskbedömning %(day)s") % {"day": day(one.assessed_on)},
    FollowUp: lambda one: _("Uppföljning %(day)s") % {"day": day(one.done_on)},
    Deadline: deadline_said,
}


def tag_of(fact: Any) -> Tag | None:
    """How a thing stands, in a word and a colour."""
    if fact.taken_back_at is not None:
        return {"text": _("Taget tillbaka"), "tone": "neutral"}
    match fact:
        case Guardian():
            over = fact.until is not None and fact.until <= today()
            return (
                {"text": _("Avslutat"), "tone": "neutral"}
                if over
                else {"text": _("Gäller nu"), "tone": "success"}
            )
        case Measure():
            done = fact.done_on is not None
            return (
                {"text": _("Det är gjort"), "tone": "success"}
                if done
                else {"text": _("Planerad"), "tone": "info"}
            )
        case Assessment():
            decided = fact.decided_at is not None
            return (
                {"text": _("Beslutad"), "tone": "success"} if decided
                else {"text": _("Väntar på beslut"), "tone": "warning"}
            )  # fmt: skip
        case Consent():
            return _consent_tag(fact)
        case Request():
            return request_tag(fact)
        case RiskAssessment():
            tone = "success" if fact.conclusion == Safety.SAFE else "danger"
            return {"text": str(fact.get_conclusion_display()), "tone": tone}
        case TransferPlan():
            return _plan_tag(fact)
        case Deadline():
            return deadline_tag(fact, today())
    return None


def _consent_tag(one: Consent) -> Tag:
    if one.withdrawn_on is not None:
        return {"text": _("Återkallat %(day)s") % {"day": day(one.withdrawn_on)}, "tone": "warning"}
    if one.answer == Answer.YES:
        return {"text": _("Ja"), "tone": "success"}
    return {"text": _("Nej"), "tone": "danger"}


def request_tag(one: Request) -> Tag:
    if one.answer:
        yes = one.answer == Answer.YES
        return {
            "text": _("Svaret är ja") if yes else _("Svaret är nej"),
            "tone": "success" if yes else "danger",
        }
    if one.sent_on is None:
        return {"text": _("Inte skickad"), "tone": "neutral"}
    if is_silent_too_long(one, today()):
        return {"text": _("Tre månader utan svar: inget samtycke"), "tone": "danger"}
    if one.acknowledged_on is not None:
        return {"text": _("Kvitterad, väntar på svar"), "tone": "info"}
    return {"text": _("Väntar på svar"), "tone": "info"}


def _plan_tag(one: TransferPlan) -> Tag:
    if one.arrival_at is not None:
        return {"text": _("Barnet är framme"), "tone": "success"}
    if one.reception_at is not None:
        return {"text": _("Mottagandet är bekräftat"), "tone": "success"}
    return {"text": _("Mottagandet är inte bekräftat"), "tone": "warning"}


def deadline_tag(one: Deadline, on: datetime.date) -> Tag:
    if one.done_on is not None:
        return {"text": _("Gjort"), "tone": "success"}
    if one.paused_since is not None:
        return {"text": _("Pausad"), "tone": "neutral"}
    if one.due_on < on:
        return {"text": _("Försenat"), "tone": "danger"}
    near = (one.due_on - on).days <= 7
    return {"text": _("Senast %(day)s") % {"day": day(one.due_on)}, "tone": "warning" if near else "neutral"}


def said_of(fact: Fact, form: type[Any]) -> Rows:
    """What stands in a thing, by the words of its form; what is empty is left out, and the codes come last."""
    rows = []
    for name, field in form.base_fields.items():
        if name in ("once", *CODES):
            continue
        value = _said(fact, name)
        if value:
            rows.append({"label": field.label, "value": value, "swedish": _is_words(fact, name)})
    rows += _later(fact)
    if isinstance(fact, Handled):
        codes = f"{fact.handling} · {fact.source_code} · {fact.info_code}"
        rows.append({"label": _("Koder: hantering, källa, uppgift"), "value": codes})
    if fact.written_by_id:
        said = f"{fact.written_by.name}, {format_moment(fact.written_at)}"
        rows.append({"label": _("Skrivet av"), "value": said})
    return rows


def _later(fact: Any) -> Rows:
    """What was filled in after it was written."""
    told: list[tuple[str, str]] = []
    match fact:
        case Guardian() if fact.until:
            told = [(_("Första dagen utan uppdraget"), day(fact.until))]
        case Assessment() if fact.decided_by is not None and fact.decided_at is not None:
            told = [(_("Beslutad av"), f"{fact.decided_by.name}, {format_moment(fact.decided_at)}")]
        case Consent() if fact.withdrawn_on:
            told = [(_("Återkallat den"), day(fact.withdrawn_on))]
        case Request():
            told = [
                (_("Skickad den"), day(fact.sent_on)),
                (_("Kvitterad den"), day(fact.acknowledged_on)),
                (
                    _("Svar"),
                    f"{fact.get_answer_display()}, {day(fact.answered_on)}" if fact.answer else _("Inget än"),
                ),
            ]
            if fact.answer:
                told += [
                    (_("Vem svarade?"), fact.answered_by),
                    (_("Skäl eller villkor"), fact.answer_reason),
                    (_("Var finns svaret?"), fact.answer_source),
                ]
        case TransferPlan():
            if fact.reception_at:
                told.append(
                    (
                        _("Mottagandet bekräftat av"),
                        f"{fact.reception_by}, {format_moment(fact.reception_at)}",
                    )
                )
            if fact.arrival_at:
                told.append(
                    (_("Framme, bekräftat av"), f"{fact.arrival_by}, {format_moment(fact.arrival_at)}")
                )
        case Deadline():
            told = _deadline_later(fact)
    return [{"label": label, "value": value} for label, value in told if value]


def _deadline_later(one: Deadline) -> list[tuple[str, str]]:
    told = []
    if one.paused_since is not None:
        told.append((_("Pausad sedan"), f"{day(one.paused_since)}: {one.paused_why}"))
    if one.escalated_at is not None:
        names = ", ".join(user.name for user in one.escalated_to.all()) or _("ingen kollega finns")
        told.append((_("Lyft till"), f"{names}, {format_moment(one.escalated_at)}"))
    if one.done_on is not None and one.done_by is not None:
        told.append((_("Gjort"), f"{day(one.done_on)}, {one.done_by.name}"))
    return told


def _said(fact: Any, name: str) -> str:
    if isinstance(fact, Deadline) and name in ("what", "source"):
        return deadline_said(fact) if name == "what" else source_said(fact)
    shown = getattr(fact, f"get_{name}_display", None)
    value = shown() if shown else getattr(fact, name, None)
    match value:
        case None | "" | False:
            return ""
        case True:
            return _("Ja")
        case datetime.datetime():
            return format_moment(value)
        case datetime.date():
            return day(value)
        case Guardian():
            return title_of(value)
        case Organisation() | User():
            return str(value)
    return str(value)


def _is_words(fact: Any, name: str) -> bool:
    """Whether it is somebody's own words, which are Swedish on an English page."""
    chosen = hasattr(fact, f"get_{name}_display") or (isinstance(fact, Deadline) and bool(fact.code))
    return isinstance(getattr(fact, name, None), str) and not chosen
