"""The command ``serve``: the engine with the HTTP API, until a signal comes."""

import asyncio
from collections.abc import Mapping

from uploader_gui.domain.entered.public_url import PublicUrl
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.headless.api.api import Api, open_api
from uploader_gui.headless.commands.holding import holding
from uploader_gui.headless.output.lines import notice, print_line, say_of_action, say_of_watching
from uploader_gui.headless.output.words import counted
from uploader_gui.headless.runs.edited_settings import following_edits
from uploader_gui.headless.runs.exit_codes import EXIT_DONE
from uploader_gui.headless.runs.interrupt import Interrupt
from uploader_gui.runtime.engine_loop import run as run_engine
from uploader_gui.runtime.runtime import Runtime


def serve(
    environ: Mapping[str, str], *, host: str, port: int, resumes: bool, behind: PublicUrl | None
) -> int:
    """Serve until SIGINT or SIGTERM; returns the exit code. ``resumes``: what was interrupted goes on.

    ``behind``: where a reverse proxy offers it to others; then every request has to send the user's own token.
    Raises UploaderError in words.
    """
    interrupt = Interrupt(exit_code=EXIT_DONE)
    with holding(environ, "serve") as runtime:
        if not runtime.credentials.current_profile().bucket:
            raise BadSettingsError(message(MessageCode.BUCKET_NOT_SET))
        return run_engine(_serve(runtime, interrupt, host, port, resumes=resumes, behind=behind))


async def _serve(
    runtime: Runtime, interrupt: Interrupt, host: str, port: int, *, resumes: bool, behind: PublicUrl | None
) -> int:
    loop, signalled = asyncio.get_running_loop(), asyncio.Event()

    def stop() -> None:
        loop.call_soon_threadsafe(signalled.set)

    interrupt.call(stop)
    engine = runtime.engine
    api = await open_api(runtime, host=host, port=port, is_open=True, behind=behind)
    try:
        await engine.start(runs_waiting=True)
        engine.on_package_action(say_of_action)
        _welcome(runtime, api, f"{behind}" if behind else api.address)
        if resumes:
            await _resume_interrupted(runtime)
        elif interrupted := len(engine.interrupted):
            notice(f"{_uploads(interrupted)} interrupted; PAUSED until resumed.")
        runtime.watching.on_news(say_of_watching)
        await runtime.watching.start()
        async with following_edits(runtime):
            await signalled.wait()
    finally:
        api.begin_closing()
        await runtime.watching.close()
        await engine.stop()
        await api.close()
        interrupt.nothing_is_left()
    return EXIT_DONE


def _welcome(runtime: Runtime, api: Api, address: str) -> None:
    to = runtime.credentials.current_profile()
    print_line(f"Serving {address}/api/uploads/async, to {to.endpoint}/{to.bucket}.")
    print_line(f"Try it out at {address}/docs. The token is in {runtime.state_dir / 'engine.json'}.")
    if not api.is_open:
        notice(
            "Every request has to send the token in UPLOADER_GUI_API_TOKEN: other computers can reach this."
        )


async def _resume_interrupted(runtime: Runtime) -> None:
    jobs = await asyncio.to_thread(runtime.jobs.unfinished)
    job_ids = [job.job_id for job in jobs if job.was_interrupted]
    if job_ids:
        await runtime.engine.resume(job_ids)
        notice(f"{_uploads(len(job_ids))} interrupted; they go on now.")


def _uploads(count: int) -> str:
    return counted(count, "upload was", "uploads were")
