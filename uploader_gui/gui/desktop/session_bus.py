"""The D-Bus of the desktop session."""

import os
from typing import Final

from PySide6.QtDBus import QDBusConnection

SESSION_BUS: Final = "DBUS_SESSION_BUS_ADDRESS"


def session_bus() -> QDBusConnection | None:
    """The bus that the environment names; None where there is none."""
    if not os.environ.get(SESSION_BUS):
        return None
    bus = QDBusConnection.sessionBus()
    return bus if bus.isConnected() else None
