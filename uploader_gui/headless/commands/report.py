"""The command ``report``: what was sent, for whoever has to show it, while another process sends or after it."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import IO

from uploader_gui.domain.errors import JobNotFoundError
from uploader_gui.domain.job import JobState
from uploader_gui.domain.reports.report import Reported, ReportFilter
from uploader_gui.domain.reports.report_format import ReportFormat
from uploader_gui.headless.output.lines import notice, print_lines
from uploader_gui.headless.output.streams import OutputStream
from uploader_gui.headless.output.words import counted
from uploader_gui.headless.runs.exit_codes import printed_exit_code
from uploader_gui.runtime.reports.report import Report, writing_to
from uploader_gui.runtime.reports.report_words import readers_language
from uploader_gui.runtime.runtime import engine_runs, open_reader, state_directory
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.reading.job_reader import JobReader
from uploader_gui.storage.settings.settings import Language
from uploader_gui.storage.settings.settings_file import SettingsFile

_AT_ONCE = 1 << 16


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What ``report`` was asked for; ``output`` None is standard output, ``states`` and ``language`` None what is usual."""

    format: ReportFormat
    output: Path | None
    states: Sequence[JobState] | None
    package: str | None
    job: str | None
    since: datetime | None
    until: datetime | None
    language: str | None


def report(environ: Mapping[str, str], request: ReportRequest) -> int:
    """Make the report; returns the exit code. Raises UploaderError in words."""
    state_dir = state_directory(environ)
    database = Database.open(state_dir, read_only=True)
    wanted = _filter(environ, request)
    chosen = (
        Language(request.language) if request.language else SettingsFile(state_dir).load().settings.language
    )
    made = Report(
        wanted,
        request.format,
        readers_language(chosen, environ),
        engine_runs=engine_runs(environ),
    )
    if request.output is not None:
        reported = made.save(database, request.output)
        notice(f"{request.output}: {counted(reported.files, 'file', 'files')}")
        _tell_of_the_rest(reported)
        return printed_exit_code()
    # The database is not to wait for a reader who turns pages, nor is half a report to be printed.
    with (
        writing_to(gettempdir()),
        TemporaryFile("w+", encoding="utf-8", errors="backslashreplace", newline="") as file,
    ):
        reported = made.write(database, file)
        if not reported.files:
            notice("No upload fits.")
        _tell_of_the_rest(reported)
        file.seek(0)
        _print(file)
    return printed_exit_code()


def _tell_of_the_rest(reported: Reported) -> None:
    if reported.without_hash:
        left_out = counted(reported.without_hash, "finished file is", "finished files are")
        notice(f"{left_out} not in this list: it needs a hash that was made while sending.")


def _filter(environ: Mapping[str, str], request: ReportRequest) -> ReportFilter:
    """Raises JobNotFoundError, and BadSettingsError for no such package, and where several jobs are meant by an id."""
    reader = open_reader(environ)
    packages = None if request.package is None else reader.find_packages(request.package)
    if request.job is not None:
        _be_known(reader, request.job)
    return ReportFilter(
        job=request.job,
        package_ids=None if packages is None else [package.package_id for package in packages],
        states=request.states,
        since=request.since,
        until=request.until,
    )


def _be_known(reader: JobReader, job: str) -> None:
    """Raise JobNotFoundError where neither a job in the list nor a finished upload has this id."""
    try:
        reader.find(job)
    except JobNotFoundError:
        if not reader.removed_job_ids(job):
            raise


def _print(file: IO[str]) -> None:
    """Print it as it is; on a terminal, which names could command, line by line as text."""
    if sys.stdout.isatty():
        print_lines(line.rstrip("\r\n") for line in file)
        return
    sys.stdout.flush()
    while text := file.read(_AT_ONCE):
        sys.stdout.buffer.write(text.encode(errors="backslashreplace"))
        if isinstance(sys.stdout, OutputStream) and sys.stdout.drain() is not None:
            return  # its reader went away
