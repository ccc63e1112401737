"""The parts of the pages: tables, facts and numbers about mailings and their letters."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.knowledge.mailings.views.frame import language, state_of, words_of
from skyddsnat.knowledge.models import Delivery, Mailing, Method
from skyddsnat.shared.dates import format_date, format_moment
from skyddsnat.shared.money import format_number

State = Delivery.State
TONES = {
    State.WAITING: "neutral", State.SENDING: "info", State.SENT: "success", State.UNCERTAIN: "warning",
    State.REFUSED: "danger", State.FAILED: "danger", State.BOUNCED: "danger", State.SKIPPED: "neutral",
}  # fmt: skip


def mailings_table(rows: Iterable[Any], every: QuerySet[Mailing]) -> dict[str, Any]:
    return {
        "caption": _("Utskick"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Utskick")},
            {"label": _("Metod eller insats")},
            {"label": _("Läge")},
            {"label": _("Brev"), "figures": True},
            {"label": _("Skickade"), "figures": True},
            {"label": _("Började")},
        ],
        "rows": [_mailing_row(one) for one in rows],
        "every_row": lambda: map(_mailing_row, every),
        "empty": {
            "heading": _("Inga utskick än"),
            "text": _("Ett utskick är ett brev till de kontakter som ni väljer, på deras språk."),
            "icon": "people",
            "url": reverse("knowledge:mailing-new"),
            "label": _("Skriv ett utskick"),
        },
    }


def _mailing_row(one: Any) -> dict[str, Any]:
    return {
        "url": one.get_absolute_url(),
        "cells": [
            words_of(one.name),
            about(one),
            {"value": "", "tag": state_of(one)},
            "–" if one.is_draft else format_number(one.letters),
            "–" if one.is_draft else format_number(one.left),
            format_moment(one.begun_at) if one.begun_at else "–",
        ],
    }


def about(mailing: Mailing) -> dict[str, Any]:
    if mailing.method is not None:
        return words_of(mailing.method.name, mailing.method.name_en)
    if mailing.activity is not None:
        return words_of(mailing.activity.title, mailing.activity.title_en)
    return {"value": "–"}


def facts(
    mailing: Mailing, sums: Mapping[str, int], reached: tuple[int, int] | None = None
) -> list[dict[str, Any]]:
    """What is said of a mailing on its page; `reached` is how many organisations, and how many opened."""
    activity = mailing.proof_activity
    rows: list[dict[str, Any]] = [{"label": _("Läge"), "value": "", "tag": state_of(mailing)}]
    if mailing.method is not None:
        rows.append({"label": _("Metod"), **words_of(mailing.method.name, mailing.method.name_en)})
    if activity is not None:
        rows.append(
            {
                "label": _("Insats"),
                **words_of(activity.title, activity.title_en),
                "url": activity.get_absolute_url(),
                "change": _("Visa"),
            }
        )
    rows += [
        {"label": _("Skrivet av"), "value": mailing.written_by.name},
        {"label": _("Leder till"), "value": mailing.leads_to, "url": mailing.leads_to, "change": _("Visa")},
    ]
    if mailing.begun_at and mailing.sent_by:
        said = _("%(when)s av %(who)s") % {
            "when": format_moment(mailing.begun_at),
            "who": mailing.sent_by.name,
        }
        rows.append({"label": _("Började skickas"), "value": said})
    if mailing.ended_at:
        rows.append({"label": _("Slutade"), "value": format_moment(mailing.ended_at)})
    rows += [
        {"label": str(state.label), "value": letters_said(sums[state])} for state in State if sums.get(state)
    ]
    if reached is not None:
        rows.append({"label": _("Nådda organisationer"), "value": format_number(reached[0])})
        rows.append({"label": _("Organisationer som öppnat"), "value": format_number(reached[1])})
    return rows


def letters_said(count: int) -> str:
    return ngettext("%(count)s brev", "%(count)s brev", count) % {"count": format_number(count)}


def sums_of(letters: QuerySet[Delivery]) -> dict[str, int]:
    """State → how many letters."""
    return dict(letters.order_by().values_list("state").annotate(count=Count("pk")))


def progress(mailing: Mailing, sums: Mapping[str, int]) -> dict[str, Any]:
    """As the progress component takes it."""
    total, waiting = sum(sums.values()), sums.get(State.WAITING, 0)
    text = _("%(done)s av %(total)s brev.") % {
        "done": format_number(total - waiting),
        "total": format_number(total),
    }
    if mailing.state == Mailing.State.SENDING and waiting:
        minutes = -(-waiting // settings.LETTERS_A_MINUTE)
        left = ngettext("Ungefär %(count)s minut kvar.", "Ungefär %(count)s minuter kvar.", minutes)
        text = f"{text} {left % {'count': format_number(minutes)}}"
    return {
        "label": _("Breven skickas"),
        "done": total - waiting,
        "total": total,
        "text": text,
        "url": mailing.get_absolute_url(),
    }


def trouble(mailing: Mailing, *, worker: bool) -> str:
    """Why a mailing does not move, in words; `worker` is whether there is a program that sends."""
    if mailing.state == Mailing.State.SENDING and not worker:
        return _("Programmet som skickar brev är inte igång. Be den som sköter driften om hjälp.")
    said = {
        "unreachable": _("Mejlservern svarar inte. Programmet försöker igen varje minut."),
        "uncertain": _("Kontakten med mejlservern bröts medan ett brev lämnades. Brevet står som oklart."),
        "settings": _(
            "Mejlservern tar inte emot våra brev. Utskicket är pausat. Be den som sköter driften om hjälp."
        ),
    }
    return "" if mailing.has_ended else said.get(mailing.trouble, "")


def by_organisation(letters: QuerySet[Delivery]) -> QuerySet[Any]:
    """A row for each organisation, in one question: how its letters went."""
    return (
        letters.order_by()
        .values("organisation__code", "organisation__name", "organisation__name_en", "group")
        .annotate(
            letters=Count("pk"),
            left=Count("pk", filter=Q(state=State.SENT)),
            back=Count("pk", filter=Q(state__in=[State.BOUNCED, State.REFUSED, State.FAILED])),
            opened=Max("opened_on"),
        )
        .order_by("organisation__name", "organisation__code", "group")
    )


def organisations_table(rows: Iterable[Any], every: Any, method: Method | None) -> dict[str, Any]:
    return {
        "caption": _("Organisationer"),
        "caption_hidden": True,
        "export": "organisationer",
        "columns": [
            {"label": _("Organisation")},
            {"label": _("Vilka")},
            {"label": _("Brev"), "figures": True},
            {"label": _("Framme"), "figures": True},
            {"label": _("Kom inte fram"), "figures": True},
            {"label": _("Öppnat")},
        ],
        "rows": [_organisation_row(row, method) for row in rows],
        "every_row": lambda: (_organisation_row(row, method) for row in every.iterator(chunk_size=2_000)),
    }


def _organisation_row(row: Mapping[str, Any], method: Method | None) -> dict[str, Any]:
    """A row leads to how far the organisation has come with the method; without one, to the organisation."""
    groups = {"staff": _("Medarbetare"), "leaders": _("Chefer")}
    opened: datetime.date | None = row["opened"]
    return {
        "url": reverse("knowledge:ladder-organisation", args=[method.code, row["organisation__code"]])
        if method
        else reverse("actors:organisation", args=[row["organisation__code"]]),
        "cells": [
            words_of(row["organisation__name"], row["organisation__name_en"]),
            groups[row["group"]],
            format_number(row["letters"]),
            format_number(row["left"]),
            format_number(row["back"]),
            format_date(opened, language()) if opened else "–",
        ],
    }


def letters_table(rows: Iterable[Delivery], every: QuerySet[Delivery]) -> dict[str, Any]:
    """Each letter: to whom, where it is."""
    return {
        "caption": _("Brev"),
        "caption_hidden": True,
        "export": "brev",
        "columns": [
            {"label": _("Organisation")},
            {"label": _("Adress")},
            {"label": _("Språk")},
            {"label": _("Läge")},
            {"label": _("Skickat")},
        ],
        "rows": [_letter_row(one) for one in rows],
        "every_row": lambda: map(_letter_row, every.iterator(chunk_size=2_000)),
    }


def _letter_row(one: Delivery) -> dict[str, Any]:
    return {
        "cells": [
            words_of(one.organisation.name, one.organisation.name_en),
            {"value": one.address or _("Borttagen"), "note": one.contact.function if one.contact else ""},
            str(one.get_language_display()),
            {"value": "", "tag": {"text": str(one.get_state_display()), "tone": TONES[State(one.state)]}},
            format_moment(one.sent_at) if one.sent_at else "–",
        ]
    }
