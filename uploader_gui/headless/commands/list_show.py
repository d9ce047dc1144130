"""The commands ``list`` and ``show``: what is stored, whoever holds the state directory."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import Job, JobState, PauseReason, Recording
from uploader_gui.headless.output.job_json import JsonObject, job_object, recording_object
from uploader_gui.headless.output.lines import notice, print_cells, print_json, print_line
from uploader_gui.headless.output.words import duration_words, proof_words, size_words
from uploader_gui.headless.runs.exit_codes import printed_exit_code
from uploader_gui.headless.runs.orphaned_copies import staging_space
from uploader_gui.runtime.runtime import engine_runs, open_reader, staging_directory, state_directory
from uploader_gui.storage.jobs.job_reader import JobReader
from uploader_gui.storage.settings.settings import environment
from uploader_gui.transfer.job.job_progress import status_at_rest


def list_jobs(environ: Mapping[str, str], *, state: JobState | None, limit: int, as_json: bool) -> int:
    """Print jobs, newest first; returns the exit code. Raises UploaderError in words."""
    reader = open_reader(environ)
    jobs = _jobs(reader, environ, state, limit)
    recordings = reader.recordings_of([job.job_id for job in jobs if job.state is JobState.COMPLETED])
    statuses = [_status(job, recordings.get(job.job_id)) for job in jobs]
    if as_json:
        return _print_objects(map(job_object, statuses))
    in_full = not sys.stdout.isatty()
    rows = [_row(status, in_full=in_full) for status in statuses]
    return _print_rows(("Job", "State", "Progress", "Size", "File", "To"), rows)


def list_recordings(environ: Mapping[str, str], *, search: str, limit: int, as_json: bool) -> int:
    """Print finished uploads, newest first, also those whose jobs are gone from the list; returns the exit code.

    Raises UploaderError in words.
    """
    recordings = open_reader(environ).recordings(search=search, limit=limit)
    if as_json:
        return _print_objects(map(recording_object, recordings))
    return _print_rows(("Uploaded", "Size", "Verified", "ETag", "File", "To"), [*map(_recorded, recordings)])


def _print_objects(objects: Iterable[JsonObject]) -> int:
    for fields in objects:
        print_json(fields)
    return printed_exit_code()


def _print_rows(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """A table on a terminal, cells with tabs between them for another program."""
    if sys.stdout.isatty():
        from uploader_gui.headless.output.progress_bars import print_table

        print_table(titles, rows)
    else:
        for row in rows:
            print_cells(row)
    return printed_exit_code()


def show_job(environ: Mapping[str, str], job_id: str, *, as_json: bool) -> int:
    """Print all that is known of a job; returns the exit code. Raises UploaderError in words."""
    reader = open_reader(environ)
    job = reader.find(job_id)
    if job.state is JobState.UPLOADING and not engine_runs(environ):
        job = _interrupted(reader.find(job_id))  # it may have ended in between, and its program after it
    status = _status(job, reader.recordings_of([job.job_id]).get(job.job_id))
    if as_json:
        print_json(job_object(status))
    else:
        for name, value in (*_facts(status), ("Staging disk", _staging_words(environ))):
            print_line(f"{name + ':':<14}{value}")
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


def _jobs(reader: JobReader, environ: Mapping[str, str], state: JobState | None, limit: int) -> list[Job]:
    """The newest jobs; those whose program was killed count as PAUSED, which its next start will make them."""
    has_died = bool(reader.jobs(state=JobState.UPLOADING, limit=1)) and not engine_runs(environ)
    if not has_died:
        return reader.jobs(state=state, limit=limit)
    if state is JobState.UPLOADING:
        return []
    if state is JobState.PAUSED:
        both = reader.jobs(state=state, limit=limit) + reader.jobs(state=JobState.UPLOADING, limit=limit)
        return [_interrupted(job) for job in sorted(both, key=_submitted, reverse=True)[:limit]]
    return [_interrupted(job) for job in reader.jobs(state=state, limit=limit)]


def _submitted(job: Job) -> float:
    return job.start_time.timestamp()


def _interrupted(job: Job) -> Job:
    return job.paused(PauseReason.PROGRAM_ENDED) if job.state is JobState.UPLOADING else job


def _status(job: Job, recording: Recording | None) -> JobStatus:
    return status_at_rest(job, recording)


def _recorded(recording: Recording) -> Sequence[str]:
    return (
        recording.uploaded_at.isoformat(" ", "seconds"),
        size_words(recording.file_size),
        proof_words(recording.verified_by),
        recording.etag,
        recording.file_name,
        f"{recording.bucket}/{recording.object_key}",
    )


def _row(status: JobStatus, *, in_full: bool) -> Sequence[str]:
    """The cells of a job; its id ``in_full``, or its first 8 characters."""
    job = status.job
    to = f"{job.destination.bucket}/{job.destination.object_key}"
    return (
        job.job_id if in_full else job.job_id[:8],
        job.state.value,
        f"{job.progress:.1f} %",
        size_words(job.file_size),
        job.file_name,
        to,
    )


def _facts(status: JobStatus) -> Iterator[tuple[str, str]]:
    """Name and value of everything that is known."""
    job, recording = status.job, status.recording
    yield "Job", job.job_id
    yield "State", job.state.value
    yield "Message", status.message
    yield "File", job.source_path
    yield "Size", f"{job.file_size} bytes ({size_words(job.file_size)})"
    yield (
        "Progress",
        f"{job.progress:.1f} %, {job.uploaded_parts}/{job.total_parts} parts of {job.part_size} bytes",
    )
    yield "Endpoint", job.destination.endpoint
    yield "Bucket", job.destination.bucket
    yield "Key", job.destination.object_key
    yield "Submitted", job.start_time.isoformat(" ", "seconds")
    optional = {
        "Ended": job.end_time and job.end_time.isoformat(" ", "seconds"),
        "Staged copy": job.staged_path,
        "Upload id": job.upload_id,
        "Error": job.error_code,
    }
    yield from ((name, value) for name, value in optional.items() if value)
    if recording is not None:
        yield "ETag", recording.etag
        yield "Verified by", recording.verified_by.value
        yield "URL", recording.download_url
