"""The event loop that an engine lives on: it asks for threads, and does with few."""

import asyncio
import gc
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from uploader_gui.domain.errors import ExhaustedError

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class EngineLoop(asyncio.SelectorEventLoop):
    """A loop whose ``to_thread`` works as long as the system gave it one thread; else it raises ExhaustedError."""

    def __init__(self) -> None:
        super().__init__()
        self._threads = _SparingExecutor()
        self.set_default_executor(self._threads)

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:  # noqa: ARG002, ASYNC109 # asyncio's own
        """Wait for the calls that are under way; nothing else runs here by then. asyncio's own needs a thread for it."""
        self._threads.shutdown()


def run(main: Coroutine[object, object, Result]) -> Result:
    """Run ``main`` on such a loop, as ``asyncio.run`` does on any.

    For a whole run of the program: what its start has left stays, and is not looked through for garbage again.
    """
    gc.freeze()
    with asyncio.Runner(loop_factory=EngineLoop) as runner:
        return runner.run(main)


class _SparingExecutor(ThreadPoolExecutor):
    """Where no further thread can be started, calls wait for those that there are."""

    def __init__(self) -> None:
        super().__init__(thread_name_prefix="aside")
        self._has_threads = False
        self._is_shut_down = False

    def submit(
        self, fn: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> "Future[Result]":
        answer: Future[Result] = Future()

        def call() -> None:
            if not answer.set_running_or_notify_cancel():
                return
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 - belongs to the caller
                answer.set_exception(error)
            else:
                answer.set_result(result)

        try:
            super().submit(call)
        except (RuntimeError, MemoryError) as error:
            if self._is_shut_down:
                raise
            if not self._has_threads:
                raise ExhaustedError from error
        else:  # where no thread could be started for it, the call waits in the queue of those there are
            self._has_threads = True
        return answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._is_shut_down = True
        super().shutdown(wait, cancel_futures=cancel_futures)
