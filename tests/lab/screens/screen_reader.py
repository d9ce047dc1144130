"""What a screen reader gets of a program: its widgets with names and roles, and what is announced, over AT-SPI.

On a session bus of the test's own; takes the tools ``NEEDED``.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from lab.screens.desktop import Desktop, until
from lab.screens.session_bus import session_bus

NEEDED = ("dbus-daemon", "/usr/libexec/at-spi-bus-launcher")
_PATIENCE_S = 60.0
_PROPERTIES = "org.freedesktop.DBus.Properties"
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_ROOT = "/org/a11y/atspi/accessible/root"
_SHOWING, _FOCUSABLE = 25, 11
"""Bits of a widget's state, as AT-SPI counts them."""


class _GoneError(Exception):
    """A widget went away while it was looked at."""


class _Bus:
    """Calls on a bus, and their answers."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection

    def call(
        self, name: str, path: str, interface: str, method: str, signature: str = "", *given: Any
    ) -> Any:
        """The first value of the answer; fails with what the other side says. Raises _GoneError."""
        address = DBusAddress(path, bus_name=name, interface=interface)
        asked = new_method_call(address, method, signature or None, given)
        answer = self._connection.send_and_get_reply(asked, timeout=_PATIENCE_S)
        error = answer.header.fields.get(HeaderFields.error_name)
        if error == "org.freedesktop.DBus.Error.UnknownObject":
            raise _GoneError
        assert error is None, f"{interface}.{method}: {answer.body}"
        return answer.body[0] if answer.body else None

    def value(self, name: str, path: str, interface: str, member: str) -> Any:
        """A property."""
        return self.call(name, path, _PROPERTIES, "Get", "ss", interface, member)[1]


@dataclass(frozen=True, slots=True)
class Widget:
    """Something that a program shows, as a screen reader found it."""

    role: str
    name: str
    is_showing: bool
    is_focusable: bool
    place: "_Place"

    def below(self) -> Iterator["Widget"]:
        """All below it as it is now, from the top."""
        for place in self.place.children():
            with contextlib.suppress(_GoneError):
                child = place.look()
                yield child
                yield from child.below()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something is that can be heard."""

    bus: _Bus
    program: str
    path: str

    def look(self) -> Widget:
        low, high = self._asked("GetState")
        bits = low | high << 32
        name = self.bus.value(self.program, self.path, _ACCESSIBLE, "Name")
        return Widget(
            self._asked("GetRoleName"), name, bool(bits >> _SHOWING & 1), bool(bits >> _FOCUSABLE & 1), self
        )

    def children(self) -> list["_Place"]:
        return [_Place(self.bus, program, path) for program, path in self._asked("GetChildren")]

    def _asked(self, method: str) -> Any:
        return self.bus.call(self.program, self.path, _ACCESSIBLE, method)


class ScreenReader:
    """A listener on the bus of a desktop. ``environment`` is what a program needs to be heard."""

    def __init__(self, address: str) -> None:
        self.environment = {"DBUS_SESSION_BUS_ADDRESS": address}
        self._closing = contextlib.ExitStack()
        session = _Bus(self._opened(address))
        place = session.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        is_on = ("org.a11y.Status", "ScreenReaderEnabled", ("b", True))
        session.call("org.a11y.Bus", "/org/a11y/bus", _PROPERTIES, "Set", "ssv", *is_on)
        self._listening = self._opened(place)
        self._bus = _Bus(self._opened(place))
        self._listen()

    def close(self) -> None:
        self._closing.close()

    def window(self, may_come: Callable[[], bool] = lambda: True) -> Widget:
        """Wait for a window to be seen, of whichever program is there."""
        desktop = _Place(self._bus, "org.a11y.atspi.Registry", _ROOT)
        found: list[Widget] = []

        def is_there() -> bool:
            found.clear()
            with contextlib.suppress(_GoneError):  # it changes while it opens
                windows = [one.look() for program in desktop.children() for one in program.children()]
                found.extend(one for one in windows if one.is_showing)
            return bool(found)

        until(is_there, "a window that can be heard", may_come)
        return found[0]

    def announced(self, is_last: Callable[[str], bool]) -> list[str]:
        """What was announced since the last time, up to what is waited for."""
        heard: list[str] = []
        while not heard or not is_last(heard[-1]):
            said = self._listening.recv_until_filtered(self._announcements, timeout=_PATIENCE_S)
            heard.append(str(said.body[3][1]))
        return heard

    def _listen(self) -> None:
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object", member="Announcement")
        self._announcements = self._closing.enter_context(self._listening.filter(rule, bufsize=1000))
        self._listening.send_and_get_reply(message_bus.AddMatch(rule))
        registry = "org.a11y.atspi.Registry", "/org/a11y/atspi/registry", "org.a11y.atspi.Registry"
        self._bus.call(*registry, "RegisterEvent", "s", "object:announcement")

    def _opened(self, address: str) -> DBusConnection:
        return self._closing.enter_context(open_dbus_connection(address))


@contextlib.contextmanager
def listening(desktop: Desktop) -> Iterator[ScreenReader]:
    """A screen reader on this desktop, with a session bus that ends with the block, and all that it has started."""
    with session_bus(desktop.environment) as address, contextlib.closing(ScreenReader(address)) as reader:
        yield reader
