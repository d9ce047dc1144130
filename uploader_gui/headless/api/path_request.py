"""Submitting a file of this machine by its path: what the JSON may say, and the job that it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.job import ConflictPolicy, NewJob
from uploader_gui.domain.profile import Profile
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.errors import bad_request
from uploader_gui.transfer.guard import Unstoppable
from uploader_gui.transfer.intake import Scan, new_jobs, scan

_KNOWN = frozenset({"path", "bucket", "prefix", "chunkSize", "onConflict", "stage"})
_POLICIES = {each.value: each for each in ConflictPolicy if each is not ConflictPolicy.SKIP}


@dataclass(frozen=True, slots=True)
class PathRequest:
    """A checked request. ``path`` is absolute; None leaves it to the connection and the settings."""

    path: Path
    bucket: str | None
    prefix: str | None
    chunk_size: int | None
    on_conflict: ConflictPolicy
    stage: bool


def parsed(body: object) -> PathRequest:
    """Check the JSON. Raises UploaderError BAD_REQUEST naming what is wrong with it."""
    if not isinstance(body, dict):
        raise bad_request("The JSON is an object with a `path`.")
    unknown = sorted(str(key) for key in body if key not in _KNOWN)
    if unknown:
        raise bad_request(f"`{unknown[0]}` is not known here. Known are {', '.join(sorted(_KNOWN))}.")
    path = _text(body, "path")
    if not path or "\0" in path or not Path(path).is_absolute():
        raise bad_request("`path` is the absolute path of a file on this machine.")
    chunk_size = body.get("chunkSize")
    if chunk_size is not None and (not isinstance(chunk_size, int) or isinstance(chunk_size, bool)):
        raise bad_request("`chunkSize` is a number of bytes.")
    stage = body.get("stage", False)
    if not isinstance(stage, bool):
        raise bad_request("`stage` is true or false.")
    policy = _text(body, "onConflict") or ConflictPolicy.REFUSE.value
    if policy not in _POLICIES:
        raise bad_request(f"`onConflict` is one of {', '.join(_POLICIES)}.")
    bucket, prefix = _text(body, "bucket"), _text(body, "prefix")
    return PathRequest(Path(path), bucket, prefix, chunk_size, _POLICIES[policy], stage)


def new_job_at(backend: Backend, wanted: PathRequest) -> NewJob:
    """Look at the file. Blocking; raises UploaderError where it can't be taken."""
    profile = backend.profile()
    profile = with_bucket(
        replace(
            profile,
            bucket=wanted.bucket or profile.bucket,
            prefix=profile.prefix if wanted.prefix is None else wanted.prefix,
        )
    )
    if wanted.path.is_dir():
        raise bad_request("`path` names a folder. Send one request for each file.")
    found = scan([wanted.path], stop=Unstoppable())
    new, refused = new_jobs(
        Scan(found.files, []),
        profile,
        part_size=wanted.chunk_size or backend.part_size,
        max_size=backend.runtime.environment.max_size,
        on_conflict=wanted.on_conflict,
        stage=wanted.stage,
        part_size_is_chosen=wanted.chunk_size is not None,
    )
    for refusal in (*found.skipped, *refused):
        raise UploaderError(refusal.reason, code=refusal.code)
    return new[0]


def with_bucket(profile: Profile) -> Profile:
    """The profile, if it names a bucket; else UploaderError STORE_UNAVAILABLE."""
    if profile.bucket:
        return profile
    raise UploaderError("The connection names no bucket. Set UPLOADER_GUI_BUCKET.", code="STORE_UNAVAILABLE")


def _text(body: Mapping[object, object], name: str) -> str | None:
    value = body.get(name)
    if value is None or isinstance(value, str):
        return value
    raise bad_request(f"`{name}` is a text.")
