"""Putting the final report together from the chain: every number a frozen query, every gap named."""

from skyddsnat.reporting.assembly.report import Assembled, assemble

__all__ = ["Assembled", "assemble"]
