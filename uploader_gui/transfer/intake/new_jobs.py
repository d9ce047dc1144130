"""Files that were found become jobs: their keys, plans and fingerprints, or why not."""

from collections.abc import Sequence
from dataclasses import replace

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Destination, NewJob
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.naming import content_type_of, object_key
from uploader_gui.domain.plan import Limits, Plan, check_part_size, plan_for
from uploader_gui.domain.profile import Profile
from uploader_gui.source.scan import Scan, ScannedFile, check_path, printable


def new_jobs(
    found: Scan,
    profile: Profile,
    *,
    part_size: int,
    max_size: int | None,
    on_conflict: ConflictPolicy,
    stage: bool,
    part_size_is_chosen: bool = False,
) -> tuple[list[NewJob], list[Refusal]]:
    """Make a job of every scanned file that can have a key and a plan, and a Refusal of the others.

    The refusals come on top of ``found.skipped``. The same file found twice is one job. Refused are: two files
    under one key (DUPLICATE_KEY, both), over ``max_size`` bytes or the profile's limit (FILE_TOO_LARGE), BAD_KEY.
    Raises BadSettingsError for a part size that can't be used.
    """
    check_part_size(part_size)
    limits, jobs = Limits(max_object_size=profile.max_object_size), []
    by_key, refused = _files_by_key(found.files, profile.prefix)
    for key, files in by_key.items():
        file = files[0]
        try:
            _check_only(key, files)
            _check_size(file, max_size)
            plan = plan_for(file.fingerprint.size, part_size, limits)
        except UploaderError as error:
            refused.extend(_refuse(file, error, key) for file in files)
            continue
        job = _new_job(file, plan, _destination(profile, key), on_conflict, stage=stage)
        jobs.append(replace(job, part_size_is_chosen=True) if part_size_is_chosen else job)
    return jobs, refused


def _files_by_key(
    files: Sequence[ScannedFile], prefix: str
) -> tuple[dict[str, list[ScannedFile]], list[Refusal]]:
    by_key: dict[str, list[ScannedFile]] = {}
    refused = []
    for file in files:
        try:
            check_path(file.path)
            key = object_key(prefix, file.relative_parts)
        except UploaderError as error:
            refused.append(_refuse(file, error))
            continue
        same_key = by_key.setdefault(key, [])
        if all(other.path != file.path for other in same_key):
            same_key.append(file)
    return by_key, refused


def _check_only(key: str, files: Sequence[ScannedFile]) -> None:
    if len(files) > 1:
        raise UploaderError(
            message(MessageCode.DUPLICATE_KEY, count=len(files), key=key),
            code=ErrorCode.DUPLICATE_KEY,
        )


def _check_size(file: ScannedFile, max_size: int | None) -> None:
    if max_size is not None and file.fingerprint.size > max_size:
        raise UploaderError(
            message(MessageCode.FILE_OVER_LIMIT, size=file.fingerprint.size, limit=max_size),
            code=ErrorCode.FILE_TOO_LARGE,
        )


def _destination(profile: Profile, key: str) -> Destination:
    return Destination(profile.name, profile.endpoint, profile.region, profile.bucket, key)


def _new_job(
    file: ScannedFile, plan: Plan, destination: Destination, on_conflict: ConflictPolicy, *, stage: bool
) -> NewJob:
    name = file.relative_parts[-1]
    return NewJob(
        source_path=file.path,
        file_name=name,
        content_type=content_type_of(name),
        fingerprint=file.fingerprint,
        plan=plan,
        destination=destination,
        on_conflict=on_conflict,
        stage=stage,
    )


def _refuse(file: ScannedFile, error: UploaderError, key: str = "") -> Refusal:
    said = tuple(one.with_texts(printable) for one in error.messages)
    return Refusal(printable(file.path), key, file.fingerprint.size, error.code, said)
