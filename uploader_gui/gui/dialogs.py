"""Dialogs that are awaited, and work that is started from a slot: never a loop inside the loop."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHeaderView,
    QMessageBox,
    QTreeView,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from uploader_gui.domain.errors import UploaderError
from uploader_gui.gui.look.forms import put_on_grid
from uploader_gui.gui.look.plain_text import show_plain
from uploader_gui.gui.words.wording import program_name

_PICKER_SIZE = QSize(900, 560)


class Tasks:
    """Coroutines started from slots, until ``end``. What they raise on purpose is shown by ``show_error``; GUI thread."""

    def __init__(self, show_error: Callable[[UploaderError], None]) -> None:
        self._show_error = show_error
        self._running: set[asyncio.Task[None]] = set()
        self._has_ended = False

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Run ``work`` beside everything else; after ``end`` it is not begun."""
        if self._has_ended:
            work.close()
            return
        task = asyncio.ensure_future(self._guarded(work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(lambda _: work.close())  # it has not even begun if it was cancelled at once

    async def done(self) -> None:
        """Wait until all of them are done."""
        while self._running:
            await asyncio.wait(self._running)

    async def end(self) -> None:
        """Cancel what still runs and wait until it is gone.

        Timers and signals of the window come on while it closes: what they start would outlive the engine's loop.
        """
        self._has_ended = True
        mine = asyncio.current_task()
        others = [task for task in self._running if task is not mine]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _guarded(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except UploaderError as error:
            self._show_error(error)


def is_open(dialog: QDialog) -> bool:
    """Say whether a dialog still stands: it may be closed, and its Qt side gone, while a thread was asked."""
    return isValid(dialog) and dialog.isVisible()


async def answered(dialog: QDialog, *, is_modal: bool = True) -> bool:
    """Open a dialog, as a sheet of its window or (not ``is_modal``) beside it; True if it was accepted."""
    closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def close(result: int) -> None:
        if not closed.done():
            closed.set_result(result)

    dialog.finished.connect(close)
    if is_modal:
        dialog.open()
    else:
        dialog.show()
    try:
        return await closed == QDialog.DialogCode.Accepted
    finally:
        dialog.hide()
        dialog.deleteLater()


class Question(QMessageBox):
    """A question, and in smaller words what follows from the answers; buttons are added to it. GUI thread."""

    def __init__(self, parent: QWidget | None, question: str, detail: str) -> None:
        super().__init__(QMessageBox.Icon.NoIcon, program_name(), question, parent=parent)
        self.setInformativeText(detail)
        show_plain(self)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        put_on_grid(self)  # before the box takes its size
        super().showEvent(event)


async def confirmed(parent: QWidget, question: str, detail: str, yes: str) -> bool:
    """Ask a question whose two answers are ``yes`` and Cancel."""
    box = Question(parent, question, detail)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    await answered(box)
    return box.clickedButton() is accept


async def picked(parent: QWidget, title: str, *, folder: bool, instead_of: Path | None = None) -> list[str]:
    """Let the user pick files, or one folder, or one file ``instead_of`` another; nothing if it was cancelled."""
    dialog = QFileDialog(parent, title)
    _make_room(dialog)
    if instead_of is not None:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setDirectory(str(instead_of.parent))
        return dialog.selectedFiles() if await answered(dialog) else []
    if folder:
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return dialog.selectedFiles() if await answered(dialog) else []


async def picked_place(parent: QWidget, title: str, name: str) -> Path | None:
    """Let the user pick where a file called ``name`` is to be saved; None if it was cancelled."""
    dialog = QFileDialog(parent, title)
    _make_room(dialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    return Path(dialog.selectedFiles()[0]) if await answered(dialog) else None


async def picked_place_of_kind(
    parent: QWidget, title: str, folder: Path | None, name: str, kinds: Mapping[str, str]
) -> tuple[Path, str] | None:
    """The same for a file of one of these ``kinds``: words and the ending of names. The place, and the ending.

    The ending is that of the name, or where the user wrote another one, that of the kind. ``folder``: where to begin.
    """
    dialog = QFileDialog(parent, title)
    _make_room(dialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    if folder is not None:
        dialog.setDirectory(str(folder))
    endings = {f"{words} (*.{ending})": ending for words, ending in kinds.items()}
    dialog.setNameFilters(list(endings))
    dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix(endings[words]))
    dialog.setDefaultSuffix(endings[dialog.selectedNameFilter()])
    dialog.selectFile(name)
    if not await answered(dialog):
        return None
    place = Path(dialog.selectedFiles()[0])
    written = place.suffix.lower().removeprefix(".")
    return place, written if written in endings.values() else endings[dialog.selectedNameFilter()]


def _make_room(dialog: QFileDialog) -> None:
    """Show names, sizes and dates whole where Qt's own dialog stands in for the system's."""
    dialog.resize(_PICKER_SIZE)
    # Qt's own translations lack these.
    labels = QFileDialog.DialogLabel
    dialog.setLabelText(labels.LookIn, QCoreApplication.translate("Picker", "Look in:"))
    dialog.setLabelText(labels.FileType, QCoreApplication.translate("Picker", "Files of type:"))
    for files in dialog.findChildren(QTreeView):
        columns = files.header()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
