"""Documents: data in, an archivable and accessible PDF out (PDF/A-2a and PDF/UA-1 at once)."""

from skyddsnat.shared.typeset.compiler import TypesettingFailed, picture, render

__all__ = ["TypesettingFailed", "picture", "render"]
