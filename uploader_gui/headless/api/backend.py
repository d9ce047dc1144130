"""What every call of the API works with."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.job import Job
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.window_start import WindowStart
from uploader_gui.runtime.runtime import Runtime
from uploader_gui.source.received_copy import ARRIVALS
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.engine import Engine

DEFAULT_MAX_SIZE = 2_147_483_648  # bytes of a form's file, unless UPLOAD_MAX_SIZE says otherwise


class Backend:
    """One holder's engine and what surrounds it. Lives on the engine's loop.

    ``came_in`` is called with each job that was submitted through the API, ``shown`` with what another
    start wants of the window; None where this holder has none. ``is_closing`` is set when the
    holder ends and streams have to; ``drops_forms`` when none is received any more. ``interrupts`` pauses each run
    that was handed over and is not over, by its id.
    """

    def __init__(
        self,
        runtime: Runtime,
        came_in: Callable[[Job], None],
        shown: Callable[[WindowStart], None] | None = None,
    ) -> None:
        self.runtime = runtime
        self.came_in = came_in
        self.shown = shown
        self.is_closing = asyncio.Event()
        self.drops_forms = False
        self.interrupts: dict[str, Callable[[], None]] = {}
        self._forms: set[asyncio.Task[object]] = set()

    @property
    def engine(self) -> Engine:
        """The engine; its verbs."""
        return self.runtime.engine

    @property
    def jobs(self) -> JobDatabase:
        """What is stored; blocking."""
        return self.runtime.jobs

    @property
    def staging_dir(self) -> Path:
        """Where forms arrive."""
        return self.runtime.staging_dir

    @property
    def arrivals_dir(self) -> Path:
        """Where a note is left of each form that arrives."""
        return self.runtime.state_dir / ARRIVALS

    @property
    def form_limit(self) -> int:
        """Most bytes of a form's file."""
        return self.runtime.environment.max_size or DEFAULT_MAX_SIZE

    @property
    def part_size(self) -> int:
        """Bytes of a part where a request does not say."""
        return self.runtime.environment.part_size or self.runtime.saved.settings.part_size

    def profile(self) -> Profile:
        """The connection for new jobs. Raises UploaderError STORE_UNAVAILABLE where there is none."""
        try:
            return self.runtime.credentials.current_profile()
        except BadSettingsError as error:
            raise UploaderError(error.messages, code=ErrorCode.STORE_UNAVAILABLE) from error

    @contextlib.contextmanager
    def arriving(self) -> Iterator[None]:
        """The current task receives a form; it is cancelled when the holder ends."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a form arrives in a task")
        self._forms.add(task)
        try:
            yield
        finally:
            self._forms.discard(task)

    def drop_forms(self) -> None:
        """Cancel the tasks that still receive forms; they leave nothing behind."""
        self.drops_forms = True
        for task in list(self._forms):
            task.cancel()
