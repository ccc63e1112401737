"""Whom each "ska" binds: us, somebody else, an earlier assignment, or nobody the reader can name."""

import re
from collections.abc import Iterable
from dataclasses import replace

from skyddsnat.mandate.reading.addressees import GIVES
from skyddsnat.mandate.reading.authorities import Actor
from skyddsnat.mandate.reading.cast import Cast, may_be_called
from skyddsnat.mandate.reading.duty import Duty, closed
from skyddsnat.mandate.reading.duty_words import (
    ASKED_FOR,
    BY_OTHER_PAPER,
    CORE_NOUN,
    CUT,
    DOING,
    DONE_BY,
    FRONTED,
    HAS_TASK,
    JOINS,
    MONEY_NOUN,
    ORDERED,
    OUR_NOUN,
    PAID_OUT,
    PASSIVE,
    PAST_TASK,
    RELATIVE,
    SINGULAR,
    SKA,
    THEIRS,
    TIMED,
    YEAR,
)
from skyddsnat.mandate.reading.focus import Focus
from skyddsnat.mandate.reading.predicates import WISHES
from skyddsnat.mandate.reading.sections import is_background
from skyddsnat.mandate.reading.sentences import Sentence
from skyddsnat.mandate.reading.subjects import (
    agent,
    before_inserted,
    binds_others,
    find_owner,
    following,
    opens_again,
)


class Binder:
    """Goes through the sentences in order and says of each whom it binds."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._focus = Focus()
        self._unit = -1
        self._heading = ""
        self._leads: dict[int, Duty] = {}
        self._last: tuple[str, ...] = ()

    def duties(self, sentence: Sentence) -> list[Duty]:
        """The duties of a sentence, at least one (implied) even without "ska"."""
        text = sentence.text
        if sentence.heading != self._heading or (sentence.unit != self._unit and not is_background(sentence)):
            self._focus = Focus()
        if sentence.heading != self._heading:
            self._last = ()
        self._unit, self._heading = sentence.unit, sentence.heading
        actors = self.cast.actors(text)
        found: list[Duty] = []
        places = [match.span() for match in SKA.finditer(text)]
        if not places:
            found = [self._implied(sentence, actors)]
        for index, (start, end) in enumerate(places):
            before = places[index - 1][1] if index else 0
            found.append(self._bound(sentence, actors, before, start, end, found[-1] if found else None))
        found = self._elliptic(text, actors, closed(text, found))
        self._look(sentence, actors, found)
        self._leads[sentence.start] = found[-1]
        return found

    def _elliptic(self, text: str, actors: list[Actor], found: list[Duty]) -> list[Duty]:
        """ "A ska senast den 1 mars … och B senast den 1 april", "A ska till X, och B till Y, …": one duty each."""
        parted: list[Duty] = []
        for duty in found:
            begin = duty
            for actor in actors if duty.whose == "ours" and duty.name and duty.ska >= 0 else ():
                inside = duty.ska < actor.start < duty.end and self.cast.includes(actor)
                if not inside or not opens_again(text, actors, actor):
                    continue
                dated = YEAR.search(text[begin.ska : actor.start])
                parted.append(replace(begin, end=actor.start) if dated else begin)
                begin = Duty(actor.start, duty.end, duty.ska, "ours", actor.name, tuple(self.cast.who(actor)))
            parted.append(begin)
        return parted

    def _lead(self, sentence: Sentence) -> Duty | None:
        """The duty of the words that open the list this item stands in."""
        return self._leads.get(sentence.lead.start) if sentence.lead is not None else None

    def _bound(
        self, sentence: Sentence, actors: list[Actor], since: int, ska: int, after: int, last: Duty | None
    ) -> Duty:
        text = sentence.text
        cut = since
        for match in CUT.finditer(text, since, ska):
            # Not inside a name: "Havs- och vattenmyndigheten".
            if not any(actor.start < match.start() and match.end() <= actor.end for actor in actors):
                cut = match.end()
        phrase = text[cut:ska].strip(" ,")
        if not phrase and not last and cut and text[cut - 2 : cut] == ", ":
            # "En slutrapport, undertecknad av …, ska": what stands before the inserted words is the subject.
            phrase = before_inserted(text[since:ska].strip(" ,"), text, after)
        start = cut if last else 0
        if RELATIVE.search(phrase) or phrase == "":
            subject = self._antecedent(text, actors, since if phrase == "" else 0, cut, phrase)
            if subject is not None:
                return self._duty(sentence, start, ska, subject)
            if phrase == "som" and ASKED_FOR.search(text[:cut]):
                return Duty(cut, len(text), ska, "ours")
            if last is not None:
                return Duty(cut, len(text), ska, last.whose, last.name, last.who)
        if subject := following(text, actors, after):
            return self._duty(sentence, start, ska, subject)
        within = [
            actor
            for actor in actors
            if cut <= actor.start
            and actor.end <= ska
            and not actor.genitive
            # "medel som organisationerna har betalat tillbaka ska": not the subject
            and not (MONEY_NOUN.search(text[cut : actor.start]) and text[: actor.start].endswith(" som "))
        ]
        named = [actor for actor in within if actor.nominative or actor.start == cut]
        close = [actor for actor in named if text[actor.end : ska].count(" ") <= 2]
        if close or (named and not FRONTED.match(phrase)):
            return self._duty(sentence, start, ska, close[-1] if close else named[0])
        return self._by_noun(sentence, actors, start, ska, after, phrase)

    def _antecedent(self, text: str, actors: list[Actor], since: int, cut: int, phrase: str) -> Actor | None:
        """Who "som ska" or a lone "och ska" goes back to."""
        before = [actor for actor in actors if since <= actor.start and actor.end <= cut + len(phrase)]
        if phrase.endswith("som"):
            near = [
                actor for actor in before if text[actor.end : cut + len(phrase)].strip(" ,") in ("", "som")
            ]
            return near[-1] if near else None
        free = [actor for actor in before if actor.nominative]
        if phrase and free and self.cast.includes(free[0]):
            return None
        return free[0] if free else None

    def _by_noun(
        self, sentence: Sentence, actors: list[Actor], start: int, ska: int, after: int, phrase: str
    ) -> Duty:
        text = sentence.text
        if by := agent(text, actors, after):
            return self._duty(sentence, start, ska, by)
        if owner := find_owner(self.cast, text, actors, start, ska):
            return Duty(start, len(text), ska, "other", owner.name)
        if binds_others(text, phrase, after):
            return Duty(start, len(text), ska, "unclear")
        behind = text[after : after + 70]
        noun = (
            OUR_NOUN.search(phrase)
            or (phrase == "" and not start and OUR_NOUN.match(text))
            or (FRONTED.match(phrase) and OUR_NOUN.search(behind))
        )
        money = noun and self._focus.grip < 3 and MONEY_NOUN.search(noun.group())
        if self._focus.whose and self._focus.grip > 1 and (noun or not phrase) and not money:
            return Duty(start, len(text), ska, self._focus.whose, self._focus.name)
        if not noun and (lead := self._lead(sentence)):
            return Duty(start, len(text), ska, lead.whose, lead.name, lead.who)
        if not noun and (named := self.cast.stems(phrase)):
            return Duty(start, len(text), ska, "ours", phrase, tuple(named))
        if not noun:
            doing = phrase and (PASSIVE.match(text, after) or DOING.fullmatch(phrase))
            passive = doing and not is_background(sentence)
            return Duty(start, len(text), ska, "ours" if passive else "unclear")
        theirs = THEIRS.match(phrase) and not any(
            self.cast.includes(a) for a in actors if start <= a.start < ska
        )
        core = not is_background(sentence) or (CORE_NOUN.search(noun.group()) and not theirs)
        whom = self._about(text, actors, start, ska)
        return Duty(start, len(text), ska, "ours" if core else "unclear", who=whom)

    def _about(self, text: str, actors: list[Actor], start: int, ska: int) -> tuple[str, ...]:
        """Whose report it is, of those addressed: "Uppdraget till Skolverket ska", "Skolverkets rapport ska"."""
        for actor in actors:
            if start <= actor.start and actor.end <= ska and self.cast.includes(actor):
                before = text[max(0, actor.start - 24) : actor.start]
                if actor.genitive or re.search(
                    r"\b(?:uppdrag|del)\w* (?:till|åt|för) $", before, re.IGNORECASE
                ):
                    return self._named(text, actor, actors)
        return ()

    def _named(self, text: str, actor: Actor, actors: list[Actor]) -> tuple[str, ...]:
        """The addressed authorities a subject means, with those it is joined to; () for all."""
        everybody = [name for name, _ in self.cast.members]
        candidates = self.cast.who(actor)
        if (
            len(candidates) > 1
            and actor.kind == "generic"
            and not actor.name.casefold().endswith(("na", "n"))
        ) or (len(candidates) > 1 and actor.name.casefold() in SINGULAR):
            candidates = [name for name in self._last if name in candidates] or candidates
        joined = [actor]
        for other in reversed([each for each in actors if each.end <= actor.start]):
            if not JOINS.fullmatch(text[other.end : joined[0].start]) or not self.cast.includes(other):
                break
            joined.insert(0, other)
            candidates = [*self.cast.who(other), *candidates]
        end = actor.end
        for other in [each for each in actors if each.start >= actor.end]:
            if not JOINS.fullmatch(text[end : other.start]) or not self.cast.includes(other):
                break
            end = other.end
            candidates += self.cast.who(other)
        found = tuple(dict.fromkeys(candidates))
        self._last = found if len(found) < len(everybody) else ()
        return self._last

    def _duty(self, sentence: Sentence, start: int, ska: int, actor: Actor) -> Duty:
        whose, name = "other", actor.name
        if is_background(sentence) and BY_OTHER_PAPER.search(sentence.text):
            return Duty(
                start, len(sentence.text), ska, "earlier" if self.cast.includes(actor) else "other", name
            )
        if self.cast.includes(actor):
            whose = "ours"
            if actor.kind == "generic" and self._focus.whose and may_be_called(self._focus.name, actor.name):
                whose, name = self._focus.whose, self._focus.name or name
        elif actor.name.casefold() == "myndigheterna" or actor.name.casefold() == "berörda myndigheter":
            whose = "unclear"
        who = self._named(sentence.text, actor, self.cast.actors(sentence.text)) if whose == "ours" else ()
        return Duty(start, len(sentence.text), ska, whose, name, who)

    def _implied(self, sentence: Sentence, actors: list[Actor]) -> Duty:
        text = sentence.text
        if GIVES.search(text):
            return Duty(0, len(text), -1, "ours")
        timed = TIMED.match(text) and not is_background(sentence)
        lead = self._lead(sentence)
        if sentence.row is not None:
            if (
                actors
                and actors[0].start == 0
                and self.cast.includes(actors[0])
                and not is_background(sentence)
            ):
                return self._duty(sentence, 0, -1, actors[0])
            return Duty(0, len(text), -1, "unclear" if is_background(sentence) else "ours")
        opens = actors and actors[0].start == 0 and not actors[0].genitive and sentence.lead is not None
        if opens and sentence.lead and re.search(r"\bska(?:ll)?:?$", sentence.lead.text):
            # "… ska" and then "– Bolagsverket lämna uppgifter": the item begins with its subject.
            return self._duty(sentence, 0, -1, actors[0])
        if lead and not (timed and lead.name.casefold() == "regeringen"):
            return Duty(0, len(text), -1, lead.whose, lead.name, lead.who)
        subject = self._doer(text, actors)
        if subject is not None:
            return self._duty(sentence, 0, -1, subject)
        if WISHES.search(text) and not is_background(sentence):
            return Duty(0, len(text), -1, "ours")
        if re.match(r"(?:Regeringen|Regeringskansliet)\b", text):
            return Duty(0, len(text), -1, "other", "regeringen")
        owner = find_owner(self.cast, text, actors, 0, min(len(text), 60))
        if owner is not None:
            return Duty(0, len(text), -1, "other", owner.name)
        return self._untold(sentence, actors, timed=bool(timed))

    def _untold(self, sentence: Sentence, actors: list[Actor], *, timed: bool) -> Duty:
        """Nobody is named: whoever the assignment's own things bind, or nobody."""
        text, head = sentence.text, sentence.text[:60]
        if self._focus.whose and self._focus.grip > 1 and OUR_NOUN.search(head):
            return Duty(0, len(text), -1, self._focus.whose, self._focus.name)
        ordered = (
            ORDERED.search(text) and not is_background(sentence) and not any(a.nominative for a in actors)
        )
        return Duty(0, len(text), -1, "ours" if OUR_NOUN.search(head) or ordered or timed else "unclear")

    def _doer(self, text: str, actors: list[Actor]) -> Actor | None:
        """Who does what a sentence in the present tense tells: "lämnas av X" if none of ours, else its subject."""
        for actor in actors:
            if actor.kind == "name" and DONE_BY.search(text[: actor.start]) and not self.cast.includes(actor):
                return actor
        free = [actor for actor in actors if actor.nominative and actor.kind != "government"]
        return free[0] if free and free[0].start < 60 else None

    def _look(self, sentence: Sentence, actors: list[Actor], found: Iterable[Duty]) -> None:
        """Remember whose assignment this sentence talked of."""
        text = sentence.text
        subjects = [duty for duty in found if duty.whose in ("other", "earlier") and duty.name]
        if subjects and PAID_OUT.search(text):
            return  # who pays is not who the next sentence is about
        ours = [actor for actor in actors if self.cast.includes(actor) and actor.kind == "name"]
        others = [a for a in actors if a.kind == "name" and not self.cast.includes(a)]
        if (
            others
            and HAS_TASK.search(text)
            and not any(duty.whose == "ours" and duty.ska >= 0 for duty in found)
        ) and (not ours or others[0].start < ours[0].start):
            self._focus = Focus("other", others[0].name)
            return
        if PAST_TASK.search(text) and (self._focus.whose or any(map(self.cast.includes, actors))):
            self._focus = Focus("earlier", "")
        elif subjects and subjects[-1].ska >= 0 and subjects[-1].name[0].isupper():
            self._focus = Focus(subjects[-1].whose, subjects[-1].name, 2 if CORE_NOUN.search(text) else 1)
        elif subjects and text.startswith(subjects[0].name) and subjects[0].name[0].isupper():
            self._focus = Focus(subjects[0].whose, subjects[0].name, grip=1)
        elif ours and any(duty.whose == "ours" for duty in found):
            self._focus = Focus()
