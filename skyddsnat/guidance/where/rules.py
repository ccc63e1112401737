"""The guide as a tree: how answers lead to an outcome, and what may be wrong with it. No pages, no words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

FIRST = "112"  # the channel that every outcome begins with
MOST_TAPS = 3
LINES = ("for", "open", "anonymous", "then")


@dataclass(frozen=True)
class Question:
    key: str
    asks: str
    answers: Mapping[str, str]  # the answer → the question or outcome that it leads to


@dataclass(frozen=True)
class Channel:
    key: str
    values: tuple[str, ...]  # keys of shared values; none where the number differs from place to place
    lines: Mapping[str, str]  # one of LINES → the key of its words
    only: str = ""  # the answer without which it is not shown


@dataclass(frozen=True)
class Outcome:
    key: str
    channels: tuple[str, ...]
    do: str = ""
    holds: str = ""
    never: str = ""


@dataclass(frozen=True)
class Tree:
    start: str
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]
    channels: Mapping[str, Channel]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def danger(self) -> str:
        """The answer to the first question that says that somebody is in danger: its first."""
        return next(iter(self.questions[self.start].answers))


@dataclass(frozen=True)
class Walk:
    """The questions that have been answered, each with its answer, and where that leads."""

    answered: tuple[tuple[Question, str], ...]
    at: Question | Outcome

    @property
    def answers(self) -> tuple[str, ...]:
        return tuple(answer for _question, answer in self.answered)


class NoSuchStep(LookupError):
    """The answers do not belong to the questions."""


def walk(tree: Tree, answers: Sequence[str]) -> Walk:
    """Follow the answers from the first question. Raises NoSuchStep when one of them cannot be given."""
    at: Question | Outcome = tree.questions[tree.start]
    answered: list[tuple[Question, str]] = []
    for answer in answers:
        if not isinstance(at, Question) or answer not in at.answers:
            raise NoSuchStep(answer)
        answered.append((at, answer))
        leads_to = at.answers[answer]
        at = tree.questions.get(leads_to) or tree.outcomes[leads_to]
    return Walk(tuple(answered), at)


def steps(tree: Tree, so_far: tuple[str, ...] = ()) -> Iterator[Walk]:
    """Every page of the guide, the first question first. Only for a tree without faults."""
    here = walk(tree, so_far)
    yield here
    if isinstance(here.at, Question):
        for answer in here.at.answers:
            yield from steps(tree, (*so_far, answer))


def words_needed(tree: Tree) -> set[str]:
    """The keys of every word that the pages of the tree say; hints (`hint-…`) are there or not."""
    needed = {f"ask-{one.asks}" for one in tree.questions.values()}
    needed |= {f"say-{answer}" for one in tree.questions.values() for answer in one.answers}
    needed |= {key for one in tree.outcomes for key in (one, f"{one}-lead")}
    needed |= {f"name-{one}" for one in tree.channels}
    needed |= {key for one in tree.channels.values() for key in one.lines.values()}
    return needed | {key for keys in tree.lists.values() for key in keys}


def faults(tree: Tree, values: set[str]) -> list[str]:
    """What is wrong with a tree, a sentence each; `values` are the keys of the shared values."""
    names = _wrong_names(tree, values)
    return names or [
        *_wrong_ways(tree),
        *_wrong_outcomes(tree),
    ]  # ways can be followed once the names are right


def _wrong_names(tree: Tree, values: set[str]) -> list[str]:
    places = tree.questions.keys() | tree.outcomes.keys()
    found = [f"start: there is no question “{tree.start}”"] if tree.start not in tree.questions else []
    found += [f"“{key}” is both a question and an outcome" for key in tree.questions.keys() & tree.outcomes]
    for question in tree.questions.values():
        if len(question.answers) < 2:
            found.append(f"question “{question.key}”: a question has at least two answers")
        found += [
            f"question “{question.key}”: the answer “{answer}” leads to “{to}”, which does not exist"
            for answer, to in question.answers.items()
            if to not in places
        ]
    for outcome in tree.outcomes.values():
        found += [
            f"outcome “{outcome.key}”: there is no channel “{one}”"
            for one in outcome.channels
            if one not in tree.channels
        ]
        found += [
            f"outcome “{outcome.key}”: there is no list “{one}”"
            for one in (outcome.do, outcome.holds, outcome.never)
            if one and one not in tree.lists
        ]
    for channel in tree.channels.values():
        found += [
            f"channel “{channel.key}”: no shared value is called “{one}”"
            for one in channel.values
            if one not in values
        ]
        found += [
            f"channel “{channel.key}”: a line is one of {', '.join(LINES)}, not “{one}”"
            for one in channel.lines
            if one not in LINES
        ]
    return found


def _wrong_ways(tree: Tree) -> list[str]:
    reached: set[str] = set()
    found: list[str] = []

    def follow(key: str, way: tuple[str, ...], taps: int) -> None:
        if key in way:
            found.append(f"question “{key}”: it leads back to itself, by {' → '.join((*way, key))}")
            return
        reached.add(key)
        if key in tree.outcomes:
            if taps > MOST_TAPS:
                found.append(f"outcome “{key}”: it takes {taps} taps, and at most {MOST_TAPS} are allowed")
            return
        for to in tree.questions[key].answers.values():
            follow(to, (*way, key), taps + 1)

    follow(tree.start, (), 0)
    lost = sorted((tree.questions.keys() | tree.outcomes.keys()) - reached)
    return found + [f"“{key}”: no answer leads there" for key in lost]


def _wrong_outcomes(tree: Tree) -> list[str]:
    found = [
        f"outcome “{one.key}”: {FIRST} is not first"
        for one in tree.outcomes.values()
        if one.channels[:1] != (FIRST,)
    ]
    if tree.questions[tree.start].answers[tree.danger] not in tree.outcomes:
        found.append(f"question “{tree.start}”: its first answer must lead to what to do in danger")
    for channel in tree.channels.values():
        if channel.only:
            shown = {one.key for one in tree.outcomes.values() if channel.key in one.channels}
            found += [
                f"outcome “{key}”: “{channel.key}” is only for those who answer “{channel.only}”"
                for key in sorted(shown & _reached_without(tree, channel.only))
            ]
    return found


def _reached_without(tree: Tree, answer: str) -> set[str]:
    """The questions and outcomes that can be reached without giving an answer."""
    reached, waiting = set[str](), [tree.start]
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            if key in tree.questions:
                waiting += [to for said, to in tree.questions[key].answers.items() if said != answer]
    return reached
