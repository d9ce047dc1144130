"""Coming to the front by the leave of whoever started the program anew.

Desktops keep windows from taking the focus from somebody who types elsewhere. The launcher that a file manager or a dock
is gives a token for one time: on Wayland of the protocol xdg-activation, on X11 of startup notification
(https://specifications.freedesktop.org/startup-notification-spec/), which holds the time of the user's click. Qt uses
the one that the program was started with; another start's has to be brought to it.
"""

import ctypes
import os
import re
import struct
from collections.abc import Iterator
from typing import Final

from PySide6.QtGui import QGuiApplication, QNativeInterface
from PySide6.QtWidgets import QWidget

_TOKEN: Final = "XDG_ACTIVATION_TOKEN"  # noqa: S105  # the name of a variable
_CLICKED_AT: Final = re.compile(r"_TIME(\d+)$")
_FROM_A_PROGRAM: Final = 1
_CLIENT_MESSAGE: Final = 33
_PROPERTY_CHANGES: Final = 1 << 22
_TO_WINDOW_MANAGERS: Final = 1 << 19 | 1 << 20
_LINE: Final = 20
"""Bytes of a text that one message holds."""


def bring_to_front(window: QWidget, activation: str) -> None:
    """Activate ``window``, which is shown, with this token; without one ("") as far as the desktop allows."""
    if activation and QGuiApplication.platformName().startswith("wayland"):
        os.environ[_TOKEN] = activation  # Qt takes it from there, and away
    window.activateWindow()
    application = QGuiApplication.instance()
    if activation and isinstance(application, QGuiApplication):
        native = application.nativeInterface()
        if isinstance(native, QNativeInterface.QX11Application):
            _X11(native.connection()).bring_to_front(int(window.winId()), activation)


class _X11:
    """Qt's own connection to the display, so that what is sent comes after what Qt has sent."""

    def __init__(self, connection: int) -> None:
        self._xcb = ctypes.CDLL("libxcb.so.1")
        self._xcb.xcb_get_setup.restype = ctypes.c_void_p
        self._xcb.xcb_setup_roots_iterator.restype = _Screens
        self._xcb.xcb_intern_atom_reply.restype = ctypes.POINTER(_AtomReply)
        self._connection = ctypes.c_void_p(connection)
        setup = ctypes.c_void_p(self._xcb.xcb_get_setup(self._connection))
        self._root = self._xcb.xcb_setup_roots_iterator(setup).root.contents.value

    def bring_to_front(self, window: int, activation: str) -> None:
        """Ask the window manager for it, as of the time of the click, and say that this start is over."""
        clicked = _CLICKED_AT.search(activation)
        if clicked is not None:
            facts = struct.pack("=5I", _FROM_A_PROGRAM, int(clicked[1]) & 0xFFFFFFFF, 0, 0, 0)
            self._send(window, "_NET_ACTIVE_WINDOW", 32, facts, _TO_WINDOW_MANAGERS)
        kind = "_NET_STARTUP_INFO_BEGIN"
        for line in startup_lines(activation):
            self._send(window, kind, 8, line, _PROPERTY_CHANGES)
            kind = "_NET_STARTUP_INFO"
        self._xcb.xcb_flush(self._connection)

    def _send(self, window: int, kind: str, width: int, facts: bytes, mask: int) -> None:
        event = struct.pack("=BBHII20s", _CLIENT_MESSAGE, width, 0, window, self._atom(kind), facts)
        self._xcb.xcb_send_event(self._connection, 0, self._root, mask, event)

    def _atom(self, name: str) -> int:
        cookie = self._xcb.xcb_intern_atom(self._connection, 0, len(name), name.encode())
        reply = self._xcb.xcb_intern_atom_reply(self._connection, cookie, None)
        atom = int(reply.contents.atom)
        ctypes.CDLL(None).free(reply)
        return atom


class _Screens(ctypes.Structure):
    """xcb_screen_iterator_t; a screen begins with the number of its root window."""

    _fields_ = (("root", ctypes.POINTER(ctypes.c_uint32)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


class _AtomReply(ctypes.Structure):
    """xcb_intern_atom_reply_t."""

    _fields_ = (("head", ctypes.c_uint8 * 8), ("atom", ctypes.c_uint32))


def startup_lines(activation: str) -> Iterator[bytes]:
    """That the start of this token is over, as startup notification has it, in pieces of 20 bytes at most."""
    quoted = activation.replace("\\", "\\\\").replace('"', '\\"')
    text = os.fsencode(f'remove: ID="{quoted}"') + b"\0"  # as the variable had it, be it text or not
    for begin in range(0, len(text), _LINE):
        yield text[begin : begin + _LINE]
