"""Where rows belong, and which of them are neighbours."""

from collections.abc import Callable, Sequence
from itertools import groupby

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
