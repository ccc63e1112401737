"""SIE 4, the Swedish exchange format for accounting: bytes in, vouchers out, and back. Plain Python."""

from skyddsnat.economy.sie.errors import SieError, SieRefused
from skyddsnat.economy.sie.file import Account, FiscalYear, SieFile, Transaction, Voucher
from skyddsnat.economy.sie.reader import LARGEST, read
from skyddsnat.economy.sie.writer import write

__all__ = [
    "LARGEST",
    "Account",
    "FiscalYear",
    "SieError",
    "SieFile",
    "SieRefused",
    "Transaction",
    "Voucher",
    "read",
    "write",
]
