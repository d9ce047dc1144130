"""The progress of all that is under way, on the program's icon in the taskbar or dock, where the desktop has such a thing."""

import ctypes
import logging
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QWidget

from uploader_gui.gui.desktop.session_bus import session_bus
from uploader_gui.gui.job_kind import Look

_log = logging.getLogger(__name__)

_APPLICATION: Final = "application://uploader-gui.desktop"
_LAUNCHER_PATH: Final = "/com/canonical/unity/launcherentry/uploader_gui"
_LAUNCHER: Final = "com.canonical.Unity.LauncherEntry"
_STEPS: Final = 100


@dataclass(frozen=True, slots=True)
class TaskbarProgress:
    """``steps`` of 100 are done; None where nothing is under way. ``is_held``: nothing of it moves just now."""

    steps: int | None = None
    is_held: bool = False

    @classmethod
    def of(cls, share: float | None, look: Look) -> "TaskbarProgress":
        """From how far all is, 0 to 1 or None, and how it looks together."""
        if share is None:
            return cls()
        return cls(int(share * _STEPS), is_held=look is not Look.SENDING)


class Taskbar(Protocol):
    """What shows it. GUI thread."""

    def show(self, progress: TaskbarProgress) -> None:
        """Show this from now on."""


class TaskbarIcon:
    """Tells ``taskbar`` what changes, and nothing twice. GUI thread."""

    def __init__(self, taskbar: Taskbar | None) -> None:
        self._taskbar = taskbar
        self._shown = TaskbarProgress()

    def show(self, share: float | None, look: Look) -> None:
        """Show how far all that is under way is, from 0 to 1 (None: nothing is), and how that looks."""
        progress = TaskbarProgress.of(share, look)
        if self._taskbar is not None and progress != self._shown:
            self._shown = progress
            try:
                self._taskbar.show(progress)
            except OSError:  # a desktop that ended, say
                _log.warning("The taskbar shows no more progress.", exc_info=True)
                self._taskbar = None


def taskbar_of(window: QWidget) -> Taskbar | None:
    """What this platform has; None where that is nothing."""
    if sys.platform == "win32":
        try:
            return WindowsTaskbar(window)
        except OSError:  # a session without a taskbar
            _log.warning("There is no taskbar to show progress on.", exc_info=True)
            return None
    if sys.platform == "darwin":
        return MacDock()
    bus = session_bus()
    return None if bus is None else LauncherEntry(bus)


def launcher_properties(progress: TaskbarProgress) -> dict[str, object]:
    """What the launcher API of Unity takes, which GNOME's docks, KDE and others have as well.

    https://wiki.ubuntu.com/Unity/LauncherAPI, "Low level DBus API".
    """
    steps = progress.steps
    return {"progress": (steps or 0) / _STEPS, "progress-visible": steps is not None}


class LauncherEntry:
    """For Linux, over D-Bus: a signal that docks listen to."""

    def __init__(self, bus: QDBusConnection) -> None:
        self._bus = bus

    def show(self, progress: TaskbarProgress) -> None:
        """Show this from now on; returns at once."""
        signal = QDBusMessage.createSignal(_LAUNCHER_PATH, _LAUNCHER, "Update")
        signal.setArguments([_APPLICATION, launcher_properties(progress)])
        self._bus.send(signal)


_TASKBAR_LIST: Final = uuid.UUID("56fdf344-fd6d-11d0-958a-006097c9a090")
_TASKBAR_LIST_3: Final = uuid.UUID("ea1afb91-9e28-4b86-90e9-9e9f8a5eefaf")
_IN_PROCESS: Final = 1
_HR_INIT, _SET_VALUE, _SET_STATE = 3, 9, 10
"""Places in the table of functions of ITaskbarList3, as ``shobjidl_core.h`` has it."""
NO_PROGRESS, NORMAL, HELD = 0, 2, 8


def windows_state(progress: TaskbarProgress) -> int:
    """What Windows calls it: TBPF_NOPROGRESS, TBPF_NORMAL or TBPF_PAUSED."""
    if progress.steps is None:
        return NO_PROGRESS
    return HELD if progress.is_held else NORMAL


class WindowsTaskbar:
    """For Windows: ITaskbarList3 of the button of ``window``, called without a COM library. Qt has initialized COM."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._list = ctypes.c_void_p()
        if sys.platform == "win32":
            ctypes.oledll.ole32.CoCreateInstance(
                _TASKBAR_LIST.bytes_le, None, _IN_PROCESS, _TASKBAR_LIST_3.bytes_le, ctypes.byref(self._list)
            )
            ctypes.WINFUNCTYPE(ctypes.HRESULT)(_HR_INIT, "HrInit")(self._list)

    def show(self, progress: TaskbarProgress) -> None:
        """Show this from now on."""
        if sys.platform == "win32":
            button, number = ctypes.c_void_p(int(self._window.winId())), ctypes.c_ulonglong
            set_state = ctypes.WINFUNCTYPE(ctypes.HRESULT, ctypes.c_void_p, ctypes.c_int)
            set_state(_SET_STATE, "SetProgressState")(self._list, button, windows_state(progress))
            if progress.steps is not None:
                set_value = ctypes.WINFUNCTYPE(ctypes.HRESULT, ctypes.c_void_p, number, number)
                set_value(_SET_VALUE, "SetProgressValue")(self._list, button, progress.steps, _STEPS)


def dock_label(progress: TaskbarProgress) -> str:
    """What stands on the icon in the dock of macOS."""
    return "" if progress.steps is None else f"{progress.steps} %"


class MacDock:
    """For macOS: the label of the program's tile in the dock, set through the runtime of Objective-C."""

    def show(self, progress: TaskbarProgress) -> None:
        """Show this from now on."""
        runtime = ctypes.CDLL("/usr/lib/libobjc.A.dylib")
        for find in (runtime.objc_getClass, runtime.sel_registerName):
            find.restype, find.argtypes = ctypes.c_void_p, [ctypes.c_char_p]

        def send(
            receiver: int | None, selector: bytes, *given: object, kind: type = ctypes.c_void_p
        ) -> int | None:
            call: Callable[..., int | None] = ctypes.CFUNCTYPE(
                ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, *([kind] * len(given))
            )(("objc_msgSend", runtime))
            return call(receiver, runtime.sel_registerName(selector), *given)

        text = dock_label(progress).encode()
        words = send(runtime.objc_getClass(b"NSString"), b"stringWithUTF8String:", text, kind=ctypes.c_char_p)
        tile = send(send(runtime.objc_getClass(b"NSApplication"), b"sharedApplication"), b"dockTile")
        send(tile, b"setBadgeLabel:", words)
