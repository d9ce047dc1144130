"""The commands ``list`` and ``show``: what is stored, whoever holds the state directory."""

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import Job, JobState, PauseReason, Recording
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_summary import lacking
from uploader_gui.domain.reports.deliveries import Delivery, DeliverySearch
from uploader_gui.domain.reports.report_fields import average_speed
from uploader_gui.domain.store.object_terms import NO_TERMS, pairs_text
from uploader_gui.headless.commands.rows import print_objects, print_rows
from uploader_gui.headless.output.job_json import delivery_object, job_object
from uploader_gui.headless.output.lines import notice, print_json, print_line
from uploader_gui.headless.output.words import (
    duration_words,
    said_words,
    size_words,
    standing_words,
    state_words,
)
from uploader_gui.headless.runs.exit_codes import printed_exit_code
from uploader_gui.headless.runs.orphaned_copies import staging_space
from uploader_gui.runtime.runtime import engine_runs, open_reader, staging_directory, state_directory
from uploader_gui.storage.jobs.reading.job_reader import JobReader
from uploader_gui.storage.settings.settings import environment
from uploader_gui.transfer.job.job_progress import status_at_rest

if TYPE_CHECKING:
    from uploader_gui.domain.unattended.timetable import TimetableNow

_UNDER_WAY = frozenset({JobState.SUBMITTED, JobState.UPLOADING})


def list_jobs(
    environ: Mapping[str, str], *, state: JobState | None, package: str | None, limit: int, as_json: bool
) -> int:
    """Print jobs, newest first; returns the exit code. Raises UploaderError in words.

    ``package``: only those of packages of this name or id.
    """
    reader = open_reader(environ)
    jobs = _jobs(reader, environ, state, _package_ids(reader, package), limit)
    packages = reader.packages({job.package_id for job in jobs})
    recordings = reader.recordings_of([job.job_id for job in jobs if job.state is JobState.COMPLETED])
    statuses = _in_time(environ, [_status(job, recordings.get(job.job_id)) for job in jobs])
    if as_json:
        return print_objects(job_object(one, package=packages.get(one.job.package_id)) for one in statuses)
    in_full = not sys.stdout.isatty()
    _say_timetable(environ, statuses)
    rows = [_row(one, packages.get(one.job.package_id), in_full=in_full) for one in statuses]
    return print_rows(("Job", "State", "Progress", "Size", "File", "To", "Package"), rows)


def _package_ids(reader: JobReader, word: str | None) -> list[str] | None:
    return None if word is None else [package.package_id for package in reader.find_packages(word)]


def list_recordings(environ: Mapping[str, str], *, search: DeliverySearch, limit: int, as_json: bool) -> int:
    """Print finished uploads, newest first, also those whose jobs are gone from the list; returns the exit code.

    Raises UploaderError in words.
    """
    found, _ = open_reader(environ).deliveries(search, limit)
    if as_json:
        return print_objects(map(delivery_object, found))
    titles = ("Uploaded", "Size", "Verified", "ETag", "File", "To", "Package")
    return print_rows(titles, [*map(_recorded, found)])


def show_job(environ: Mapping[str, str], job_id: str, *, as_json: bool) -> int:
    """Print all that is known of a job; returns the exit code. Raises UploaderError in words."""
    reader = open_reader(environ)
    job = reader.find(job_id)
    if job.state is JobState.UPLOADING and not engine_runs(environ):
        job = _interrupted(reader.find(job_id))  # it may have ended in between, and its program after it
    (status,) = _in_time(environ, [_status(job, reader.recordings_of([job.job_id]).get(job.job_id))])
    package = reader.packages([job.package_id]).get(job.package_id)
    if as_json:
        print_json(job_object(status, package=package))
    else:
        for name, value in (*_facts(status, package), ("Staging disk", _staging_words(environ))):
            print_line(f"{name + ':':<13} {value}")
        _warn_of_standstill(environ, job)
    return printed_exit_code()


def _staging_words(environ: Mapping[str, str]) -> str:
    variables = environment({"UPLOAD_TEMP_DIR": environ.get("UPLOAD_TEMP_DIR", "")})
    used, free = staging_space(staging_directory(variables, state_directory(environ)))
    return f"{size_words(used)} of copies, {size_words(free)} free"


def _warn_of_standstill(environ: Mapping[str, str], job: Job) -> None:
    """Say so if no part of a running job was acknowledged for longer than the setting allows."""
    from uploader_gui.storage.settings.settings_file import SettingsFile

    after_min = SettingsFile(state_directory(environ)).load().settings.stalled_after_min
    stands_still = job.stands_still_for(datetime.now(UTC))
    if stands_still > timedelta(minutes=after_min):
        words = duration_words(stands_still.total_seconds())
        notice(f"Warning: no part of {job.file_name} was acknowledged by the store for {words}.")


def _jobs(
    reader: JobReader,
    environ: Mapping[str, str],
    state: JobState | None,
    package_ids: Collection[str] | None,
    limit: int,
) -> list[Job]:
    """The newest jobs; those whose program was killed count as PAUSED, which its next start will make them."""
    has_died = bool(reader.jobs(state=JobState.UPLOADING, limit=1)) and not engine_runs(environ)

    def jobs(state: JobState | None) -> list[Job]:
        return reader.jobs(state=state, limit=limit, package_ids=package_ids)

    if not has_died:
        return jobs(state)
    if state is JobState.UPLOADING:
        return []
    if state is JobState.PAUSED:
        both = jobs(state) + jobs(JobState.UPLOADING)
        return [_interrupted(job) for job in sorted(both, key=_submitted, reverse=True)[:limit]]
    return [_interrupted(job) for job in jobs(state)]


def _submitted(job: Job) -> float:
    return job.start_time.timestamp()


def _interrupted(job: Job) -> Job:
    return job.paused(PauseReason.PROGRAM_ENDED) if job.state is JobState.UPLOADING else job


def _status(job: Job, recording: Recording | None) -> JobStatus:
    return status_at_rest(job, recording)


def _say_timetable(environ: Mapping[str, str], statuses: Sequence[JobStatus]) -> None:
    """Say so where the timetable keeps some of these back now."""
    if not any(status.job.state in _UNDER_WAY for status in statuses):
        return
    from uploader_gui.headless.output.timetable_words import now_words

    table = _table(environ)
    if table.is_bounded:
        notice(f"Timetable. {now_words(table)}")


def _in_time(environ: Mapping[str, str], statuses: Sequence[JobStatus]) -> Sequence[JobStatus]:
    """With the times that jobs wait for: that at which they start, and that from which on the timetable lets them."""
    if not any(status.job.state is JobState.SUBMITTED for status in statuses):
        return statuses
    from uploader_gui.domain.unattended.timetable import system_time
    from uploader_gui.transfer.hours.waiting_words import status_in_time

    table, now = _table(environ), datetime.now(UTC)
    return [
        status_in_time(status, table, now, system_time) if status.job.state is JobState.SUBMITTED else status
        for status in statuses
    ]


def _table(environ: Mapping[str, str]) -> "TimetableNow":
    """What the timetable says now; none where the settings can't be read, which is no matter of a list."""
    from uploader_gui.domain.unattended.timetable import TimetableNow, timetable_now
    from uploader_gui.domain.unattended.timetable_text import parsed_timetable
    from uploader_gui.storage.settings.settings_file import SettingsFile

    try:
        settings = SettingsFile(state_directory(environ)).load().settings
    except BadSettingsError:
        return TimetableNow()
    return timetable_now(parsed_timetable(settings.timetable), settings.bandwidth_limit, datetime.now(UTC))


def _recorded(delivery: Delivery) -> Sequence[str]:
    recording = delivery.recording
    return (
        recording.uploaded_at.isoformat(" ", "seconds"),
        size_words(recording.file_size),
        standing_words(recording),
        recording.etag,
        recording.file_name,
        f"{recording.bucket}/{recording.object_key}",
        delivery.package_name,
    )


def _row(status: JobStatus, package: Package | None, *, in_full: bool) -> Sequence[str]:
    """The cells of a job; its id ``in_full``, or its first 8 characters."""
    job = status.job
    to = f"{job.destination.bucket}/{job.destination.object_key}"
    return (
        job.job_id if in_full else job.job_id[:8],
        state_words(status),
        f"{job.progress:.1f} %",
        size_words(job.file_size),
        job.file_name,
        to,
        "" if package is None else package.name,
    )


def _facts(status: JobStatus, package: Package | None) -> Iterator[tuple[str, str]]:
    """Name and value of everything that is known."""
    job, recording = status.job, status.recording
    yield "Job", job.job_id
    yield "State", state_words(status)
    yield "Message", said_words(status)
    yield "File", job.source_path
    yield "Size", f"{job.file_size} bytes ({size_words(job.file_size)})"
    more = " and more" if job.plan.doubles else ""
    yield (
        "Progress",
        f"{job.progress:.1f} %, {job.uploaded_parts}/{job.total_parts} parts of {job.part_size} bytes{more}",
    )
    if package is not None:
        yield "Package", ", ".join([f"{package.name} ({package.package_id})", *lacking(package)])
    yield "Endpoint", job.destination.endpoint
    yield "Bucket", job.destination.bucket
    yield "Key", job.destination.object_key
    yield "Submitted", job.start_time.isoformat(" ", "seconds")
    optional = {
        "Ended": job.end_time and job.end_time.isoformat(" ", "seconds"),
        "Staged copy": job.staged_path,
        "Upload id": job.upload_id,
        "Kept parts": job.kept.prefix and f"{job.kept.bucket}/{job.kept.prefix}",
        "Starts at": job.start_at and job.start_at.isoformat(" ", "seconds"),
        "Limit": job.bandwidth_limit and f"{size_words(job.bandwidth_limit)}/s",
        "Error": job.error_code,
        **_of_object(job),
    }
    yield from ((name, value) for name, value in optional.items() if value)
    if recording is not None:
        yield "ETag", recording.etag
        yield "Verified by", recording.verified_by.value
        yield from ((name, value) for name, value in _proof(recording).items() if value)
        if (check := recording.check) is not None:
            yield "Verified again", f"{check.at.isoformat(' ', 'seconds')}, by {check.by}: {check.result}"
            if len(check.looks) > 1:
                yield "Each look", ", ".join(f"{by}: {result}" for by, result in check.looks)
        yield "URL", recording.download_url


def _of_object(job: Job) -> Mapping[str, str]:
    """What its object gets beside its bytes; "" for what was not asked for."""
    terms = job.terms or NO_TERMS
    return {
        "Content type": job.content_type,
        "Metadata": pairs_text(terms.metadata),
        "Tags": pairs_text(terms.tags),
        "Storage class": terms.storage_class,
        "Cache-Control": terms.cache_control,
        "Encryption": " ".join(filter(None, (terms.encryption, terms.kms_key_id))),
        "Retention": terms.retention and f"{terms.retention}, {terms.retention_days} days",
    }


def _proof(recording: Recording) -> Mapping[str, str]:
    """What was computed of the file, how long it took and who sent it; "" for what was not kept."""
    speed = average_speed(recording)
    return {
        "CRC32": "" if recording.crc32 is None else f"{recording.crc32:08x}",
        **{kind.value: value for kind, value in recording.hashes},
        "Active": "" if recording.active_s is None else f"{recording.active_s:.1f} s",
        "Average": "" if speed is None else f"{size_words(speed)}/s",
        "Sent by": "@".join(filter(None, (recording.user, recording.host))),
        "Sent with": recording.program_version,
    }
