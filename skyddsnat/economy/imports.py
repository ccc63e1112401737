"""Comparing a SIE file with what is loaded: which vouchers are new, which are known, which have changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, Report
from skyddsnat.economy.models import Voucher
from skyddsnat.economy.sie import SieError, SieFile, SieRefused, read
from skyddsnat.economy.sie import Voucher as SieVoucher
from skyddsnat.economy.sie.errors import MOST_KEPT
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.hashing import canonical_json, sha256_hex


class ImportRefused(Refused):
    """The file cannot be loaded. `errors` are the first 200 in line order, `count` all of them."""

    def __init__(self, errors: list[SieError], count: int) -> None:
        first = sentence(errors[0])
        where = _("Rad %(line)s: ") % {"line": errors[0].line} if errors[0].line else ""
        super().__init__(where + first)
        self.errors = errors
        self.count = count


@dataclass(frozen=True)
class Plan:
    """What loading the file would do; nothing is loaded yet."""

    file: SieFile
    new: list[SieVoucher]
    known: int
    fingerprints: dict[int, str] = field(repr=False)  # line of the voucher → fingerprint

    @property
    def lines_new(self) -> int:
        return sum(len(voucher.transactions) for voucher in self.new)


def sentence(error: SieError) -> str:
    """The error's sentence in the reader's language."""
    template = _(error.template)
    return template % error.values if error.values else template


def fingerprint(voucher: SieVoucher) -> str:
    """SHA-256 of the voucher's content, without its place in the file."""
    rows = [
        [row.account, [list(pair) for pair in row.objects], row.amount_ore, row.date.isoformat(), row.text]
        for row in voucher.transactions
    ]
    return sha256_hex(canonical_json([voucher.date.isoformat(), voucher.text, rows]))


def plan(assignment: Assignment, content: bytes, report: Report = lambda done, total=None: None) -> Plan:
    """Read the file and compare it with what is loaded, telling how many of its lines have been read.

    Raises ImportRefused with the line of every error; a known voucher with another content is one.
    """
    try:
        file = read(content, report)
    except SieRefused as refused:
        raise ImportRefused(refused.errors, refused.count) from refused
    keys = Voucher.objects.filter(assignment=assignment).values_list(
        "year_start", "series", "number", "fingerprint"
    )
    loaded = {(start, series, number): print_ for start, series, number, print_ in keys.iterator()}
    new: list[SieVoucher] = []
    prints: dict[int, str] = {}
    changed: list[SieError] = []
    for voucher in file.vouchers:
        made = fingerprint(voucher)
        before = loaded.get((voucher.year.first, voucher.series, voucher.number))
        if before is None:
            new.append(voucher)
            prints[voucher.line] = made
        elif before != made:
            changed.append(SieError(voucher.line, "changed", {"voucher": voucher.name}))
    if changed:
        raise ImportRefused(changed[:MOST_KEPT], len(changed))
    return Plan(file, new, len(file.vouchers) - len(new), prints)
