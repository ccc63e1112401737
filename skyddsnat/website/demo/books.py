"""The made-up accounts of the demonstration year, as a SIE 4 file like the ones real accounting programs write."""

from __future__ import annotations

import datetime
import random
from typing import Any

from skyddsnat.economy.api import sie

YEAR = sie.FiscalYear(datetime.date(2014, 1, 1), datetime.date(2014, 12, 31))
BANK, PAYABLE = "1910", "2581"
COSTS = {
    "4011": ("Löner", 0.52),
    "4511": ("Sociala avgifter", 0.16),
    "5511": ("Resor", 0.08),
    "5061": ("Lokaler för möten", 0.07),
    "5711": ("Konsulter och föreläsare", 0.11),
    "5721": ("Tryck och översättning", 0.06),
}
SHARE_USED = (0.86, 0.99)
VOUCHERS_PER_ACTIVITY = 24


def accounts_file(activities: list[dict[str, Any]], chance: random.Random) -> bytes:
    """A year's vouchers, each cost marked with the project of its activity, plus a few that are not ours."""
    vouchers: list[sie.Voucher] = []
    for activity in activities:
        vouchers += _vouchers_of(activity, chance)
    vouchers.sort(key=lambda voucher: voucher.date)
    numbered = tuple(voucher._replace(number=str(n)) for n, voucher in enumerate(vouchers, start=1))
    return sie.write(
        sie.SieFile(
            program="Demonstrationsbokföring",
            company="Länsstyrelsen i Stockholms län (demonstration)",
            fiscal_years={0: YEAR},
            accounts=_accounts(),
            dimensions={"6": "Projekt"},
            objects={("6", a["project"]): a["title"] for a in activities},
            vouchers=list(numbered),
        ),
        generated=datetime.date(2015, 1, 20),
    )


def _accounts() -> dict[str, sie.Account]:
    balance = {
        BANK: sie.Account(BANK, "Räntekonto", "T"),
        PAYABLE: sie.Account(PAYABLE, "Leverantörsskulder", "S"),
    }
    return balance | {number: sie.Account(number, name, "K") for number, (name, _share) in COSTS.items()}


def _vouchers_of(activity: dict[str, Any], chance: random.Random) -> list[sie.Voucher]:
    """Vouchers that sum to most of the activity's budget, spread over its period."""
    total = round(activity["budget_kr"] * 100 * chance.uniform(*SHARE_USED))
    days = (activity["ends"] - activity["starts"]).days
    weights = [chance.uniform(0.5, 1.5) for _ in range(VOUCHERS_PER_ACTIVITY)]
    made, left = [], total
    for place, weight in enumerate(weights):
        last = place == VOUCHERS_PER_ACTIVITY - 1
        amount = left if last else round(total * weight / sum(weights))
        left -= amount
        day = activity["starts"] + datetime.timedelta(days=chance.randint(0, days))
        made.append(_voucher(activity["project"], day, amount, chance))
    return made


def _voucher(project: str, day: datetime.date, amount: int, chance: random.Random) -> sie.Voucher:
    account = chance.choices(list(COSTS), weights=[share for _name, share in COSTS.values()])[0]
    name = COSTS[account][0]
    rows = (
        sie.Transaction(account, (("6", project),), amount, day, name),
        sie.Transaction(PAYABLE, (), -amount, day, ""),
    )
    return sie.Voucher("A", "0", day, f"{name}, projekt {project}", rows, YEAR)
