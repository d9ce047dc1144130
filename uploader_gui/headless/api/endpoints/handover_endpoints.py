"""What another process of ours hands over: two calls, what they begin here, and the replies while it runs."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from uploader_gui.domain.errors import (
    BadSettingsError,
    ErrorCode,
    StateDirectoryBusyError,
    StoppedError,
    UploaderError,
)
from uploader_gui.domain.events import JobEvent, Refusal, Verified, VerifyProgress
from uploader_gui.domain.job import Job
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package_end import PackageEnd
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.store.object_terms import NO_TERMS
from uploader_gui.domain.window_start import WindowStart
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.endpoints.watch_run import WatchRun
from uploader_gui.headless.api.errors import answer, bad_request
from uploader_gui.headless.api.event_stream import SIGN_OF_LIFE, SIGN_OF_LIFE_S, Feed, next_of, stream
from uploader_gui.headless.runs.exit_codes import EXIT_DONE, EXIT_FAILED, exit_code
from uploader_gui.headless.runs.handover_messages import (
    ClosingReply,
    EndReply,
    FailureReply,
    Handover,
    JobReply,
    KeysReply,
    LimitHandover,
    LineReply,
    NoticeReply,
    PackageEndReply,
    PackageLimitHandover,
    PauseHandover,
    Place,
    RefusalReply,
    RemoveHandover,
    Reply,
    ResumeHandover,
    ShowHandover,
    StartHandover,
    TimetableHandover,
    UploadHandover,
    VerifiedReply,
    VerifyHandover,
    WatchHandover,
    encoded,
    read_handover,
)
from uploader_gui.headless.runs.interrupt import EXIT_INTERRUPTED
from uploader_gui.headless.runs.job_verbs import (
    found,
    limit_jobs,
    limit_together,
    pause_jobs,
    remove_jobs,
    start_jobs_at,
)
from uploader_gui.headless.runs.run_follower import RunFollower
from uploader_gui.headless.runs.run_start import RunDefaults, StartedRun, UploadStart, begin_resuming
from uploader_gui.headless.runs.timetable_change import say_timetable
from uploader_gui.headless.runs.verify_run import VerifyRequest, verify_uploads
from uploader_gui.transfer.verifying.verify_switch import VerifySwitch

# A command line has two megabytes at most on Linux.
_LARGEST = 16 * MIB


async def begin(backend: Backend, request: Request) -> Response:
    """Carry out what is handed over, and stream what happens; its id is the caller's choice."""
    handover = await _handover(request)
    run_id = str(request.path_params["run_id"])
    if run_id in backend.interrupts:
        raise bad_request(MessageCode.HANDOVER_KNOWN)
    return stream(HandoverRun(backend, run_id, handover).events())


async def interrupt(backend: Backend, request: Request) -> Response:
    """Pause what was begun by handing it over."""
    pause = backend.interrupts.get(str(request.path_params["run_id"]))
    if pause is None:
        return answer(ErrorCode.NOT_FOUND, message(MessageCode.HANDOVER_UNKNOWN))
    pause()
    return Response(status_code=204)


async def _handover(request: Request) -> Handover:
    body = bytearray()
    async for data in request.stream():
        body += data
        if len(body) > _LARGEST:
            raise bad_request(MessageCode.HANDOVER_TOO_LARGE)
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
        self._has_said = asyncio.Event()
        self._interrupted = asyncio.Event()
        self._upload_start: UploadStart | None = None
        self._ends: list[PackageEnd] = []
        self._verifying = VerifySwitch()

    def interrupt(self) -> None:
        """Pause its jobs, as a signal would if it were carried out by a process of its own."""
        self._stop_scanning()
        self._verifying.stop()
        self._interrupted.set()

    async def events(self) -> AsyncIterator[bytes]:
        """Carry it out, and tell about it: notices and jobs, and the exit code at the end."""
        self._backend.interrupts[self._run_id] = self.interrupt
        hears_no_more = self._backend.engine.on_package_end(self._ends.append)
        try:
            if isinstance(self._handover, VerifyHandover | WatchHandover):
                async with contextlib.aclosing(self._told(self._handover)) as told:
                    async for event in told:
                        yield event
                return
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
                    for end in self._ends_of(code):
                        yield _sent(PackageEndReply(end))
                    code = following.exit_code
                yield _sent(EndReply(code))
        except UploaderError as error:
            if self._backend.is_closing.is_set() and not self._interrupted.is_set():
                yield _sent(ClosingReply())
                return
            code = EXIT_INTERRUPTED if isinstance(error, StoppedError) else exit_code(error)
            yield _sent(FailureReply(error.message, code))
        finally:
            hears_no_more()
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

    def tell_end(self, end: PackageEnd) -> None:
        """Ends are listened to instead."""

    def remark(self, text: str) -> None:
        """Tell a sentence about what is uploaded."""
        self.notice(text)

    def line(self, text: str) -> None:
        """Tell a line of results."""
        self._said.append(LineReply(text))

    def notice(self, text: str) -> None:
        """Tell a sentence beside them."""
        self._said.append(NoticeReply(text))

    def _ends_of(self, begun: StartedRun) -> list[PackageEnd]:
        """What is to be told of the packages of a run."""
        ids = {job.package_id for job in begun.jobs}
        return [end for end in self._ends if end.package.package_id in ids and not end.is_one_row]

    # What is verified again is told as it is found

    def progress(self, progress: VerifyProgress) -> None:
        """A sign of life is enough."""

    def verified(self, verified: Verified) -> None:
        """Tell what was found."""
        self._said.append(VerifiedReply(verified))
        self._has_said.set()

    def _told(self, handover: VerifyHandover | WatchHandover) -> AsyncGenerator[bytes, None]:
        """What is told while it goes on, and its end."""
        return (
            self._verify(handover.request) if isinstance(handover, VerifyHandover) else self._watch(handover)
        )

    async def _watch(self, handover: WatchHandover) -> AsyncGenerator[bytes, None]:
        """Watch a folder for as long as somebody listens."""
        run = WatchRun(self._backend, handover, self._interrupted)
        async with contextlib.aclosing(run.replies()) as replies:
            async for reply in replies:
                yield SIGN_OF_LIFE if reply is None else _sent(reply)
        yield _sent(EndReply(EXIT_DONE))

    async def _verify(self, request: VerifyRequest) -> AsyncGenerator[bytes, None]:
        """Verify uploads again; that goes on where nobody listens any more."""
        verifying = asyncio.ensure_future(
            verify_uploads(self._backend.runtime, request, self, self._verifying)
        )
        verifying.add_done_callback(lambda _: self._has_said.set())
        while not verifying.done() or self._said:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._has_said.wait(), SIGN_OF_LIFE_S)
            self._has_said.clear()
            said, self._said = self._said, []
            for one in said:
                yield _sent(one)
            if not said:
                yield SIGN_OF_LIFE
        code = verifying.result()
        if not self._verifying.is_stopped:
            yield _sent(EndReply(code))
        else:
            yield _sent(EndReply(EXIT_INTERRUPTED) if self._interrupted.is_set() else ClosingReply())

    async def _begin(self, feed: Feed) -> StartedRun | int:
        """Begin a run, or change jobs and be done with it."""
        runtime = self._backend.runtime
        match self._handover:
            case PauseHandover(job_ids, after_parts):
                chosen = await self._chosen(job_ids)
                return await pause_jobs(runtime, chosen, self, after_parts=after_parts)
            case LimitHandover() | PackageLimitHandover() | StartHandover() as terms:
                return await self._change_terms(terms)
            case TimetableHandover(rules, as_json):
                return await say_timetable(runtime, rules, self, as_json=as_json)
            case RemoveHandover(job_ids):
                return await remove_jobs(runtime, await self._chosen(job_ids), self)
            case ResumeHandover(job_ids):
                chosen = await self._chosen(job_ids)
                begun = await begin_resuming(runtime.jobs, runtime.engine, chosen, say=self.notice)
            case UploadHandover() as upload:
                if isinstance(upload, ShowHandover) and self._is_shown(upload.start()):
                    return EXIT_DONE
                begun = await self._begin_upload(upload)
        for job in begun.jobs:
            self._backend.came_in(job)
        feed.narrow(begun.job_ids)
        return begun

    async def _change_terms(self, handover: LimitHandover | PackageLimitHandover | StartHandover) -> int:
        """How fast, or from when on, jobs are sent."""
        runtime = self._backend.runtime
        match handover:
            case LimitHandover(job_ids, bytes_per_second):
                return await limit_jobs(runtime, await self._chosen(job_ids), self, bytes_per_second)
            case PackageLimitHandover(word, bytes_per_second):
                package = await asyncio.to_thread(self._backend.jobs.find_package, word)
                return await limit_together(runtime, package, self, bytes_per_second)
            case StartHandover(job_ids, when):
                return await start_jobs_at(runtime, await self._chosen(job_ids), self, when)

    async def _chosen(self, job_ids: Sequence[str] | None) -> list[Job] | None:
        return await asyncio.to_thread(found, self._backend.jobs, job_ids)

    def _is_shown(self, start: WindowStart) -> bool:
        """Have the window do what is wanted of it; False where the files are to be uploaded without one."""
        if self._backend.shown is not None:
            self._backend.shown(start)
            return True
        if start.paths:
            return False
        holder = self._backend.runtime.lock.holder
        raise StateDirectoryBusyError(holder.name, holder.pid)

    async def _begin_upload(self, upload: UploadHandover) -> StartedRun:
        backend = self._backend
        saved = backend.runtime.saved
        profile = saved.profile(saved.current_profile)
        if upload.place is not None:
            profile = await self._profile_at(upload.place.checked())
        defaults = RunDefaults(
            profile or backend.profile(),
            saved.settings.part_size,
            upload.max_size,
            saved.settings.hash_lists,
        )
        self._upload_start = UploadStart(upload.request, defaults)
        return await self._upload_start.begin(backend.engine, self)

    async def _profile_at(self, place: Place) -> Profile:
        """Our connection for the caller's endpoint, with the caller's bucket, region, prefix and names; objects get what the caller asks for.

        Raises BadSettingsError where we have no keys for it: the caller's own never come here.
        """
        runtime = self._backend.runtime
        own = await asyncio.to_thread(runtime.credentials.profile_at, place.endpoint)
        if own is None:
            holder = runtime.lock.holder
            raise BadSettingsError(
                message(
                    MessageCode.HOLDER_WITHOUT_KEYS,
                    holder=holder.name,
                    pid=str(holder.pid),
                    endpoint=place.endpoint,
                ),
                code=ErrorCode.CREDENTIALS_MISSING,
            )
        self._said.append(KeysReply(own.access_key))
        return replace(
            own,
            bucket=place.bucket,
            region=place.region,
            prefix=place.prefix,
            name_template=place.name_template,
            terms=NO_TERMS,
            content_types=(),
        )

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
