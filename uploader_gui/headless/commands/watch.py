"""The command ``watch``: the files of a folder, or of the saved watch folders, are uploaded until a signal comes."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from uploader_gui.domain.errors import BadSettingsError, StateDirectoryBusyError
from uploader_gui.domain.events import JobEvent
from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.domain.messages import MessageCode, english, message
from uploader_gui.domain.unattended.watch_folder import WatchFolder
from uploader_gui.headless.api.api import open_api
from uploader_gui.headless.commands.handover import here_or_there
from uploader_gui.headless.commands.holding import holding
from uploader_gui.headless.output.lines import notice, print_json, print_line, say_of_action
from uploader_gui.headless.output.reporters import Reporter, make_reporter
from uploader_gui.headless.runs.edited_settings import following_edits
from uploader_gui.headless.runs.exit_codes import EXIT_DONE, EXIT_FAILED
from uploader_gui.headless.runs.interrupt import Interrupt
from uploader_gui.runtime.engine_loop import run as run_engine
from uploader_gui.runtime.runtime import Runtime
from uploader_gui.transfer.watching.watch_needs import WatchNews

if TYPE_CHECKING:
    from uploader_gui.headless.commands.handover_client import HandoverClient
    from uploader_gui.headless.runs.handover_messages import WatchReply


@dataclass(frozen=True, slots=True)
class WatchRequest:
    """What ``watch`` was asked for. ``watch`` None: the saved folders; ``on_conflict`` None: as the preferences say."""

    watch: WatchFolder | None
    on_conflict: ConflictPolicy | None


def watch(environ: Mapping[str, str], request: WatchRequest, *, as_json: bool) -> int:
    """Watch until SIGINT or SIGTERM; returns the exit code. Raises UploaderError in words.

    Where another process holds the state directory, that one watches a named folder for us, to its own end at most,
    which is an error here; it watches the saved ones anyway.
    """
    interrupt = Interrupt(exit_code=EXIT_DONE)

    def here() -> int:
        with holding(environ, "watch") as runtime:
            _check(runtime, request)
            return run_engine(_Watch(runtime, request, interrupt, as_json=as_json)())

    def there(client: "HandoverClient") -> int:
        from uploader_gui.headless.commands.handover_client import follow
        from uploader_gui.headless.runs.handover_messages import watch_handover

        if request.watch is None:
            raise StateDirectoryBusyError(client.holder.name, client.holder.pid)
        handover = watch_handover(environ, request.watch, request.on_conflict)
        code = follow(client, handover, interrupt, as_json=as_json, watched=lambda one: _print(one, as_json))
        if code != EXIT_DONE or interrupt.came:
            return code
        holder = client.holder
        notice(
            f"uploader-gui: {holder.name} (process {holder.pid}), which watched {request.watch.folder}, has ended. "
            "Start this again: what came meanwhile is found then."
        )
        return EXIT_FAILED

    return here_or_there(environ, here, there)


def _print(told: "WatchReply", as_json: bool) -> None:
    _say(told.folder, told.text, is_trouble=told.is_trouble, as_json=as_json)


def _say(folder: str, text: str, *, is_trouble: bool, as_json: bool) -> None:
    if as_json:
        kind = "watchTrouble" if is_trouble else "watching"
        print_json({"event": kind, "jobId": None, "folder": folder, "message": text})
    elif is_trouble:
        notice(text)
    else:
        print_line(text)


def _check(runtime: Runtime, request: WatchRequest) -> None:
    """Say at once what would only be said when the first file comes."""
    saved = runtime.saved.watch_folders
    if request.watch is None and not any(one.is_on for one in saved):
        raise BadSettingsError(message(MessageCode.NO_WATCH_FOLDER))
    for one in (request.watch,) if request.watch is not None else saved:
        runtime.watching.check(one)


class _Watch:
    """One run, on the main thread."""

    def __init__(
        self, runtime: Runtime, request: WatchRequest, interrupt: Interrupt, *, as_json: bool
    ) -> None:
        self._runtime = runtime
        self._request = request
        self._interrupt = interrupt
        self._as_json = as_json
        self._reporter: Reporter = make_reporter(as_json=as_json)

    async def __call__(self) -> int:
        """Watch until a signal comes."""
        loop, signalled = asyncio.get_running_loop(), asyncio.Event()

        def stop() -> None:
            loop.call_soon_threadsafe(signalled.set)

        self._interrupt.call(stop)
        runtime, watching = self._runtime, self._runtime.watching
        api = await open_api(runtime)
        try:
            await runtime.engine.start(runs_waiting=True)
            runtime.engine.subscribe(self._show)
            runtime.engine.on_package_action(say_of_action)
            watching.on_news(self._tell)
            await watching.start(saved=self._request.watch is None)
            if self._request.watch is not None:
                await watching.also(self._request.watch, self._request.on_conflict)
            async with following_edits(runtime):
                await signalled.wait()
        finally:
            api.begin_closing()
            await watching.close()
            await runtime.engine.stop()
            await api.close()
            self._reporter.close()
            self._interrupt.nothing_is_left()
        return EXIT_DONE

    def _show(self, events: Sequence[JobEvent]) -> None:
        """All jobs of this process: others may have handed some over."""
        self._reporter.show([event for event in events if not event.is_of_the_past])

    def _tell(self, news: WatchNews) -> None:
        if news.refusal is not None:
            self._reporter.refuse(news.refusal, None)
            return
        said = english(news.messages)
        _say(news.watch.folder, said, is_trouble=news.is_trouble, as_json=self._as_json)
