import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from gui import samples
from gui.conftest import RunOnQt
from gui.samples import an_event
from uploader_gui.domain.errors import StateDirectoryBusyError
from uploader_gui.domain.events import JobEvent
from uploader_gui.gui.engine_link import BATCH, EngineLink
from uploader_gui.runtime import open_runtime
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
def test_a_flood_of_events_arrives_in_bites_and_each_job_once(on_qt: RunOnQt, tmp_path: Path) -> None:
    async def scenario() -> None:
        link = a_link(tmp_path)
        bites: list[Sequence[JobEvent]] = []
        whole = asyncio.get_running_loop().create_future()

        def take(batch: Sequence[JobEvent]) -> None:
            bites.append(batch)
            if sum(map(len, bites)) == 2 * BATCH + 5:
                whole.set_result(None)

        link.happened.connect(take)
        flood = [an_event(samples.uploading(number % (2 * BATCH + 5))) for number in range(10_000)]
        link._arrived.emit(flood, IDLE)
        await asyncio.wait_for(whole, 5)
        assert max(map(len, bites)) <= BATCH
        await link.close()

    on_qt(scenario())


def test_closing_what_was_never_opened_is_harmless(on_qt: RunOnQt, tmp_path: Path) -> None:
    on_qt(a_link(tmp_path).close())
