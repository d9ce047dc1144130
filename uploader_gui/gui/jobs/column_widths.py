"""How the columns share the room of the table: by what people read, the name and where it goes first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtGui import QFontMetrics

from uploader_gui.gui.job_kind import Look
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.jobs.job_delegate import ICON_SIZE, PADDING
from uploader_gui.gui.words import wording

FIRST_TO_GO: Final = (
    Column.PLACE,
    Column.FINISHED,
    Column.AVERAGE_SPEED,
    Column.ELAPSED,
    Column.SENT,
    Column.ADDED,
    Column.PARTS,
    Column.DESTINATION,
    Column.STATE,
    Column.SIZE,
    Column.TIME_LEFT,
    Column.SPEED,
)
"""What a narrow table leaves out, one after the other: details, tool tips and icons say it too."""
_GO_FOR_COMFORT: Final = frozenset({Column.ADDED, Column.PARTS})
"""These go before names get less than they want; the others only where there is no room at all."""
_NO_LIMIT: Final = 16_777_215


_NAMES_FIRST: Final = frozenset({Column.FILE, Column.PROGRESS})
"""Where room is short, what they need comes before the rest of a long destination."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a column needs at least, wants and takes at most, in logical pixels, and its share of what is left over.

    ``whole``: how much of the others' room it may ask for to have nothing cut; 0: none, whatever stands in it.
    """

    least: int
    wanted: int
    most: int
    share: int = 0
    whole: int = 0


def claims(metrics: QFontMetrics, titles: Mapping[Column, int]) -> dict[Column, Claim]:
    """The claim of each column in this font; ``titles``: how wide its title is."""

    def claim(column: Column, *words: str) -> Claim:
        widest = max(map(metrics.horizontalAdvance, words)) + 2 * PADDING + 4
        width = max(widest, titles.get(column, 0))
        return Claim(width, width, width)

    figure = metrics.horizontalAdvance("0")
    name = max(15 * figure + ICON_SIZE + 3 * PADDING, titles.get(Column.FILE, 0))
    place = max(13 * figure + 2 * PADDING, titles.get(Column.DESTINATION, 0))
    bar = max(17 * figure + 2 * PADDING, titles.get(Column.PROGRESS, 0))
    late = datetime.now().astimezone().replace(day=22, hour=22, minute=22)
    moments = [wording.moment_words(late.replace(month=month)) for month in (9, 10, 11)]
    longest = wording.duration_words(22 * 3600 + 22 * 60)
    return {
        Column.FILE: Claim(name, name + 9 * figure, _NO_LIMIT, 3, name + 33 * figure),
        Column.SIZE: claim(Column.SIZE, "999 MB"),
        Column.PROGRESS: Claim(bar, bar, 2 * bar, 1, 2 * bar),
        Column.SPEED: claim(Column.SPEED, "999 MB/s"),
        Column.TIME_LEFT: claim(Column.TIME_LEFT, longest),
        Column.PARTS: claim(Column.PARTS, "9,999/9,999"),
        Column.STATE: claim(Column.STATE, *map(wording.look_words, Look)),
        Column.SENT: claim(Column.SENT, "999 MB"),
        Column.ELAPSED: claim(Column.ELAPSED, longest),
        Column.AVERAGE_SPEED: claim(Column.AVERAGE_SPEED, "999 MB/s"),
        Column.DESTINATION: Claim(place, place + 9 * figure, _NO_LIMIT, 2, place + 33 * figure),
        Column.ADDED: claim(Column.ADDED, *moments),
        Column.FINISHED: claim(Column.FINISHED, *moments),
        Column.PLACE: claim(Column.PLACE, wording.number_words(99_999)),
    }


def left_out(room: int, claimed: Mapping[Column, Claim], kept: Collection[Column] = ()) -> set[Column]:
    """The columns for which ``room`` is too narrow; never those ``kept``."""
    staying = dict(claimed)
    for column in FIRST_TO_GO:
        claims_left = staying.values()
        if column in _GO_FOR_COMFORT:
            needed = sum(claim.wanted for claim in claims_left)
        else:
            needed = sum(claim.least for claim in claims_left)
        if needed > room and column not in kept:
            staying.pop(column, None)
    return claimed.keys() - staying.keys()


def shared(
    room: int, claimed: Mapping[Column, Claim], needed: Mapping[Column, int] | None = None
) -> dict[Column, int]:
    """Widths that fill ``room``, as far as the claims allow; wider than it where they need more.

    ``needed``: what columns need so that nothing in sight is cut, as far as it is known. A column that needs less than
    it wants leaves that to those that are cut, and gets its share of what is left over then.
    """
    known = {
        column: min(need, claimed[column].whole)
        for column, need in (needed or {}).items()
        if column in claimed and claimed[column].whole
    }
    widths = {column: claim.least for column, claim in claimed.items()}
    if Column.DESTINATION in known:
        widths[Column.DESTINATION] = min(widths[Column.DESTINATION], known[Column.DESTINATION])
    wanted = {column: claim.wanted for column, claim in claimed.items()}
    comfort = {column: min(want, known.get(column, want)) for column, want in wanted.items()}
    first = {column: need for column, need in known.items() if column in _NAMES_FIRST}
    shares = {column: claim.share for column, claim in claimed.items() if claim.share}
    _grow(widths, room, comfort, shares)
    _grow(widths, room, first, dict.fromkeys(first, 1))
    _grow(widths, room, wanted | known, shares)
    _grow(widths, room, {column: claim.most for column, claim in claimed.items()}, shares)
    return widths


def _grow(
    widths: dict[Column, int], room: int, goals: Mapping[Column, int], shares: Mapping[Column, int]
) -> None:
    """Let columns grow to their goals by their shares, as far as there is room."""
    growing = {column: share for column, share in shares.items() if widths[column] < goals.get(column, 0)}
    while growing and (left := room - sum(widths.values())) > 0:
        total = sum(growing.values())
        full = {
            column
            for column, share in growing.items()
            if widths[column] + left * share // total >= goals[column]
        }
        if not full:
            for column, share in growing.items():
                widths[column] += left * share // total
            widths[next(iter(growing))] += room - sum(widths.values())
            break
        for column in full:
            widths[column] = goals[column]
            del growing[column]
