"""Which of the addressed authorities a sum is for."""

import re

from skyddsnat.mandate.reading.authorities import Actor
from skyddsnat.mandate.reading.cast import Cast
from skyddsnat.mandate.reading.read_sentence import Read
from skyddsnat.mandate.reading.sums import SumMention


def beneficiaries(read: Read, mention: SumMention, cast: Cast) -> list[str]:
    """Which of the addressed authorities a sum is for: the one named last before it, or right after it."""
    text = read.text
    actors = [actor for actor in cast.actors(text) if cast.includes(actor)]
    behind = [
        a
        for a in actors
        if a.start >= mention.end
        and re.fullmatch(r"(?: \w+){0,4}? (?:av|till|för) ", text[mention.end : a.start])
    ]
    before = [a for a in actors if a.end <= mention.start]
    if behind:
        return cast.who(behind[0])
    respectively = _respectively(text, before, mention, read.sums, cast)
    if respectively:
        return respectively
    if not before and read.sentence.lead is not None:
        before = [actor for actor in cast.actors(read.sentence.lead.text) if cast.includes(actor)]
        return cast.who(before[0]) if len(before) == 1 else []
    if not before:
        return []
    last = before[-1]
    joined = [last]
    for actor in reversed(before[:-1]):
        if not re.fullmatch(r",? (?:och|samt|respektive) |, ", text[actor.end : joined[0].start]):
            break
        joined.insert(0, actor)
    return list(dict.fromkeys(name for actor in joined for name in cast.who(actor)))


def _respectively(
    text: str, before: list[Actor], mention: SumMention, sums: list[SumMention], cast: Cast
) -> list[str]:
    """ "A och B får använda högst 1 respektive 2 miljoner": each its own."""
    listed = [each for each in sums if not each.replaced]
    if (
        len(listed) < 2
        or len(listed) != len(before)
        or "respektive" not in text[listed[0].end : listed[-1].end]
    ):
        return []
    if before[-1].end > listed[0].start:
        return []
    return cast.who(before[listed.index(mention)]) if mention in listed else []
