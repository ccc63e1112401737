"""The tables of the money: grant, imports, vouchers, allotments, documents. Every sum is whole öre."""

from skyddsnat.economy.models.allotment import Allotment, ProjectMapping
from skyddsnat.economy.models.document import MoneyDocument
from skyddsnat.economy.models.grant import Grant
from skyddsnat.economy.models.voucher import Account, SieImport, Voucher, VoucherLine

__all__ = [
    "Account",
    "Allotment",
    "Grant",
    "MoneyDocument",
    "ProjectMapping",
    "SieImport",
    "Voucher",
    "VoucherLine",
]
