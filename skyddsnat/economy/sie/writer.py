"""Writing SIE 4: for demonstration data and tests, and to show what the reader expects."""

import datetime
import re

from skyddsnat.economy.sie.file import SieFile, Transaction, Voucher

_NOT_WRITABLE = re.compile(r"[\x00-\x1f\x7f]|\\$")


def write(file: SieFile, *, generated: datetime.date, encoding: str = "cp437") -> bytes:
    """The file as bytes, lines ended by CR LF.

    Raises ValueError for what the format cannot hold: control characters, a text that ends with a backslash,
    characters outside the encoding, a voucher that does not balance.
    """
    lines = ["#FLAGGA 0", f"#PROGRAM {_quoted(file.program or 'Skyddsnät')} 1", "#FORMAT PC8"]
    lines += [f"#GEN {generated:%Y%m%d}", "#SIETYP 4"]
    if file.organisation_number:
        lines.append(f"#ORGNR {_quoted(file.organisation_number)}")
    lines.append(f"#FNAMN {_quoted(file.company)}")
    lines += [
        f"#RAR {index} {year.first:%Y%m%d} {year.last:%Y%m%d}" for index, year in file.fiscal_years.items()
    ]
    for account in file.accounts.values():
        lines.append(f"#KONTO {account.number} {_quoted(account.name)}")
        if account.kind:
            lines.append(f"#KTYP {account.number} {account.kind}")
    lines += [f"#DIM {number} {_quoted(name)}" for number, name in file.dimensions.items()]
    lines += [f"#OBJEKT {dim} {_quoted(code)} {_quoted(name)}" for (dim, code), name in file.objects.items()]
    for voucher in file.vouchers:
        lines += _voucher(voucher)
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def _voucher(voucher: Voucher) -> list[str]:
    if sum(row.amount_ore for row in voucher.transactions):
        raise ValueError(f"voucher {voucher.name} does not balance")
    day = f"{voucher.date:%Y%m%d}"
    head = f"#VER {_quoted(voucher.series)} {_quoted(voucher.number)} {day} {_quoted(voucher.text)}"
    return [head, "{", *(f"   {_row(row, voucher.date)}" for row in voucher.transactions), "}"]


def _row(row: Transaction, voucher_date: datetime.date) -> str:
    objects = " ".join(f"{_quoted(dimension)} {_quoted(code)}" for dimension, code in row.objects)
    sign = "-" if row.amount_ore < 0 else ""
    amount = f"{sign}{abs(row.amount_ore) // 100}.{abs(row.amount_ore) % 100:02d}"
    date = '""' if row.date == voucher_date else f"{row.date:%Y%m%d}"
    return f"#TRANS {row.account} {{{objects}}} {amount} {date} {_quoted(row.text)}"


def _quoted(text: str) -> str:
    if _NOT_WRITABLE.search(text):
        raise ValueError(f"SIE cannot hold {text!r}")
    return '"' + text.replace('"', '\\"') + '"'
