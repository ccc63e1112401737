"""What hangs loose in either direction of the chain, each end with the page where it is mended."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from skyddsnat.mandate.chain import obligation_url
from skyddsnat.mandate.following import Following
from skyddsnat.mandate.views.frame import format_kr, in_language, language
from skyddsnat.shared.money import format_number

type Link = dict[str, Any]

EXCERPT = 90


def loose_ends(found: Following, rows: list[dict[str, Any]], *, may_write: bool) -> list[dict[str, Any]]:
    """Groups of ends with a heading, why it matters, and links. Empty groups are left out."""
    groups = [
        (
            _("Meningar som ingen har sagt vad de är"),
            _("Säg om meningen beställer något eller varför den inte gör det."),
            [_sentence(found, row) for row in rows if row["kind"] == "loose"],
        ),
        (
            _("Deluppdrag som ingen insats genomför"),
            _("Planera en insats eller välj en som finns."),
            [_clause(found, clause, may_write=may_write) for clause in found.seen.orphans.clauses],
        ),
        (
            _("Skyldigheter utan insats eller handling"),
            _("Förbered handlingen i tid."),
            [
                _link(in_language(row, "what"), obligation_url(found.assignment, row))
                for row in found.seen.orphans.obligations
            ],
        ),
        (
            _("Insatser utan mening i beslutet"),
            _("Säg vilken mening de genomför, annars kan de inte redovisas."),
            _activities(found, "loose_activities"),
        ),
        (
            _("Underlag på insatser utan mening"),
            _("Raderna räknas inte på någon mening förrän insatsen har en."),
            _records(found),
        ),
        (
            _("Insatser som börjat men saknar underlag"),
            _("Skriv in vad som har hänt, annars är det inte bevisat."),
            _activities(found, "unproven"),
        ),
        (_("Kronor utan insats"), _("Fördela kostnaderna på insatserna."), _money(found)),
        (
            _("Tal i rapporten utan underlag"),
            _("Ta bort talet ur texten, eller för in det som talet bygger på."),
            [
                _link({"value": place.label, "swedish": False}, place.url, note=place.note)
                for place in found.unproven_numbers
            ],
        ),
    ]
    return [
        {"heading": heading, "why": why, "links": links, "count": len(links)}
        for heading, why, links in groups
        if links
    ]


def _link(words: dict[str, Any], url: str, *, note: str = "") -> Link:
    return {"label": words["value"], "swedish": words["swedish"], "url": url, "note": note}


def _sentence(found: Following, row: dict[str, Any]) -> Link:
    """To where it is mended, or to its place in the whole text: the reader may be looking at a part of it."""
    words = {"value": Truncator(row["text"]).chars(EXCERPT), "swedish": language() == "en"}
    return _link(
        words, row["fix"] or f"{reverse('mandate:assignment-text', args=[found.assignment.slug])}#{row['id']}"
    )


def _clause(found: Following, clause: Any, *, may_write: bool) -> Link:
    heading = in_language(clause, "heading")
    name = "mandate:clause-activities" if may_write else "mandate:clause"
    url = reverse(name, args=[found.assignment.slug, clause.number])
    return _link({**heading, "value": f"{clause.number} {heading['value']}"}, url)


def _activities(found: Following, which: str) -> list[Link]:
    chosen = found.loose_activities if which == "loose_activities" else found.seen.orphans.unproven
    anchor = "" if which == "loose_activities" else "#underlag"
    return [
        _link(
            in_language(activity, "title"),
            reverse("mandate:activity", args=[found.assignment.slug, activity.number]) + anchor,
        )
        for activity in chosen
    ]


def _records(found: Following) -> list[Link]:
    rows = reverse("mandate:evidence-list", args=[found.assignment.slug])
    links = []
    for activity in found.loose_activities:
        number = found.seen.records.get(activity.pk, 0)
        if number:
            words = in_language(activity, "title")
            note = _("%(count)s rader") % {"count": format_number(number)}
            links.append(_link(words, f"{rows}?activity={activity.number}", note=note))
    return links


def _money(found: Following) -> list[Link]:
    money = found.spending
    links = []
    if money is not None and money.loose.ore:
        said = _("%(sum)s som ingen insats har") % {"sum": format_kr(money.loose.ore)}
        links.append(_link({"value": said, "swedish": False}, money.loose.url))
    if money is not None:
        for activity in found.loose_activities:
            spent = money.by_activity.get(activity.pk)
            if spent is not None and spent.ore:
                words = in_language(activity, "title")
                links.append(_link(words, spent.url, note=format_kr(spent.ore)))
    return links
