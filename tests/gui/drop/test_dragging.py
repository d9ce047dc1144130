"""Files dragged with the mouse from another program's window, and rows within ours, on a display of the test's own."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from gui.drop import drag_source
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Ended, Program, Running
from lab.screens.desktop import NEEDED, Desktop, running_desktop, until
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.plan import MIB
from uploader_gui.storage.database.database import FILE_NAME
from uploader_gui.storage.database.sqlite_connection import connect
from uploader_gui.storage.settings.settings import SavedSettings, Settings
from uploader_gui.storage.settings.settings_file import SettingsFile

pytestmark = pytest.mark.tools(*NEEDED)


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with running_desktop() as running:
        yield running


class Source:
    """The window that files are dragged from, a process of its own; ``said`` is what it has told so far."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.said: list[str] = []
        self._process = process
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self.said.append(line.strip())


@contextmanager
def offering(file: Path, environment: dict[str, str]) -> Iterator[Source]:
    command = [sys.executable, drag_source.__file__, str(file)]
    source = Source(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True))
    try:
        yield source
    finally:
        source.end()


def drag_in(desktop: Desktop, program: Running, source: Source) -> None:
    """Drag what the source offers into the middle of the program's window."""
    window = desktop.window("Uploader", may_come=lambda: not program.is_over())
    target = desktop.put(window, 300, 50, 1000, 600)
    start = desktop.put(desktop.window(drag_source.TITLE), 20, 600, 200, 150)
    desktop.drag(start.centre(), target.centre(), lambda: "over CopyAction" in source.said[-1:])
    until(lambda: "ended CopyAction" in source.said, "the end of the drag")


def close(desktop: Desktop, running: Running) -> Ended:
    """Close the program's window once it shows that all is done, which is later than it is so: it asks until then.

    It has to have shown before that something is on its way.
    """
    desktop.press(desktop.window("Uploader", may_come=lambda: not running.is_over()), "alt+F4")
    return running.end()


def test_a_file_dragged_from_another_window_is_uploaded(
    desktop: Desktop, bucket: Probe, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "会议 + #1.mp4", 11 * MIB)
    held = proxy.on("part", hold())
    program = Program(tmp_path / "home", proxied, **desktop.environment)
    with program.running() as running, offering(clip, program.environment) as source:
        drag_in(desktop, running, source)
        desktop.window("1 uploading.* - Uploader", may_come=lambda: not running.is_over())
        held.release()
        until(lambda: [job["status"] for job in program.jobs()] == ["COMPLETED"], "the job's end")
        ended = close(desktop, running)
    assert ended.code == 0, ended.errors
    assert [job["objectKey"] for job in program.jobs()] == [clip.name]
    assert bucket.sha256(clip.name) == sha256_of(clip)


def test_a_folder_dragged_from_another_window_takes_one_key_to_accept(
    desktop: Desktop, bucket: Probe, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    folder = tmp_path / "day 1"
    folder.mkdir()
    clips = [make_file(folder / f"{number}.mov", MIB, seed=number) for number in range(3)]
    held = proxy.on("put", hold())
    program = Program(tmp_path / "home", proxied, **desktop.environment)
    with program.running() as running, offering(folder, program.environment) as source:
        drag_in(desktop, running, source)
        desktop.press(desktop.window("Upload"), "Return")
        desktop.window("3 .* - Uploader", may_come=lambda: not running.is_over())
        held.release()
        until(lambda: [job["status"] for job in program.jobs()] == ["COMPLETED"] * 3, "the jobs' end")
        ended = close(desktop, running)
    assert ended.code == 0, ended.errors
    assert bucket.keys() == [f"day 1/{clip.name}" for clip in clips]


def queue(home: Path) -> str:
    """The first letters of the files in the order of the queue."""
    with closing(connect(home / FILE_NAME, "ro")) as connection:
        rows = connection.execute(
            "SELECT file_name FROM async_upload_tasks ORDER BY coalesce(position, id), id"
        )
        return "".join(name[0] for (name,) in rows)


@pytest.mark.case("W13")
def test_a_row_dragged_to_the_top_waits_right_behind_the_one_that_runs(
    desktop: Desktop, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    home, names = tmp_path / "home", "abcdefghij"
    SettingsFile(home).save(SavedSettings(Settings(jobs_at_once=1, shows_summary=False)))
    (home / "window.ini").write_text("[General]\nis-flat=1\n")  # a row for each file
    clips = [make_file(tmp_path / f"{name}.mp4", 9 * MIB, seed=ord(name)) for name in names]
    held = proxy.on("part", hold())
    program = Program(home, proxied, **desktop.environment)
    with program.running(*clips) as running:
        until(lambda: len(program.jobs()) == len(names), "the jobs")
        window = desktop.window("1 uploading.* - Uploader", may_come=lambda: not running.is_over())
        place = desktop.put(window, 300, 50, 1000, 600)
        middle, first = (place.x + 260, place.y + 215), (place.x + 300, place.y + 110)
        desktop.drag(middle, first, lambda: True)
        until(lambda: queue(home) != names, "another order")
        running.kill()
    held.release()
    moved = queue(home)[1]
    assert moved in "cdef"
    assert queue(home) == f"a{moved}" + names[1:].replace(moved, "")
