"""What another process of ours hands over: two calls, what they begin here, and the replies while it runs."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from uploader_gui.domain.errors import (
    BadSettingsError,
    ErrorCode,
    StateDirectoryBusyError,
    StoppedError,
    UploaderError,
)
from uploader_gui.domain.events import JobEvent, Refusal
from uploader_gui.domain.job import Job
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.profile import Profile
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.errors import answer, bad_request
from uploader_gui.headless.api.event_stream import SIGN_OF_LIFE, Feed, next_of, stream
from uploader_gui.headless.runs.exit_codes import EXIT_DONE, EXIT_FAILED, exit_code
from uploader_gui.headless.runs.handover_messages import (
    ClosingReply,
    EndReply,
    FailureReply,
    Handover,
    JobReply,
    KeysReply,
    LineReply,
    NoticeReply,
    PauseHandover,
    Place,
    RefusalReply,
    RemoveHandover,
    Reply,
    ResumeHandover,
    ShowHandover,
    UploadHandover,
    encoded,
    read_handover,
)
from uploader_gui.headless.runs.interrupt import EXIT_INTERRUPTED
from uploader_gui.headless.runs.job_verbs import found, pause_jobs, remove_jobs
from uploader_gui.headless.runs.run_follower import RunFollower
from uploader_gui.headless.runs.run_start import StartedRun, Terms, UploadStart, begin_resuming

# A command line has two megabytes at most on Linux.
_LARGEST = 16 * MIB


async def begin(backend: Backend, request: Request) -> Response:
    """Carry out what is handed over, and stream what happens; its id is the caller's choice."""
    handover = await _handover(request)
    run_id = str(request.path_params["run_id"])
    if run_id in backend.interrupts:
        raise bad_request("A run of this id is under way.")
    return stream(HandoverRun(backend, run_id, handover).events())


async def interrupt(backend: Backend, request: Request) -> Response:
    """Pause what was begun by handing it over."""
    pause = backend.interrupts.get(str(request.path_params["run_id"]))
    if pause is None:
        return answer(ErrorCode.NOT_FOUND, "No such run is under way.")
    pause()
    return Response(status_code=204)


async def _handover(request: Request) -> Handover:
    body = bytearray()
    async for data in request.stream():
        body += data
        if len(body) > _LARGEST:
            raise bad_request("What was handed over is too large.")
    return read_handover(bytes(body))


class HandoverRun:
    """What was handed over, from ``events`` to its end. Lives on the engine's loop.

    Whoever handed it over may go away: what was begun goes on. ``interrupt`` pauses it instead.
    """

    def __init__(self, backend: Backend, run_id: str, handover: Handover) -> None:
        self._backend = backend
        self._run_id = run_id
        self._handover = handover
        self._said: list[Reply] = []
        self._interrupted = asyncio.Event()
        self._upload_start: UploadStart | None = None

    def interrupt(self) -> None:
        """Pause its jobs, as a signal would if it were carried out by a process of its own."""
        self._stop_scanning()
        self._interrupted.set()

    async def events(self) -> AsyncIterator[bytes]:
        """Carry it out, and tell about it: notices and jobs, and the exit code at the end."""
        self._backend.interrupts[self._run_id] = self.interrupt
        try:
            with Feed(self._backend.engine.subscribe) as feed:
                code = await asyncio.shield(self._begin(feed))
                for said in self._said:
                    yield _sent(said)
                if isinstance(code, StartedRun):
                    following = _RunReplies(self._backend, feed, code, self._interrupted)
                    async for event in following.events():
                        yield event
                    if following.was_left:
                        yield _sent(ClosingReply())
                        return
                    code = following.exit_code
                yield _sent(EndReply(code))
        except UploaderError as error:
            if self._backend.is_closing.is_set() and not self._interrupted.is_set():
                yield _sent(ClosingReply())
                return
            code = EXIT_INTERRUPTED if isinstance(error, StoppedError) else exit_code(error)
            yield _sent(FailureReply(error.message, code))
        finally:
            self._backend.interrupts.pop(self._run_id, None)
            self._stop_scanning()

    # How a run's words reach the other side

    def show(self, events: Sequence[JobEvent]) -> None:
        """Events come from the feed instead."""

    def close(self) -> None:
        """Nothing is left open."""

    def refuse(self, refusal: Refusal, bucket: str | None) -> None:
        """Tell of a file that was not taken."""
        self._said.append(RefusalReply(refusal, bucket))

    def line(self, text: str) -> None:
        """Tell a line of results."""
        self._said.append(LineReply(text))

    def notice(self, text: str) -> None:
        """Tell a sentence beside them."""
        self._said.append(NoticeReply(text))

    async def _begin(self, feed: Feed) -> StartedRun | int:
        """Begin a run, or change jobs and be done with it."""
        runtime = self._backend.runtime
        match self._handover:
            case PauseHandover(job_ids):
                return await pause_jobs(runtime, await self._chosen(job_ids), self)
            case RemoveHandover(job_ids):
                return await remove_jobs(runtime, await self._chosen(job_ids), self)
            case ResumeHandover(job_ids):
                chosen = await self._chosen(job_ids)
                begun = await begin_resuming(runtime.jobs, runtime.engine, chosen, say=self.notice)
            case UploadHandover() as upload:
                if isinstance(upload, ShowHandover) and self._is_shown(upload.request.paths):
                    return EXIT_DONE
                begun = await self._begin_upload(upload)
        for job in begun.jobs:
            self._backend.came_in(job)
        feed.narrow(begun.job_ids)
        return begun

    async def _chosen(self, job_ids: Sequence[str] | None) -> list[Job] | None:
        return await asyncio.to_thread(found, self._backend.jobs, job_ids)

    def _is_shown(self, paths: Sequence[Path]) -> bool:
        """Show the window with these files; False where they are to be uploaded without one."""
        if self._backend.shown is not None:
            self._backend.shown(paths)
            return True
        if paths:
            return False
        holder = self._backend.runtime.lock.holder
        raise StateDirectoryBusyError(holder.name, holder.pid)

    async def _begin_upload(self, upload: UploadHandover) -> StartedRun:
        backend = self._backend
        saved = backend.runtime.saved
        profile = saved.profile(saved.current_profile)
        if upload.place is not None:
            profile = await self._profile_at(upload.place.checked())
        terms = Terms(profile or backend.profile(), saved.settings.part_size, upload.max_size)
        self._upload_start = UploadStart(upload.request, terms)
        return await self._upload_start.begin(backend.engine, self)

    async def _profile_at(self, place: Place) -> Profile:
        """Our connection for the caller's endpoint, with the caller's bucket, region and prefix.

        Raises BadSettingsError where we have no keys for it: the caller's own never come here.
        """
        runtime = self._backend.runtime
        own = await asyncio.to_thread(runtime.credentials.profile_at, place.endpoint)
        if own is None:
            holder = runtime.lock.holder
            raise BadSettingsError(
                f"{holder.name} (process {holder.pid}), which runs the uploads of this state directory, has no keys "
                f"for {place.endpoint}, and keys are never handed from one program to another. Save this connection "
                "in the window, end that program first, or name another state directory in UPLOADER_GUI_HOME.",
                code=ErrorCode.CREDENTIALS_MISSING,
            )
        self._said.append(KeysReply(own.access_key))
        return replace(own, bucket=place.bucket, region=place.region, prefix=place.prefix)

    def _stop_scanning(self) -> None:
        if self._upload_start is not None:
            self._upload_start.is_stopped = True


class _RunReplies:
    """Replies with what happens to a run's jobs until all of them have ended.

    ``was_left``: this process ended before it had even paused them all, because they came in when it was closing
    already; whoever handed them over has to see to them.
    """

    def __init__(self, backend: Backend, feed: Feed, begun: StartedRun, interrupted: asyncio.Event) -> None:
        self.exit_code = EXIT_FAILED
        self.was_left = False
        self._backend = backend
        self._feed = feed
        self._begun = begun
        self._interrupted = interrupted
        self._follower = RunFollower()
        self._follower.expect(begun.job_ids)

    async def events(self) -> AsyncIterator[bytes]:
        """The events; sets ``exit_code`` at the end."""
        was_interrupted = False
        while not self._follower.have_ended(self._begun.job_ids):
            if self._interrupted.is_set() and not was_interrupted:
                was_interrupted = True
                await self._follower.pause_rest(self._backend.engine)
            others = () if was_interrupted else (self._interrupted,)
            events = await next_of(self._feed, self._backend.is_closing, *others)
            if events is None:
                self.was_left = not was_interrupted
                break
            self._follower.hear(events)
            for event in events:
                yield _sent(JobReply(event))
            if not events:
                yield SIGN_OF_LIFE
        self.exit_code = EXIT_INTERRUPTED if was_interrupted else self._follower.exit_code(self._begun)


def _sent(reply: Reply) -> bytes:
    """A reply as one event of a stream."""
    return f"data: {encoded(reply)}\n\n".encode()
