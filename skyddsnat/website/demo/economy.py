"""What stands behind the made-up money: divided budgets, invoices, hours, a cost that is not ours, locked months."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from skyddsnat.core.models import User
from skyddsnat.economy.api import (
    CostFact,
    Paper,
    Worked,
    attach,
    cost_facts,
    divide_budget,
    explain_row,
    import_sie,
    lock_months,
    sie,
    tick_step,
)
from skyddsnat.mandate.models import Activity, Assignment

SHARES = {"wages": 0.68, "premises": 0.07, "travel": 0.08, "services": 0.11, "information": 0.06}
SUPPLIERS = {
    "premises": "Exempellokaler (påhittat)",
    "travel": "Exempelresor (påhittat)",
    "services": "Exempelkonsulter (påhittat)",
    "information": "Exempeltryck (påhittat)",
    "other": "Exempelhandel (påhittat)",
}
WITHOUT, SMALL_ORE = 3, 400_000
"""So many small journeys lack their paper, so that the list of those that lack one has something to show."""
NOTES = {
    "loaded": "Huvudboken för hela året är jämförd med det som är inläst.",
    "papers": "De som saknas är små resor. Kvittona finns i pärmen för resor.",
    "budget": "Insatserna blev något billigare än planerat.",
}


def build_papers(assignment: Assignment, activities: list[Activity], people: dict[str, User]) -> None:
    """All before the account is issued: after that, the database lets nothing in."""
    economist = people["economist"]
    for activity in activities:
        whole = activity.budget_ore
        parts = {code: round(whole * share / 100_000) * 100_000 for code, share in SHARES.items()}
        parts["wages"] = whole - sum(ore for code, ore in parts.items() if code != "wages")
        divide_budget(activity=activity, amounts=parts, seen={}, by=economist)
    _not_ours(assignment, economist)
    facts = [fact for fact in cost_facts(assignment) if fact.activity is not None]
    small = [fact for fact in facts if fact.cost_type == "travel" and fact.line.amount_ore < SMALL_ORE]
    for n, fact in enumerate(facts, start=1):
        if fact not in small[:WITHOUT]:
            attach(voucher=fact.line.voucher, paper=_paper(fact, n), by=economist)
    year = assignment.year
    lock_months(assignment=assignment, months=[datetime.date(year, n, 1) for n in range(3, 12)], by=economist)
    for step, note in NOTES.items():
        tick_step(assignment=assignment, step=step, note=note, by=economist)


def _not_ours(assignment: Assignment, economist: User) -> None:
    """One voucher that came along by mistake, and why it is not counted."""
    day = datetime.date(assignment.year, 9, 12)
    year = sie.FiscalYear(datetime.date(assignment.year, 1, 1), datetime.date(assignment.year, 12, 31))
    accounts = {
        "5511": sie.Account("5511", "Resor", "K"),
        "2581": sie.Account("2581", "Leverantörsskulder", "S"),
    }
    rows = (
        sie.Transaction("5511", (), 184_500, day, "Resor"),
        sie.Transaction("2581", (), -184_500, day, ""),
    )
    content = sie.write(
        sie.SieFile(
            program="Demonstrationsbokföring",
            company="Länsstyrelsen i Stockholms län (demonstration)",
            fiscal_years={0: year},
            accounts=accounts,
            vouchers=[sie.Voucher("B", "1", day, "Resor, annat projekt", rows, year)],
        ),
        generated=datetime.date(assignment.year + 1, 1, 20),
    )
    import_sie(assignment=assignment, content=content, name="demonstration-b-2014.se", by=economist)
    for fact in cost_facts(assignment):
        if fact.activity is None:
            explain_row(
                line=fact.line,
                reason="Resan hör till ett annat uppdrag och är bokförd på fel projekt.",
                by=economist,
            )


def _paper(fact: CostFact, n: int) -> Paper:
    """Hours for wages, an invoice for everything else; each says the voucher's own sum."""
    day, ore = fact.line.cost_date, fact.line.amount_ore
    if fact.cost_type == "wages":
        return Paper("hours", hours=list(_hours(fact, ore)))
    supplier = SUPPLIERS[fact.cost_type]
    dated = day - datetime.timedelta(days=10)
    text = f"Demonstration. Faktura {1000 + n}, {dated.isoformat()}. Ingen riktig faktura."
    return Paper(
        "invoice",
        supplier=supplier,
        invoice_number=str(1000 + n),
        dated=dated,
        due=dated + datetime.timedelta(days=30),
        amount_ore=ore,
        content=tiny_pdf(text),
        file_name=f"faktura-{1000 + n}.pdf",
    )


def _hours(fact: CostFact, ore: int) -> Iterator[Worked]:
    """A month's hours whose cost is the voucher's sum to the öre: the first whole quarter that gives it."""
    for minutes in range(20 * 60, 170 * 60, 15):
        rate = (ore * 60 + minutes // 2) // minutes
        row = Worked("Utredare", fact.line.cost_date.replace(day=1), True, minutes, fact.activity, rate)
        if row.amount_ore == ore and rate < 90_000:
            yield row
            return
    yield Worked("Utredare", fact.line.cost_date.replace(day=1), True, 60, fact.activity, ore)


def tiny_pdf(text: str) -> bytes:
    """A one-page PDF with a line of text, written by hand: it only has to be a real file."""
    line = (
        text.encode("latin-1", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    )
    stream = b"BT /F1 11 Tf 60 760 Td (" + line + b") Tj ET"
    objects: list[bytes] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return made + head + table + tail
