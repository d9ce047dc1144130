"""The order in which jobs wait, and how a user changes it."""

from collections.abc import Collection, Sequence
from enum import StrEnum


class Move(StrEnum):
    """Where chosen jobs go, keeping their order among themselves."""

    UP = "up"
    DOWN = "down"
    TOP = "top"


def rearranged(order: Sequence[str], chosen: Collection[str], move: Move) -> list[str]:
    """The ids of ``order`` with those ``chosen`` one place up or down, or all of them at the top."""
    if move is Move.TOP:
        return [one for one in order if one in chosen] + [one for one in order if one not in chosen]
    if move is Move.DOWN:
        return rearranged(order[::-1], chosen, Move.UP)[::-1]
    moved = list(order)
    for place in range(1, len(moved)):
        if moved[place] in chosen and moved[place - 1] not in chosen:
            moved[place - 1], moved[place] = moved[place], moved[place - 1]
    return moved
