"""How soon the window stands with 100,000 finished and 5,000 unfinished uploads, and how smooth it is then.

``python tests/bench/window_history.py [FINISHED] [UNFINISHED] [--packages COUNT]``; needs no store, and no screen.
With packages the same uploads lie in so many, closed but for those that it opens. Times of opening are from the start of
the process, imports included. Beside each stands the CPU time of the GUI thread: on a machine that
is busy with other things it says more.
"""

import argparse
import asyncio
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from uploader_gui.domain.job import PauseReason

if TYPE_CHECKING:
    from uploader_gui.gui.jobs.job_table_model import JobTableModel
    from uploader_gui.gui.main_window import MainWindow

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]
BEGUN = time.perf_counter(), 0.0


def fill(home: Path, finished: int, unfinished: int, packages: int = 0) -> None:
    """A state directory with so many jobs, in so many packages, written as the program writes them."""
    from uploader_gui.domain.job import Destination, Fingerprint, NewJob
    from uploader_gui.domain.packages.package import Package
    from uploader_gui.domain.plan import MIB, Plan
    from uploader_gui.storage.database.database import Database
    from uploader_gui.storage.jobs.job_database import JobDatabase

    cards = [Package(f"Card {number:04}") for number in range(packages)]

    def card_of(number: int) -> str:
        return cards[number * packages // (finished + unfinished)].package_id if cards else ""

    def new(number: int) -> NewJob:
        name = f"2026-{number % 12 + 1:02}/camera {number % 7}/clip_{number:06}.mov"
        return NewJob(
            source_path=f"/footage/{name}",
            file_name=name.rpartition("/")[2],
            content_type="video/quicktime",
            fingerprint=Fingerprint(5 * MIB, number, number, 64769, number),
            plan=Plan(5 * MIB, 5 * MIB),
            destination=Destination("Studio", "http://127.0.0.1:9", "us-east-1", "media", f"ingest/{name}"),
            package_id=card_of(number),
        )

    with closing(Database.open(home)) as database:
        job_database = JobDatabase(database)
        for first in range(0, finished + unfinished, 5000):
            numbers = range(first, min(first + 5000, finished + unfinished))
            job_database.add([new(number) for number in numbers], packages=cards)
        job_database.pause([job.job_id for job in job_database.waiting()[-unfinished:]], PauseReason.BY_USER)
    _finish(home / "uploader.db", finished)


def _finish(file: Path, finished: int) -> None:
    """Let the first jobs be completed, with a recording each."""
    today = datetime.now(UTC).replace(tzinfo=None)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "INSERT INTO video_recordings (id, file_name, bucket, object_key, version_id, file_size, content_type, "
            "etag, verified_by, uploaded_at, download_url, video_codec, audio_codec) SELECT id, file_name, bucket, "
            "object_key, '', file_size, content_type, hex(randomblob(16)), 'checksum', ?, endpoint || '/' || bucket "
            "|| '/' || object_key, '', '' FROM async_upload_tasks WHERE id <= ?",
            (today.isoformat(" ", "microseconds"), finished),
        )
        connection.execute(
            "UPDATE async_upload_tasks SET status = 'COMPLETED', progress = 100, message = 'Uploaded, checksum "
            "matches', messages = '[[\"UPLOADED_CHECKSUM\", {}]]', uploaded_parts = total_parts, bytes_done = file_size, verified_by = 'checksum', "
            "video_recording_id = id, end_time = ? WHERE id <= ?",
            ((today - timedelta(days=1)).isoformat(" ", "microseconds"), finished),
        )
        connection.execute(
            "UPDATE upload_packages SET ended_at = ? WHERE package_id NOT IN (SELECT package_id FROM async_upload_tasks "
            "WHERE status <> 'COMPLETED')",
            (today.isoformat(" ", "microseconds"),),
        )
        connection.execute(
            "DELETE FROM async_upload_parts WHERE task_id IN (SELECT id FROM async_upload_tasks "
            "WHERE status = 'COMPLETED')"
        )


async def look(home: Path, *, is_whole: bool) -> None:
    """Open the window on it and measure; not ``is_whole``: only how soon it stands, and the check behind it."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from uploader_gui.gui.app import collect_rarely
    from uploader_gui.gui.jobs.job_columns import Column
    from uploader_gui.gui.look.theme import Theme
    from uploader_gui.gui.window_host import opened_window_host

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme = Theme(application, "light")
    async with opened_window_host(theme, {"UPLOADER_GUI_HOME": str(home)}) as host:
        window, session = host.window, host.session
        window.show()
        collect_rarely()  # as the program does
        window.repaint()
        say("first paint of the window", since(BEGUN))
        loaded = asyncio.Event()
        model = window.model
        gaps = Gaps()
        await session.begin(demo=False)
        window.repaint()
        say("counts, unfinished and newest rows painted", since(BEGUN))
        if not is_whole:
            checked = asyncio.Event()
            host.looked_after.connect(checked.set)
            use = asyncio.ensure_future(host.until_closed())
            await checked.wait()
            gaps.stop()
            say("database checked and backed up", since(BEGUN))
            say("longest gap of the GUI thread meanwhile", gaps.longest)
            host.closing.set()
            await use
            return
        shown = model.rowCount()
        model.counts_changed.connect(loaded.set)
        await loaded.wait()
        gaps.stop()
        say(
            f"all {len(list(model.statuses())):,} there, {model.rowCount():,} rows (first {shown:,})",
            since(BEGUN),
        )
        say("longest gap of the GUI thread while loading", gaps.longest)
        table = window.table
        for words, do in {
            "filter by words": lambda: window.filter_box.setText("clip_0123"),
            "no filter": window.filter_box.clear,
            "sort by file": lambda: table.sortByColumn(Column.FILE, Qt.SortOrder.AscendingOrder),
            "sort by size": lambda: table.sortByColumn(Column.SIZE, Qt.SortOrder.AscendingOrder),
            "sort by age": lambda: table.sortByColumn(Column.ADDED, Qt.SortOrder.DescendingOrder),
            "sort by when finished": lambda: table.sortByColumn(
                Column.FINISHED, Qt.SortOrder.DescendingOrder
            ),
            "sort by average speed": lambda: table.sortByColumn(
                Column.AVERAGE_SPEED, Qt.SortOrder.DescendingOrder
            ),
            "order of the queue": table.sort_by_queue,
            "select all": table.selectAll,
            "sort by file, all selected": lambda: table.sortByColumn(
                Column.FILE, Qt.SortOrder.AscendingOrder
            ),
            "select nothing": table.clearSelection,
        }.items():
            await timed(words, window, do)
        heads = list(model.rows.packages.heads)
        if heads:
            await timed("open a package", window, lambda: model.set_open(heads[0], is_open=True))
            await timed("open 100 packages", window, lambda: open_all(model, heads, is_open=True))
            await timed("sort by size, 100 open", window, lambda: sort_by_size(window))
            await timed("close 100 packages", window, lambda: open_all(model, heads, is_open=False))
            await timed("all files flat", window, lambda: window.commands.flat.setChecked(True))
            await timed("in their packages again", window, lambda: window.commands.flat.setChecked(False))
        await keystrokes(window)
        await timed("sort by file while 50 rows tick", window, lambda: sort_among_ticks(window))
        table.sort_by_queue()
        await arranged(model)
        begun = now()
        for step in range(100):
            table.verticalScrollBar().setValue(step * table.verticalScrollBar().maximum() // 100)
            table.viewport().repaint()
        say("one frame of scrolling", since(begun, 100))
        ticks(window)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(
        f"peak memory {usage.ru_maxrss / 1000:.0f} MB, CPU of all threads {usage.ru_utime + usage.ru_stime:.2f} s"
    )


def open_all(model: "JobTableModel", heads: Sequence[str], *, is_open: bool) -> None:
    """Open or close the first hundred, one after the other."""
    for package_id in heads[:100]:
        model.set_open(package_id, is_open=is_open)


def sort_by_size(window: "MainWindow") -> None:
    from PySide6.QtCore import Qt

    from uploader_gui.gui.jobs.job_columns import Column

    window.table.sortByColumn(Column.SIZE, Qt.SortOrder.DescendingOrder)


async def timed(words: str, window: "MainWindow", do: Callable[[], object]) -> None:
    """How long it takes until the rows show it, and how long the window stood still for it."""
    gaps, begun = Gaps(), now()
    do()
    await arranged(window.model)
    window.repaint()
    took = since(begun)
    await gaps.stop_after_a_turn()
    say(f"{words}; its longest gap", took, gaps.longest)


async def arranged(model: "JobTableModel") -> None:
    """Wait until the rows are those of the filter and the order that were asked for."""
    over = asyncio.Event()
    model.modelReset.connect(over.set)
    while model.is_arranging:
        over.clear()
        await over.wait()
    model.modelReset.disconnect(over.set)


async def keystrokes(window: "MainWindow") -> None:
    """Type words into the filter, one letter every 80 ms."""
    words = "clip_0123"
    gaps = Gaps()
    for end in range(1, len(words) + 1):
        window.filter_box.setText(words[:end])
        await asyncio.sleep(0.08)
    begun = now()
    await arranged(window.model)
    took = since(begun)
    await gaps.stop_after_a_turn()
    say("filter typed, after its last letter; longest gap", took, gaps.longest)
    window.filter_box.clear()
    await arranged(window.model)


def sort_among_ticks(window: "MainWindow") -> None:
    """Sort while progress comes in at ten batches a second, which must not begin it anew."""
    from PySide6.QtCore import Qt, QTimer

    from uploader_gui.domain.events import EventKind, JobEvent
    from uploader_gui.gui.jobs.job_columns import Column

    some = list(window.model.statuses())[-50:]
    batch = [JobEvent(EventKind.PROGRESS, status) for status in some]
    ticker = QTimer(window, interval=100)
    ticker.timeout.connect(lambda: window.apply(batch) if window.model.is_arranging else ticker.stop())
    ticker.start()
    window.table.sortByColumn(Column.FILE, Qt.SortOrder.DescendingOrder)


def ticks(window: "MainWindow") -> None:
    """What a batch of progress costs among all these rows, and one that completes 50 jobs."""
    from dataclasses import replace

    from uploader_gui.domain.events import EventKind, JobEvent
    from uploader_gui.domain.job import JobState

    some = [status for status in window.model.statuses() if status.job.state is JobState.PAUSED][:58]
    running = [replace(status, job=replace(status.job, state=JobState.UPLOADING)) for status in some]
    done = [replace(status, job=replace(status.job, state=JobState.COMPLETED)) for status in running[:50]]
    window.apply([JobEvent(EventKind.PROGRESS, status) for status in running])
    begun = now()
    window.apply([JobEvent(EventKind.PROGRESS, status) for status in running[50:]])
    window.repaint()
    say("a tick of progress", since(begun))
    begun = now()
    window.apply([JobEvent(EventKind.COMPLETED, status) for status in done])
    window.repaint()
    say("a tick that completes 50", since(begun))


Moment = tuple[float, float]


def now() -> Moment:
    """Wall and CPU seconds of this thread."""
    return time.perf_counter(), time.thread_time()


def since(begun: Moment, share: int = 1) -> Moment:
    wall_s, cpu_s = now()
    return (wall_s - begun[0]) / share, (cpu_s - begun[1]) / share


def say(words: str, *figures: Moment) -> None:
    shown = " | ".join(f"{wall_s:8.3f} s {cpu_s:8.3f} s CPU" for wall_s, cpu_s in figures)
    print(f"{words:55} {shown}", flush=True)


class Gaps:
    """The longest time between two ticks of 10 ms."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self.longest = (0.0, 0.0)
        self._last = now()
        self._timer = QTimer(interval=10)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    async def stop_after_a_turn(self) -> None:
        """Let what was begun come to be seen, and painted."""
        await asyncio.sleep(0.05)
        self.stop()

    def _tick(self) -> None:
        wall_s, cpu_s = since(self._last)
        self.longest = max(self.longest[0], wall_s), max(self.longest[1], cpu_s)
        self._last = now()


def main(finished: int, unfinished: int, packages: int) -> int:
    """Fill a directory, and measure in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home, finished, unfinished, packages)
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        print("The first start of the day, which checks and backs up the database:", flush=True)
        subprocess.run([sys.executable, __file__, "--open", folder], env=environment, check=True)
        print("Every other start:", flush=True)
        command = [sys.executable, __file__, "--look", folder]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    if {"--look", "--open"} & set(sys.argv):
        from PySide6.QtWidgets import QApplication  # isort: skip
        import qasync

        made = QApplication(["uploader-gui"])
        made.setQuitOnLastWindowClosed(False)
        qasync.run(look(Path(sys.argv[-1]), is_whole="--look" in sys.argv))
    else:
        parser = argparse.ArgumentParser(description="A window with a long history")
        parser.add_argument("finished", type=int, nargs="?", default=100_000)
        parser.add_argument("unfinished", type=int, nargs="?", default=5_000)
        parser.add_argument("--packages", type=int, default=0)
        asked = parser.parse_args()
        sys.exit(main(asked.finished, asked.unfinished, asked.packages))
