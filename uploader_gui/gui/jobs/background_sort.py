"""A filter and an order over all jobs, worked out bite by bite: sorting 100,000 rows at once would be felt."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from uploader_gui.domain.events import JobStatus
from uploader_gui.gui.jobs.job_columns import SortKey
from uploader_gui.gui.row_order import places_for

BITE = 2000
"""Jobs that are looked at, or rows that are put in order, in one go; a few ms."""


class Arrangement:
    """The order of those jobs among ``statuses`` that fit. Changes to ``statuses`` are told by ``look_again``."""

    def __init__(
        self,
        statuses: Mapping[str, JobStatus],
        fits: Callable[[JobStatus], bool],
        key_of: Callable[[JobStatus], SortKey],
        *,
        is_descending: bool,
    ) -> None:
        self._statuses = statuses
        self._fits = fits
        self._key_of = key_of
        self._is_descending = is_descending
        self._keys: dict[str, SortKey] = {}
        self._order: list[str] = []
        self._changed: dict[str, None] = {}
        self._steps = self._working(list(statuses))

    def go_on(self) -> bool:
        """Do the next bite of the work; False when there is none left."""
        return next(self._steps, False)

    def look_again(self, job_ids: Iterable[str]) -> None:
        """These jobs have come, changed or gone."""
        self._changed.update(dict.fromkeys(job_ids))

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

    def _working(self, job_ids: list[str]) -> Iterator[bool]:
        runs = []
        for first in range(0, len(job_ids), BITE):
            runs.append(self._sorted(self._fitting(job_ids[first : first + BITE])))
            yield True
        merged = heapq.merge(*runs, key=self._keys.__getitem__, reverse=self._is_descending)
        while bite := list(islice(merged, BITE)):
            self._order += bite
            yield True

    def _fitting(self, job_ids: Iterable[str]) -> list[str]:
        """Those that still are there and fit; their keys are taken."""
        known = {job_id: self._statuses[job_id] for job_id in job_ids if job_id in self._statuses}
        keys = {job_id: self._key_of(status) for job_id, status in known.items() if self._fits(status)}
        self._keys |= keys
        return list(keys)

    def _sorted(self, job_ids: list[str]) -> list[str]:
        return sorted(job_ids, key=self._keys.__getitem__, reverse=self._is_descending)
