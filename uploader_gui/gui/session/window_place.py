"""Where the user is in a window, for the one that takes its place."""

from dataclasses import dataclass
from typing import Self

from uploader_gui.domain.job import JobState
from uploader_gui.gui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """What is filtered, the ids of the selected rows and of the packages that are open, and how far down the rows are
    scrolled, in logical pixels.
    """

    states: frozenset[JobState]
    words: str
    selected: tuple[str, ...]
    opened: frozenset[str]
    scrolled: int

    @classmethod
    def of(cls, window: MainWindow) -> Self:
        """Where the user is now."""
        return cls(
            window.states.states(),
            window.filter_box.text(),
            tuple(window.table.selected_ids()),
            window.model.opened(),
            window.table.verticalScrollBar().value(),
        )

    def take(self, window: MainWindow) -> None:
        """Go there, as far as the window knows the jobs already."""
        window.states.choose(next(iter(self.states)) if len(self.states) == 1 else None)
        window.filter_box.setText(self.words)
        for package_id in self.opened:
            window.model.set_open(package_id, is_open=True)
        window.table.select_jobs(self.selected)
        window.table.verticalScrollBar().setValue(self.scrolled)
        window.table.setFocus()
