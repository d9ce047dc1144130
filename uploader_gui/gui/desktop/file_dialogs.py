"""Which dialogs for files the desktop's users know.

Qt takes GTK's on desktops of GTK. KDE's come with a plugin of KDE, which PySide6 is without; but the portal shows them,
for programs outside of a sandbox, too, with folders and several files. Where no portal answers, Qt shows its own.
"""

import contextlib
import os
from collections.abc import Iterator, Mapping
from typing import Final

from uploader_gui.gui.desktop.session_bus import SESSION_BUS

_THEME: Final = "QT_QPA_PLATFORMTHEME"
_BY_PORTAL: Final = "xdgdesktopportal"


@contextlib.contextmanager
def familiar_dialogs() -> Iterator[None]:
    """A Qt application that is made in this context has them; programs that are started later don't hear of it."""
    theme = wanted_theme(os.environ)
    if theme is None:
        yield
        return
    os.environ[_THEME] = theme
    try:
        yield
    finally:
        del os.environ[_THEME]


def wanted_theme(environ: Mapping[str, str]) -> str | None:
    """What Qt should be told; None where the user has told it something, or its own choice is good."""
    is_kde = "KDE" in environ.get("XDG_CURRENT_DESKTOP", "").split(":")
    return _BY_PORTAL if is_kde and environ.get(SESSION_BUS) and not environ.get(_THEME) else None
