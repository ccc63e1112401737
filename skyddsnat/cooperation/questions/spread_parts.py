"""How far an experience has come among the four audiences: numbers that lead to their evidence."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.cooperation.models import Question, Spreading
from skyddsnat.cooperation.questions.kinds import Audience
from skyddsnat.cooperation.questions.words import Row, long_day, name_of
from skyddsnat.knowledge.api import Sent, outcomes_of, reached_by_mailing


def audiences(question: Question, *, leads: bool, reads_letters: bool) -> list[Row]:
    """The four, each with its letters and how many organisations they have reached and opened."""
    rows = list(Spreading.objects.filter(practice__question=question).select_related("mailing", "practice"))
    sent = outcomes_of([row.mailing for row in rows])
    latest = question.practices.first()
    found = []
    for audience in Audience:
        own = [row for row in rows if row.audience == audience]
        now = next((row for row in own if latest is not None and row.practice_id == latest.pk), None)
        sums = [sent[row.mailing_id] for row in own]
        found.append({
            "label": audience.label, "code": audience.value,
            "sent": Sent(
                sum(one.letters for one in sums), sum(one.reached for one in sums), sum(one.opened for one in sums)
            ),
            "state": now.mailing.get_state_display() if now else "",
            "mailing_url": now.mailing.get_absolute_url() if now and reads_letters else "",
            "may_prepare": leads and now is None,
            "reached_url": reverse("cooperation:question-reached", args=[question.pk, audience.value]),
        })  # fmt: skip
    return found


def spread_table(rows: list[Row]) -> Row:
    """The same as a table, whose numbers can be followed."""
    return {
        "caption": _("Spridning till dem som möter barnen"), "caption_hidden": True, "export": "spridning",
        "columns": [
            {"label": _("Till")}, {"label": _("Brevet")}, {"label": _("Brev"), "figures": True},
            {"label": _("Nådda organisationer"), "figures": True}, {"label": _("Har öppnat"), "figures": True},
        ],
        "rows": [
            {
                "cells": [
                    row["label"],
                    {"value": row["state"] or _("Inte skrivet"), "url": row["mailing_url"]},
                    row["sent"].letters,
                    {"value": row["sent"].reached, "url": row["reached_url"] if row["sent"].reached else ""},
                    {"value": row["sent"].opened, "url": row["reached_url"] if row["sent"].opened else ""},
                ]
            }
            for row in rows
        ],
    }  # fmt: skip


def reached_table(one: Question, audience: str, *, linked: bool) -> Row:
    """Which organisations, on which day, and the row of the ledger that shows it."""
    spreadings = Spreading.objects.filter(practice__question=one, audience=audience).select_related("mailing")
    rows = [
        each for spreading in spreadings.order_by("-pk") for each in reached_by_mailing(spreading.mailing)
    ]
    return {
        "caption": _("Organisationer som erfarenheten har nått"), "caption_hidden": True, "export": "natt",
        "columns": [
            {"label": _("Organisation")}, {"label": _("Nådd")}, {"label": _("Har öppnat")}, {"label": _("Underlag")},
        ],
        "rows": [
            {
                "cells": [
                    name_of(row.organisation), {"value": long_day(row.day), "raw": row.day},
                    _("Ja") if row.opened else _("Nej"),
                    {"value": _("Nr %(seq)s") % {"seq": row.evidence.seq}, "raw": row.evidence.seq,
                     "url": reverse("mandate:evidence", args=[row.evidence.assignment.slug, row.evidence.seq])
                     if linked else ""}
                    if row.evidence else {"value": _("När insatsen har börjat")},
                ]
            }
            for row in rows
        ],
        "empty": {"heading": _("Ingen är nådd än"), "icon": "dialogue",
                  "text": _("När brevet har skickats står mottagarnas organisationer här.")},
    }  # fmt: skip
