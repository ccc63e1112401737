"""The text as one reads it, with the way back to the file.

Line breaks become single spaces, words broken at a line end are healed ("Utveck-\\nlingsmedel"), noise is
left out; every position in the reading text maps to its place in the file.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

SPACE = r"\s\u00a0\u2007\u2009\u202f\ufeff\u200b"
# Whitespace to collapse, soft hyphens, letters followed by combining marks (å written as a + ring), ligatures.
ODD = re.compile(rf"[{SPACE}]+|\u00ad|[^\W\d_][\u0300-\u036f]+|[\ufb00-\ufb06]")
TAIL_HYPHEN = re.compile(r"(?<=[^\W_])[-\u00ad\u2010\u2011]\s*$")
SUSPENDED = re.compile(r"(?:och|eller|samt|respektive|till)\b")


@dataclass(frozen=True)
class Flow:
    """``text`` in reading order; ``span`` gives [start, end) in the file for a stretch of it."""

    text: str
    _at: list[int] = field(repr=False)
    _from: list[int] = field(repr=False)
    _length: list[int] = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where [start, end) of the reading text lies in the file; needs ``start < end``."""
        first = bisect_right(self._at, start) - 1
        last = bisect_right(self._at, end - 1) - 1
        begin = self._from[first] + (start - self._at[first])
        following = self._at[last + 1] if last + 1 < len(self._at) else len(self.text)
        if end == following:
            return begin, self._from[last] + self._length[last]
        return begin, self._from[last] + (end - self._at[last])


@dataclass
class FlowWriter:
    """Builds a ``Flow`` from stretches of the file."""

    source: str
    parts: list[str] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    origin: list[int] = field(default_factory=list)
    length: list[int] = field(default_factory=list)
    size: int = 0

    def _put(self, words: str, start: int, length: int) -> None:
        if words:
            self.at.append(self.size)
            self.origin.append(start)
            self.length.append(length)
            self.parts.append(words)
            self.size += len(words)

    def stretch(self, start: int, end: int) -> None:
        """Add [start, end) of the file, whitespace collapsed."""
        place = start
        for match in ODD.finditer(self.source, start, end):
            self._put(self.source[place : match.start()], place, match.start() - place)
            odd = match.group()
            if odd == "\u00ad":
                read = ""
            elif "\ufb00" <= odd <= "\ufb06":
                read = unicodedata.normalize("NFKC", odd)
            elif odd[0].isalpha():
                read = unicodedata.normalize("NFC", odd)
            else:
                read = " "
            self._put(read, match.start(), len(odd))
            place = match.end()
        self._put(self.source[place:end], place, end - place)

    def unit(self, pieces: list[tuple[int, int]]) -> tuple[int, int]:
        """Add lines that belong together, healing broken words; [start, end) in the reading text."""
        begin = self.size
        for index, (start, end) in enumerate(pieces):
            if index + 1 == len(pieces):
                self.stretch(start, end)
                continue
            following = self.source[pieces[index + 1][0] : pieces[index + 1][1]]
            broken = TAIL_HYPHEN.search(self.source[start:end])
            if broken is None or SUSPENDED.match(following):
                self.stretch(start, end)
                self._put(" ", end, pieces[index + 1][0] - end)
            else:
                # An abbreviation ("EU-länder"), a date and a double name keep their hyphen.
                letter = self.source[start + broken.start() - 1]
                healed = following[:1].islower() and letter.islower()
                self.stretch(start, start + broken.start() + (0 if healed else 1))
        written = begin, self.size
        self._put("\n", pieces[-1][1], 0)
        return written

    def done(self) -> Flow:
        return Flow("".join(self.parts), self.at, self.origin, self.length)
