"""Files that were sent once, as new jobs that take them to the same places as they are now."""

from collections.abc import Sequence
from dataclasses import dataclass

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.hashes import Hashes
from uploader_gui.domain.job import ConflictPolicy, Destination, Job, NewJob, Recording
from uploader_gui.domain.plan import Limits, plan_for
from uploader_gui.domain.profile import LARGEST_OBJECT_SIZE
from uploader_gui.domain.store.object_terms import ObjectTerms
from uploader_gui.source.source_file import take_fingerprint


@dataclass(frozen=True, slots=True)
class SentFile:
    """What is to be known of a file to send it again; ``part_size`` in bytes."""

    source_path: str
    file_name: str
    file_size: int
    content_type: str
    part_size: int
    destination: Destination
    stage: bool = False
    expected_hashes: Hashes = ()
    terms: ObjectTerms | None = None

    @classmethod
    def of_job(cls, job: Job) -> "SentFile":
        """The file of a job."""
        return cls(
            job.source_path,
            job.file_name,
            job.file_size,
            job.content_type,
            job.part_size,
            job.destination,
            stage=job.stage,
            expected_hashes=job.expected_hashes,
            terms=job.terms,
        )

    @classmethod
    def of_recording(cls, recording: Recording, *, region: str, part_size: int) -> "SentFile":
        """The file of a delivery, whose job may be gone."""
        return cls(
            recording.source_path,
            recording.file_name,
            recording.file_size,
            recording.content_type,
            part_size,
            recording.destination(region),
            terms=recording.terms,
        )


def jobs_again(files: Sequence[SentFile]) -> tuple[list[NewJob], list[Refusal]]:
    """A new job for each of them, and a Refusal of those that can't be read any more. Blocking.

    What stands at its place in the store is not replaced unless the user says so.
    """
    jobs: list[NewJob] = []
    refused: list[Refusal] = []
    for file in files:
        try:
            jobs.append(_job_again(file))
        except UploaderError as error:
            key = file.destination.object_key
            refused.append(Refusal(file.source_path, key, file.file_size, error.code, error.messages))
    return jobs, refused


def _job_again(file: SentFile) -> NewJob:
    fingerprint = take_fingerprint(file.source_path)
    return NewJob(
        source_path=file.source_path,
        file_name=file.file_name,
        content_type=file.content_type,
        fingerprint=fingerprint,
        plan=plan_for(fingerprint.size, file.part_size, Limits(max_object_size=LARGEST_OBJECT_SIZE)),
        destination=file.destination,
        on_conflict=ConflictPolicy.REFUSE,
        stage=file.stage,
        expected_hashes=file.expected_hashes,
        terms=file.terms,
        terms_are_chosen=True,
    )
