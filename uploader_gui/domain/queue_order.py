"""The order in which jobs wait, and how a user changes it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from uploader_gui.domain.job import JobState

MOVABLE: Final = frozenset({JobState.SUBMITTED, JobState.PAUSED, JobState.FAILED})
"""What a user can move: a job that runs has its turn already, and one that is completed needs none."""


class Move(StrEnum):
    """Where chosen jobs go, keeping their order among themselves."""

    UP = "up"
    DOWN = "down"
    TOP = "top"


@dataclass(frozen=True, slots=True)
class Gap:
    """The place right before the job ``job_id``, or right behind it."""

    job_id: str
    is_behind: bool = False


def rearranged(
    order: Sequence[str], movable: Collection[str], chosen: Collection[str], move: Move | Gap
) -> list[str]:
    """The ids of ``order`` with those ``chosen`` one place up or down, or all of them at the top or in a gap.

    Those that are not ``movable`` are passed over: nothing is moved past one of them but what was chosen.
    """
    moving = {one for one in order if one in chosen and one in movable}
    match move:
        case Move.UP:
            return _one_up(order, movable, moving)
        case Move.DOWN:
            return _one_up(order[::-1], movable, moving)[::-1]
        case Move.TOP:
            gap = next((place for place, one in enumerate(order) if one in movable), 0)
        case Gap(job_id, is_behind):
            if job_id not in order:  # it has ended since the user looked
                return list(order)
            gap = order.index(job_id) + is_behind
    above = [one for one in order[:gap] if one not in moving]
    below = [one for one in order[gap:] if one not in moving]
    return [*above, *(one for one in order if one in moving), *below]


def places_for(order: Sequence[str], before: Mapping[str, int], chosen: Collection[str]) -> dict[str, int]:
    """Rising places for the ids of ``order``, none above the highest ``before``, so that few others get a new one."""
    ways = _handed_out_anew(order, before), _with_room_made_above(order, before, chosen)
    return min(ways, key=lambda places: sum(places[one] != before[one] for one in order))


def _one_up(order: Sequence[str], movable: Collection[str], moving: Collection[str]) -> list[str]:
    moved = list(order)
    above: int | None = None
    for place, one in enumerate(order):
        if one in moving and above is not None and moved[above] not in moving:
            moved.insert(above, moved.pop(place))
            above += 1
        elif one in movable:
            above = place
    return moved


def _handed_out_anew(order: Sequence[str], before: Mapping[str, int]) -> dict[str, int]:
    """The places there were, in this order: those between where jobs left and where they went change."""
    places: dict[str, int] = {}
    last = min(before.values(), default=0) - 1
    for one, place in zip(order, sorted(before.values()), strict=True):
        last = places[one] = max(place, last + 1)
    return places


def _with_room_made_above(
    order: Sequence[str], before: Mapping[str, int], chosen: Collection[str]
) -> dict[str, int]:
    """Lower places for those above the ones that moved, and the same for those below."""
    places: dict[str, int] = {}
    behind = max(before.values(), default=0) + 1
    for one in reversed(order):
        behind = places[one] = behind - 1 if one in chosen else min(before[one], behind - 1)
    return places
