"""Decisions about money: pure, no database, no request. Sums in öre."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.shared.dates import format_date
from skyddsnat.shared.money import format_kr

PREPARED, RETURNED, ISSUED, WITHDRAWN = "prepared", "returned", "issued", "withdrawn"
NEXT: dict[str, set[str]] = {
    PREPARED: {RETURNED, ISSUED, WITHDRAWN},
    RETURNED: {PREPARED, WITHDRAWN},
    ISSUED: set(),
    WITHDRAWN: set(),
}
REQUISITION, REPAYMENT, ACCOUNT = "requisition", "repayment", "financial_account"

COST = "K"


@dataclass(frozen=True)
class Figures:
    """The sums every document rests on."""

    ceiling_ore: int
    requisitioned_ore: int
    used_ore: int

    @property
    def unused_ore(self) -> int:
        """Requisitioned and not used: what is to be repaid. Negative when more was used than requisitioned."""
        return self.requisitioned_ore - self.used_ore


def check_transition(state: str, to: str) -> None:
    if to in NEXT[state]:
        return
    if state == ISSUED:
        raise Refused(_("Handlingen är utfärdad och kan inte ändras. Gör en rättelse i stället."))
    if state == RETURNED:
        raise Refused(
            _("Handlingen är skickad tillbaka med en anmärkning. Ekonomen behöver förbereda den på nytt.")
        )
    raise Refused(_("Handlingen är återtagen. Förbered en ny."))


def check_two_persons(prepared_by: int, issued_by: int) -> None:
    if prepared_by == issued_by:
        raise Refused(_("Den som har förberett handlingen får inte själv godkänna den. Be en annan chef."))


def check_cost_year(cost_date: datetime.date, year: int) -> None:
    """The money is for costs of one year: a cost dated outside it cannot be charged to the grant."""
    if cost_date.year != year:
        raise Refused(
            _(
                "Kostnaden är daterad %(date)s. Enligt beslutet får medlen bara användas under %(year)s, "
                "så den kan inte föras till en insats."
            )
            % {"date": format_date(cost_date), "year": year}
        )


def check_part(amount_ore: int, rest_ore: int) -> None:
    """`amount_ore` may be allotted of a row with `rest_ore` left; both are negative for a credit."""
    if rest_ore == 0:
        raise Refused(_("Hela raden är redan fördelad. Ladda om sidan för att se hur."))
    if amount_ore == 0:
        raise Refused(_("Skriv ett belopp som inte är noll."))
    if (amount_ore > 0) != (rest_ore > 0):
        raise Refused(
            _("Beloppet ska vara negativt, eftersom raden är en kreditering.")
            if rest_ore < 0
            else _("Beloppet ska vara större än noll.")
        )
    if abs(amount_ore) > abs(rest_ore):
        raise Refused(
            _("Det finns %(rest)s kvar att fördela på raden. Skriv högst det beloppet.")
            % {"rest": format_kr(rest_ore)}
        )


def check_ceiling(figures: Figures, more_ore: int) -> None:
    """Using `more_ore` more must stay within the ceiling; a credit is let through also above it."""
    after = figures.used_ore + more_ore
    if more_ore > 0 and after > figures.ceiling_ore:
        raise Refused(
            _(
                "Fördelningen skulle gå över det högsta beloppet i beslutet: %(ceiling)s får användas, "
                "%(used)s är använt och %(more)s skulle läggas till. Fördela högst %(left)s."
            )
            % {
                "ceiling": format_kr(figures.ceiling_ore),
                "used": format_kr(figures.used_ore),
                "more": format_kr(more_ore),
                "left": format_kr(max(figures.ceiling_ore - figures.used_ore, 0)),
            }
        )
    if after < 0:
        raise Refused(_("Det använda beloppet skulle bli negativt. Fördela kostnaden före krediteringen."))


def days_late(dated: datetime.date, due: datetime.date | None) -> int:
    """Whole days after the due date, 0 when in time or when there is no date."""
    return max((dated - due).days, 0) if due else 0


def is_cost(number: str, kind: str) -> bool:
    """Whether an account's rows are costs. The file's own #KTYP decides; without it, classes 4 to 7 are costs."""
    return kind == COST if kind else number[:1] in {"4", "5", "6", "7"}


def account_kind(number: str, kind: str) -> str:
    """T, S, K or I; guessed from the first digit of the account plans BAS and Statens baskontoplan when not given."""
    if kind:
        return kind
    return COST if is_cost(number, "") else {"1": "T", "2": "S"}.get(number[:1], "I")


def month_of(day: datetime.date) -> datetime.date:
    """The first day of the day's month."""
    return day.replace(day=1)


def has_ended(month: datetime.date, now: datetime.date) -> bool:
    return month_of(month) < month_of(now)


def check_ended(months: Iterable[datetime.date], now: datetime.date) -> None:
    """A month can be locked when it is over: until then its costs are still to come."""
    if not all(has_ended(month, now) for month in months):
        raise Refused(_("Månaden är inte slut än. Lås den när alla kostnader är inlästa."))


def check_open(days: Iterable[datetime.date], locked: Collection[datetime.date]) -> None:
    """Nothing dated in a locked month is loaded, allotted, undone or explained. `locked` holds first days of months."""
    stopped = sorted({month_of(day) for day in days} & set(locked))
    if stopped:
        raise Refused(
            _("Månaden %(month)s är låst. Be en chef öppna den på sidan Avstämning om något behöver ändras.")
            % {"month": f"{stopped[0]:%Y-%m}"}
        )


def check_opening(asked_by: int | None, by: int) -> None:
    """A month is opened by another person than the one who asked."""
    if asked_by is None:
        raise Refused(_("Ingen har bett om att få månaden öppnad. Skriv först varför den behöver öppnas."))
    if asked_by == by:
        raise Refused(_("Den som har bett om att månaden öppnas får inte själv öppna den. Be en annan chef."))


def hours_sum(minutes: int, rate_ore: int) -> int:
    """What the time costs in öre: half an öre and more is rounded up."""
    return (minutes * rate_ore + 30) // 60


def check_budget(lines_ore: int, budget_ore: int) -> None:
    """The parts of a budget fit in the whole."""
    if lines_ore > budget_ore:
        raise Refused(
            _(
                "Kostnadsslagen är tillsammans %(over)s mer än insatsens budget på %(budget)s. "
                "Minska något av dem, eller be samordnaren höja insatsens budget."
            )
            % {"over": format_kr(lines_ore - budget_ore), "budget": format_kr(budget_ore)}
        )
