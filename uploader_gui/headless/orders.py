"""What is handed over from one process to the holder of the state directory, and read there again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.domain.profile import Profile, clean_endpoint
from uploader_gui.headless.beginning import UploadRequest
from uploader_gui.storage.settings import ENVIRONMENT_PROFILE, Environment, environment

Order = dict[str, object]
"""An order as JSON. It carries all that the caller's own environment says; paths are absolute."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The connection in the caller's environment, with its secret."""

    profile: Profile
    secret_key: str = field(repr=False)


def upload_order(environ: Mapping[str, str], request: UploadRequest) -> Order:
    """Hand over an ``upload``. Raises BadSettingsError for variables that can't be used."""
    variables = environment(environ)
    return {
        "verb": "upload",
        "paths": [str(path.absolute()) for path in request.paths],
        "bucket": request.bucket,
        "prefix": request.prefix,
        "chunkSize": request.chunk_size or variables.part_size,
        "stage": request.stage,
        "onConflict": request.on_conflict.value,
        "maxSize": variables.max_size,
        "keys": _keys(variables),
    }


def show_order(environ: Mapping[str, str], files: Sequence[Path]) -> Order:
    """Hand over a start of the window: a holder with a window shows it and takes the files there.

    Raises BadSettingsError for variables that can't be used.
    """
    return upload_order(environ, UploadRequest(list(files))) | {"verb": "show"}


def resume_order(environ: Mapping[str, str], job_ids: Sequence[str] | None) -> Order:
    """Hand over a ``resume``. Raises BadSettingsError for variables that can't be used."""
    return {"verb": "resume", "jobs": _list(job_ids), "keys": _keys(environment(environ))}


def change_order(verb: str, job_ids: Sequence[str] | None) -> Order:
    """Hand over a ``pause`` or a ``remove``."""
    return {"verb": verb, "jobs": _list(job_ids)}


def upload_request(order: Mapping[str, object]) -> UploadRequest:
    """The request in an order. Raises BadSettingsError if it is none of ours."""
    prefix = order.get("prefix")
    return UploadRequest(
        [Path(path) for path in _texts(order, "paths")],
        bucket=_text(order, "bucket"),
        prefix=None if prefix is None else _text(order, "prefix"),
        chunk_size=number(order, "chunkSize"),
        stage=order.get("stage") is True,
        on_conflict=ConflictPolicy(_text(order, "onConflict")),
    )


def chosen_ids(order: Mapping[str, object]) -> list[str] | None:
    """The jobs that an order names; None for all."""
    return None if order.get("jobs") is None else _texts(order, "jobs")


def keys_in(order: Mapping[str, object]) -> Keys | None:
    """The connection that came along with an order."""
    keys = order.get("keys")
    if keys is None:
        return None
    if not isinstance(keys, Mapping):
        raise _unreadable("keys")
    return Keys(
        Profile(
            ENVIRONMENT_PROFILE,
            clean_endpoint(_text(keys, "endpoint")),
            _text(keys, "bucket"),
            _text(keys, "accessKey"),
            region=_text(keys, "region"),
            prefix=_text(keys, "prefix"),
        ),
        _text(keys, "secretKey"),
    )


def number(order: Mapping[str, object], name: str) -> int | None:
    """A number of bytes that may be missing."""
    value = order.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise _unreadable(name)


def _keys(variables: Environment) -> Order | None:
    profile = variables.profile
    if profile is None:
        return None
    return {
        "endpoint": profile.endpoint,
        "bucket": profile.bucket,
        "accessKey": profile.access_key,
        "region": profile.region,
        "prefix": profile.prefix,
        "secretKey": variables.secret_key,
    }


def _list(job_ids: Sequence[str] | None) -> list[str] | None:
    return None if job_ids is None else list(job_ids)


def _texts(order: Mapping[str, object], name: str) -> list[str]:
    values = order.get(name)
    if isinstance(values, list) and all(isinstance(value, str) for value in values):
        return values
    raise _unreadable(name)


def _text(order: Mapping[str, object], name: str) -> str:
    value = order.get(name)
    if isinstance(value, str):
        return value
    raise _unreadable(name)


def _unreadable(name: str) -> BadSettingsError:
    return BadSettingsError(
        f"What was handed over can't be read: `{name}`. Is one of the programs of another version?"
    )
