"""Made-up documents that show every field: used by the tests and the measurement, and as a model to copy from."""

import datetime
from typing import Any, Literal

from skyddsnat.shared.charts import Chart, bar_chart, line_chart, stacked
from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.shared.typeset.shapes import (
    ActivityRow,
    Assignment,
    Block,
    Calculation,
    ChartFigure,
    IndicatorRow,
    Language,
    Letter,
    Party,
    Query,
    Report,
    Section,
)

CREATED = datetime.datetime(2015, 3, 20, 12, 0, tzinfo=datetime.UTC)
Kind = Literal["requisition", "repayment", "financial_account"]
_DNR = "DEMO 1/2014"
_REQUESTED, _USED = 300_000_000, 287_654_350
_ASSIGNMENT: Assignment = {
    "title": "Samordning mot människohandel och exploatering av barn",
    "decided_on": "2014-02-20",
}
_FUND: Party = {"name": "Socialstyrelsen", "lines": ["106 30 Stockholm"]}
_APPROPRIATION = [
    {"label": "Utgiftsområde", "value": "9 Hälsovård, sjukvård och social omsorg"},
    {"label": "Anslag", "value": "4:7 Bidrag till utveckling av socialt arbete m.m."},
    {"label": "Anslagspost", "value": "4 Utvecklingsmedel"},
    {"label": "Högst", "value": "3\u00a0000\u00a0000\u00a0kr under 2014"},
]


def letter(kind: Kind, language: Language = "sv", **changed: Any) -> Letter:
    """A money document whose sums add up; `changed` replaces top-level fields."""
    data: dict[str, Any] = {
        "kind": kind, "language": language, "demo": True, "dnr": _DNR,
        "authority": "Länsstyrelsen i Stockholms län", "recipient": _FUND, "assignment": _ASSIGNMENT,
        "date": "2015-03-20", "version": 2, "replaces": "version 1, 2015-03-16", "appropriation": _APPROPRIATION,
        "claim": {"label": "Att återbetala till Socialstyrelsen", "ore": _REQUESTED - _USED},
        "sum": _calculation(),
        "explanation": ["Två utbildningar flyttades till 2015 och kostade därför inget under året."],
        "tables": [{"title": "Använda medel per insats", "total_ore": _USED, "rows": _used_rows(_USED)}],
        "conditions": [
            {"text": "Medel som inte används betalas tillbaka senast 31 mars 2015.",
             "met": "Beloppet betalas 20 mars 2015.", "cited": "Beslutet, tecken 1890–1985"},
            {"text": "Handlingen anger beslutets diarienummer.", "met": f"Diarienumret är {_DNR}.",
             "cited": "Beslutet, tecken 2102–2199"},
        ],
        "payment": [{"label": "Betalas till", "value": "bankgiro 0000-0000 (påhittat)"},
                    {"label": "Märk betalningen", "value": _DNR}],
        "approved": {"role": "Chef", "name": "Maj Demosson", "on": "2015-03-20"},
        "data_hash": sha256_hex(b"demo"),
    }  # fmt: skip
    return data | changed  # type: ignore[return-value]


def _calculation() -> Calculation:
    return {
        "lines": [{"label": "Rekvirerat 24 november 2014", "ore": _REQUESTED, "sign": "+"},
                  {"label": "Använt 2014, 10 verifikationer", "ore": _USED, "sign": "-"}],
        "result": {"label": "Återbetalas", "ore": _REQUESTED - _USED},
    }  # fmt: skip


def _used_rows(used: int) -> list[dict[str, Any]]:
    names = ["Metodstöd till kommuner", "Utbildningsdag för taxi", "Resekampanj", "EU-möten", "Samordning"]
    shares = [used // 5] * 4
    return [
        {"label": name, "detail": f"verifikation A {n + 1}–A {n + 2}", "ore": ore}
        for n, (name, ore) in enumerate(zip(names, [*shares, used - sum(shares)], strict=True))
    ]


def report(
    language: Language = "sv",
    *,
    tasks: int = 4,
    charts: int = 1,
    rows: int = 6,
    queries: int = 12,
    paragraphs: int = 2,
) -> tuple[Report, dict[str, bytes]]:
    """A report with `tasks` chapters of `charts` charts and `rows` activities each; returns it with its pictures."""
    frozen = [_query(n) for n in range(queries)]
    sections: list[Section] = []
    assets: dict[str, bytes] = {}
    for task in range(tasks):
        drawn = [_chart(task * charts + n, language) for n in range(charts)]
        names = [f"task-{task}-{n}.svg" for n in range(charts)]
        assets |= {name: chart.svg.encode() for name, chart in zip(names, drawn, strict=True)}
        figures = [_figure(chart, name) for name, chart in zip(names, drawn, strict=True)]
        sections.append(_section(task, figures, rows, queries, paragraphs))
    data = letter("financial_account", language)
    made: Report = {
        "language": language, "demo": True, "dnr": _DNR, "authority": data["authority"],
        "title": "Slutredovisning" if language == "sv" else "Final report",
        "subtitle": "Arbetet mot människohandel och exploatering av barn 2014", "date": "2015-05-20", "version": 1,
        "recipient": {"name": "Regeringskansliet (Socialdepartementet)"}, "assignment": _ASSIGNMENT,
        "approved": {"role": "Chef", "name": "Maj Demosson", "on": "2015-05-20"}, "data_hash": sha256_hex(b"report"),
        "summary": [{"type": "paragraph", "runs": ["Länsstyrelsen utbildade ", {"number": "q-0"},
                     " personer och nådde ", {"number": "q-1"}, " av kommunerna i länet."]}],
        "key_numbers": [{"number": f"q-{n}", "label": f"Nyckeltal {n + 1}"} for n in range(6)],
        "tasks": sections,
        "aims": [_section(0, [], 2, queries, 1) | {"heading": "Ökad kunskap om barns utsatthet", "wording": None}],
        "target_groups": [_section(1, [], 0, queries, 1) | {"heading": "Barn utan vårdnadshavare", "wording": None}],
        "economy": {"appropriation": data["appropriation"],
                    "blocks": [{"type": "sum", **_calculation()}, {"type": "amounts", **data["tables"][0]}]},
        "lacking": [{"what": "Effekt av resekampanjen", "where": "Uppgift 3", "why": "Ingen mätning gjordes före."}],
        "queries": frozen, "ledger": {"position": 4711, "hash": sha256_hex(b"head")},
    }  # fmt: skip
    return made, assets


def _query(n: int) -> Query:
    values: list[tuple[int | float | None, str]] = [
        (1_234, "personer"), (45.2, "%"), (0, "tips"), (287_654_350, "öre"), (None, ""), (68, "samtal"),
    ]  # fmt: skip
    value, unit = values[n % len(values)]
    return {
        "id": f"q-{n}", "name": f"Fråga {n + 1}", "value": value, "unit": unit,
        "definition": "Antalet deltagare i insatser av slaget utbildning, räknat ur underlagsliggaren för 2014.",
        "taken_at": "2015-05-18T14:05:00+02:00", "ledger_position": 4_000 + n, "hash": sha256_hex(b"q%d" % n),
    }  # fmt: skip


def _section(task: int, figures: list[ChartFigure], rows: int, queries: int, paragraphs: int) -> Section:
    def query(n: int) -> str:
        return f"q-{(task * 7 + n) % queries}"

    activities: list[ActivityRow] = [
        {"number": f"{task + 1}.{n + 1}", "title": "Utbildningsdag för socialsekreterare och jourpersonal",
         "starts": "2014-03-01", "ends": "2014-11-30", "responsible": "Samordnaren", "status": "Genomförd",
         "used_ore": 1_234_550 * (n + 1), "evidence": query(n) if n % 5 != 4 else None}
        for n in range(rows)
    ]  # fmt: skip
    indicators: list[IndicatorRow] = [
        {
            "label": "Deltagare i utbildning",
            "number": query(0),
            "baseline": "0 (2013)",
            "target": "1\u00a0000",
        },
        {"label": "Andel som använt kunskapen", "number": None, "baseline": "okänt", "target": "50\u00a0%"},
    ]
    sentence = (
        " Arbetet gjordes i dialog med kommuner, myndigheter och organisationer. Erfarenheterna samlades i en "
        "gemensam metod som prövades i tre kommuner och sedan spreds i länet. Deltagarna svarade på en enkät "
        "direkt efter utbildningen och ett halvår senare."
    )
    blocks: list[Block] = [
        {
            "type": "paragraph",
            "runs": ["Under året deltog ", {"number": query(n)}, " i insatserna." + sentence * 2],
        }
        for n in range(paragraphs)
    ]
    return {
        "heading": f"Uppgift {task + 1}: sprida kunskap och metoder",
        "wording": "Sprid kunskap om stöd och skydd för barn.",
        "cited": "Beslutet, tecken 176–398", "blocks": blocks, "activities": activities, "indicators": indicators,
        "charts": figures,
    }  # fmt: skip


def _figure(chart: Chart, name: str) -> ChartFigure:
    return {
        "asset": name, "alt": chart.alt, "title": chart.title, "subtitle": chart.subtitle, "source": chart.source,
        "table": chart.table,
    }  # fmt: skip


def _chart(n: int, language: Language) -> Chart:
    """Bars, divided bars and lines in turn, every one with other numbers, so that none is drawn once for two."""
    groups = ["Kommuner", "Landsting", "Taxi", "Hotell och restaurang", "Polis", "Ideella organisationer"]
    around: dict[str, Any] = {
        "title": f"Fler utbildade än året före ({n + 1})", "subtitle": "Antal personer 2014",
        "source": "underlagsliggaren", "language": language, "as_of": datetime.date(2015, 5, 18), "headed": False,
    }  # fmt: skip
    if n % 3 == 0:
        return bar_chart([(name, (n + 3) * (k + 2) * 7 % 97) for k, name in enumerate(groups)], **around)
    if n % 3 == 1:
        kinds = ("Utbildning", "Metodstöd", "Dialog")
        cells = [(k, p) for k in range(len(groups)) for p in range(len(kinds))]
        return stacked([(groups[k], kinds[p], (n + k * 5 + p * 11) % 37 + 1) for k, p in cells], **around)
    months = [(k, month) for k in range(3) for month in range(1, 13)]
    return line_chart(
        [(groups[k], datetime.date(2014, m, 1), (m * (k + 3) + n) % 53) for k, m in months], **around
    )
