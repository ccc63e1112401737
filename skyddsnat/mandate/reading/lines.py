"""What each line of the file is: noise (page numbers, repeated heads), heading, list item or running text."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

LINE = re.compile(r"[^\r\n\f]*(?:\r\n|\r|\n|\f|\Z)")
DRAWN = re.compile(r"[-–—_=*]{5,}")  # a line that only parts what stands above from what stands below
PAGE_OF = re.compile(
    r"(?:sidan?|sid\.|s\.)?\s*\d{1,3}\s*(?:\(\s*\d{1,3}\s*\)|av\s+\d{1,3}|/\s*\d{1,3})", re.IGNORECASE
)
PAGE_NUMBER = re.compile(r"(?:sidan?\s+|sid\.?\s*|[-–]\s*)?\d{1,3}(?:\s*[-–])?", re.IGNORECASE)
BULLET = re.compile(r"\s*([-–—−•·▪‣●○◦*\uf0b7\uf02d])[\s\u200b]+(?=\S)|\s*([•·▪●\uf0b7])(?=[A-Za-zåäöÅÄÖ])")
NUMBERED = re.compile(r"\s*(\(?(?:\d{1,2}|[a-zåäö]|[ivx]{2,4})[.)])[\s\u200b]+(?=\S)")
HEAD_LINES, FOOT_LINES = 4, 3
ENDS_SENTENCE = re.compile(r"(?<! kl)[.!?:][\"”»')\]]*$")
# A line that ends in one of these goes on in the next one, whatever that begins with.
GOES_ON = re.compile(
    r"(?:[,;(/–-]|\b(?:i|på|till|av|och|eller|samt|den|det|de|en|ett|för|med|om|att|som|hos|från|vid|under|inom|"
    r"mot|enligt|senast|högst|ska|skall|får|har|är|är det|mellan|över|genom|anslaget|anslagsposten|anslagspost|"
    r"utgiftsområde|efter|utan|ur|andra|övriga|dessa|sin|sitt|sina|dnr|prop\.|skr\.|kap\.|bl\.a\.|t\.ex\.|"
    r"(?:den|senast) \d{1,2}|\d{1,2} (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|"
    r"december)))$",
    re.IGNORECASE,
)
# A line that holds one day and nothing else, as in a list of days.
ONLY_DAY = re.compile(
    r"(?:senast )?(?:den )?\d{1,2} (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|"
    r"december)(?: (?:19|20)\d\d)?[.,;]?",
    re.IGNORECASE,
)
A_YEAR = re.compile(r"\s*(?:19|20)\d\d\b")
NUMBER_TAIL = re.compile(r"(?<![\d.,/:-])(?:\d{1,3}(?: \d{3})*)$")
FINITE = re.compile(
    r"\b(?:ska|skall|får|fick|har|hade|är|var|ger|gav|ges|beslutar|beslutade|uppdrar|anser|bedömer|kan|bör|finns|"
    r"innebär|avser|gäller|pågår|betalas|utbetalas|redovisas|lämnas|sker|disponerar|framgår|ingår|omfattar|syftar|"
    r"behöver|vill|blir|genomförs|genomfördes|utgör|måste|tar|föreslår|konstaterar|kommer|tilldelas|"
    r"tilldelar|beviljar|beviljas|förlänger|förlängs|regleras|"
    r"återbetalas|hänvisar|rekvireras|slutredovisas|delredovisas)\b",
    re.IGNORECASE,
)
KNOWN_HEADING = re.compile(
    r"(?:beslut i korthet|sammanfattning|varför [^.?:]{3,70}|vad [^.?:]{3,60} ska göra|så här [^.?:]{3,70}|skäl|"
    r"regeringens beslut|regeringsbeslut.{0,12}|ärendet|ärendet och dess beredning|bakgrund|beslut|uppdraget|"
    r"närmare om uppdraget|uppdragets genomförande|genomförande(?: av uppdraget)?|"
    r"skälen för (?:regeringens )?beslutet?|"
    r"skälen för regeringens beslut|redovisning(?: av uppdraget)?|finansiering|ekonomi(?:ska villkor)?|villkor|"
    r"på regeringens vägnar|kopia till|sändlista|bilagor?|uppdrag|verksamhet|återrapportering)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line break. ``marker`` is the list mark at its start, "" when none."""

    start: int
    end: int
    words: str
    page: int
    blank_before: bool
    noise: bool = False
    after_noise: bool = False

    @property
    def mark(self) -> re.Match[str] | None:
        return BULLET.match(self.words) or NUMBERED.match(self.words)


def lines(text: str) -> list[Line]:
    """The lines that hold something, in order, page numbers and repeated page heads marked as noise."""
    raw = list(_raw(text))
    heads, feet = _repeated(raw)
    found: list[Line] = []
    for index, line in enumerate(raw):
        words = line.words.strip()
        after_blank = index + 1 >= len(raw) or raw[index + 1].blank_before
        edge = after_blank or index + 1 >= len(raw) or raw[index + 1].page != line.page
        first = index == 0 or raw[index - 1].page != line.page
        drawn = bool(DRAWN.fullmatch(words.strip()))
        noise = drawn or bool(PAGE_OF.fullmatch(words)) or index in heads or index in feet
        if not noise and len(words) < 12 and PAGE_NUMBER.fullmatch(words):
            following = raw[index + 1].words.strip() if index + 1 < len(raw) else ""
            last = found[-1].words.rstrip() if found else ""
            waits = bool(GOES_ON.search(last)) and not last[-1:].isdigit()
            waiting = waits and _takes_number(following)
            noise = (line.blank_before or first) and edge and not waiting
        found.append(
            Line(
                line.start,
                line.end,
                line.words,
                line.page,
                line.blank_before,
                noise,
                after_noise=bool(found and found[-1].noise),
            )
        )
    return found


def _takes_number(following: str) -> bool:
    """Can the words after a lone figure be what it counts or dates: "31 / maj 2015", "3 / miljoner kronor"?"""
    return bool(re.match(r"[a-zåäö]|\d{3}(?!\d)", following)) or not following


def _raw(text: str) -> Iterator[Line]:
    page, blank = 0, True
    for match in LINE.finditer(text):
        body = match.group().rstrip("\r\n\f")
        if body.strip(" \t\u00a0\u00ad"):
            yield Line(match.start(), match.start() + len(body), body, page, blank)
            blank = False
        elif match.group():
            blank = True
        if match.group().endswith("\f"):
            page, blank = page + 1, True


def _edge(words: str) -> str:
    """A page head without its page number, to compare it over pages."""
    return PAGE_OF.sub("#", words.strip())


def _repeated(raw: list[Line]) -> tuple[set[int], set[int]]:
    """Heads (from the second page on) and feet: the same lines at the top or the bottom of two pages or more."""
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(raw):
        pages.setdefault(line.page, []).append(index)
    if len(pages) < 2:
        return set(), set()
    tops = [[_edge(raw[index].words) for index in page[:HEAD_LINES]] for page in pages.values()]
    ends = [[_edge(raw[index].words) for index in reversed(page[-FOOT_LINES:])] for page in pages.values()]
    above, below = (Counter(words for side in sides for words in set(side)) for sides in (tops, ends))
    heads: set[int] = set()
    feet: set[int] = set()
    for number, page in enumerate(pages.values()):
        for index in page[:HEAD_LINES] if number else ():
            if above[_edge(raw[index].words)] < 2:
                break
            heads.add(index)
        for index in reversed(page[-FOOT_LINES:]):
            if below[_edge(raw[index].words)] < 2:
                break
            feet.add(index)
    return heads, feet


def _even(words: str) -> str:
    """A line's words with one blank between them, of whatever kind and however many there were."""
    return re.sub(r"[\s\u200b\ufeff]+", " ", words).strip()


def _runs_on(before: Line, line: Line) -> bool:
    """Does the line before surely go on in this one?"""
    words = _even(before.words)
    if ONLY_DAY.fullmatch(words) and line.blank_before and not A_YEAR.match(line.words):
        return False
    if GOES_ON.search(words) or (NUMBER_TAIL.search(words) and re.match(r"\s*\d{3}(?!\d)", line.words)):
        return True
    return (
        not line.blank_before and len(words) > 35 and not ENDS_SENTENCE.search(words) and before.mark is None
    )


def is_heading(line: Line, before: Line | None, after: Line | None) -> bool:
    """A short line without verb or full stop, between a finished sentence and a new beginning."""
    words = _even(line.words)
    if not words[:1].islower() and KNOWN_HEADING.fullmatch(words.rstrip(":")):
        return True
    if not words or len(words) > 110 or not (words[0].isupper() or words[0].isdigit()):
        return False
    if ENDS_SENTENCE.search(words) or GOES_ON.search(words) or FINITE.search(words) or ". " in words[3:]:
        return False
    if before is not None and _runs_on(before, line):
        return False
    if after is not None and NUMBER_TAIL.search(words) and re.match(r"\s*\d{3}(?!\d)", after.words):
        return False  # "högst 600" / "000 kronor"
    if after is None or after.mark:
        return True
    return after.words.strip()[0].isupper() or (after.words.strip()[0].isdigit() and len(words) < 50)
