"""A window with a real engine behind it, driven as a user would and waited for by its own signals."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Self, TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer, SignalInstance
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMenu, QWidget

from lab.processes.program import connection_environment
from lab.stores.s3probe import S3Address
from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.domain.window_start import NOTHING_MORE, WindowStart
from uploader_gui.gui.drop.drop_sheet import DropSheet
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.session import Session
from uploader_gui.gui.window_host import opened_window_host
from uploader_gui.storage.settings.settings import SavedSettings
from uploader_gui.storage.settings.settings_file import SettingsFile

PATIENCE_S = 60.0
Kind = TypeVar("Kind", bound=QDialog)


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until the window shows something that a timer of its own brings about."""
    seen, ticker = asyncio.Event(), QTimer(interval=20)

    def look() -> None:
        if is_so():
            seen.set()

    ticker.timeout.connect(look)
    ticker.start()
    try:
        async with asyncio.timeout(PATIENCE_S):
            await seen.wait()
    finally:
        ticker.stop()


def ask_for_menu(widget: QWidget, place: QPoint) -> list[str]:
    """Press the other mouse button there; what the menu that opens offers now."""
    QTest.mousePress(widget, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, place)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(widget, QContextMenuEvent(reason, place, widget.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action.text() for action in menu.actions() if action.isEnabled() and action.text()]
    menu.close()
    return offered


def home_with(folder: Path, saved: SavedSettings) -> Path:
    """A state directory in ``folder`` that has these settings."""
    home = folder / "home"
    SettingsFile(home).save(saved)
    return home


def environment(home: Path, store: S3Address | None = None, *, prefix: str = "") -> dict[str, str]:
    """The variables for a state directory, connected to ``store``."""
    variables = {"UPLOADER_GUI_HOME": str(home)}
    if store is not None:
        variables |= connection_environment(store)
        variables["UPLOADER_GUI_PREFIX"] = prefix
    return variables


def _is_shown(is_so: Callable[[], bool]) -> bool:
    try:
        return is_so()
    except LookupError:
        return False


class Rig:
    """What a test does with a window that is open."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        self.window = window
        self.session = session

    async def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait for the window to show something; checked when its jobs, bars or dialogs change.

        ``is_so`` may ask for a job that is not shown yet.
        """
        seen = asyncio.Event()
        model, look = self.window.model, seen.set
        screen = QGuiApplication.instance()
        assert isinstance(screen, QGuiApplication)
        signals = [model.dataChanged, model.rowsInserted, model.rowsRemoved, model.modelReset]
        signals += [self.window.notices.changed, screen.focusWindowChanged]
        for signal in signals:
            signal.connect(look)
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not _is_shown(is_so):
                    seen.clear()
                    await seen.wait()
        except TimeoutError:
            shown = [f"{one.job.file_name}: {one.job.state}, {one.message}" for one in model.statuses()]
            raise AssertionError(f"Never saw: {what}. Shown: {shown[:5]}, {self.bars()}") from None
        finally:
            for signal in signals:
                signal.disconnect(look)

    async def until_said(self, signal: SignalInstance, is_so: Callable[[], bool], what: str) -> None:
        """As ``until``, for what another signal tells of."""
        signal.connect(self.window.notices.changed)
        await self.until(is_so, what)
        signal.disconnect(self.window.notices.changed)

    async def until_all(self, state: JobState, count: int = 1) -> None:
        """Wait until there are ``count`` jobs, all in ``state``."""
        await self.until(lambda: self.states() == [state] * count, f"{count} x {state}")

    def states(self) -> list[JobState]:
        return [status.job.state for status in self.window.model.statuses()]

    def job(self, name: str = "") -> JobStatus:
        """The job of this name; any, if there is but one. Raises LookupError if none is shown."""
        for one in self.window.model.statuses():
            if name in one.job.file_name:
                return one
        raise LookupError(f"no job {name!r}")

    def drop(self, *paths: Path) -> None:
        self.window.paths_dropped.emit(paths)

    async def accept_summary(self) -> None:
        """Upload what the summary of a drop shows."""
        sheets: list[DropSheet] = []

        def is_open() -> bool:
            sheets[:] = [one for one in self.window.findChildren(DropSheet) if one.isVisible()]
            return bool(sheets)

        await self.until(is_open, "the summary")
        sheets[0].accept()

    async def all_done(self) -> None:
        """Wait until the window has done all that it was told: a drop is submitted and its row selected, a choice saved.

        An open dialog is waited for too.
        """
        await self.session._tasks.done()

    def select_all(self) -> None:
        self.window.table.selectAll()

    def press(self, words: str) -> None:
        """Click the button of a bar."""
        for notice in self.window.notices.notices():
            for button in notice.buttons():
                if button.text() == words:
                    button.click()
                    return
        raise AssertionError(f"no bar offers {words!r}")

    def bars(self) -> list[str]:
        """What the bars say, but for those that tell of the ends of packages."""
        ends = self.ends()
        return [notice.words for notice in self.window.notices.notices() if notice.words not in ends]

    def ends(self) -> list[str]:
        """What is said of packages that have ended."""
        return [line.words for _, line in self.session._end_lines._lines if not line.is_closed]


@contextlib.asynccontextmanager
async def opened(
    theme: Theme, variables: dict[str, str], start: WindowStart = NOTHING_MORE
) -> AsyncIterator[Rig]:
    """A window on this state directory, begun; ended cleanly when the context is left."""
    async with opened_window_host(theme, variables) as host:
        window, session = host.window, host.session
        window.show()
        await session.begin(start, demo=False)
        yield Rig(window, session)
    window.deleteLater()


async def modal(rig: Rig, kind: type[Kind]) -> Kind:
    """Wait for a dialog of this kind to ask."""
    await rig.until(lambda: isinstance(QApplication.activeModalWidget(), kind), kind.__name__)
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


async def shown(rig: Rig, kind: type[Kind]) -> Kind:
    """Wait for a dialog of this kind to stand open, modal or not."""
    found: list[Kind] = []

    def is_open() -> bool:
        found[:] = [
            one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()
        ]
        return bool(found)

    await rig.until(is_open, kind.__name__)
    return found[0]


async def pick_file(rig: Rig, path: Path) -> None:
    """Answer the question where a file is."""
    dialog = await shown(rig, QFileDialog)
    name = dialog.findChild(QLineEdit)
    assert name is not None
    name.setText(str(path))
    dialog.accept()


class GapMeter:
    """The longest time in seconds that Qt's loop did not come round, on a tick of 10 ms."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer(interval=10)
        self._timer.timeout.connect(self._tick)

    def __enter__(self) -> Self:
        self._last = time.perf_counter()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()

    def percentile(self, share: float) -> float:
        return sorted(self.gaps)[int(len(self.gaps) * share)]

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last)
        self._last = now
