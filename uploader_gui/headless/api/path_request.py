"""Submitting a file of this machine by its path: what the JSON may say, and the job that it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from uploader_gui.domain.entered_text import entered
from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.job import ConflictPolicy, NewJob
from uploader_gui.domain.profile import Profile
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.errors import bad_request
from uploader_gui.source.scan import Scan, scan
from uploader_gui.source.source_file import Unstoppable, source_error
from uploader_gui.transfer.intake.new_jobs import new_jobs

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
    if not path or not _is_text(path) or not Path(path).is_absolute():
        raise bad_request("`path` is the absolute path of a file on this machine.")
    chunk_size = body.get("chunkSize")
    if chunk_size is not None and (not isinstance(chunk_size, int) or isinstance(chunk_size, bool)):
        raise bad_request("`chunkSize` is a number of bytes.")
    stage = body.get("stage", False)
    if not isinstance(stage, bool):
        raise bad_request("`stage` is true or false.")
    chosen = _text(body, "onConflict")
    policy = ConflictPolicy.REFUSE.value if chosen is None else chosen
    if policy not in _POLICIES:
        raise bad_request(f"`onConflict` is one of {', '.join(_POLICIES)}.")
    bucket, prefix = _entered(body, "bucket"), _entered(body, "prefix")
    if bucket == "":
        raise bad_request("`bucket` is empty. Leave it out for the connection's.")
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
    try:
        is_folder = wanted.path.is_dir()
    except OSError as error:
        raise source_error(wanted.path, error) from error
    if is_folder:
        raise bad_request("`path` names a folder. Send one request for each file.")
    found = scan([wanted.path], stop=Unstoppable())
    new, refused = new_jobs(
        Scan(found.files, []),
        profile,
        part_size=backend.part_size if wanted.chunk_size is None else wanted.chunk_size,
        max_size=backend.runtime.environment.max_size,
        on_conflict=wanted.on_conflict,
        stage=wanted.stage,
        part_size_is_chosen=wanted.chunk_size is not None,
    )
    for refusal in (*found.skipped, *refused):
        raise UploaderError(refusal.messages, code=refusal.code)
    return new[0]


def with_bucket(profile: Profile) -> Profile:
    """The profile, if it names a bucket; else UploaderError STORE_UNAVAILABLE."""
    if profile.bucket:
        return profile
    raise UploaderError(
        "The connection names no bucket. Set UPLOADER_GUI_BUCKET.", code=ErrorCode.STORE_UNAVAILABLE
    )


def _entered(body: Mapping[object, object], name: str) -> str | None:
    text = _text(body, name)
    return None if text is None else entered(text, f"`{name}`")


def _is_text(path: str) -> bool:
    """Whether a file can have this path: it has no NUL, and no halves of characters."""
    return "\0" not in path and all(not "\ud800" <= each <= "\udfff" for each in path)


def _text(body: Mapping[object, object], name: str) -> str | None:
    value = body.get(name)
    if value is None or isinstance(value, str):
        return value
    raise bad_request(f"`{name}` is a text.")
