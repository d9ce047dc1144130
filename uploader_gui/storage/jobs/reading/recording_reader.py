"""RecordingReader: finished uploads by what they are known by, whether their jobs are still listed or not."""

import json
from collections.abc import Collection

from uploader_gui.domain.checks import Check, CheckKind, CheckResult
from uploader_gui.domain.job import Job, Recording
from uploader_gui.storage.database.column_values import time_of
from uploader_gui.storage.jobs.job_rows import JOBS, ids_beginning
from uploader_gui.storage.jobs.other_rows import RECORDINGS
from uploader_gui.storage.jobs.reading.delivery_reader import DeliveryReader
from uploader_gui.storage.jobs.statements import (
    RECORDINGS_OF_JOBS,
    SELECT_CHECKS,
    SELECT_JOBS_OF_RECORDINGS,
    SELECT_RECORDINGS_FROM,
    SELECT_SOME_CHECKS,
    SELECT_SOME_RECORDINGS,
)


class RecordingReader(DeliveryReader):
    """What is stored of finished uploads, as the domain's values. Blocking; any thread."""

    def recording_ids(
        self, job_ids: Collection[str] | None = None, *, package_id: str | None = None
    ) -> list[int]:
        """The recordings of these jobs, oldest first, also of those that were removed; or of a package; or all."""
        with self._database.reading() as sqlite:
            if job_ids is not None:
                rows = sqlite.execute(RECORDINGS_OF_JOBS, {"job_ids": json.dumps(list(job_ids))})
            elif package_id is not None:
                rows = sqlite.execute(
                    "SELECT id FROM video_recordings WHERE package_id = ? ORDER BY id", (package_id,)
                )
            else:
                rows = sqlite.execute("SELECT id FROM video_recordings ORDER BY id")
            return [row["id"] for row in rows]

    def recordings_from(self, endpoint: str, bucket: str, paths: Collection[str]) -> list[Recording]:
        """What of these source files is in this bucket, oldest first."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(SELECT_RECORDINGS_FROM, (endpoint, bucket, json.dumps(list(paths))))
            return [RECORDINGS.load(row) for row in rows]

    def removed_job_ids(self, prefix: str) -> list[str]:
        """Ids of finished jobs that ``prefix`` may mean, as ``JobReader.find`` does, listed still or not; two at most."""
        with self._database.reading() as sqlite:
            rows = sqlite.execute(
                "SELECT DISTINCT job_id FROM video_recordings WHERE job_id BETWEEN ? AND ? LIMIT 2",
                ids_beginning(prefix),
            )
            return [row["job_id"] for row in rows]

    def recordings_at(self, recording_ids: Collection[int]) -> list[tuple[Recording, Job | None]]:
        """These recordings, oldest first, each with its job if that is still listed."""
        ids = json.dumps(list(recording_ids))
        with self._database.reading() as sqlite:
            jobs = [JOBS.load(row) for row in sqlite.execute(SELECT_JOBS_OF_RECORDINGS, (ids,))]
            by_recording = {job.recording_id: job for job in jobs}
            rows = sqlite.execute(SELECT_SOME_RECORDINGS, (ids,))
            recordings = [RECORDINGS.load(row) for row in rows]
        return [(one, by_recording.get(one.recording_id)) for one in recordings]

    def recorded_bytes(self, recording_ids: Collection[int]) -> int:
        """How many bytes these recordings' objects have together."""
        with self._database.reading() as sqlite:
            (size,) = sqlite.execute(
                "SELECT coalesce(sum(file_size), 0) FROM video_recordings "
                "WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(recording_ids)),),
            ).fetchone()
        return int(size)

    def checks(self, recording_ids: Collection[int] | None = None) -> dict[int, Check]:
        """What was found of those of these recordings (None: of all) that were verified again, by their ids."""
        with self._database.reading() as sqlite:
            if recording_ids is None:
                rows = sqlite.execute(SELECT_CHECKS)
            else:
                rows = sqlite.execute(SELECT_SOME_CHECKS, (json.dumps(list(recording_ids)),))
            return {
                recording_id: Check(time_of(at), CheckKind(by), CheckResult(result))
                for recording_id, at, by, result in rows
            }
