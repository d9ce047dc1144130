"""Keeps the columns of the job table fitted to its width, around what the user has arranged."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from uploader_gui.gui.jobs.column_widths import Claim, claims, left_out, shared
from uploader_gui.gui.jobs.job_columns import ON_DEMAND, SHOWN, Column
from uploader_gui.gui.look.fonts import tabular

REMEMBERED: Final = ("widths", "hidden", "chosen", "order")
_WIDEST: Final = 10_000


class FittedColumns(QObject):
    """A column that the user has given a width keeps it; one that he has chosen is never left out. GUI thread."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._header = table.horizontalHeader()
        self._widths: dict[Column, int] = {}
        self._hidden: set[Column] = set()
        self._chosen: set[Column] = set()
        self._is_fitting = False
        self._titles: dict[Column, int] = {}
        self._claims: dict[Column, Claim] = {}
        self._needed: dict[Column, int] = {}
        self._header.ensurePolished()  # or titles would be measured without their margins
        self.use_font()
        for column, claim in self._claims.items():
            self._header.resizeSection(column, claim.least)
        self._header.sectionResized.connect(self._take_width)

    def use_font(self) -> None:
        """Measure anew; the columns follow when they are fitted next."""
        self._titles = {column: self._header.sectionSizeHint(column) for column in SHOWN}
        self._claims = claims(QFontMetrics(tabular(self._table.font())), self._titles)
        self.forget_needs()

    def least(self, column: Column) -> int:
        """What it needs, in logical pixels."""
        return self._claims[column].least

    def show_whole(self, needed: Mapping[Column, int]) -> None:
        """What columns need so that nothing in sight is cut. They move only if one of them has less and needs more than
        ever since ``forget_needs``: numbers that change, and rows that go and come back, move none.
        """
        grown = dict(self._needed)
        for column, need in needed.items():
            grown[column] = max(need, self._titles[column], grown.get(column, 0))
        if grown == self._needed:
            return
        more = [column for column, need in grown.items() if need > self._needed.get(column, 0)]
        self._needed = grown
        if any(self._lacks_room(column) for column in more):
            self.fit()

    def forget_needs(self) -> None:
        """Other rows are shown, or they are written otherwise. No column moves for that."""
        self._needed = {}

    def _lacks_room(self, column: Column) -> bool:
        wanted = min(self._needed[column], self._claim_of(column).whole)
        return not self._header.isSectionHidden(column) and self._header.sectionSize(column) < wanted

    def fit(self) -> None:
        """Give each column its width, and leave out those that have no room."""
        room = self._table.viewport().width()
        left_away = self._hidden | (ON_DEMAND - self._chosen)
        wanted = {column: self._claim_of(column) for column in SHOWN if column not in left_away}
        needed = {column: self._claims[column] for column in wanted}
        shown = wanted.keys() - left_out(room, needed, self._chosen)
        claimed = {column: claim for column, claim in wanted.items() if column in shown}
        widths = shared(room, claimed, self._needed)
        with self._fitting():
            self._header.hideSection(Column.QUEUE)
            for column in SHOWN:
                self._header.setSectionHidden(column, column not in shown)
            for column, width in widths.items():
                self._header.resizeSection(column, width)

    def choose(self, column: Column, *, is_shown: bool) -> None:
        """The user wants to see a column, however narrow the table is, or not to see it."""
        (self._chosen if is_shown else self._hidden).add(column)
        (self._hidden if is_shown else self._chosen).discard(column)
        self.fit()

    def reset(self) -> None:
        """Forget what the user has arranged."""
        self._widths.clear()
        self._hidden.clear()
        self._chosen.clear()
        self._put_in_order(Column)
        self.fit()

    def remembered(self) -> dict[str, str]:
        """What the user has arranged, as words for ``recall``: one entry for each of ``REMEMBERED``."""
        in_order = sorted(SHOWN, key=self._header.visualIndex)
        widths = " ".join(f"{column.name}:{width}" for column, width in self._widths.items())
        return dict(
            zip(REMEMBERED, (widths, *map(_names, (self._hidden, self._chosen, in_order))), strict=True)
        )

    def recall(self, remembered: Mapping[str, str]) -> None:
        """Arrange the columns so again. What can't be read is passed over."""
        widths, hidden, chosen, order = (remembered.get(name, "").split() for name in REMEMBERED)
        self._widths = dict(_own_widths(widths))
        self._hidden = {*_columns(hidden)} - {Column.FILE}
        self._chosen = {*_columns(chosen)} - self._hidden
        self._put_in_order(_columns(order))
        self.fit()

    def _put_in_order(self, columns: Iterable[Column]) -> None:
        with self._fitting():
            for place, column in enumerate(columns):
                self._header.moveSection(self._header.visualIndex(column), place)

    def _claim_of(self, column: Column) -> Claim:
        own = self._widths.get(column)
        return self._claims[column] if own is None else Claim(own, own, own)

    def _take_width(self, section: int, before: int, width: int) -> None:
        """The user has moved a border: what is right of it follows at once, and nothing moves below the pointer."""
        if self._is_fitting or not before or not width:  # hidden and shown sections are resized, too
            return
        dragged = Column(section)
        self._widths[dragged] = width
        place = self._header.visualIndex(dragged)
        visible = [column for column in SHOWN if not self._header.isSectionHidden(column)]
        after = {
            column: self._claim_of(column) for column in visible if self._header.visualIndex(column) > place
        }
        kept = sum(self._header.sectionSize(column) for column in visible if column not in after)
        with self._fitting():
            left = self._table.viewport().width() - kept
            for column, new in shared(left, after, self._needed).items():
                self._header.resizeSection(column, new)

    @contextlib.contextmanager
    def _fitting(self) -> Iterator[None]:
        self._is_fitting = True
        try:
            yield
        finally:
            self._is_fitting = False


def _names(columns: Iterable[Column]) -> str:
    return " ".join(column.name for column in columns)


def _columns(names: Iterable[str]) -> list[Column]:
    return [Column[name] for name in names if name in Column.__members__]


def _own_widths(words: Iterable[str]) -> Iterator[tuple[Column, int]]:
    for name, _, width in (word.partition(":") for word in words):
        if name in Column.__members__ and width.isdecimal():
            yield Column[name], min(int(width), _WIDEST)
