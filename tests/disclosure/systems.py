"""Sums and bounds over figures that nobody shows, and the ends of what each can be."""

from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix

Terms = Sequence[tuple[Hashable, float]]
_CLOSE = 1e-6
# What can be so many numbers is not narrowed any further.
_OPEN = 5


class System:
    """Linear sums (`equal`) and bounds (`at_most`) over figures, of which those in `column` are unknown.

    `true` has the others; an unknown is 0 or more, or within `ends`, by column; those in `parts` need not be whole.
    `cap` is more than any figure is.
    """

    def __init__(
        self,
        equal: Sequence[tuple[Terms, float]],
        at_most: Sequence[tuple[Terms, float]],
        column: Mapping[Hashable, int],
        true: Mapping[int, float],
        ends: Mapping[int, tuple[float, float]],
        parts: set[int],
        cap: float,
    ) -> None:
        self._rows = {"eq": equal, "ub": at_most}
        self._column, self._true, self._cap = column, true, cap
        self._bounds = np.array([ends.get(place, (0.0, np.inf)) for place in range(len(column))])
        self._whole = np.array([0 if place in parts else 1 for place in range(len(column))])
        self._ends = ends
        self._seen: np.ndarray | None = None

    def range(self, place: int, is_few: bool, whole: bool) -> tuple[float, float]:
        """The least and most of an unknown; of what is seen to be open by far no ends are told.

        `is_few`: one from 1 to 4 in truth, of which it must be open that it is 1.
        """
        self._look(whole)
        if self._is_open(place, is_few):
            return self._ends.get(place, (0.0, float("inf")))
        low, high = (self._end(place, sign, whole) for sign in (1.0, -1.0))
        return low, high

    def fitting(self, wanted: Mapping[int, float]) -> np.ndarray | None:
        """Whole numbers that fit, with those wanted by column."""
        bounds = self._capped()
        for place, value in wanted.items():
            bounds[place] = value
        solved = milp(
            np.zeros(len(bounds)),
            constraints=self._constraints,
            bounds=Bounds(bounds[:, 0], bounds[:, 1]),
            integrality=self._whole,
        )
        return None if solved.x is None else solved.x

    def _capped(self) -> np.ndarray:
        return np.where(np.isinf(self._bounds), self._cap, self._bounds)

    def _look(self, whole: bool) -> None:
        """Note a few worlds: each shows a number of every unknown, so that few need to be asked one by one."""
        if self._seen is not None:
            return
        count = len(self._column)
        self._seen = np.array([[np.inf, -np.inf]] * count)
        draw = np.random.default_rng(count)
        smalls = np.array([1.0 if place in self._ends else 0.0 for place in range(count)])
        for aim in (smalls, -smalls, *(draw.choice([-1.0, 1.0], size=count) for _ in range(4))):
            self._solve(aim, whole, self._capped())

    def _is_open(self, place: int, is_few: bool) -> bool:
        assert self._seen is not None
        low, high = self._seen[place]
        if place in self._ends:
            least, most = self._ends[place]
            return low < least + _CLOSE and high > most - _CLOSE
        return bool(np.floor(high) - np.ceil(low) >= _OPEN) and (not is_few or low < 1 + _CLOSE)

    def _end(self, place: int, sign: float, whole: bool) -> float:
        aim = np.zeros(len(self._column))
        aim[place] = sign
        least = self._solve(aim, whole, self._bounds)
        return -sign * np.inf if least is None else sign * least

    def _solve(self, aim: np.ndarray, whole: bool, bounds: np.ndarray) -> float | None:
        """The least that numbers that fit can make of `aim`, noting them; None where there is none."""
        if whole:
            own = Bounds(bounds[:, 0], bounds[:, 1])
            solved = milp(aim, constraints=self._constraints, bounds=own, integrality=self._whole)
        else:
            solved = linprog(aim, **self._matrices, bounds=bounds, method="highs")
        assert solved.status in (0, 3, 4), solved.message
        if solved.status != 0:
            return None
        assert self._seen is not None
        self._seen[:, 0] = np.minimum(self._seen[:, 0], solved.x)
        self._seen[:, 1] = np.maximum(self._seen[:, 1], solved.x)
        return float(solved.fun)

    @cached_property
    def _matrices(self) -> dict[str, csr_matrix | np.ndarray]:
        found: dict[str, csr_matrix | np.ndarray] = {}
        for name, rows in self._rows.items():
            places: list[int] = []
            columns: list[int] = []
            weights: list[float] = []
            limits: list[float] = []
            for terms, limit in rows:
                own = [(self._column[index], weight) for index, weight in terms if index in self._column]
                if own:
                    places += [len(limits)] * len(own)
                    columns += [column for column, _ in own]
                    weights += [weight for _, weight in own]
                    limits.append(limit - sum(w * self._true[i] for i, w in terms if i not in self._column))
            if limits:
                shape = (len(limits), len(self._column))
                found[f"A_{name}"] = csr_matrix((weights, (places, columns)), shape=shape)
                found[f"b_{name}"] = np.array(limits) + (1e-7 if name == "ub" else 0)
        return found

    @cached_property
    def _constraints(self) -> list[LinearConstraint]:
        own = self._matrices
        found = []
        if "A_eq" in own:
            found.append(LinearConstraint(own["A_eq"], own["b_eq"], own["b_eq"]))
        if "A_ub" in own:
            found.append(LinearConstraint(own["A_ub"], -np.inf, own["b_ub"]))
        return found
