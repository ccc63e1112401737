"""Pages where tables are taken in, one step each."""

from skyddsnat.core.imports.views.columns import columns, place
from skyddsnat.core.imports.views.loading import discard, load, undo
from skyddsnat.core.imports.views.preview import faults, shown
from skyddsnat.core.imports.views.start import new, start, template

__all__ = ["columns", "discard", "faults", "load", "new", "place", "shown", "start", "template", "undo"]
