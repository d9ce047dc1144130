"""The files of a watched folder that were taken: what they are sent with, how that ended, and what follows."""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePath
from uuid import NAMESPACE_URL, uuid4, uuid5

from uploader_gui.domain.entered.visible_text import visible
from uploader_gui.domain.errors import ErrorCode, StoppedError, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import Job, JobState, NewJob, Recording, VerifiedBy
from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.domain.naming import clean_prefix
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.unattended.growth import LEAST_QUIET_S, Growth
from uploader_gui.domain.unattended.watch_folder import Afterwards, WatchFolder
from uploader_gui.source.scan import Scan, ScannedFile, printable
from uploader_gui.source.watching.watched_tree import FoundFile
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.jobs.watched_files import WatchedFile, WatchedFiles, WatchedFileState
from uploader_gui.transfer.intake.names import naming_by
from uploader_gui.transfer.intake.new_jobs import new_jobs
from uploader_gui.transfer.watching.watch_needs import EngineCalls, SendingOf, SendingSettings

# What is so for good, until the file or the settings are others; all else is tried again.
_FINAL = frozenset(
    {
        ErrorCode.BAD_KEY,
        ErrorCode.CANNOT_PROTECT,
        ErrorCode.DIFFERENT_OBJECT,
        ErrorCode.DUPLICATE_KEY,
        ErrorCode.FILE_TOO_LARGE,
        ErrorCode.OBJECT_EXISTS,
        ErrorCode.UPLOAD_FOUND,
    }
)
# A drive that was away failed its jobs; now it is back.
_AWAY = frozenset({ErrorCode.SOURCE_MISSING, ErrorCode.SOURCE_UNREADABLE})
# What is mended elsewhere: keys, rights and the connection, the clock, the store. The next start tries it once more.
_MENDED_ELSEWHERE = frozenset(
    {
        ErrorCode.ACCESS_DENIED,
        ErrorCode.ANSWER_UNREADABLE,
        ErrorCode.CERTIFICATE_CHANGED,
        ErrorCode.CERTIFICATE_EXPIRED,
        ErrorCode.CERTIFICATE_NOT_YET_VALID,
        ErrorCode.CERTIFICATE_OTHER_HOST,
        ErrorCode.CERTIFICATE_SELF_SIGNED,
        ErrorCode.CERTIFICATE_UNFIT,
        ErrorCode.CERTIFICATE_UNTRUSTED,
        ErrorCode.CLOCK_WRONG,
        ErrorCode.CREDENTIALS_EXPIRED,
        ErrorCode.CREDENTIALS_MISSING,
        ErrorCode.ENDPOINT_NOT_S3,
        ErrorCode.ENDPOINT_SPEAKS_HTTP,
        ErrorCode.ENDPOINT_SPEAKS_HTTPS,
        ErrorCode.HOST_NOT_FOUND,
        ErrorCode.NO_SUCH_BUCKET,
        ErrorCode.PROXY_DENIED,
        ErrorCode.QUOTA_EXCEEDED,
        ErrorCode.STORE_ERROR,
        ErrorCode.STORE_FULL,
        ErrorCode.SYSTEM_EXHAUSTED,
        ErrorCode.TLS_NOT_AGREED,
        ErrorCode.TLS_TOO_OLD,
        ErrorCode.WRONG_ACCESS_KEY,
        ErrorCode.WRONG_ENDPOINT,
        ErrorCode.WRONG_REGION,
        ErrorCode.WRONG_SECRET,
    }
)
# What a recorder does to its file after all: it went on too late, or began anew.
_GREW_ON = frozenset({ErrorCode.SOURCE_GROWING, ErrorCode.SOURCE_CHANGED, ErrorCode.SOURCE_TRUNCATED})

Tell = Callable[[Messages, Refusal | None], None]
"""Hears what is in the way, or that a file was not taken and why."""


@dataclass(frozen=True, slots=True)
class DueFile:
    """A file to be moved or deleted, and the proof of its upload."""

    file: WatchedFile
    recording: Recording


@dataclass(frozen=True, slots=True)
class Counts:
    """Of files since the folder is watched; see ``WatchStatus``."""

    sending: int
    sent: int
    unproven: int
    failed: int
    refused: int


class TakenFiles:
    """Of one watched folder, on its thread. ``tell`` hears what the user has to know."""

    def __init__(
        self,
        watch: WatchFolder,
        settings_id: str,
        sending: SendingOf,
        files: WatchedFiles,
        jobs: JobDatabase,
        engine: EngineCalls,
        tell: Tell,
    ) -> None:
        self._watch = watch
        self._settings_id = settings_id
        self._sending = sending
        self._files = files
        self._jobs = jobs
        self._engine = engine
        self._tell = tell
        self._rows: dict[str, WatchedFile] = {}
        self._by_job: dict[str, str] = {}
        self._growing: set[str] = set()
        self._failed: set[str] = set()
        self._counted: Counter[str] = Counter()
        self.last: tuple[str, datetime] | None = None
        """Path of the file that was taken last, and when."""

    @property
    def counts(self) -> Counts:
        """How many files are how far."""
        counted = self._counted
        sending = len(self._by_job) - len(self._failed)
        return Counts(sending, counted["sent"], counted["unproven"], len(self._failed), counted["refused"])

    def load(self) -> None:
        """Read what was taken before. What was refused with other settings may be taken with these."""
        self._rows = {row.path: row for row in self._files.of(self._watch.watch_id)}
        refused = [row for row in self._rows.values() if row.state is WatchedFileState.REFUSED]
        self._drop([row for row in refused if row.job_id != self._settings_id])
        self._by_job = {
            row.job_id: row.path for row in self._rows.values() if row.state is WatchedFileState.SUBMITTED
        }

    def is_known(self, found: FoundFile) -> bool:
        """Say whether the file was taken as it is now, or is being sent while it grows."""
        row = self._rows.get(found.path) or self._renamed(found)
        return row is not None and (row.is_still(found.fingerprint) or row.job_id in self._growing)

    def _renamed(self, found: FoundFile) -> WatchedFile | None:
        """The row of a file that was sent while it grew, and is found under the name that its recorder gives it at the end.

        Its job follows it. If that does not find it, the file is sent anew from there.
        """
        now = found.fingerprint
        for job_id in self._growing:
            row = self._rows[self._by_job[job_id]]
            is_it = (row.fingerprint.device, row.fingerprint.file_id) == (now.device, now.file_id)
            if is_it and not os.path.exists(row.path):  # noqa: PTH110 - a Path's raises where it may not look
                self._drop([row])
                self._keep([renamed := replace(row, path=found.path)])
                self._by_job[job_id] = found.path
                return renamed
        return None

    def catch_up(self, *, resumes: bool) -> list[DueFile]:
        """Go on where a program that ended, or a drive that went away, has left off; what is to be moved or deleted.

        ``resumes``: also with what the end of the program has paused, and what failed for something mended since.
        """
        taking = [row for row in self._rows.values() if row.state is WatchedFileState.TAKING]
        ids = [row.job_id for row in taking]
        there = {job.job_id for job in self._jobs.some(ids)} | self._files.recordings_of_jobs(ids).keys()
        self._drop([row for row in taking if row.job_id not in there])
        taken = [replace(row, state=WatchedFileState.SUBMITTED) for row in taking if row.job_id in there]
        self._keep(taken)
        self._by_job |= {row.job_id: row.path for row in taken}
        due = [row for row in self._rows.values() if row.state is WatchedFileState.DUE]
        found, _ = self._ended([*self._by_job, *(row.job_id for row in due)], is_new=False)
        unfinished = self._jobs.some(list(self._by_job))
        self._growing = {job.job_id for job in unfinished if _is_followed(job)}
        waiting = [job.job_id for job in unfinished if _is_to_go_on(job, resumes=resumes)]
        if waiting:
            self._failed.difference_update(waiting)
            self._engine.resume(waiting)
        return found

    def take(self, found: Sequence[FoundFile], *, growing: bool) -> list[FoundFile]:
        """Make jobs of finished files, or of ones that grow; gives those that are to be tried again later.

        Raises BadSettingsError where their connection is not there, and StoppedError.
        """
        sending = self._sending(self._watch)
        busy = self._still_sent(found)
        later = [one for one in found if one.path in busy]
        fresh = [one for one in found if one.path not in busy]
        growth = Growth(max(LEAST_QUIET_S, self._watch.settled_s), self._watch.marker) if growing else None
        profile = _within(sending, self._watch)
        scope = self._watch.watch_id if self._watch.name_template else ""
        new, refused = new_jobs(
            Scan([ScannedFile(one.path, one.parts, one.fingerprint) for one in fresh], []),
            profile,
            part_size=sending.part_size,
            max_size=sending.max_size,
            on_conflict=sending.on_conflict,
            stage=False,
            growth=growth,
            naming=naming_by(profile, scope=scope),
        )
        by_path = {printable(one.path): one for one in fresh}
        for refusal in refused:
            self._refuse(by_path[refusal.path], refusal)
        wanted = new if growing else self._without_sent(new, by_path)
        return later + self._submit([replace(one, job_id=str(uuid4())) for one in wanted], by_path)

    def ended(self, job_ids: Collection[str]) -> tuple[list[DueFile], list[str]]:
        """These jobs have ended: what is to be moved or deleted, and the paths of files to be looked at again."""
        return self._ended([one for one in job_ids if one in self._by_job], is_new=True)

    def in_use(self, due: Collection[DueFile]) -> set[str]:
        """The paths of those that another upload still needs, to another place say."""
        return self._jobs.sources_in_use([one.file.path for one in due]) if due else set()

    def removed(self, job_ids: Collection[str]) -> None:
        """The user has removed these jobs: their files are not sent, unless they change."""
        for job_id in job_ids:
            self._forget_job(job_id)

    def put_away(self, file: WatchedFile) -> None:
        """The file has been moved or deleted."""
        if self._is_newest(file):
            self._drop([file])

    def stays(self, file: WatchedFile) -> None:
        """The file is another one by now: nothing is done with it."""
        if self._is_newest(file):
            self._keep([replace(file, state=WatchedFileState.SENT)])

    def _is_newest(self, file: WatchedFile) -> bool:
        """Say whether no newer version of the file has been taken since."""
        row = self._rows.get(file.path)
        return row is not None and row.job_id == file.job_id

    def _still_sent(self, found: Sequence[FoundFile]) -> set[str]:
        """The paths of those whose last version is being sent: their turn comes when that has ended."""
        ids = {
            row.job_id for one in found if (row := self._rows.get(one.path)) and row.job_id in self._by_job
        }
        running = (
            {job.job_id for job in self._jobs.some(ids) if job.state is JobState.UPLOADING} if ids else set()
        )
        return {self._by_job[job_id] for job_id in running}

    def _without_sent(self, new: Sequence[NewJob], by_path: dict[str, FoundFile]) -> list[NewJob]:
        """Those that nobody has sent there as they are, by this program: a record says when each was read."""
        unknown = {
            one.source_path: {one.source_path, _real_path(one.source_path)}
            for one in new
            if one.source_path not in self._rows
        }
        sent = self._files.recordings_of_files(set().union(*unknown.values())) if unknown else {}
        left, rows = [], []
        for one in new:
            uploads = [each for path in unknown.get(one.source_path, ()) for each in sent.get(path, ())]
            known = next((each for each in uploads if _is_of(each, one)), None)
            if known is None:
                left.append(one)
            else:
                found = by_path[printable(one.source_path)]
                rows.append(self._row(found, known.job_id, WatchedFileState.SENT))
        self._keep(rows)
        return left

    def _submit(self, new: Sequence[NewJob], by_path: dict[str, FoundFile]) -> list[FoundFile]:
        if not new:
            return []
        found = [by_path[printable(one.source_path)] for one in new]
        before = [self._rows.get(one.path) for one in found]
        self._keep(
            self._row(one, job.job_id, WatchedFileState.TAKING) for one, job in zip(found, new, strict=True)
        )
        later, kept, old_rows = [], [], []
        try:
            answers = self._engine.submit(new, self._package())
        except StoppedError:  # the next start sees whether they were taken
            raise
        except UploaderError:  # they were not: a full disk, say
            self._take_back(found, before)
            raise
        for one, answer, old in zip(found, answers, before, strict=True):
            if isinstance(answer, Job):
                kept.append(self._taken(one, answer, old))
            elif answer.is_success:
                kept.append(self._row(one, "", WatchedFileState.SENT))
                self._counted["sent"] += 1
            elif answer.code in _FINAL:
                self._refuse(one, answer)
            else:
                old_rows.append(old)
                later.append(one)
                self._tell((*answer.messages, message(MessageCode.WATCH_TRIED_AGAIN)), None)
        self._keep(kept)
        self._take_back(later, old_rows)
        return later

    def _take_back(self, found: Sequence[FoundFile], before: Sequence[WatchedFile | None]) -> None:
        """These were not taken: an earlier version of each may still be being sent."""
        self._drop([self._rows[one.path] for one, old in zip(found, before, strict=True) if old is None])
        self._keep([old for old in before if old is not None])

    def _taken(self, found: FoundFile, job: Job, old: WatchedFile | None) -> WatchedFile:
        if old is not None and old.job_id != job.job_id:
            self._forget_job(old.job_id)
        self._failed.discard(job.job_id)
        self._by_job[job.job_id] = found.path
        if job.growth is not None:
            self._growing.add(job.job_id)
        self.last = found.path, datetime.now(UTC)
        # One that was there before may be of an earlier version, whose turn is first.
        return replace(self._row(found, job.job_id, WatchedFileState.SUBMITTED), fingerprint=job.fingerprint)

    def _refuse(self, found: FoundFile, refusal: Refusal) -> None:
        self._counted["refused"] += 1
        self._keep([self._row(found, self._settings_id, WatchedFileState.REFUSED)])
        self._tell(refusal.messages, refusal)

    def _ended(self, job_ids: Sequence[str], *, is_new: bool) -> tuple[list[DueFile], list[str]]:
        if not job_ids:
            return [], []
        paths = {row.job_id: row.path for row in self._rows.values() if row.job_id} | self._by_job
        jobs = {job.job_id: job for job in self._jobs.some(job_ids)}
        recordings = self._jobs.recordings_of(list(jobs))
        if gone := [one for one in job_ids if one not in jobs]:
            recordings |= self._files.recordings_of_jobs(gone)
        due, rows = [], []
        for job_id in job_ids:
            row, job = self._rows.get(paths[job_id]), jobs.get(job_id)
            recording = recordings.get(job_id)
            if row is None or row.job_id != job_id:  # a newer version of the file was taken since, or refused
                self._forget_job(job_id)
                self._counted["sent"] += is_new and recording is not None
            elif recording is not None:
                row = self._finished(row, job, recording, is_new=is_new)
                rows.append(row)
                if row.state is WatchedFileState.DUE:
                    due.append(DueFile(row, recording))
            elif job is None:
                self._forget_job(job_id)
            elif job.state is JobState.FAILED:
                self._failed.add(job_id)
                if job_id in self._growing:
                    rows += self._no_longer_followed(row, job)
        self._keep(rows)
        return due, [paths[job_id] for job_id in job_ids]

    def _no_longer_followed(self, row: WatchedFile, job: Job) -> list[WatchedFile]:
        """The row of a file whose turn comes again with its next change, or from where its job did not find it."""
        if job.error_code in _GREW_ON:
            self._growing.discard(job.job_id)
            return [replace(row, fingerprint=job.fingerprint)]
        if job.error_code == ErrorCode.SOURCE_MISSING and _real_path(row.path) != _real_path(job.source_path):
            self._growing.discard(job.job_id)
            self._drop([row])
            self._by_job[job.job_id] = job.source_path
            return [replace(row, path=job.source_path)]
        return []

    def _finished(
        self, row: WatchedFile, job: Job | None, recording: Recording, *, is_new: bool
    ) -> WatchedFile:
        self._forget_job(row.job_id)
        if job is not None and not job.fingerprint.is_taken_anew:
            # As it was read: it may have been touched, or have grown.
            row = replace(row, fingerprint=job.fingerprint)
        self._counted["sent"] += is_new
        if recording.verified_by is VerifiedBy.NONE:
            self._counted["unproven"] += is_new
            if self._watch.afterwards is not Afterwards.LEAVE and is_new:
                self._tell((message(MessageCode.WATCH_UNPROVEN, path=printable(row.path)),), None)
            return replace(row, state=WatchedFileState.SENT)
        # One of a folder that was watched under this id before is none of those that the settings speak of.
        leaves = self._watch.afterwards is Afterwards.LEAVE or not self._is_inside(row.path)
        return replace(row, state=WatchedFileState.SENT if leaves else WatchedFileState.DUE)

    def _is_inside(self, path: str) -> bool:
        return PurePath(path).is_relative_to(self._watch.folder)

    def _package(self) -> Package:
        """One for each folder and day: a row that a person finds again, and not one for each file of a recorder."""
        today = datetime.now().astimezone().date().isoformat()
        name = visible(PurePath(self._watch.folder).name or self._watch.folder)
        package_id = str(uuid5(NAMESPACE_URL, f"{self._watch.watch_id} {today}"))
        return Package(f"{name} {today}", self._watch.folder, package_id=package_id)

    def _row(self, found: FoundFile, job_id: str, state: WatchedFileState) -> WatchedFile:
        return WatchedFile(self._watch.watch_id, found.path, found.fingerprint, job_id, state)

    def _forget_job(self, job_id: str) -> None:
        self._by_job.pop(job_id, None)
        self._failed.discard(job_id)
        self._growing.discard(job_id)

    def _keep(self, rows: Iterable[WatchedFile]) -> None:
        changed = list(rows)
        self._rows.update((row.path, row) for row in changed)
        storable = [row for row in changed if printable(row.path) == row.path]
        if storable:
            self._files.keep(storable)

    def _drop(self, rows: Sequence[WatchedFile]) -> None:
        for row in rows:
            self._rows.pop(row.path, None)
        if rows:
            self._files.forget(self._watch.watch_id, [printable(row.path) for row in rows])


def _is_followed(job: Job) -> bool:
    """Say whether its file is sent while it grows, or waits for somebody to go on with that."""
    return job.growth is not None and not (job.state is JobState.FAILED and job.error_code in _GREW_ON)


def _is_to_go_on(job: Job, *, resumes: bool) -> bool:
    if job.was_interrupted:
        return resumes
    if job.state is not JobState.FAILED:
        return False
    return job.error_code in _AWAY or (resumes and job.error_code in _MENDED_ELSEWHERE)


def _within(sending: SendingSettings, watch: WatchFolder) -> Profile:
    """The connection, with the folder's own place behind its prefix, and the folder's names if it has its own."""
    profile = sending.profile
    return replace(
        profile,
        prefix=clean_prefix(profile.prefix) + clean_prefix(watch.prefix),
        name_template=watch.name_template or profile.name_template,
    )


def _real_path(path: str) -> str:
    """The name of the file, itself a link or none, in the folder as its disk has it."""
    folder, name = os.path.split(path)
    return str(PurePath(os.path.realpath(folder), name))


def _is_of(recording: Recording, new: NewJob) -> bool:
    """Say whether that upload was of the file as it is, to the same place: nobody has written to it since it was added then.

    Where the system has no time of change, another file of that name may be older than the upload: then nobody knows.
    """
    now, to = new.fingerprint, new.destination
    if now.ctime_ns is None or recording.began_at is None:
        return False
    return (
        (recording.endpoint, recording.bucket) == (to.endpoint, to.bucket)
        and _has_key(recording, new)
        and recording.file_size == now.size
        and max(now.mtime_ns, now.ctime_ns) < recording.began_at.timestamp() * 1e9
    )


def _has_key(recording: Recording, new: NewJob) -> bool:
    if new.name is not None and new.name.template.varies:
        return new.name.may_have_been(recording.object_key, any_package=True)
    return recording.object_key == new.destination.object_key
