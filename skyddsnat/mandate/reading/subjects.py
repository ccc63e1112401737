"""Who does what, told by where a name stands beside "ska"."""

import re

from skyddsnat.mandate.reading.authorities import Actor
from skyddsnat.mandate.reading.cast import Cast
from skyddsnat.mandate.reading.duty_words import AGENT, FRONTED, JOINS, OUR_NOUN, PASSIVE

LAW = re.compile(
    r"(?:(?:Den|Det|De) nya )?(?:\w*[Dd]irektivet|\w*[Ll]agen|\w*[Ff]örordningen|\w*[Kk]onventionen|"
    r"\w*[Ll]agstiftningen|\w*[Bb]estämmelserna|[Rr]eglerna|[Ll]agändringarna|\w*[Ff]öreskrifterna)$"
)
# "ska medlemsstaterna rapportera", "ska vårdgivarna lämna": somebody, and an active verb.
MANY = re.compile(r" (?P<noun>[a-zåäö]{3,}(?:arna|erna|orna)) (?:\w+ )?\w+(?<!s)a\b")


def following(text: str, actors: list[Actor], after: int) -> Actor | None:
    """The subject right after "ska": "Senast den 1 mars ska Socialstyrelsen"."""
    match = re.compile(
        r" (?:(?:därför|även|också|vidare|dock|således|därvid|särskilt|därutöver|dessutom) )*"
    ).match(text, after)
    start = match.end() if match else after
    return next((actor for actor in actors if actor.start == start and not actor.genitive), None)


def opens_again(text: str, actors: list[Actor], actor: Actor) -> bool:
    """Does a name begin a second part of a sentence whose "ska" stands in the first?"""
    before, behind = text[: actor.start], text[actor.end :]
    if actor.genitive or not re.search(r"(?:,? (?:och|samt|medan)|,) $", before):
        return False
    if re.search(r"(?:19|20)\d\d,? (?:och|samt|medan) $", before):
        return bool(re.match(r" (?:senast|den \d|vid|inom|till|före|ett?\b|en\b|i \w+ \d)", behind))
    last = [other for other in actors if other.end <= actor.start][-1:]
    joined = bool(last) and JOINS.fullmatch(text[last[0].end : actor.start])
    return bool(joined and last[0].kind == "government" and re.match(r" till [A-ZÅÄÖ]", behind))


def agent(text: str, actors: list[Actor], after: int) -> Actor | None:
    """Who does it in "ska genomföras av X"."""
    match = AGENT.match(text, after)
    return next((actor for actor in actors if match and actor.start == match.end()), None)


def binds_others(text: str, phrase: str, after: int) -> bool:
    """ "Direktivet ska vara genomfört", "Enligt förslaget ska medlemsstaterna rapportera": none of those addressed."""
    if LAW.match(phrase):
        return True
    many = MANY.match(text, after) if FRONTED.match(phrase) else None
    return many is not None and not OUR_NOUN.fullmatch(many["noun"])


def before_inserted(whole: str, text: str, after: int) -> str:
    """The subject that stands before inserted words, "" when they tell of nothing the assignment has.

    "En slutrapport, undertecknad av …, ska", "Den första etappen, som omfattar kusten, ska vara avslutad".
    """
    subject = whole.split(",")[0]
    if any(OUR_NOUN.match(words) for words in (subject.split(" ", 1)[-1], subject.rsplit(" ", 1)[-1])):
        return whole
    told = re.match(r"(?:Den|Det|De|En|Ett) (?:\w+ )?\w+, (?:som|vilken|vilket|vilka) ", whole)
    return subject if told and PASSIVE.match(text, after) else ""


def find_owner(cast: Cast, text: str, actors: list[Actor], start: int, ska: int) -> Actor | None:
    """ "Statskontorets rapport ska", "Uppdraget till Statskontoret ska": theirs, though it is a report."""
    for actor in actors:
        if not (start <= actor.start and actor.end <= ska) or cast.includes(actor):
            continue
        if actor.kind == "government":
            continue
        before = text[max(0, actor.start - 40) : actor.start]
        if actor.genitive and not re.search(r"\b(?:till|hos|av|med|från) $", before):
            return actor
        if re.search(
            r"\buppdrag\w* (?:som \S+ )?(?:(?:har )?(?:gett|gav|givit|lämnat|lämnats) )?(?:till |åt )?$",
            before,
            re.IGNORECASE,
        ):
            return actor
    return None
