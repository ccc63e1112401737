"""What the reader keeps of a thing to hand in."""

import datetime
from dataclasses import dataclass, field

from skyddsnat.mandate.reading.read_sentence import Place
from skyddsnat.mandate.reading.recurrence import Recurrence


@dataclass
class Obligation:
    """Something to hand in. ``due`` None when the text gives no single date; then ``due_text`` quotes it.

    ``recurrence`` is the rule of one that comes back, ``dates`` its days as far as they are known. ``who`` are those
    of the addressed authorities it binds, [] for all. ``replaces`` is the date an amendment puts out of force.
    """

    kind: str
    what: str
    what_en: str
    recipient: str | None
    due: datetime.date | None
    span: Place
    support: dict[str, Place] = field(default_factory=dict)
    due_text: str = ""
    every: str = ""
    by: str = ""
    copies: list[str] = field(default_factory=list)
    clause: str | None = None
    recurrence: Recurrence | None = None
    dates: list[datetime.date] = field(default_factory=list)
    who: list[str] = field(default_factory=list)
    replaces: datetime.date | None = None
