"""A film of one slow upload, a picture a second: an outage, a pause, a kill, a reopening. Takes Xvfb, openbox and xdotool.

``python -m gui.film_strip FOLDER`` from ``tests/``: the program itself on a display of its own, a store behind a line of
1 MB/s. FOLDER gets the pictures, and ``strip.png`` with all of them. Look at them: nothing here judges.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.processes.program import Program, Running
from lab.screens.desktop import Desktop, Place, running_desktop
from lab.stores.seaweed import fresh_bucket, running_seaweed

SIZE = 48_000_000
BYTES_PER_S = 1_000_000
_RECEIVED = 64 * 1024
_WIDTH, _HEIGHT = 1280, 760
_ACROSS, _SMALL = 4, 640
_NAME = "interview_01.mov"
_LONGEST_S = 90


@dataclass(slots=True)
class Camera:
    """Takes pictures of a place on the screen into ``folder``; ``second`` is that of the film."""

    folder: Path
    second: int = 0

    def watch(self, place: Place, seconds: int, what: str) -> None:
        """Take one a second, so many."""
        for _ in range(seconds):
            time.sleep(1)
            self.take(place, what)

    def take(self, place: Place, what: str) -> None:
        screen = QGuiApplication.primaryScreen()
        whole = screen.grabWindow(0)
        picture = whole.copy(QRect(place.x, place.y, place.width, place.height))
        picture.save(str(self.folder / f"{self.second:03}-{what}.png"))
        self.second += 1


def make_film(folder: Path) -> None:
    """Play it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="film-") as scratch,
        running_seaweed(Path(scratch) / "store") as store,
        fresh_bucket(store) as bucket,
        FaultProxy(store.endpoint, receive_buffer=_RECEIVED) as proxy,
        running_desktop() as desktop,
    ):
        os.environ.update(desktop.environment)
        application = QGuiApplication([])
        proxy.throttle(BYTES_PER_S)
        program = Program(
            Path(scratch) / "state", replace(bucket.address, endpoint=proxy.endpoint), **desktop.environment
        )
        _play(program, proxy, desktop, make_file(Path(scratch) / _NAME, SIZE), Camera(folder))
        _join(folder)
        application.quit()


def _play(program: Program, proxy: FaultProxy, desktop: Desktop, file: Path, camera: Camera) -> None:
    with _window(program, desktop, file) as (running, place):
        camera.watch(place, 10, "sending")
        proxy.away()
        camera.watch(place, 12, "outage")
        proxy.back()
        camera.watch(place, 6, "back")
        desktop.press(place.number, "space")
        camera.watch(place, 4, "paused")
        desktop.press(place.number, "space")
        camera.watch(place, 5, "resumed")
        running.kill()
    with _window(program, desktop) as (_, place):
        camera.watch(place, 6, "reopened")
        desktop.press(place.number, "space")
        _watch_to_the_end(program, place, camera)


def _watch_to_the_end(program: Program, place: Place, camera: Camera) -> None:
    for _ in range(_LONGEST_S):
        camera.watch(place, 1, "to the end")
        if all(job["status"] == "COMPLETED" for job in program.jobs()):
            break
    camera.watch(place, 2, "completed")


@contextmanager
def _window(program: Program, desktop: Desktop, *arguments: Path) -> Iterator[tuple[Running, Place]]:
    with program.running(*arguments) as running:
        number = desktop.window(".*Uploader", lambda: not running.is_over())
        yield running, desktop.put(number, 40, 40, _WIDTH, _HEIGHT)


def _join(folder: Path) -> None:
    """All pictures side by side, in their order."""
    pictures = [QImage(str(file)) for file in sorted(folder.glob("[0-9]*.png"))]
    height = _SMALL * _HEIGHT // _WIDTH
    rows = -(-len(pictures) // _ACROSS)
    strip = QImage(_ACROSS * _SMALL, rows * height, QImage.Format.Format_RGB32)
    strip.fill(Qt.GlobalColor.white)
    painter = QPainter(strip)
    for number, picture in enumerate(pictures):
        small = picture.scaledToWidth(_SMALL, Qt.TransformationMode.SmoothTransformation)
        painter.drawImage(number % _ACROSS * _SMALL, number // _ACROSS * height, small)
    painter.end()
    strip.save(str(folder / "strip.png"))


def main() -> int:
    parser = argparse.ArgumentParser(prog="gui.film_strip")
    parser.add_argument("folder", type=Path)
    make_film(parser.parse_args().folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
