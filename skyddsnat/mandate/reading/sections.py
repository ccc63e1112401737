"""Under which part of the decision a sentence stands: what is ordered, or how the matter came about."""

import re

from skyddsnat.mandate.reading.sentences import Sentence

BACKGROUND = re.compile(
    r"^(?:\d+(?:\.\d+)*\.? )?(?:ärendet|bakgrund|fotnot|skälen|tidigare|gällande|beskrivning av ärendet|utgångspunkter|"
    r"skäl för|inledning|pågående|nuläge|motiv|varför\b|skäl$|regeringens (?:bedömning|skäl|överväganden))",
    re.IGNORECASE,
)


def is_background(sentence: Sentence) -> bool:
    """Does the sentence stand under a heading that tells how the matter came about?"""
    return bool(BACKGROUND.search(sentence.section))
