"""The tables of the money: grant, imports, vouchers, allotments, documents, attachments, budget, closing.

Every sum is whole öre.
"""

from skyddsnat.economy.models.allotment import Allotment, ProjectMapping
from skyddsnat.economy.models.attachment import Attachment, HoursEntry
from skyddsnat.economy.models.budget import AccountCostType, BudgetChange, BudgetLine
from skyddsnat.economy.models.closing import ChecklistTick, PeriodLock, ProposalAside, RowExplanation
from skyddsnat.economy.models.document import DocumentRemark, MoneyDocument
from skyddsnat.economy.models.grant import Grant
from skyddsnat.economy.models.voucher import Account, SieImport, Voucher, VoucherLine

__all__ = [
    "Account",
    "AccountCostType",
    "Allotment",
    "Attachment",
    "BudgetChange",
    "BudgetLine",
    "ChecklistTick",
    "DocumentRemark",
    "Grant",
    "HoursEntry",
    "MoneyDocument",
    "PeriodLock",
    "ProjectMapping",
    "ProposalAside",
    "RowExplanation",
    "SieImport",
    "Voucher",
    "VoucherLine",
]
