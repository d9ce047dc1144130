"""The command ``serve``: the engine with the HTTP API, until a signal comes."""

import asyncio
from collections.abc import Mapping

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.headless.api.api import Api, open_api
from uploader_gui.headless.commands.holding import holding
from uploader_gui.headless.output.lines import notice, print_line
from uploader_gui.headless.output.words import counted
from uploader_gui.headless.runs.exit_codes import EXIT_DONE
from uploader_gui.headless.runs.interrupt import Interrupt
from uploader_gui.runtime.engine_loop import run as run_engine
from uploader_gui.runtime.runtime import Runtime


def serve(environ: Mapping[str, str], *, host: str, port: int) -> int:
    """Serve until SIGINT or SIGTERM; returns the exit code. Raises UploaderError in words."""
    interrupt = Interrupt(exit_code=EXIT_DONE)
    with holding(environ, "serve") as runtime:
        if not runtime.credentials.current_profile().bucket:
            raise BadSettingsError(
                "No bucket is named. Set UPLOADER_GUI_BUCKET, or save one in the connection."
            )
        return run_engine(_serve(runtime, interrupt, host, port))


async def _serve(runtime: Runtime, interrupt: Interrupt, host: str, port: int) -> int:
    loop, signalled = asyncio.get_running_loop(), asyncio.Event()

    def stop() -> None:
        loop.call_soon_threadsafe(signalled.set)

    interrupt.call(stop)
    engine = runtime.engine
    api = await open_api(runtime, host=host, port=port, is_open=True)
    try:
        await engine.start(runs_waiting=True)
        _welcome(runtime, api)
        await signalled.wait()
    finally:
        api.begin_closing()
        await engine.stop()
        await api.close()
        interrupt.nothing_is_left()
    return EXIT_DONE


def _welcome(runtime: Runtime, api: Api) -> None:
    to = runtime.credentials.current_profile()
    print_line(f"Serving {api.address}/api/uploads/async, to {to.endpoint}/{to.bucket}.")
    print_line(f"Try it out at {api.address}/docs. The token is in {runtime.state_dir / 'engine.json'}.")
    if not api.is_open:
        notice(
            "Every request has to send the token in UPLOADER_GUI_API_TOKEN: other computers can reach this."
        )
    if interrupted := len(runtime.engine.interrupted):
        notice(f"{counted(interrupted, 'upload was', 'uploads were')} interrupted; PAUSED until resumed.")
