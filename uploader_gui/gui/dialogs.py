"""Dialogs that are awaited, and work that is started from a slot: never a loop inside the loop."""

import asyncio
from collections.abc import Callable, Coroutine

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QDialog, QFileDialog, QHeaderView, QMessageBox, QTreeView, QWidget
from shiboken6 import isValid

from uploader_gui.domain.errors import UploaderError
from uploader_gui.gui.look.plain_text import show_plain

_PICKER_SIZE = QSize(900, 560)


class Tasks:
    """Coroutines started from slots. What they raise on purpose is shown by ``show_error``; GUI thread."""

    def __init__(self, show_error: Callable[[UploaderError], None]) -> None:
        self._show_error = show_error
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Run ``work`` beside everything else."""
        task = asyncio.ensure_future(self._guarded(work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(lambda _: work.close())  # it has not even begun if it was cancelled at once

    async def done(self) -> None:
        """Wait until all of them are done."""
        while self._running:
            await asyncio.wait(self._running)

    async def end(self) -> None:
        """Cancel what still runs and wait until it is gone."""
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


async def confirmed(parent: QWidget, question: str, detail: str, yes: str) -> bool:
    """Ask a question whose two answers are ``yes`` and Cancel."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, parent.windowTitle(), question, parent=parent)
    box.setInformativeText(detail)
    show_plain(box)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    await answered(box)
    return box.clickedButton() is accept


async def picked(parent: QWidget, title: str, *, folder: bool) -> list[str]:
    """Let the user pick files, or one folder; nothing if it was cancelled."""
    dialog = QFileDialog(parent, title)
    _make_room(dialog)
    if folder:
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return dialog.selectedFiles() if await answered(dialog) else []


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
