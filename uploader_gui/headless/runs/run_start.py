"""How a run begins: files are submitted, or jobs resumed; in this process or handed over to another."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from uploader_gui.domain.entered.entered_text import entered
from uploader_gui.domain.errors import BadSettingsError, NotAllowedError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.hashes import HashListPolicy
from uploader_gui.domain.job import ALLOWED, ConflictPolicy, Job, JobState, NewJob, Verb
from uploader_gui.domain.messages import MessageCode, english, message
from uploader_gui.domain.name_template import clean_template, parsed_template
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_name import added_together, entered_name
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.store.found_progress import FoundPolicy
from uploader_gui.domain.store.object_terms import NOTHING_ASKED, AskedTerms
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.headless.output.reporters import Reporter
from uploader_gui.runtime.runtime import Runtime
from uploader_gui.source.hash_lists.hash_checks import with_expected_hashes
from uploader_gui.source.scan import Scan, printable, scan
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.engine import Engine
from uploader_gui.transfer.intake.left_out import refused_files
from uploader_gui.transfer.intake.new_jobs import new_jobs, wanted_terms, with_unmatched

_UNLISTED = english((message(MessageCode.NOT_IN_HASH_LIST),))
_ONE_NAME = english((message(MessageCode.TEMPLATE_ONE_NAME),))
# A job that still waits was left by a program that ended; resuming lets it run.
_RESUMABLE = ALLOWED[Verb.RESUME] | {JobState.SUBMITTED}


@dataclass(frozen=True, slots=True)
class StartedRun:
    """A run's jobs, and whether they are all that was asked for."""

    jobs: Sequence[Job]
    are_all: bool

    @property
    def job_ids(self) -> frozenset[str]:
        """Their ids."""
        return frozenset(job.job_id for job in self.jobs)


@dataclass(frozen=True, slots=True)
class UploadRequest:
    """What ``upload`` was asked for; "" and None leave it to the connection, the settings, and the names of the files.

    ``growth``: the files are still being written.
    """

    paths: Sequence[Path]
    bucket: str | None = None
    prefix: str | None = None
    chunk_size: int | None = None
    jobs: int | None = None
    workers: int | None = None
    stage: bool = False
    on_conflict: ConflictPolicy = ConflictPolicy.REFUSE
    found: FoundPolicy = FoundPolicy.UNASKED
    package: str | None = None
    hash_lists: HashListPolicy | None = None
    name_template: str | None = None
    asked: AskedTerms = NOTHING_ASKED
    growth: Growth | None = None
    start_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RunDefaults:
    """What a request leaves to the connection and the settings; sizes in bytes."""

    profile: Profile
    part_size: int
    max_size: int | None
    hash_lists: HashListPolicy = HashListPolicy.CHECK


def defaults_of(runtime: Runtime) -> RunDefaults:
    """The defaults of this process. Raises BadSettingsError where no connection is configured."""
    environment = runtime.environment
    return RunDefaults(
        runtime.credentials.current_profile(),
        environment.part_size or runtime.saved.settings.part_size,
        environment.max_size,
        runtime.saved.settings.hash_lists,
    )


class UploadStart:
    """Files and folders -> submitted jobs, for one run. ``is_stopped`` ends the scan; read on its thread."""

    def __init__(self, request: UploadRequest, defaults: RunDefaults) -> None:
        self.is_stopped = False
        self._request = request
        self._defaults = defaults
        self._hash_lists = request.hash_lists or defaults.hash_lists
        self._profile = _chosen_profile(request, defaults.profile)
        wanted_terms(self._profile, request.asked)  # refused before anything is read
        self._package_name = None if request.package is None else entered_name(request.package)

    async def begin(self, engine: Engine, reporter: Reporter) -> StartedRun:
        """Scan on a helper thread, submit, and go on with what had been submitted before."""
        try:
            found, new, refused = await asyncio.to_thread(self._scanned)
        except asyncio.CancelledError:
            self.is_stopped = True
            raise
        answers = await engine.submit(new, self._package(found, new), left_out=refused_files(refused))
        jobs = [answer for answer in answers if isinstance(answer, Job)]
        refused += [_with_options(answer) for answer in answers if isinstance(answer, Refusal)]
        for refusal in refused:
            reporter.refuse(refusal, self._profile.bucket)
        if jobs and _names_all_alike(self._profile.name_template):
            reporter.remark(_ONE_NAME)
        for file in found.files:
            if file.is_unlisted:
                reporter.remark(f"{printable(file.path)}: {_UNLISTED}")
        stopped = [job.job_id for job in jobs if job.state in ALLOWED[Verb.RESUME]]
        if stopped:
            await engine.resume(stopped)
        return StartedRun(jobs, are_all=all(each.is_success for each in refused))

    def _package(self, found: Scan, new: Sequence[NewJob]) -> Package:
        """What these files are together."""
        paths = [str(path.absolute()) for path in self._request.paths]
        added = added_together(paths, [one.source_path for one in new])
        name = self._package_name or added.english
        package = Package(name, added.source_folder, hash_lists=self._hash_lists)
        return with_unmatched(package, found, new)

    def _scanned(self) -> tuple[Scan, list[NewJob], list[Refusal]]:
        request, defaults = self._request, self._defaults
        scanned = scan(request.paths, stop=self)
        found = with_expected_hashes(scanned, self._hash_lists, self)
        new, refused = new_jobs(
            found,
            self._profile,
            part_size=request.chunk_size or defaults.part_size,
            max_size=defaults.max_size,
            on_conflict=request.on_conflict,
            stage=request.stage,
            part_size_is_chosen=request.chunk_size is not None,
            on_found=request.found,
            asked=request.asked,
            growth=request.growth,
        )
        timed = [replace(one, start_at=request.start_at) for one in new]
        return found, timed, [*found.skipped, *refused]


def _names_all_alike(template: str) -> bool:
    return bool(template) and not parsed_template(template).tells_files_apart


def _with_options(refusal: Refusal) -> Refusal:
    """With what to say on the command line about parts that were found."""
    if refusal.found is None:
        return refusal
    return replace(refusal, messages=(*refusal.messages, message(MessageCode.SAY_FOUND)))


def _chosen_profile(request: UploadRequest, profile: Profile) -> Profile:
    bucket = entered(request.bucket or "", "The bucket") or profile.bucket
    if not bucket:
        raise BadSettingsError(message(MessageCode.BUCKET_NOT_NAMED))
    prefix = profile.prefix if request.prefix is None else entered(request.prefix, "The prefix")
    template = (
        profile.name_template if request.name_template is None else clean_template(request.name_template)
    )
    return replace(profile, bucket=bucket, prefix=prefix, name_template=template)


async def begin_resuming(
    database: JobDatabase,
    engine: Engine,
    chosen: Sequence[Job] | None,
    *,
    say: Callable[[str], None],
) -> StartedRun:
    """Resume what may be resumed of ``chosen`` (None: of all), and say of the others why not."""
    jobs = await asyncio.to_thread(_asked_to_resume, database, chosen)
    if chosen is None and not jobs:
        say("Nothing to resume: no job is paused, failed or waiting.")
    allowed = [job for job in jobs if job.state in _RESUMABLE]
    for job in jobs:
        if job.state not in _RESUMABLE:
            say(f"{job.file_name}: this job is {job.state} and can't be resumed.")
    if allowed:
        with contextlib.suppress(NotAllowedError):  # the only one waits for its turn here already
            await engine.resume([job.job_id for job in allowed])
    return StartedRun(allowed, are_all=len(allowed) == len(jobs))


def _asked_to_resume(database: JobDatabase, chosen: Sequence[Job] | None) -> list[Job]:
    if chosen is None:
        return [job for state in _RESUMABLE for job in database.jobs(state=state)]
    return [database.get(job_id) for job_id in dict.fromkeys(job.job_id for job in chosen)]
