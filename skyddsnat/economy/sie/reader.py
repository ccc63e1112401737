"""The strict reader: the whole file, or a list of everything that is wrong with it.

Follows "SIE filformat" version 4B for files of type 4. Three things are stricter than the standard because vouchers
are recognised by year, series and number: a voucher must have a number, the year must be declared, and the date lie
in it. Control totals (#KSUMMA, #RES, #UB) are not compared.
"""

import re
from collections.abc import Callable
from typing import Protocol

from skyddsnat.economy.sie import fields
from skyddsnat.economy.sie.encoding import detect
from skyddsnat.economy.sie.errors import Findings, SieRefused
from skyddsnat.economy.sie.fields import Malformed, Objects
from skyddsnat.economy.sie.file import Account, FiscalYear, SieFile
from skyddsnat.economy.sie.vouchers import ROWS, Vouchers

LARGEST = 20_000_000
LONGEST_LINE = 10_000
LINES_BETWEEN_NEWS = 2_000
_LINE_END = re.compile(r"\r\n|\n|\r")
_A_POST = re.compile(rb"(?:^|[\r\n]|\xef\xbb\xbf)[ \t]*#")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
# Known labels that say nothing we use; they are not listed as ignored.
_NOT_NEEDED = frozenset(
    {
        "#FLAGGA",
        "#GEN",
        "#PROSA",
        "#FTYP",
        "#ADRESS",
        "#BKOD",
        "#OMFATTN",
        "#KPTYP",
        "#TAXAR",
        "#VALUTA",
        "#SRU",
        "#ENHET",
        "#UNDERDIM",
        "#IB",
        "#UB",
        "#OIB",
        "#OUB",
        "#RES",
        "#PSALDO",
        "#PBUDGET",
        "#KSUMMA",
    }
)


class Told(Protocol):
    """How a reading tells how far it has come."""

    def __call__(self, done: int, total: int | None = None) -> None: ...


def read(content: bytes, told: Told = lambda done, total=None: None) -> SieFile:
    """Read a SIE 4 file, telling how many of its lines have been read.

    Raises SieRefused with every error and its line; then nothing of the file is to be used. Time is linear in the
    size.
    """
    errors = Findings()
    if len(content) > LARGEST:
        errors.add(0, "too-large")
    elif not content.strip(b" \t\r\n\x1a"):
        errors.add(0, "empty")
    elif not _A_POST.search(content):  # a table or a picture: one error, not one for each of its lines
        errors.add(0, "not-sie")
    if errors.count:
        raise SieRefused(errors.kept, errors.count)
    return _Reader(detect(content), errors).read(content, told)


class _Reader:
    """One reading of one file, line by line."""

    def __init__(self, encoding: str, errors: Findings) -> None:
        self.file = SieFile(encoding=encoding.removesuffix("-sig"))
        self.errors = errors
        self.warnings = Findings()
        self.vouchers = Vouchers(self.file, errors, self.warnings)
        self.type = ""
        self.unknown_block = ""  # "", or "before" / "inside" the braces of a label that was not understood
        self.posts: dict[str, tuple[int, Callable[[int, list[str | Objects]], None]]] = {
            "#SIETYP": (1, self._type),
            "#FORMAT": (1, self._format),
            "#PROGRAM": (1, self._program),
            "#ORGNR": (1, self._organisation_number),
            "#FNAMN": (1, self._company),
            "#RAR": (3, self._fiscal_year),
            "#KONTO": (2, self._account),
            "#KTYP": (2, self._account_kind),
            "#DIM": (2, self._dimension),
            "#OBJEKT": (3, self._object),
            "#VER": (3, self.vouchers.begin),
        }

    def read(self, content: bytes, told: Told) -> SieFile:
        text = content.decode(
            "utf-8-sig" if self.file.encoding == "utf-8" else self.file.encoding, errors="replace"
        )
        lines = _LINE_END.split(text.rstrip("\x1a\r\n"))
        for number, line in enumerate(lines, start=1):
            self._line(number, line)
            if number % LINES_BETWEEN_NEWS == 0 or number == len(lines):
                told(number, len(lines))
        self.vouchers.finish()
        self._whole()
        if self.errors.count:
            raise SieRefused(sorted(self.errors.kept, key=lambda error: error.line), self.errors.count)
        self.file.warnings = sorted(self.warnings.kept, key=lambda warning: warning.line)
        return self.file

    def _line(self, number: int, raw: str) -> None:
        line = raw.strip(" \t")
        if not line:
            return
        if len(line) > LONGEST_LINE:
            self.errors.add(number, "long-line", most=LONGEST_LINE)
        elif _NOT_TEXT.search(line):
            self.errors.add(number, "binary")
        elif line in {"{", "}"}:
            self._brace(number, line)
        elif line[0] != "#":
            if self.unknown_block != "inside":
                self.errors.add(number, "not-a-post")
        else:
            self._post(number, line)

    def _brace(self, number: int, brace: str) -> None:
        if self.unknown_block == "inside" or (self.unknown_block and brace == "{"):
            self.unknown_block = "inside" if brace == "{" else ""
            return
        self.unknown_block = ""
        if brace == "{":
            self.vouchers.open(number)
        else:
            self.vouchers.close(number)

    def _post(self, number: int, line: str) -> None:
        if self.unknown_block == "inside":
            return
        self.unknown_block = ""
        label = line.split(maxsplit=1)[0].upper()
        if label in ROWS:
            self.vouchers.row(number, label, line)
            return
        self.vouchers.interrupted(number, label)
        if label not in self.posts:
            if label not in _NOT_NEEDED:
                self.file.ignored[label] = self.file.ignored.get(label, 0) + 1
                self.unknown_block = "before"
            return
        least, take = self.posts[label]
        try:
            values = fields.split(line)[1:]
            if len(values) < least or not all(isinstance(value, str) for value in values[:least]):
                raise Malformed("fields", {"label": label, "least": least})
            take(number, values)
        except Malformed as error:
            if label == "#VER":
                self.vouchers.begin_unreadable(number)
            self.errors.add(number, error.args[0], **error.args[1])

    def _type(self, number: int, values: list[str | Objects]) -> None:
        self.type = str(values[0])
        if self.type != "4":
            self.errors.add(number, "wrong-type", found=self.type[:10])

    def _format(self, number: int, values: list[str | Objects]) -> None:
        if values[0] != "PC8":
            self.warnings.add(number, "format", found=str(values[0])[:20])

    def _program(self, number: int, values: list[str | Objects]) -> None:
        self.file.program = " ".join(fields.short(str(value), 100) for value in values[:2]).strip()

    def _organisation_number(self, number: int, values: list[str | Objects]) -> None:
        self.file.organisation_number = fields.short(str(values[0]), 20)

    def _company(self, number: int, values: list[str | Objects]) -> None:
        self.file.company = fields.short(str(values[0]), 200)

    def _fiscal_year(self, number: int, values: list[str | Objects]) -> None:
        index, first, last = str(values[0]), fields.day(str(values[1])), fields.day(str(values[2]))
        if last < first or not re.fullmatch(r"0|-\d{1,2}", index):
            raise Malformed("year-order", {})
        self.file.fiscal_years[int(index)] = FiscalYear(first, last)

    def _account(self, number: int, values: list[str | Objects]) -> None:
        account = fields.account_number(str(values[0]))
        known = self.file.accounts.get(account)
        self.file.accounts[account] = Account(
            account, fields.short(str(values[1]), 200), known.kind if known else ""
        )

    def _account_kind(self, number: int, values: list[str | Objects]) -> None:
        account, kind = fields.account_number(str(values[0])), str(values[1]).upper()
        known = self.file.accounts.get(account)
        if kind in {"T", "S", "K", "I"}:
            self.file.accounts[account] = Account(account, known.name if known else "", kind)

    def _dimension(self, number: int, values: list[str | Objects]) -> None:
        self.file.dimensions[fields.short(str(values[0]), 10)] = fields.short(str(values[1]), 200)

    def _object(self, number: int, values: list[str | Objects]) -> None:
        key = fields.short(str(values[0]), 10), fields.short(str(values[1]), 60)
        self.file.objects[key] = fields.short(str(values[2]), 200)

    def _whole(self) -> None:
        """What can be told only when the last line is read."""
        if not self.type:
            self.errors.add(0, "no-type")
        if not self.file.fiscal_years:
            self.errors.add(0, "no-year")
        elif not self.file.vouchers and not self.errors.count:
            self.errors.add(0, "no-vouchers")
