"""A display of the test's own, with a window manager on it and a hand on the mouse; takes the tools ``NEEDED``."""

import contextlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

NEEDED = ("Xvfb", "openbox", "xdotool")
PATIENCE_S = 60.0  # on a busy machine a window takes over 20 s to come


@dataclass(frozen=True, slots=True)
class Place:
    """A window on the screen: its number, and its corner and size in pixels."""

    number: str
    x: int
    y: int
    width: int
    height: int

    def centre(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2


class Desktop:
    """One screen; ``environment`` is what a program needs to show its windows there."""

    def __init__(self, display: str) -> None:
        self.environment = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

    def window(self, title: str, may_come: Callable[[], bool] = lambda: True) -> str:
        """Wait for a window of exactly this title to be seen, as long as it ``may_come``; its number."""
        found: list[str] = []

        def is_there() -> bool:
            found[:] = self.windows(title, only_seen=True)
            return bool(found)

        until(is_there, f"a window called {title}", may_come)
        return found[0]

    def windows(self, title: str, *, only_seen: bool = False) -> list[str]:
        """The numbers of all windows of exactly this title that there are now, minimised ones too."""
        return self._asked(
            "search", *(["--onlyvisible"] if only_seen else []), "--name", f"^{title}$"
        ).split()

    def active(self) -> str:
        """The number of the window that has the keys; "" for none."""
        return self._asked("getactivewindow").strip()

    def put(self, window: str, x: int, y: int, width: int, height: int) -> Place:
        """Move a window there, and wait until it is; the window manager may add its frame."""
        self.do("windowsize", "--sync", window, str(width), str(height))
        self.do("windowmove", "--sync", window, str(x), str(y))
        return self.place(window)

    def place(self, window: str) -> Place:
        """Where a window is now."""
        lines = self._asked("getwindowgeometry", "--shell", window).splitlines()
        found = dict(line.split("=", 1) for line in lines if "=" in line)
        return Place(window, int(found["X"]), int(found["Y"]), int(found["WIDTH"]), int(found["HEIGHT"]))

    def drag(self, start: tuple[int, int], end: tuple[int, int], may_drop: Callable[[], bool]) -> None:
        """Press the mouse at one point, move it to the other as a hand would, and let go when ``may_drop``."""
        self.do("mousemove", *map(str, start), "mousedown", "1")
        steps = 20
        for step in range(1, steps + 1):
            self._move_to(*(a + (b - a) * step // steps for a, b in zip(start, end, strict=True)))
        tremor = iter(range(1_000_000))

        def has_taken() -> bool:
            self._move_to(end[0] + next(tremor) % 2, end[1])  # a window answers to a move
            return may_drop()

        try:
            until(has_taken, "leave to drop")
        finally:
            self.do("mouseup", "1")

    def press(self, window: str, key: str) -> None:
        """Bring a window to the front and press a key there: ``Return``, ``alt+F4``."""
        self.do("windowactivate", "--sync", window, "key", "--clearmodifiers", key)

    def do(self, *arguments: str) -> None:
        """Let xdotool do something; fails with what it says."""
        ended = self._run(*arguments)
        assert ended.returncode == 0, f"xdotool {' '.join(arguments)}: {ended.stderr}"

    def is_managed(self) -> bool:
        """Whether a window manager has taken the screen."""
        return self._run("get_num_desktops").returncode == 0

    def _move_to(self, x: int, y: int) -> None:
        self.do("mousemove", str(x), str(y))

    def _asked(self, *arguments: str) -> str:
        return self._run(*arguments).stdout

    def _run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["xdotool", *arguments],
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )


@contextlib.contextmanager
def running_desktop(size: str = "1600x900x24") -> Iterator[Desktop]:
    """A desktop that ends with the block, and with it whatever still shows a window there."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        # Else it resets when its last client leaves: xdotool's look for the window manager, with that just connecting.
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with contextlib.ExitStack() as ending:
        ending.callback(_end, server)
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        assert number, "Xvfb did not start"
        desktop = Desktop(f":{number}")
        manager = subprocess.Popen(
            ["openbox"],
            env=os.environ | desktop.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ending.callback(_end, manager)
        until(desktop.is_managed, "a window manager", may_come=lambda: manager.poll() is None)
        yield desktop


def until(is_so: Callable[[], bool], what: str, may_come: Callable[[], bool] = lambda: True) -> None:
    """Ask again and again, for there is nobody here to tell; end at once when it can't come any more."""
    deadline_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert may_come(), f"can't come any more: {what}"
        assert time.monotonic() < deadline_s, f"never came: {what}"
        time.sleep(0.05)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    process.wait(PATIENCE_S)
