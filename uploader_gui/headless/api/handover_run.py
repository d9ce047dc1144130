"""What another process of ours was asked to do, done here, and told to it as it happens."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict, replace

from uploader_gui.domain.errors import (
    BadSettingsError,
    ErrorCode,
    StateDirectoryBusyError,
    StoppedError,
    UploaderError,
)
from uploader_gui.domain.events import JobEvent, Refusal
from uploader_gui.domain.profile import Profile
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.event_stream import SIGN_OF_LIFE, Feed, next_of, sent_event
from uploader_gui.headless.output.job_json import job_object
from uploader_gui.headless.runs.exit_codes import EXIT_DONE, EXIT_FAILED, exit_code
from uploader_gui.headless.runs.handover_messages import Order, chosen_ids, number, place_in, upload_request
from uploader_gui.headless.runs.interrupt import EXIT_INTERRUPTED
from uploader_gui.headless.runs.job_verbs import found, pause_jobs, remove_jobs
from uploader_gui.headless.runs.run_follower import RunFollower
from uploader_gui.headless.runs.run_start import Intake, StartedRun, Terms, begin_resuming

_CHANGES = {"pause": pause_jobs, "remove": remove_jobs}


class HandoverRun:
    """One order, from ``events`` to its end. Lives on the engine's loop.

    Whoever handed it over may go away: what was begun goes on. ``interrupt`` pauses it instead.
    """

    def __init__(self, backend: Backend, run_id: str, order: Order) -> None:
        self._backend = backend
        self._run_id = run_id
        self._order = order
        self._said: list[bytes] = []
        self._interrupted = asyncio.Event()
        self._intake: Intake | None = None

    def interrupt(self) -> None:
        """Pause the order's jobs, as a signal would if it were carried out by a process of its own."""
        self._stop_scanning()
        self._interrupted.set()

    async def events(self) -> AsyncIterator[bytes]:
        """Carry the order out, and tell about it: notices and jobs, and the exit code at the end."""
        self._backend.interrupts[self._run_id] = self.interrupt
        try:
            with Feed(self._backend.engine.subscribe) as feed:
                code = await asyncio.shield(self._begin(feed))
                for said in self._said:
                    yield said
                if isinstance(code, StartedRun):
                    following = _ToldRun(self._backend, feed, code, self._interrupted)
                    async for event in following.events():
                        yield event
                    if following.was_left:
                        yield sent_event("closing", {})
                        return
                    code = following.exit_code
                yield sent_event("end", {"exit": code})
        except UploaderError as error:
            if self._backend.is_closing.is_set() and not self._interrupted.is_set():
                yield sent_event("closing", {})
                return
            code = EXIT_INTERRUPTED if isinstance(error, StoppedError) else exit_code(error)
            yield sent_event("failure", {"message": error.message, "exit": code})
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
        self._said.append(sent_event("refusal", asdict(refusal) | {"bucket": bucket}))

    def line(self, text: str) -> None:
        """Tell a line of results."""
        self._said.append(sent_event("line", {"text": text}))

    def notice(self, text: str) -> None:
        """Tell a sentence beside them."""
        self._said.append(sent_event("notice", {"text": text}))

    async def _begin(self, feed: Feed) -> StartedRun | int:
        """Begin a run, or change jobs and be done with it."""
        verb = self._order.get("verb")
        runtime = self._backend.runtime
        if verb == "show" and self._is_shown():
            return EXIT_DONE
        if verb in {"show", "upload"}:
            begun = await self._begin_upload()
        elif verb == "resume":
            chosen = await asyncio.to_thread(found, runtime.jobs, chosen_ids(self._order))
            begun = await begin_resuming(runtime.jobs, runtime.engine, chosen, say=self.notice)
        else:
            chosen = await asyncio.to_thread(found, runtime.jobs, chosen_ids(self._order))
            return await _CHANGES[str(verb)](runtime, chosen, self)
        for job in begun.jobs:
            self._backend.came_in(job)
        feed.narrow(begun.job_ids)
        return begun

    def _is_shown(self) -> bool:
        """Show the window with the order's files; False where they are to be uploaded without one."""
        paths = upload_request(self._order).paths
        if self._backend.shown is not None:
            self._backend.shown(paths)
            return True
        if paths:
            return False
        holder = self._backend.runtime.lock.holder
        raise StateDirectoryBusyError(holder.name, holder.pid)

    async def _begin_upload(self) -> StartedRun:
        backend = self._backend
        saved = backend.runtime.saved
        profile = await self._profile_there() or saved.profile(saved.current_profile) or backend.profile()
        terms = Terms(profile, saved.settings.part_size, number(self._order, "maxSize"))
        self._intake = Intake(upload_request(self._order), terms)
        return await self._intake.begin(backend.engine, self)

    async def _profile_there(self) -> Profile | None:
        """Our connection for the caller's endpoint, with the caller's bucket, region and prefix.

        Raises BadSettingsError where we have no keys for it: the caller's own never come here.
        """
        place = place_in(self._order)
        if place is None:
            return None
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
        self._said.append(sent_event("keys", {"accessKey": own.access_key}))
        return replace(own, bucket=place.bucket, region=place.region, prefix=place.prefix)

    def _stop_scanning(self) -> None:
        if self._intake is not None:
            self._intake.is_stopped = True


class _ToldRun:
    """Tells what happens to a run's jobs until all of them have ended.

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
                yield _told(event)
            if not events:
                yield SIGN_OF_LIFE
        self.exit_code = EXIT_INTERRUPTED if was_interrupted else self._follower.exit_code(self._begun)


def _told(event: JobEvent) -> bytes:
    fields: Mapping[str, object] = {
        "activity": event.status.activity.value,
        "job": job_object(event.status, event.kind),
    }
    return sent_event("job", fields)
