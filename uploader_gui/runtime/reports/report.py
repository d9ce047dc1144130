"""A report from the database to a file: read, written and put in its place, row by row, however many there are."""

import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.job import JobState
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.reports.report import Reported, ReportEntry, ReportFilter
from uploader_gui.domain.reports.report_format import ReportFormat
from uploader_gui.runtime.reports.csv_report import write_csv
from uploader_gui.runtime.reports.html_report import write_html
from uploader_gui.runtime.reports.json_report import write_json
from uploader_gui.runtime.reports.mhl_report import write_history, write_mhl
from uploader_gui.runtime.reports.report_words import ReportWords
from uploader_gui.runtime.reports.whole_file import open_text, whole_file
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.settings.settings import Language


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is to be made; ``language`` is that of HTML. ``engine_runs``: what is UPLOADING does so now.

    Otherwise its program was killed, and it is PAUSED, as in every list.
    """

    wanted: ReportFilter
    format: ReportFormat
    language: Language
    engine_runs: bool

    def write(self, database: Database, file: TextIO) -> Reported:
        """Write it, and return how many files it has. Blocking; raises OSError, BadSettingsError in words.

        ``file`` must not change line ends.
        """
        now = datetime.now(UTC)
        with self._entries(database) as stored:
            entries = _Counted(stored)
            match self.format:
                case ReportFormat.CSV:
                    write_csv(entries, file)
                case ReportFormat.JSON:
                    write_json(entries, now, file)
                case ReportFormat.HTML:
                    write_html(entries, now, ReportWords(self.language), file)
                case ReportFormat.MHL:
                    return write_mhl(entries, file)
        return Reported(entries.count)

    def save(self, database: Database, path: Path) -> Reported:
        """Write it to ``path``, whole or not at all, and return how many files it has. Blocking.

        A media hash list can go into a folder with downloaded copies, as the next generation of its history. Raises BadSettingsError in words, REPORT_UNWRITABLE among them.
        """
        with writing_to(str(path)):
            if self.format is ReportFormat.MHL and path.is_dir():
                with self._entries(database) as stored:
                    return write_history(stored, path)
            return self._save(database, path)

    def _save(self, database: Database, path: Path) -> Reported:
        if path.exists() and not path.is_file():  # /dev/stdout, a pipe: nothing to be replaced
            with open_text(os.open(path, os.O_WRONLY)) as file:
                return self.write(database, file)
        with whole_file(path) as file:
            return self.write(database, file)

    @contextmanager
    def _entries(self, database: Database) -> Iterator[Iterator[ReportEntry]]:
        from uploader_gui.storage.jobs.reading.report_reader import ReportReader  # half a second of imports

        with closing(ReportReader(database).entries(self._settled())) as stored:
            yield self._as_they_are(stored)

    def _settled(self) -> ReportFilter:
        """The filter for what is stored: what the killed program has left UPLOADING is to be found as PAUSED."""
        if self.engine_runs or self.wanted.states is None:
            return self.wanted
        states = set(self.wanted.states) - {JobState.UPLOADING}
        if JobState.PAUSED in states:
            states.add(JobState.UPLOADING)
        return replace(self.wanted, states=states)

    def _as_they_are(self, entries: Iterable[ReportEntry]) -> Iterator[ReportEntry]:
        for entry in entries:
            died = entry.state is JobState.UPLOADING and not self.engine_runs
            yield replace(entry, state=JobState.PAUSED) if died else entry


@contextmanager
def writing_to(place: str) -> Iterator[None]:
    """Have what keeps the report from being written raised as BadSettingsError in words."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadSettingsError(message(MessageCode.REPORT_UNWRITABLE, path=place, reason=reason)) from error


class _Counted:
    """Counts what is taken from it."""

    def __init__(self, entries: Iterator[ReportEntry]) -> None:
        self._entries = entries
        self.count = 0

    def __iter__(self) -> Iterator[ReportEntry]:
        for entry in self._entries:
            self.count += 1
            yield entry
