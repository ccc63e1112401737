"""The small ledger beside a sentence: planned, done, spent, proven, reported, each number with its address."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.mandate.following import Following, Work
from skyddsnat.mandate.meeting_rules import DEMANDS_DIALOGUE
from skyddsnat.mandate.models import Activity, Assignment, Clause, EvidenceKind
from skyddsnat.mandate.views.frame import format_kr, in_language, language, state_tag
from skyddsnat.shared.money import format_number
from skyddsnat.shared.units import unit_of

type Cell = dict[str, Any]

MOST_KINDS = 4  # the rest is summed up in one link


def cell(
    label: str, *parts: tuple[str, str], missing: str = "", fix: str = "", swedish: bool = False
) -> Cell:
    """One line of the ledger: (words, address) in order, or what is missing and where it is mended.

    `swedish` marks words of the decision's own for a reader of another language.
    """
    return {
        "label": label,
        "swedish": swedish,
        "parts": [{"text": text, "url": url} for text, url in parts],
        "missing": missing,
        "fix": fix,
    }


def work_cells(found: Following, work: Work, *, clause: Clause | None, may_write: bool) -> list[Cell]:
    """The ledger of a clause, or of the whole assignment when `clause` is None."""
    assignment = found.assignment
    wanted = clause is None or clause.kind == Clause.TASK
    if not work.activities:
        fix = _url("activity-new", assignment, clause=clause) if may_write and clause is not None else ""
        return [cell(_("Planerat"), missing=_("Ingen insats än"), fix=fix)] if wanted else []
    plan = _url("activities", assignment, clause=clause)
    cells = [
        cell(_("Planerat"), (_activities(len(work.activities)), plan), (format_kr(work.budget_ore), plan)),
        cell(_("Gjort"), *_done(work, plan)),
    ]
    if work.used_ore is not None:
        cells.append(cell(_("Använt"), (format_kr(work.used_ore), _spent_url(found, work, clause))))
    cells.append(_proven(assignment, work, clause))
    return cells


def reported_cell(found: Following, clause: Clause) -> list[Cell]:
    """Where the report tells of a clause; nothing for readers who may not read the report."""
    if found.reported is None:
        return []
    place = found.place_of(clause)
    if place is None:
        return [cell(_("Redovisat"), missing=_("Inget i rapporten än"), fix=found.reported.url)]
    return [cell(_("Redovisat"), (place.label, place.url))]


def dialogue_cell(found: Following, words: str, *, clause: Clause | None, may_write: bool) -> list[Cell]:
    """The meetings held, where the decision's words ask for dialogue; nothing where they do not."""
    if not DEMANDS_DIALOGUE.search(words):
        return []
    held = found.meetings.get(clause.pk if clause else None, 0)
    if not held:
        fix = reverse("mandate:meeting-new", args=[found.assignment.slug]) if may_write else ""
        return [cell(_("Dialog"), missing=_("Inget möte än"), fix=fix)]
    said = ngettext("%(count)s hållet möte", "%(count)s hållna möten", held) % {"count": format_number(held)}
    return [cell(_("Dialog"), (said, _url("dialogue", found.assignment, clause=clause)))]


def activity_lines(found: Following, work: Work) -> list[dict[str, Any]]:
    """Each activity of a clause with its own numbers."""
    slug = found.assignment.slug
    lines = []
    for activity in work.activities:
        spent = found.spending.by_activity.get(activity.pk) if found.spending else None
        records = found.seen.records.get(activity.pk, 0)
        rows = f"{reverse('mandate:evidence-list', args=[slug])}?activity={activity.number}"
        numbers = [{"text": _("budget %(sum)s") % {"sum": format_kr(activity.budget_ore)}, "url": ""}]
        if spent is not None:
            numbers.append({"text": _("använt %(sum)s") % {"sum": format_kr(spent.ore)}, "url": spent.url})
        if records:
            numbers.append({"text": _records(records), "url": rows})
        lines.append({
            "number": activity.number,
            "title": in_language(activity, "title"),
            "url": reverse("mandate:activity", args=[slug, activity.number]),
            "tag": state_tag(activity),
            "numbers": numbers,
            "shared": activity.pk in found.shared,
        })  # fmt: skip
    return lines


def shared_note(found: Following, activities: tuple[Activity, ...]) -> str:
    """Says plainly that an activity with several sentences is counted on each of them."""
    numbers = [str(a.number) for a in activities if a.pk in found.shared]
    if not numbers:
        return ""
    words = ngettext(
        "Insats %(numbers)s hör till flera meningar och räknas på varje mening den hör till."
        " Överst räknas den en gång.",
        "Insatserna %(numbers)s hör till flera meningar och räknas på varje mening de hör till."
        " Överst räknas de en gång.",
        len(numbers),
    )
    return words % {"numbers": ", ".join(numbers)}


def _activities(number: int) -> str:
    return ngettext("%(count)s insats", "%(count)s insatser", number) % {"count": format_number(number)}


def _records(number: int) -> str:
    return ngettext("%(count)s rad underlag", "%(count)s rader underlag", number) % {
        "count": format_number(number)
    }


def _done(work: Work, plan: str) -> list[tuple[str, str]]:
    parts = []
    if work.finished:
        words = ngettext("%(count)s avslutad", "%(count)s avslutade", work.finished)
        parts.append((words % {"count": format_number(work.finished)}, plan))
    if work.under_way:
        parts.append((_("%(count)s pågår") % {"count": format_number(work.under_way)}, plan))
    waiting = len(work.activities) - work.finished - work.under_way
    if waiting:
        parts.append((_("%(count)s har inte börjat") % {"count": format_number(waiting)}, plan))
    return parts


def _proven(assignment: Assignment, work: Work, clause: Clause | None) -> Cell:
    every = _url("evidence-list", assignment, clause=clause)
    if not work.proven:
        return cell(
            _("Bevisat"), missing=_("Inget underlag än"), fix=_url("activities", assignment, clause=clause)
        )
    join = "&" if "?" in every else "?"
    parts = [(_kind_words(one.kind, one.quantity), f"{every}{join}{urlencode({'kind': one.kind.pk})}")
             for one in work.proven[:MOST_KINDS]]  # fmt: skip
    return cell(_("Bevisat"), *parts, (_records(work.records), every))


def _kind_words(kind: EvidenceKind, quantity: int) -> str:
    unit = kind.unit_en if language() == "en" else kind.unit
    return f"{kind}: {format_number(quantity)} {unit_of(quantity, unit)}"


def _spent_url(found: Following, work: Work, clause: Clause | None) -> str:
    """The rows of the only activity, else the list of the activities with each one's own rows, on this page."""
    money = found.spending
    by_activity = money.by_activity if money else {}
    spent = [by_activity[activity.pk] for activity in work.activities if activity.pk in by_activity]
    if len(spent) == 1:
        return spent[0].url
    if clause is None:
        return money.used.url if money else ""
    return f"#insatser-{clause.pk}" if spent else ""


def _url(name: str, assignment: Assignment, *, clause: Clause | None = None) -> str:
    url = reverse(f"mandate:{name}", args=[assignment.slug])
    return f"{url}?{urlencode({'clause': clause.number})}" if clause is not None else url
