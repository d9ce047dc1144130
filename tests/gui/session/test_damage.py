"""A list of uploads that is looked after while the window stands: checked, copied, and restored if it is damaged."""

import asyncio
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.conftest import RunOnQt
from gui.rig import PATIENCE_S, Rig, environment
from uploader_gui.domain.job import Destination, Fingerprint, NewJob, PauseReason
from uploader_gui.domain.plan import MIB, Plan
from uploader_gui.domain.window_start import NOTHING_MORE
from uploader_gui.gui.app import keep_open
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.session import Session
from uploader_gui.gui.window_host import opened_window_host
from uploader_gui.storage.database.backup import Backups, is_sound
from uploader_gui.storage.database.database import FILE_NAME, Database
from uploader_gui.storage.database.sqlite_connection import connect
from uploader_gui.storage.jobs.job_database import JobDatabase

ROWS = "async_upload_tasks"
UNREAD = "ix_async_upload_tasks_object"
"""The window shows all there is without looking into this index."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A state directory with a paused job, closed cleanly, whose newest copy is two days old."""
    new = NewJob(
        source_path=str(tmp_path / "clip.mp4"),
        file_name="clip.mp4",
        content_type="video/mp4",
        fingerprint=Fingerprint(20 * MIB, 1, 2, 3, 4),
        plan=Plan(20 * MIB, 8 * MIB),
        destination=Destination("home", "http://127.0.0.1:9", "us-east-1", "films", "clip.mp4"),
    )
    home = tmp_path / "home"
    with closing(Database.open(home)) as database:
        (job,) = JobDatabase(database).add([new])
        JobDatabase(database).pause([job.job_id], PauseReason.BY_USER)
    with closing(connect(home / FILE_NAME, "ro")) as connection:
        copies_of(home).make(connection)
    (copy,) = copies_of(home).newest_first()
    copy.rename(copy.with_name(f"uploader-{datetime.now(UTC) - timedelta(days=2):%Y%m%d-%H%M%S}.db"))
    return home


@pytest.fixture
def hooks() -> Iterator[None]:
    """What the program hooks into its process, as it was."""
    hook = sys.excepthook
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    sys.excepthook = hook
    for number, handler in handlers.items():
        signal.signal(number, handler)


def copies_of(home: Path) -> Backups:
    return Backups(home / FILE_NAME)


def overwrite(home: Path, name: str) -> None:
    """Overwrite the first page of a table or an index."""
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with (home / FILE_NAME).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)


async def shown_window(application: QApplication, is_the_one: Callable[[Rig], bool]) -> Rig:
    """Wait for a window of which this is so."""
    seen = asyncio.Event()
    application.focusWindowChanged.connect(seen.set)
    watched: set[MainWindow] = set()
    async with asyncio.timeout(PATIENCE_S):
        while True:
            seen.clear()
            for window in application.topLevelWidgets():
                session = window.findChild(Session)
                if not isinstance(window, MainWindow) or session is None:
                    continue
                if window not in watched:
                    watched.add(window)
                    window.notices.changed.connect(seen.set)
                if is_the_one(rig := Rig(window, session)):
                    application.focusWindowChanged.disconnect(seen.set)
                    return rig
            await seen.wait()


def test_the_daily_copy_is_made_while_the_window_stands(on_qt: RunOnQt, theme: Theme, home: Path) -> None:
    async def scenario() -> None:
        async with opened_window_host(theme, environment(home)) as host:
            host.window.show()
            await host.session.begin(demo=False)
            (older,) = copies_of(home).newest_first()
            host.looked_after.connect(host.closing.set)
            await host.until_closed()
            newest, *others = copies_of(home).newest_first()
            assert others == [older]
            assert is_sound(newest)
            assert Rig(host.window, host.session).bars() == []
        host.window.deleteLater()

    on_qt(scenario())


def test_a_window_that_is_closed_at_once_does_not_wait_for_the_copy(
    on_qt: RunOnQt, theme: Theme, home: Path
) -> None:
    async def scenario() -> None:
        async with opened_window_host(theme, environment(home)) as host:
            host.window.show()
            await host.session.begin(demo=False)
            host.closing.set()
            await host.until_closed()
        host.window.deleteLater()

    on_qt(scenario())
    assert all(is_sound(copy) for copy in copies_of(home).newest_first())
    assert not list((home / "backups").glob("*.unfinished*"))
    assert not (home / f"{FILE_NAME}.open").exists()


def test_a_copy_that_cannot_be_made_is_told_of_and_the_window_stays(
    on_qt: RunOnQt, theme: Theme, home: Path
) -> None:
    folder = home / "backups"
    folder.rename(home / "elsewhere")
    folder.write_text("in the way")

    async def scenario() -> None:
        async with opened_window_host(theme, environment(home)) as host:
            host.window.show()
            await host.session.begin(demo=False)
            host.looked_after.connect(host.closing.set)
            await host.until_closed()
            (words,) = Rig(host.window, host.session).bars()
            assert "can't be written to" in words
        host.window.deleteLater()

    on_qt(scenario())


@pytest.mark.parametrize("damaged", [ROWS, UNREAD])
def test_a_list_that_proves_to_be_damaged_is_restored_and_the_window_says_so(
    on_qt: RunOnQt, qapp: QApplication, home: Path, hooks: None, damaged: str
) -> None:
    """Damage to the rows shows as they are loaded; the other one only the check finds."""
    overwrite(home, damaged)

    async def scenario() -> None:
        life = asyncio.ensure_future(
            keep_open(
                qapp, environment(home), NOTHING_MORE, demo_store_factory=None, open_api=None, demo=False
            )
        )
        rig = await shown_window(qapp, lambda rig: any("restored as it was on" in bar for bar in rig.bars()))
        await rig.until(lambda: len(rig.states()) == 1, "the restored job")
        assert rig.job().job.file_name == "clip.mp4"
        assert [one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()] == [
            rig.window
        ]
        rig.window.close()
        await life
        rig.window.deleteLater()

    on_qt(scenario())
    assert is_sound(home / FILE_NAME)
    assert len(list(home.glob(f"{FILE_NAME}.damaged-*"))) >= 1
    assert not (home / f"{FILE_NAME}.open").exists()
