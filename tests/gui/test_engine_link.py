import asyncio
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import environment
from gui.samples import an_event
from lab.files import make_file
from lab.s3probe import S3Address
from uploader_gui.domain.errors import StateDirectoryBusyError
from uploader_gui.domain.events import JobEvent
from uploader_gui.domain.job import Destination, JobState, NewJob
from uploader_gui.domain.plan import plan_for
from uploader_gui.gui.engine_link import BATCH, EngineLink
from uploader_gui.runtime.runtime import open_runtime
from uploader_gui.source.source_file import take_fingerprint
from uploader_gui.storage.database.database import FILE_NAME
from uploader_gui.transfer.engine import Totals

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
        await asyncio.wait_for(whole, 5)
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
        await asyncio.wait_for(runs.wait(), 10)
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


def test_closing_what_was_never_opened_is_harmless(on_qt: RunOnQt, tmp_path: Path) -> None:
    on_qt(a_link(tmp_path).close())
