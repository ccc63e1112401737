"""What a SIE file holds, in the few words and figures that its page shows; kept for a file too large to read anew."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from skyddsnat.economy import rules
from skyddsnat.economy.imports import ImportRefused, Plan
from skyddsnat.economy.sie import SieError, SieFile, Voucher

SHOWN = 10


@dataclass(frozen=True)
class Look:
    """`sample` has name, date, text, turnover and line of the first vouchers; `warnings` line, code and values."""

    company: str
    program: str
    encoding: str
    first: str
    last: str
    new: int
    known: int
    costs_ore: int
    ignored: dict[str, int]
    warnings: list[list[Any]]
    sample: list[list[Any]]

    @property
    def kept(self) -> dict[str, Any]:
        return asdict(self)


def look(made: Plan) -> Look:
    """The file as its page shows it."""
    file = made.file
    days = [voucher.date for voucher in file.vouchers]
    return Look(
        company=f"{file.company} {file.organisation_number}".strip(),
        program=file.program,
        encoding=file.encoding,
        first=min(days).isoformat(),
        last=max(days).isoformat(),
        new=len(made.new),
        known=made.known,
        costs_ore=_costs(file, made.new),
        ignored=dict(sorted(file.ignored.items())),
        warnings=_kept(file.warnings),
        sample=[
            [one.name, one.date.isoformat(), one.text, _turnover(one), one.line]
            for one in made.new[:SHOWN] or file.vouchers[:SHOWN]
        ],
    )


def faults(refused: ImportRefused) -> dict[str, Any]:
    """What is wrong with a file, to be kept instead of the file."""
    return {"faults": _kept(refused.errors), "count": refused.count}


def refused_again(kept: dict[str, Any]) -> ImportRefused:
    """The refusal that `faults` kept."""
    return ImportRefused(errors(kept["faults"]), kept["count"])


def errors(kept: list[list[Any]]) -> list[SieError]:
    return [SieError(line, code, values) for line, code, values in kept]


def _kept(found: list[SieError]) -> list[list[Any]]:
    return [[one.line, one.code, dict(one.values)] for one in found]


def _costs(file: SieFile, vouchers: list[Voucher]) -> int:
    kinds = {number: account.kind for number, account in file.accounts.items()}
    return sum(
        row.amount_ore
        for voucher in vouchers
        for row in voucher.transactions
        if rules.account_kind(row.account, kinds.get(row.account, "")) == "K"
    )


def _turnover(voucher: Voucher) -> int:
    return sum(row.amount_ore for row in voucher.transactions if row.amount_ore > 0)
