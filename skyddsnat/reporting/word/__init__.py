"""The report as a Word document: real headings, tables whose heads repeat, numbers that lead to their evidence."""

from skyddsnat.reporting.word.report import document

__all__ = ["document"]
