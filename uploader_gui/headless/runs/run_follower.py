"""Following jobs to their ends: which still run, how the others ended, and the exit code of the run."""

import contextlib
from collections.abc import Collection, Iterable

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.events import EventKind, JobEvent
from uploader_gui.headless.runs.exit_codes import EXIT_DONE, EXIT_FAILED
from uploader_gui.headless.runs.run_start import StartedRun
from uploader_gui.transfer.engine import Engine

_UNDER_WAY = frozenset({EventKind.SUBMITTED, EventKind.PROGRESS})
_GOOD_ENDS = frozenset({EventKind.COMPLETED, EventKind.SKIPPED})


class RunFollower:
    """What became of the jobs whose events it is given. Lives on the engine's loop."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._ended: dict[str, EventKind] = {}

    def expect(self, job_ids: Collection[str]) -> None:
        """These run, whether or not anything has been heard of them."""
        self._known.update(job_ids)

    def hear(self, events: Iterable[JobEvent]) -> None:
        """Take what the engine said; a job that ended and was resumed runs again."""
        for event in events:
            if event.is_of_the_past:
                continue
            job_id = event.status.job.job_id
            self._known.add(job_id)
            if event.kind in _UNDER_WAY:
                self._ended.pop(job_id, None)
            else:
                self._ended[job_id] = event.kind

    def have_ended(self, job_ids: Collection[str]) -> bool:
        """Say whether all of these have ended, well or not."""
        return self._ended.keys() >= set(job_ids)

    async def pause_rest(self, engine: Engine) -> None:
        """Pause all that is known of and has not ended."""
        unfinished = self._known - self._ended.keys()
        if unfinished:
            with contextlib.suppress(UploaderError):  # the only one has just ended by itself, or was removed
                await engine.pause(unfinished)

    def exit_code(self, run: StartedRun) -> int:
        """0 if all that was asked for is done, else 1; to be asked when the run's jobs have ended."""
        are_done = all(self._ended.get(job_id) in _GOOD_ENDS for job_id in run.job_ids)
        return EXIT_DONE if are_done and run.are_all else EXIT_FAILED
