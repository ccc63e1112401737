"""What other rooms may use: make a safe table, write it beside others, check what is out."""

from skyddsnat.disclosure.auditing import Audited, audit
from skyddsnat.disclosure.hiding import Wish, protect
from skyddsnat.disclosure.puzzles import Contradiction
from skyddsnat.disclosure.releases import read_all, write
from skyddsnat.disclosure.tables import (
    HIDDEN,
    MARKER,
    MOST_CELLS,
    TOTAL,
    Dimension,
    Grid,
    Numbers,
    Release,
    dimension,
    read_table,
    with_totals,
)
from skyddsnat.disclosure.wording import CannotRead, WouldDisclose

__all__ = [
    "HIDDEN",
    "MARKER",
    "MOST_CELLS",
    "TOTAL",
    "Audited",
    "CannotRead",
    "Contradiction",
    "Dimension",
    "Grid",
    "Numbers",
    "Release",
    "Wish",
    "WouldDisclose",
    "audit",
    "dimension",
    "protect",
    "read_all",
    "read_table",
    "with_totals",
    "write",
]
