"""What the component page (`/komponenter/`, demonstration only) shows, with made-up content."""

import datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TEXT = (
    "Länsstyrelsen ska samordna arbetet i länet. Myndigheten ska ta fram en vägledning\n"
    "för personal som möter barn och redovisa arbetet senast den 31 maj 2015.\n\n"
    "För uppdraget får myndigheten använda högst 300 000 kronor under 2014. Medel som inte\n"
    "har använts ska betalas tillbaka. Arbetet är viktigt för hela regionen."
)


class ShowcaseForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label=gettext_lazy("Insatsens namn"), max_length=80)
    purpose = forms.CharField(
        label=gettext_lazy("Syfte"),
        help_text=gettext_lazy("Skriv vad som blir bättre för barn, i en eller två meningar."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    clause = forms.ChoiceField(
        label=gettext_lazy("Att-sats"),
        choices=[("1", gettext_lazy("Samordna arbetet")), ("2", gettext_lazy("Ta fram en vägledning"))],
    )
    starts = forms.DateField(
        label=gettext_lazy("Börjar"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    budget = forms.CharField(
        label=gettext_lazy("Budget"),
        widget=forms.TextInput(attrs={"class": "w-10 figures", "inputmode": "decimal", "data-suffix": "kr"}),
    )
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Målgrupper"),
        help_text=gettext_lazy("Välj alla som gäller."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("a", gettext_lazy("Socialtjänst")),
            ("b", gettext_lazy("Skola")),
            ("c", gettext_lazy("Polis")),
        ],
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Hur genomförs insatsen?"),
        widget=forms.RadioSelect,
        choices=[("m", gettext_lazy("På plats")), ("d", gettext_lazy("På distans"))],
    )
    attachment = forms.FileField(
        label=gettext_lazy("Bilaga"), required=False, help_text=gettext_lazy("Pdf, högst 2 MB.")
    )
    sure = forms.BooleanField(label=gettext_lazy("Prövningen av barnets bästa är gjord"))


def chains() -> list[list[dict[str, Any]]]:
    """A whole chain, seen from an activity, and a broken one, seen from the decision."""
    decision = {"kind": "decision", "label": "S2014/0000/FST", "url": "#kedjan", "note": _("exempel")}
    whole: list[dict[str, Any]] = [
        decision,
        {
            "kind": "clause",
            "label": "att 2",
            "url": "#kedjan",
            "note": "ta fram en vägledning",
            "swedish": True,
        },
        {"kind": "obligation", "label": _("Slutredovisning"), "url": "#kedjan", "note": _("31 maj 2015")},
        {"kind": "activity", "label": "Utbildning i Umeå", "current": True, "swedish": True},
        {"kind": "evidence", "count": 14, "url": "#kedjan"},
        {
            "kind": "indicator",
            "url": "#kedjan",
            "items": [
                {"label": _("Utbildade personer"), "url": "#kedjan"},
                {"label": _("Kommuner"), "url": "#kedjan"},
            ],
        },
        {"kind": "sentence", "label": "5.2", "url": "#kedjan", "note": _("Det här gjorde vi")},
    ]
    broken = [
        {**decision, "current": True},
        {"kind": "clause", "count": 5, "url": "#kedjan"},
        {"kind": "obligation", "count": 4, "url": "#kedjan"},
        {"kind": "activity", "count": 3, "url": "#kedjan"},
        {"kind": "evidence", "missing": True, "url": "#kedjan"},
        {"kind": "indicator", "missing": True},
        {"kind": "sentence", "missing": True, "url": "#kedjan"},
    ]
    return [whole, broken]


def tables() -> dict[str, dict[str, Any]]:
    """A table as it should be, and one with nothing in it."""
    columns = [
        {"label": _("Insats"), "sort": "title", "swedish": True},
        {"label": _("Ansvarig")},
        {"label": _("Budget"), "figures": True, "sort": "budget"},
        {"label": _("Utfall"), "figures": True},
        {"label": _("Läge")},
    ]
    going = {"tag": {"text": _("Pågår"), "tone": "info"}}
    done = {"tag": {"text": _("Klar"), "tone": "success"}}
    late = {"tag": {"text": _("Försenad"), "tone": "danger"}}
    kr = "\u00a0kr"
    rows = [
        {
            "url": "#t1",
            "cells": [
                "Utbildning för socialjourer",
                "Elin Berg",
                f"120\u00a0000{kr}",
                f"98\u00a0450{kr}",
                done,
            ],
        },
        {
            "url": "#t2",
            "cells": [
                {"value": "Vägledning för möten med barn", "note": "att 2"},
                "Omar Lind",
                f"90\u00a0000{kr}",
                f"31\u00a0200{kr}",
                going,
            ],
        },
        {
            "url": "#t3",
            "tone": "danger",
            "cells": ["Nätverksträff i länet", "Elin Berg", f"15\u00a0000{kr}", f"0{kr}", late],
        },
    ]
    return {
        "table": {
            "caption": _("Insatser under året"),
            "columns": columns,
            "rows": rows,
            "foot": [
                {"value": _("Summa"), "swedish": False},
                "",
                f"225\u00a0000{kr}",
                f"129\u00a0650{kr}",
                "",
            ],
        },
        "empty_table": {
            "caption": _("Verifikationer"),
            "columns": columns,
            "rows": [],
            "empty": {
                "heading": _("Inga verifikationer ännu"),
                "text": _("Läs in en SIE-fil från ekonomisystemet, så hamnar varje krona på sin insats."),
                "url": "#",
                "label": _("Läs in en SIE-fil"),
                "icon": "voucher",
            },
        },
    }


def reader() -> dict[str, Any]:
    """A short text of our own with passages marked, and what each became."""

    def span(words: str, **values: str) -> dict[str, Any]:
        start = TEXT.index(words)
        return {"start": start, "end": start + len(words), **values}

    return {
        "decision_words": TEXT,
        "spans": [
            span(
                "Länsstyrelsen ska samordna arbetet i länet.", id="s-1", target="f-1", kind="task", number="1"
            ),
            span(
                "redovisa arbetet senast den 31 maj 2015",
                id="s-2",
                target="f-2",
                kind="obligation",
                number="2",
            ),
            span("högst 300 000 kronor under 2014", id="s-3", target="f-3", kind="money", number="3"),
            span(
                "Medel som inte\nhar använts ska betalas tillbaka.",
                id="s-4",
                target="f-4",
                kind="unread",
                number="4",
            ),
        ],
        "findings": [
            {
                "id": "f-1",
                "mark": "s-1",
                "number": "1",
                "kind": _("Uppgift"),
                "tone": "info",
                "text": _("Samordna arbetet i länet."),
            },
            {
                "id": "f-2",
                "mark": "s-2",
                "number": "2",
                "kind": _("Skyldighet"),
                "tone": "warning",
                "text": _("Redovisa arbetet senast 31 maj 2015."),
            },
            {
                "id": "f-3",
                "mark": "s-3",
                "number": "3",
                "kind": _("Belopp"),
                "tone": "success",
                "text": "300\u00a0000\u00a0kr",
            },
            {
                "id": "f-4",
                "mark": "s-4",
                "number": "4",
                "kind": _("Oläst"),
                "tone": "danger",
                "text": _("Meningen innehåller ”ska” men blev inte förstådd."),
            },
        ],
    }


def showcase() -> dict[str, Any]:
    """The whole context of `website/components.html`."""
    bound = ShowcaseForm({"title": "", "purpose": "", "clause": "1", "budget": "tolv"})
    return {
        **tables(),
        **reader(),
        "breadcrumb": [{"label": _("Uppdrag"), "url": "#"}, {"label": _("Insatser"), "url": "#"}],
        "chains": chains(),
        "plain_form": ShowcaseForm(),
        "form_with_errors": bound,
        "tabs": [
            {"label": _("Översikt"), "url": "#", "current": True},
            {"label": _("Underlag"), "url": "#", "count": 14},
            {"label": _("Ändringar"), "url": "#", "count": 3},
        ],
        "facts": [
            {"label": _("Ansvarig"), "value": "Elin Berg", "url": "#"},
            {"label": _("Period"), "value": _("mars–december 2014"), "url": "#"},
            {"label": _("Läge"), "tag": {"text": _("Pågår"), "tone": "info"}},
            {"label": _("Diarienummer"), "value": "", "url": "#", "change": _("Fyll i"), "missing": True},
        ],
        "tasks": [
            {"label": _("Bekräfta beslutet"), "url": "#", "status": _("Klart"), "tone": "success"},
            {
                "label": _("Skriv prövningen av barnets bästa"),
                "url": "#",
                "hint": _("Behövs innan insatsen får börja"),
                "status": _("Att göra"),
                "tone": "info",
            },
            {
                "label": _("Starta insatsen"),
                "hint": _("Går att göra när prövningen är beslutad"),
                "status": _("Kan inte börja än"),
                "tone": "neutral",
            },
        ],
        "steps": [
            {"label": _("Kartlägg"), "url": "#", "state": "done"},
            {"label": _("Beskriv"), "url": "#", "state": "current"},
            {"label": _("Analysera"), "state": "todo"},
            {"label": _("Pröva"), "state": "todo"},
        ],
        "events": [
            {
                "on": datetime.datetime(2014, 10, 2, 12, 5, tzinfo=datetime.UTC),
                "title": _("Rekvisitionen skickades"),
                "by": "Omar Lind",
                "tone": "success",
            },
            {
                "on": datetime.date(2014, 9, 18),
                "title": _("Budgeten ändrades"),
                "text": _("Från 100 000 kr till 120 000 kr, efter samråd."),
                "by": "Elin Berg",
                "tone": "info",
            },
            {"on": datetime.date(2014, 9, 1), "title": _("Påminnelsen kom fram för sent"), "tone": "warning"},
        ],
        "progress_going": {"label": _("Bygger avslutspaketet"), "done": 7, "total": 12},
        "progress_done": {
            "label": _("Bygger avslutspaketet"),
            "done": 12,
            "total": 12,
            "finished": True,
            "result_url": "#",
            "result_label": _("Hämta avslutspaketet"),
        },
        "page_object": Paginator(range(200), 10).page(7),
        "tones": ["neutral", "info", "success", "warning", "danger"],
        "chart_table": {
            "caption": _("Utbildade personer per kvartal"),
            "columns": [{"label": _("Kvartal")}, {"label": _("Personer"), "figures": True}],
            "rows": [{"cells": ["1", 24]}, {"cells": ["2", 61]}, {"cells": ["3", 48]}],
        },
    }
