"""The worker threads end with their owner."""

import asyncio
import threading
from collections.abc import Iterable
from functools import partial

from uploader_gui.transfer.part_queue.workers import Workers


def end(threads: Iterable[threading.Thread]) -> None:
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()


def test_the_threads_end_when_closed_and_what_waits_for_them_is_done_first() -> None:
    async def scenario() -> set[threading.Thread]:
        workers = Workers("call")
        waiting = [workers.run(threading.current_thread) for _ in range(3)]
        numbers = [workers.run(partial(abs, -number)) for number in range(20)]
        workers.close()
        assert await asyncio.gather(*numbers) == list(range(20))
        return set(await asyncio.gather(*waiting))

    end(asyncio.run(scenario()))


def test_a_call_that_hangs_holds_up_the_end_of_no_thread_but_its_own() -> None:
    goes_on = threading.Event()

    def hang() -> threading.Thread:
        goes_on.wait(10)
        return threading.current_thread()

    async def scenario() -> threading.Thread:
        workers = Workers("call")
        hanging = workers.run(hang)
        idle = await workers.run(threading.current_thread)
        workers.close()
        end([idle])
        goes_on.set()
        return await hanging

    end([asyncio.run(scenario())])


def test_a_call_after_the_end_is_made_and_leaves_no_thread() -> None:
    async def scenario() -> list[threading.Thread]:
        workers = Workers("call")
        workers.close()
        return [await workers.run(threading.current_thread) for _ in range(2)]

    end(asyncio.run(scenario()))


def test_a_call_after_the_end_does_not_wait_for_one_that_hangs() -> None:
    goes_on = threading.Event()

    async def scenario() -> None:
        workers = Workers("call")
        hanging = workers.run(partial(goes_on.wait, 10))
        workers.close()
        try:
            assert await asyncio.wait_for(workers.run(partial(abs, -1)), 5) == 1
        finally:
            goes_on.set()
        assert await hanging

    asyncio.run(scenario())
