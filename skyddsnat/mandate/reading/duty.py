"""What the reader keeps of a duty in a sentence."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Duty:
    """A stretch [start, end) of a sentence that binds somebody; ``ska`` is where the word stands, -1 if implied.

    ``whose``: ours | other | earlier | unclear. ``name``: who is bound, as written, "" when only implied; ``who`` are
    those of the addressed authorities it means, () for all of them.
    """

    start: int
    end: int
    ska: int
    whose: str
    name: str = ""
    who: tuple[str, ...] = ()


def closed(text: str, found: list[Duty]) -> list[Duty]:
    """Let each duty end where the next begins."""
    ends = [duty.start for duty in found[1:]] + [len(text)]
    return [replace(duty, end=max(end, duty.ska + 3)) for duty, end in zip(found, ends, strict=True)]
