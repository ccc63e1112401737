"""How near an outsider can come to each hidden cell, found by solving for its bounds.

The least and greatest value of a cell come from a linear programme. Its bounds may be wider than those over whole
numbers, so a cell counts as protected only on evidence: two tables of whole numbers that both agree with everything
that is out, and in which the cell differs enough. Where the programme answers with fractions, whole numbers are asked
for; an answer that is not found in the allotted work counts against the table.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import highspy
import numpy as np
from highspy._core import _Highs  # without the callbacks of `Highs`, which announce themselves in the output
from numpy.typing import NDArray

from skyddsnat.disclosure.puzzles import Contradiction, Puzzle, Question
from skyddsnat.disclosure.tables import Numbers

MOST_BRANCHES = 2_000
NEARLY = 1e-6
PRIMAL = 4

type Told = Callable[[int, int], None]


class Leak(NamedTuple):
    """A hidden cell that is not hidden well enough, and the bounds that were found."""

    question: Question
    least: int
    most: int


class Solver:
    """One linear programme, asked again and again with other goals; each answer starts from the last."""

    def __init__(self, puzzle: Puzzle) -> None:
        self.puzzle = puzzle
        self.size = len(puzzle.least)
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = self.size, len(puzzle.sums)
        programme.col_cost_ = np.zeros(self.size)
        programme.col_lower_ = puzzle.least.astype(np.double)
        programme.col_upper_ = puzzle.most.astype(np.double)
        programme.row_lower_ = np.array([low for _at, low, _high in puzzle.sums], dtype=np.double)
        programme.row_upper_ = np.array([high for _at, _low, high in puzzle.sums], dtype=np.double)
        lengths = [len(at) for at, _low, _high in puzzle.sums]
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        programme.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        places = [at for at, _low, _high in puzzle.sums]
        programme.a_matrix_.index_ = (np.concatenate(places) if places else np.zeros(0)).astype(np.int32)
        programme.a_matrix_.value_ = np.ones(sum(lengths))
        self._solver = quiet_solver()
        self._solver.setOptionValue(
            "simplex_strategy", PRIMAL
        )  # the last answer still fits, only the goal is new
        self._solver.passModel(programme)
        self._all = np.arange(self.size, dtype=np.int32)

    def extreme(self, unknowns: Numbers, *, greatest: bool) -> Numbers | None:
        """Whole numbers in which the sum of the unknowns is as great or small as can be; None when not found."""
        costs = np.zeros(self.size)
        costs[unknowns] = 1.0
        sense = highspy.ObjSense.kMaximize if greatest else highspy.ObjSense.kMinimize
        self._solver.changeObjectiveSense(sense)
        self._solver.changeColsCost(self.size, self._all, costs)
        found = self._solved()
        return found if found is not None else self._whole()

    def _whole(self) -> Numbers | None:
        kinds = highspy.HighsVarType
        self._solver.changeColsIntegrality(
            self.size, self._all, np.full(self.size, kinds.kInteger.value, dtype=np.uint8)
        )
        found = self._solved()
        self._solver.changeColsIntegrality(
            self.size, self._all, np.full(self.size, kinds.kContinuous.value, dtype=np.uint8)
        )
        return found

    def _solved(self) -> Numbers | None:
        """The optimum when it is whole and, reckoned exactly, fits."""
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Contradiction
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        values: NDArray[np.double] = np.array(self._solver.getSolution().col_value)
        whole: Numbers = np.rint(values).astype(np.int64)
        if np.abs(values - whole).max(initial=0.0) > NEARLY or not self.puzzle.fits(whole):
            return None
        return whole


def quiet_solver() -> Any:
    """A solver that says nothing and gives the same answer each time."""
    solver = _Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.setOptionValue("mip_max_nodes", MOST_BRANCHES)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.0)
    return solver


class Seen:
    """The least and greatest value of each question in the tables found so far."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._known = np.array([question.known for question in questions], dtype=np.int64)
        sizes = [len(question.unknowns) for question in questions]
        self._owner = np.repeat(np.arange(len(questions)), sizes)
        self._places = np.concatenate([q.unknowns for q in questions] or [np.zeros(0, dtype=np.int64)])
        self.least = np.full(len(questions), np.iinfo(np.int64).max)
        self.most = np.full(len(questions), -1, dtype=np.int64)

    def add(self, guess: Numbers) -> None:
        sums = np.bincount(self._owner, weights=guess[self._places], minlength=len(self._known))
        values = self._known + np.rint(sums).astype(np.int64)
        self.least, self.most = np.minimum(self.least, values), np.maximum(self.most, values)


def enough(least: int, most: int, threshold: int) -> bool:
    """Whether bounds leave enough room: a whole threshold, or one step for a cell that is surely not small."""
    return most - least >= (1 if least >= threshold else threshold)


def leaks(
    puzzle: Puzzle, told: Told | None = None, *, most: float = math.inf, guesses: Iterable[Numbers] = ()
) -> list[Leak]:
    """Hidden cells that an outsider comes too near. Raises Contradiction when nothing fits what is out.

    `guesses` at every group, from one who knows more, save work: those that fit what is out are evidence as good as
    any, and the others are passed over.
    """
    solver, seen = Solver(puzzle), Seen(puzzle.questions)
    _begin(solver, seen, guesses)
    found: list[Leak] = []
    for place, question in enumerate(puzzle.questions):
        if told:
            told(place, len(puzzle.questions))
        if int(seen.most[place] - seen.least[place]) >= question.threshold:
            continue
        if len(question.unknowns) == 0:
            found.append(Leak(question, question.known, question.known))
            continue
        bounds = _bounds(solver, seen, place, question)
        if bounds is None or not enough(*bounds, question.threshold):
            least, greatest = bounds or (-1, -1)
            found.append(Leak(question, least, greatest))
            if len(found) >= most:
                break
    return found


def _begin(solver: Solver, seen: Seen, guesses: Iterable[Numbers]) -> None:
    """Take in the guesses that fit, and one answer of the solver, which says when nothing fits."""
    for every in guesses:
        guess = solver.puzzle.part(every)
        if guess is not None:
            seen.add(guess)
    first = solver.extreme(np.arange(solver.size), greatest=True) if solver.size else None
    if first is not None:
        seen.add(first)


def _bounds(solver: Solver, seen: Seen, place: int, question: Question) -> tuple[int, int] | None:
    """What the cell is at least and at most; None when it was not found. Stops at what is enough."""
    for greatest in (True, False):
        guess = solver.extreme(question.unknowns, greatest=greatest)
        if guess is None:
            return None
        seen.add(guess)
        if int(seen.most[place] - seen.least[place]) >= question.threshold:
            break
    return int(seen.least[place]), int(seen.most[place])
