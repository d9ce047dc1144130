import asyncio
import inspect
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import PATIENCE_S, environment
from gui.samples import an_event
from lab.engines.watched import watch
from lab.files import make_file
from lab.stores.s3probe import S3Address
from uploader_gui.domain.errors import StateDirectoryBusyError, UploaderError
from uploader_gui.domain.events import JobEvent
from uploader_gui.domain.job import Destination, JobState, NewJob
from uploader_gui.domain.plan import plan_for
from uploader_gui.domain.unattended.watch_status import WatchState, WatchStatus
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.engine_link import BATCH, EngineLink
from uploader_gui.runtime.runtime import open_runtime
from uploader_gui.source.source_file import take_fingerprint
from uploader_gui.storage.database.database import FILE_NAME
from uploader_gui.transfer.jobs_now import Totals

IDLE = Totals(0.0, None, 0, 8)


class Carrier(QObject):
    sent = Signal(object)


def a_link(home: Path) -> EngineLink:
    return EngineLink(lambda: open_runtime({"UPLOADER_GUI_HOME": str(home)}, holder="a test"))


@pytest.mark.case("C30")
def test_five_billion_bytes_cross_a_signal_unharmed(qapp: object) -> None:
    carrier = Carrier()
    received: list[int] = []
    carrier.sent.connect(lambda event: received.append(event.status.job.file_size))
    carrier.sent.emit(an_event(samples.waiting(1, size=5_000_000_000)))
    assert received == [5_000_000_000]


def test_verbs_cross_to_the_engines_thread_and_back(on_qt: RunOnQt, tmp_path: Path) -> None:
    async def scenario() -> None:
        link = a_link(tmp_path)
        runtime = await link.open()
        await link.start()
        here = asyncio.get_running_loop()

        async def where() -> asyncio.AbstractEventLoop:
            return asyncio.get_running_loop()

        assert await link.call(where) is not here
        assert await link.call(lambda: runtime.engine.pause(None)) == []
        assert await link.in_thread(lambda: 7) == 7
        await link.close()

    on_qt(scenario())


def test_what_the_engine_raises_arrives_where_it_was_asked(on_qt: RunOnQt, tmp_path: Path) -> None:
    async def scenario() -> None:
        first, second = a_link(tmp_path), a_link(tmp_path)
        await first.open()
        with pytest.raises(StateDirectoryBusyError):
            await second.open()
        await second.close()
        await first.close()

    on_qt(scenario())


@pytest.mark.case("C76")
def test_a_flood_of_events_arrives_in_batches_and_each_job_once(on_qt: RunOnQt, tmp_path: Path) -> None:
    async def scenario() -> None:
        link = a_link(tmp_path)
        batches: list[Sequence[JobEvent]] = []
        whole = asyncio.get_running_loop().create_future()

        def take(batch: Sequence[JobEvent]) -> None:
            batches.append(batch)
            if sum(map(len, batches)) == 2 * BATCH + 5:
                whole.set_result(None)

        link.happened.connect(take)
        flood = [an_event(samples.uploading(number % (2 * BATCH + 5))) for number in range(10_000)]
        link._arrived.emit(flood, IDLE)
        await asyncio.wait_for(whole, PATIENCE_S)
        assert max(map(len, batches)) <= BATCH
        await link.close()

    on_qt(scenario())


def test_closing_frees_the_state_directory_though_the_list_can_take_no_notes(
    on_qt: RunOnQt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploader_gui.storage.database.sqlite_connection.BUSY_TIMEOUT_S", 0.05)
    clip = make_file(tmp_path / "clip.mp4", 1000)
    home = tmp_path / "home"
    variables = environment(home, S3Address("http://127.0.0.1:9", "key", "secret", "films"))

    async def scenario() -> None:
        link = EngineLink(lambda: open_runtime(variables, holder="a test"))
        runtime = await link.open()
        await link.start()
        runs = asyncio.Event()

        def hear(events: Sequence[JobEvent]) -> None:
            if any(event.status.job.state is JobState.UPLOADING for event in events):
                runs.set()

        link.happened.connect(hear)
        fingerprint = take_fingerprint(clip)
        place = Destination("Environment", "http://127.0.0.1:9", "us-east-1", "films", "clip.mp4")
        new = NewJob(str(clip), clip.name, "video/mp4", fingerprint, plan_for(fingerprint.size), place)
        await link.call(lambda: runtime.engine.submit([new]))
        await asyncio.wait_for(runs.wait(), PATIENCE_S)
        with closing(sqlite3.connect(home / FILE_NAME, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await link.close()
        assert not [thread for thread in threading.enumerate() if thread.name == "engine"]
        again = a_link(home)
        runtime = await again.open()
        await again.start()
        assert [job.state for job in runtime.engine.interrupted] == [JobState.PAUSED]
        await again.close()

    on_qt(scenario())


def test_what_is_asked_as_it_closes_is_refused_and_not_left_lying_in_the_engines_loop(
    on_qt: RunOnQt, tmp_path: Path
) -> None:
    begun: list[str] = []

    async def scenario() -> None:
        link = a_link(tmp_path)
        await link.open()
        await link.start()
        closing = asyncio.ensure_future(link.close())
        await asyncio.sleep(0)  # it has begun
        while True:
            with pytest.raises(UploaderError, match="not running"):
                await link.in_thread(lambda: begun.append("asked"))
            if closing.done():
                break
            await asyncio.sleep(0)
        await closing

    on_qt(scenario())
    assert begun == []


def test_what_a_timer_starts_while_tasks_end_is_not_begun(on_qt: RunOnQt) -> None:
    begun: list[str] = []

    async def work(name: str) -> None:
        begun.append(name)
        await asyncio.Event().wait()

    async def scenario() -> None:
        tasks = Tasks(lambda _error: None)
        tasks.start(work("before"))
        await asyncio.sleep(0)
        late = [work("while it ends"), work("after it")]
        asyncio.get_running_loop().call_soon(tasks.start, late[0])
        await tasks.end()
        tasks.start(late[1])
        assert {inspect.getcoroutinestate(one) for one in late} == {inspect.CORO_CLOSED}
        await tasks.done()

    on_qt(scenario())
    assert begun == ["before"]


def test_closing_what_was_never_opened_is_harmless(on_qt: RunOnQt, tmp_path: Path) -> None:
    on_qt(a_link(tmp_path).close())


def test_a_watched_folder_that_is_saved_is_told_of_at_once(on_qt: RunOnQt, tmp_path: Path) -> None:
    async def scenario() -> None:
        link = a_link(tmp_path / "state")
        runtime = await link.open()
        states: list[tuple[WatchState, ...]] = []
        is_watching = asyncio.Event()

        def hear(statuses: tuple[WatchStatus, ...]) -> None:
            states.append(tuple(one.state for one in statuses))
            if states[-1] == (WatchState.WATCHING,):
                is_watching.set()

        link.watching_changed.connect(hear)
        await link.start()
        saved = watch(tmp_path / "cards")
        await link.in_thread(lambda: runtime.change(lambda there: replace(there, watch_folders=(saved,))))
        await asyncio.wait_for(is_watching.wait(), PATIENCE_S)
        assert runtime.watching.statuses()[0].watch == saved
        await link.close()

    on_qt(scenario())
