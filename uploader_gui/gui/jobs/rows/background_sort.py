"""A filter and an order over all jobs, worked out in steps: sorting 100,000 rows at once would stop the window."""

import heapq
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Generic, TypeVar

from uploader_gui.gui.jobs.job_columns import SortKey

KeyOf = Callable[[str], SortKey]


def places_for(
    fresh: Sequence[str], shown: Sequence[str], key_of: KeyOf, *, is_descending: bool
) -> list[tuple[int, list[str]]]:
    """Where the ids ``fresh`` belong among those ``shown``, which are in order: groups of neighbours, each with
    the row that it comes to stand before, in order.
    """
    in_order = sorted(fresh, key=key_of, reverse=is_descending)

    def row_for(job_id: str) -> int:
        own = key_of(job_id)
        first, behind = 0, len(shown)
        while first < behind:
            middle = (first + behind) // 2
            there = key_of(shown[middle])
            if _stands_before(there, own, is_descending=is_descending):
                first = middle + 1
            else:
                behind = middle
        return first

    if in_order and (row := row_for(in_order[0])) == row_for(in_order[-1]):
        return [(row, in_order)]
    return [(row, list(group)) for row, group in groupby(in_order, key=row_for)]


def _stands_before(one: SortKey, other: SortKey, *, is_descending: bool) -> bool:
    if isinstance(one, str) or isinstance(other, str):  # the keys of one column are all of one kind
        one, other = str(one), str(other)
        return one >= other if is_descending else one <= other
    return one >= other if is_descending else one <= other


def runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted rows as runs of neighbours, each its first and last row."""
    spans: list[tuple[int, int]] = []
    for row in rows:
        if spans and spans[-1][1] == row - 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    return spans


def out_of_order(places: Sequence[int], *, above: float, below: float) -> list[int]:
    """The fewest of these, by their number in the row, without which the others rise from ``above`` to ``below``."""
    last_of: list[int] = []  # of each length, the run whose end is lowest
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number, place in enumerate(places):
        if not above <= place <= below:
            continue
        length = bisect_right(ends, place)
        before[number] = last_of[length - 1] if length else None
        last_of[length : length + 1] = [number]
        ends[length : length + 1] = [place]
    kept = set[int]()
    at = last_of[-1] if last_of else None
    while at is not None:
        kept.add(at)
        at = before[at]
    return [number for number in range(len(places)) if number not in kept]


STEP = 2000
"""Jobs that are looked at, or rows that are put in order, in one go; a few ms."""


Shown = TypeVar("Shown")


class BackgroundSort(Generic[Shown]):
    """The order of those among ``items`` that fit, looked at in the order in which they stand there. ``recheck`` must be
    called when ``items`` change.
    """

    def __init__(
        self,
        items: Callable[[str], Shown | None],
        ids: Sequence[str],
        fits: Callable[[Shown], bool],
        key_of: Callable[[Shown], SortKey],
        *,
        is_descending: bool,
    ) -> None:
        self._items = items
        self._fits = fits
        self._key_of = key_of
        self._is_descending = is_descending
        self._keys: dict[str, SortKey] = {}
        self._order: list[str] = []
        self._changed: dict[str, None] = {}
        self._steps = self._working(ids)

    def go_on(self) -> bool:
        """Do the next step of the work; False when there is none left."""
        return next(self._steps, False)

    def recheck(self, ids: Iterable[str]) -> None:
        """These have come, changed or gone."""
        self._changed.update(dict.fromkeys(ids))

    def in_order(self) -> list[str]:
        """The ids in order, once the work is done."""
        if not self._changed:
            return self._order
        staying = [job_id for job_id in self._order if job_id not in self._changed]
        fresh = self._fitting(self._changed)
        order, behind = [], 0
        for row, group in places_for(
            fresh, staying, self._keys.__getitem__, is_descending=self._is_descending
        ):
            order += [*staying[behind:row], *group]
            behind = row
        return order + staying[behind:]

    def _working(self, job_ids: Sequence[str]) -> Iterator[bool]:
        runs = []
        for first in range(0, len(job_ids), STEP):
            runs.append(self._sorted(self._fitting(job_ids[first : first + STEP])))
            yield True
        merged = heapq.merge(*runs, key=self._keys.__getitem__, reverse=self._is_descending)
        while step := list(islice(merged, STEP)):
            self._order += step
            yield True

    def _fitting(self, job_ids: Iterable[str]) -> list[str]:
        """Those that still are there and fit; their keys are taken."""
        known = ((job_id, self._items(job_id)) for job_id in job_ids)
        keys = {job_id: self._key_of(item) for job_id, item in known if item is not None and self._fits(item)}
        self._keys |= keys
        return list(keys)

    def _sorted(self, job_ids: list[str]) -> list[str]:
        return sorted(job_ids, key=self._keys.__getitem__, reverse=self._is_descending)
