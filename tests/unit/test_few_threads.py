"""Where the system gives few threads or none: fewer calls at once, or a sentence; never a call that nobody makes."""

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from lab.processes.few_threads import allow
from uploader_gui.domain.errors import ExhaustedError
from uploader_gui.runtime.engine_loop import EngineLoop, run
from uploader_gui.storage.database.database import Database
from uploader_gui.transfer.part_queue.workers import Workers

pytestmark = pytest.mark.case("S03")
Limit = Callable[[int], None]


@pytest.fixture
def only_threads(monkeypatch: pytest.MonkeyPatch) -> Limit:
    """From now on only so many threads can be started."""
    start = threading.Thread.start

    def limit(count: int) -> None:
        monkeypatch.setattr(threading.Thread, "start", start)  # as it was, and so at the end of the test
        allow(count)

    return limit


def test_calls_share_the_workers_that_there_are(only_threads: Limit) -> None:
    async def scenario() -> list[int]:
        workers = Workers("call")
        only_threads(1)
        return await asyncio.gather(*(workers.run(partial(abs, number)) for number in range(20)))

    assert asyncio.run(scenario()) == list(range(20))


def test_a_call_that_nobody_can_make_is_refused_in_words(only_threads: Limit) -> None:
    async def scenario() -> None:
        only_threads(0)
        workers = Workers("call")
        for ask in (workers.have_one, lambda: workers.run(lambda: None)):
            with pytest.raises(ExhaustedError, match="no more memory or threads"):
                ask()
        only_threads(1)
        assert await workers.run(lambda: "made now") == "made now"

    asyncio.run(scenario())


def test_the_loop_does_with_one_thread_and_ends_without_another(only_threads: Limit) -> None:
    only_threads(1)

    async def scenario() -> list[str]:
        calls = [asyncio.to_thread(lambda: threading.current_thread().name) for _ in range(20)]
        return await asyncio.gather(*calls)

    assert len(set(run(scenario()))) == 1


def test_the_loop_refuses_in_words_what_nobody_can_do(only_threads: Limit) -> None:
    only_threads(0)

    async def scenario() -> None:
        with pytest.raises(ExhaustedError):
            await asyncio.to_thread(int)

    run(scenario())


def test_what_is_asked_of_the_loop_after_its_end_is_a_mistake_of_ours() -> None:
    loop = EngineLoop()
    loop.run_until_complete(loop.shutdown_default_executor())
    with pytest.raises(RuntimeError):
        loop.run_in_executor(None, int)
    loop.close()


def test_what_a_call_beside_the_loop_raises_reaches_who_asked() -> None:
    async def scenario() -> None:
        with pytest.raises(ZeroDivisionError):
            await asyncio.to_thread(divmod, 1, 0)

    run(scenario())


def test_a_database_without_a_writer_is_refused_in_words(only_threads: Limit, tmp_path: Path) -> None:
    only_threads(0)
    with pytest.raises(ExhaustedError):
        Database.open(tmp_path)
