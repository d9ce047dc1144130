"""What somebody who starts the program wants of its window, be it the one that opens or one that is open already."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class WindowErrand(StrEnum):
    """What the window is to do at once, as if its command were chosen."""

    ADD_FILES = "add files"
    PAUSE_ALL = "pause all"
    RESUME_ALL = "resume all"


@dataclass(frozen=True, slots=True)
class WindowStart:
    """``paths`` to add, absolute. ``is_reviewed``: they are shown first, one alone too, and what is missing is said there.

    ``activation``: the launcher's leave to come to the front (XDG_ACTIVATION_TOKEN, DESKTOP_STARTUP_ID), "" for none.
    """

    paths: Sequence[Path] = ()
    is_reviewed: bool = False
    errand: WindowErrand | None = None
    activation: str = ""


NOTHING_MORE = WindowStart()
"""The window is to be there, no more."""
