"""How the closing list, its months and its explained rows are shown."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import AuthenticatedRequest
from skyddsnat.core.models import User
from skyddsnat.economy import access, checklist, rules
from skyddsnat.economy.checklist import State, Step, lockable_months, open_months
from skyddsnat.economy.models import RowExplanation
from skyddsnat.economy.views.frame import Context, format_kr, language, long_date, rows_url, swedish, url
from skyddsnat.mandate.api import reported_of
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import STOCKHOLM, format_moment, format_month, today
from skyddsnat.shared.money import format_number

TAGS = {State.DONE: "success", State.LEFT: "warning", State.CHANGED: "danger"}


def step_cards(user: User, assignment: Assignment, steps: list[Step], *, may_write: bool) -> list[Context]:
    """The steps in order: what each says, where it is mended, and who has answered for it."""
    names = {State.DONE: _("Klart"), State.LEFT: _("Kvar"), State.CHANGED: _("Ändrat sedan det bockades av")}
    links = _links(user, assignment, may_write=may_write)
    cards = []
    for n, step in enumerate(steps, start=1):
        title, words = step_words(step)
        where, label = links[step.code]
        card: Context = {
            "number": n,
            "title": title,
            "words": words,
            "tag": {"text": names[step.state], "tone": TAGS[step.state]},
            "url": where,
            "label": label,
            "tick_url": url("step_tick", assignment, step.code) if may_write and step.may_tick else "",
        }
        if step.tick is not None:
            card["by"] = _("%(name)s, %(when)s") % {
                "name": step.tick.by.name,
                "when": long_date(step.tick.at.astimezone(STOCKHOLM).date()),
            }
            card["note"] = step.tick.note
            card["untick_url"] = url("step_untick", assignment, step.code) if may_write else ""
        cards.append(card)
    return cards


def _links(user: User, assignment: Assignment, *, may_write: bool) -> dict[str, tuple[str, str]]:
    """Where each step is mended, or seen by those who only read."""
    reported = reported_of(user, assignment)
    papers = f"{url('start', assignment)}#handlingar", _("Visa handlingarna")

    def prepare(kind: str) -> tuple[str, str]:
        return (url("prepare", assignment, kind), _("Till handlingen")) if may_write else papers

    return {
        checklist.LOADED: (url("import_new", assignment), _("Läs in verifikationer"))
        if may_write
        else (url("vouchers", assignment), _("Visa raderna")),
        checklist.ROWS: (rows_url(assignment, allotted="no"), _("Visa raderna")),
        checklist.PAPERS: (rows_url(assignment, papers="none"), _("Visa raderna")),
        checklist.BUDGET: (url("budget", assignment), _("Visa budgeten")),
        checklist.PERIODS: ("#manader", _("Visa månaderna")),
        rules.REQUISITION: prepare(rules.REQUISITION),
        checklist.CONTROL: papers,
        rules.REPAYMENT: prepare(rules.REPAYMENT),
        checklist.PREPARED_ACCOUNT: prepare(rules.ACCOUNT),
        rules.ACCOUNT: papers,
        checklist.REPORT: (reported.url, _("Till rapporten"))
        if reported and reported.url
        else (assignment.get_absolute_url(), _("Till uppdraget")),
    }


def step_words(step: Step) -> tuple[str, str]:
    """The step's name, and how it stands."""
    say = {
        checklist.LOADED: _loaded,
        checklist.ROWS: _rows,
        checklist.PAPERS: _papers,
        checklist.BUDGET: _budget,
        checklist.PERIODS: _periods,
        checklist.CONTROL: _control,
    }
    if step.code not in say:
        return _documents(step)
    title, words = say[step.code](step.figures)
    return title, _nothing_yet(step) or words


def _nothing_yet(step: Step) -> str:
    """What a step waits for when there is nothing that it could be true of."""
    none = {checklist.ROWS: "count", checklist.PAPERS: "count", checklist.PERIODS: "months"}
    if step.state is State.LEFT and step.code in none and not step.figures[none[step.code]]:
        return _("Inga verifikationer från året är inlästa.")
    if step.code == checklist.CONTROL and not step.figures["requisitioned"]:
        return _("Räknas ut när medlen är rekvirerade.")
    return ""


def _loaded(figures: dict[str, Any]) -> tuple[str, str]:
    title = _("Alla verifikationer är inlästa")
    if figures["until"] is None:
        return title, _("Inga verifikationer från året är inlästa.")
    values = {"date": long_date(figures["until"]), "count": format_number(figures["rows"])}
    return title, _("%(count)s rader är inlästa, den senaste från %(date)s.") % values


def _rows(figures: dict[str, Any]) -> tuple[str, str]:
    title = _("Varje kostnad har en insats eller en förklaring")
    words = (
        ngettext(
            "%(count)s kostnad är kvar, tillsammans %(sum)s.",
            "%(count)s kostnader är kvar, tillsammans %(sum)s.",
            figures["count"],
        )
        % {"count": format_number(figures["count"]), "sum": format_kr(figures["ore"])}
        if figures["count"]
        else _("Ingen kostnad är kvar.")
    )
    explained = figures["explained"]
    if explained:
        words += " " + ngettext(
            "%(count)s är förklarad som inte uppdragets.",
            "%(count)s är förklarade som inte uppdragets.",
            explained,
        ) % {"count": format_number(explained)}
    return title, words


def _papers(figures: dict[str, Any]) -> tuple[str, str]:
    count = figures["count"]
    words = ngettext(
        "%(count)s verifikation saknar underlag.", "%(count)s verifikationer saknar underlag.", count
    ) % {"count": format_number(count)}
    return _("Underlagen finns"), words if count else _("Varje verifikation har underlag.")


def _budget(figures: dict[str, Any]) -> tuple[str, str]:
    title = _("Skillnader mot budgeten är förklarade")
    found = []
    if figures["over"]:
        found.append(_("Över budget: insats %(numbers)s.") % {"numbers": figures["over"].replace(",", ", ")})
    if figures["left_ore"]:
        found.append(_("%(sum)s av budgeten är inte använt.") % {"sum": format_kr(figures["left_ore"])})
    return title, " ".join(found) or _("Ingen insats är över sin budget, och lite är kvar av helheten.")


def _periods(figures: dict[str, Any]) -> tuple[str, str]:
    months = figures["months"].split(",") if figures["months"] else []
    named = ", ".join(format_month(month, language()) for month in months)
    return _("Månaderna är låsta"), (
        _("Inte låsta: %(months)s.") % {"months": named} if named else _("Varje månad med kostnader är låst.")
    )


def _control(figures: dict[str, Any]) -> tuple[str, str]:
    """Requisitioned less used is repaid, to the öre."""
    values = {key: format_kr(figures[key]) for key in ("requisitioned", "used", "repaid")}
    words = _("Rekvirerat %(requisitioned)s, använt %(used)s, återbetalat %(repaid)s.") % values
    difference = figures["requisitioned"] - figures["used"] - figures["repaid"]
    if difference:
        words += " " + _("Det skiljer %(sum)s.") % {"sum": format_kr(difference)}
    else:
        words += " " + _("Det går jämnt ut.")
    return _("Rekvirerat minus använt är återbetalat"), words


def _documents(step: Step) -> tuple[str, str]:
    done = step.state is State.DONE
    if step.code == rules.REQUISITION:
        sum_ = format_kr(step.figures["ore"])
        return _("Rekvisitionen är utfärdad"), (
            _("%(sum)s är rekvirerat.") % {"sum": sum_} if done else _("Ingen rekvisition är utfärdad.")
        )
    if step.code == rules.REPAYMENT:
        repaid, due = step.figures["repaid"], step.figures["due"]
        words = _("%(sum)s ska betalas tillbaka.") % {"sum": format_kr(due)}
        if done:
            words = _("%(sum)s är återbetalat.") % {"sum": format_kr(repaid)}
            words = words if repaid or due else _("Inget ska betalas tillbaka.")
        elif not due:
            words = _("Räknas ut när medlen är rekvirerade.")
        return _("Återbetalningen är utfärdad"), words
    title = {
        checklist.PREPARED_ACCOUNT: _("Den ekonomiska redovisningen är förberedd"),
        rules.ACCOUNT: _("Den ekonomiska redovisningen är utfärdad"),
        checklist.REPORT: _("Slutredovisningen är utfärdad"),
    }[step.code]
    return title, _("Det är gjort.") if done else _("Det är inte gjort än.")


def months_table(request: AuthenticatedRequest, assignment: Assignment) -> Context:
    """The year's months: locked by whom, asked to be opened, or open."""
    held = {
        one.month: one
        for one in access.period_locks(request.user, assignment)
        .filter(opened_at__isnull=True)
        .select_related("locked_by")
    }
    unlocked = set(open_months(assignment))
    may_write = access.may_write(request.user)
    rows = []
    for number in range(1, 13):
        month = datetime.date(assignment.year, number, 1)
        lock = held.get(month)
        cells: list[Any] = [format_month(f"{month:%Y-%m}", language()).capitalize()]
        if lock is None:
            words = _("Öppen") if month in unlocked else _("Inga kostnader")
            cells += [{"tag": {"text": words, "tone": "neutral"}}, "–"]
            cells.append(_lock_link(assignment, month) if may_write else "–")
        else:
            asked = lock.asked_by_id is not None
            tag = (_("Ska öppnas"), "warning") if asked else (_("Låst"), "success")
            cells.append({"tag": {"text": tag[0], "tone": tag[1]}})
            cells.append(
                _("%(name)s, %(when)s") % {"name": lock.locked_by.name, "when": format_moment(lock.locked_at)}
            )
            cells.append({"value": _("Visa"), "url": url("month", assignment, lock.pk)})
        rows.append({"cells": cells})
    return {
        "caption": _("Månader"),
        "caption_hidden": True,
        "compact": True,
        "columns": [
            {"label": _("Månad")},
            {"label": _("Läge")},
            {"label": _("Låst av")},
            {"label": _("Åtgärd"), "aside": True},
        ],
        "rows": rows,
        "lock_url": url("months_lock", assignment) if may_write and lockable_months(assignment) else "",
    }


def _lock_link(assignment: Assignment, month: datetime.date) -> Context | str:
    if not rules.has_ended(month, today()):
        return _("Kan låsas när månaden är slut")
    return {"value": _("Lås"), "url": f"{url('months_lock', assignment)}?month={month:%Y-%m}"}


def explained_table(assignment: Assignment, found: list[RowExplanation]) -> Context | None:
    """Rows that somebody has explained as not ours."""
    if not found:
        return None
    return {
        "caption": _("Kostnader som inte är uppdragets"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Verifikation")},
            {"label": _("Datum")},
            {"label": _("Förklaring")},
            {"label": _("Av")},
            {"label": _("Belopp"), "figures": True},
        ],
        "rows": [
            {
                "url": f"{url('voucher', assignment, one.voucher_line.voucher_id)}"
                f"#rad-{one.voucher_line.position}",
                "cells": [
                    str(one.voucher_line.voucher),
                    long_date(one.voucher_line.cost_date),
                    swedish(one.reason),
                    one.by.name,
                    format_kr(one.voucher_line.amount_ore),
                ],
            }
            for one in found
        ],
    }
