"""What programs say to a desktop: the messages that X11 sends to a screen's root window."""

import ctypes
import struct
from typing import Self

_CLIENT_MESSAGE = 33
_EVENT_MASK = 1 << 11
_CHILDREN_AND_PROPERTIES = 1 << 19 | 1 << 22


class _Screens(ctypes.Structure):
    _fields_ = (("root", ctypes.POINTER(ctypes.c_uint32)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


class Overheard:
    """Hears from entering on; ``texts`` are the messages in letters (startup notification), ``facts`` those in numbers."""

    def __init__(self, display: str) -> None:
        self._display = display.encode()
        self._xcb = ctypes.CDLL("libxcb.so.1")
        for name in ("xcb_connect", "xcb_get_setup", "xcb_poll_for_event"):
            getattr(self._xcb, name).restype = ctypes.c_void_p
        self._xcb.xcb_setup_roots_iterator.restype = _Screens
        self.texts = b""
        self.facts: list[tuple[int, ...]] = []

    def __enter__(self) -> Self:
        self._connection = ctypes.c_void_p(self._xcb.xcb_connect(self._display, None))
        setup = ctypes.c_void_p(self._xcb.xcb_get_setup(self._connection))
        root = self._xcb.xcb_setup_roots_iterator(setup).root.contents.value
        wanted = (ctypes.c_uint32 * 1)(_CHILDREN_AND_PROPERTIES)
        self._xcb.xcb_change_window_attributes(self._connection, root, _EVENT_MASK, wanted)
        self._xcb.xcb_flush(self._connection)
        return self

    def __exit__(self, *_: object) -> None:
        self._xcb.xcb_disconnect(self._connection)

    def listen(self) -> None:
        """Take what has been said by now."""
        while event := self._xcb.xcb_poll_for_event(self._connection):
            kind, width, data = struct.unpack("=BB10x20s", ctypes.string_at(event, 32))
            ctypes.CDLL(None).free(ctypes.c_void_p(event))
            if kind & 0x7F == _CLIENT_MESSAGE and width == 8:
                self.texts += data
            elif kind & 0x7F == _CLIENT_MESSAGE and width == 32:
                self.facts.append(struct.unpack("=5I", data))
