"""The program with a window: Qt's loop for the window, another one for the engine."""

import ctypes
import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from types import TracebackType

import qasync  # needs PySide6 imported before it
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, StateDirectoryBusyError, UploaderError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.window_start import WindowStart
from uploader_gui.gui.api_interface import OpenApi
from uploader_gui.gui.desktop.file_dialogs import familiar_dialogs
from uploader_gui.gui.desktop.opened_files import OpenedFiles
from uploader_gui.gui.look.icons import asset
from uploader_gui.gui.look.plain_text import show_plain
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.session.connections import DemoStoreFactory
from uploader_gui.gui.window_host import WindowHost, opened_window_host
from uploader_gui.gui.words.engine_words import error_words
from uploader_gui.gui.words.wording import program_name

_log = logging.getLogger(__name__)
_UNSEEN = frozenset({"offscreen", "minimal"})
_SIGNALS_SEEN_EVERY_MS = 250
# glibc's malloc.h. Left alone it keeps up to 7 MB free in each of 16 arenas, since it raises its thresholds with the
# largest block that it ever gave back. A slice of 1 MiB has to stay below both: mapping each anew costs page faults.
_GLIBC_LIMITS = {-3: 2 * MIB, -1: 3 * MIB // 2, -8: 2}  # M_MMAP_THRESHOLD, M_TRIM_THRESHOLD, M_ARENA_MAX


def run_window(
    *,
    environ: Mapping[str, str],
    start: WindowStart,
    demo: bool,
    demo_store_factory: DemoStoreFactory | None = None,
    open_api: OpenApi | None = None,
    is_hidden: bool = False,
    done_elsewhere: Callable[[], int | None] = lambda: None,
) -> int:
    """Open the window, do there what ``start`` wants, and come back when it was closed; the exit code.

    ``demo``: connect to the store that ``demo_store_factory`` makes. ``open_api`` opens the HTTP API. ``is_hidden``: the
    window stays in the tray, or minimised where there is none. ``done_elsewhere`` is asked where another start was a
    moment quicker: the exit code if that one does it, else None. Raises BadSettingsError where there is no display,
    and what opening the state directory raises (StateDirectoryBusyError...), shown in a box before.
    """
    _check_display(environ)
    give_memory_back()
    with familiar_dialogs():
        application = QApplication.instance() or QApplication(["uploader-gui"])
    if not isinstance(application, QApplication):
        raise TypeError("a Qt application without windows is running already")
    application.setApplicationName("uploader-gui")
    application.setDesktopFileName("uploader-gui")
    application.setWindowIcon(QIcon(str(asset("uploader-gui"))))
    application.setQuitOnLastWindowClosed(False)
    try:
        qasync.run(
            keep_open(
                application, environ, start, demo_store_factory, open_api, demo=demo, is_hidden=is_hidden
            )
        )
    except UploaderError as error:
        code = done_elsewhere() if isinstance(error, StateDirectoryBusyError) else None
        if code is not None:
            return code
        if application.platformName() not in _UNSEEN:
            _say(error_words(error))
        raise
    return 0


async def keep_open(
    application: QApplication,
    environ: Mapping[str, str],
    start: WindowStart,
    demo_store_factory: DemoStoreFactory | None,
    open_api: OpenApi | None,
    *,
    demo: bool,
    is_hidden: bool = False,
) -> None:
    """Open the window and come back when it was closed. A list of uploads that proves to be damaged is opened once
    more, which restores it and says so in the new window. Raises what opening raises.
    """
    theme = Theme(application)
    # Elsewhere none come, and each event of the whole program would wait for Python.
    opened_files = OpenedFiles(application) if sys.platform == "darwin" else None
    for is_first in (True, False):
        host = opened_window_host(theme, environ, demo_store_factory, open_api)
        if await _is_closed_by_the_user(
            application,
            host,
            start,
            opened_files,
            demo=demo,
            restores=is_first,
            is_hidden=is_hidden and is_first,
        ):
            break


async def _is_closed_by_the_user(
    application: QApplication,
    opened: AbstractAsyncContextManager[WindowHost],
    start: WindowStart,
    opened_files: OpenedFiles | None,
    *,
    demo: bool,
    restores: bool,
    is_hidden: bool,
) -> bool:
    """Have the window open until it is closed; False if that was for the list of uploads, which is damaged.

    Not ``restores``: then that is raised as well.
    """
    is_damaged = False
    try:
        async with opened as host:
            _watch_signals(application, host)
            _show_crashes(host)
            host.show(is_hidden=is_hidden)
            collect_rarely()
            try:
                await host.session.begin(start, demo=demo)
                if opened_files is not None:
                    opened_files.give_to(host.window.paths_dropped.emit)
                host.tell_question()
                await host.until_closed()
            except UploaderError as error:
                is_damaged = restores and error.code == ErrorCode.STATE_DAMAGED
                _log.error("%s", error)
                raise
    except UploaderError:  # also what stopping the engine says of a damaged list
        if not is_damaged:
            raise
        host.window.deleteLater()
    return not is_damaged


def _say(words: str) -> None:
    box = QMessageBox()
    box.setWindowTitle(program_name())
    box.setText(words)
    show_plain(box)
    box.exec()


def _check_display(environ: Mapping[str, str]) -> None:
    """Qt ends the whole process where it finds no display; say it in words before."""
    has_display = any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not has_display:
        raise BadSettingsError(message(MessageCode.NO_DISPLAY))


def give_memory_back() -> None:
    """Have the threads that send leave little behind them; before there are any. Does nothing without glibc."""
    if "CS_GNU_LIBC_VERSION" in getattr(os, "confstr_names", {}):
        libc = ctypes.CDLL(None)
        for name, value in _GLIBC_LIMITS.items():
            libc.mallopt(name, value)


def collect_rarely() -> None:
    """Collect rarely, and never again what start-up left: a full pass over 10,000 jobs takes over 70 ms, in
    which nothing else runs, and what uploads leave behind is freed without it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 50, 100)


def _watch_signals(application: QApplication, host: WindowHost) -> None:
    """Ctrl-C, SIGTERM, a closed terminal (unless that is ignored, as by nohup) and the end of the desktop's session
    close the window cleanly, and without a question.
    """
    application.commitDataRequest.connect(lambda _manager: host.end_unasked())
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):  # the last is Ctrl-Break, on Windows
        number = getattr(signal, name, None)
        if number is not None and (name != "SIGHUP" or signal.getsignal(number) != signal.SIG_IGN):
            signal.signal(number, lambda *_: host.end_unasked())
    # Python looks at signals only when it runs, and Qt's loop may sleep for long.
    ticker = QTimer(host, interval=_SIGNALS_SEEN_EVERY_MS)
    ticker.timeout.connect(lambda: None)
    ticker.start()


def _show_crashes(host: WindowHost) -> None:
    """What a slot raises reaches only ``sys.excepthook``: log it, and tell the user."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log.error("Unexpected", exc_info=(kind, error, trace))
        words = QCoreApplication.translate(
            "MainWindow",
            "Something went wrong in the window: {0}. Uploads go on; the log file has the details.",
        )
        host.window.notices.show_notice(words.format(error), is_warning=True)

    sys.excepthook = hook
