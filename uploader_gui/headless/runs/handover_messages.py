"""What one process of ours hands over to the holder of the state directory, and what that one replies: typed values.

msgspec checks them as they are read. The JSON itself is the standard library's, which can carry what msgspec's can't:
a file's name that is no text. Imported only where something is handed over.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec

from uploader_gui.domain.entered.endpoint_address import clean_endpoint
from uploader_gui.domain.entered.entered_text import entered, entered_word
from uploader_gui.domain.errors import BadSettingsError, UploaderError
from uploader_gui.domain.events import JobEvent, Refusal, Verified
from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.name_template import clean_template
from uploader_gui.domain.packages.package_end import PackageEnd
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.unattended.watch_folder import WatchFolder
from uploader_gui.domain.window_start import WindowErrand, WindowStart
from uploader_gui.headless.runs.run_start import UploadRequest
from uploader_gui.headless.runs.verify_run import VerifyRequest
from uploader_gui.storage.settings.settings import environment


class Place(msgspec.Struct, frozen=True):
    """Where the caller's environment says that files go. The keys for it are the holder's own."""

    endpoint: str
    bucket: str
    region: str
    prefix: str
    name_template: str = ""

    def checked(self) -> "Place":
        """The same, fit for the wire. Raises BadSettingsError naming what is not."""
        return Place(
            clean_endpoint(self.endpoint),
            entered(self.bucket, "The bucket"),
            entered_word(self.region, "The region"),
            entered(self.prefix, "The prefix"),
            clean_template(self.name_template),
        )


class UploadHandover(msgspec.Struct, frozen=True, tag_field="verb", tag="upload"):
    """An ``upload``. It carries all that the caller's own environment says but the keys; paths are absolute.

    ``max_size`` in bytes. ``place`` None: where the holder's own connection leads.
    """

    request: UploadRequest
    max_size: int | None
    place: Place | None


class ShowHandover(UploadHandover, frozen=True, tag="show"):
    """A start of the window: a holder with a window shows it and takes the files there; the rest as of a WindowStart."""

    is_reviewed: bool = False
    errand: WindowErrand | None = None
    activation: str = ""

    def start(self) -> WindowStart:
        """What is wanted of the window."""
        return WindowStart(self.request.paths, self.is_reviewed, self.errand, self.activation)


class _JobsHandover(msgspec.Struct, frozen=True, tag_field="verb"):
    """The ids of jobs of the holder's; None for all. Each job knows where it goes."""

    job_ids: Sequence[str] | None


class ResumeHandover(_JobsHandover, frozen=True, tag="resume"):
    """A ``resume`` of these jobs, or of all (None)."""


class PauseHandover(_JobsHandover, frozen=True, tag="pause"):
    """A ``pause`` of these jobs, or of all (None); ``after_parts``: of those on their way."""

    after_parts: bool = False


class LimitHandover(_JobsHandover, frozen=True, tag="limit"):
    """A ``limit`` of these jobs, or of all (None), in bytes per second each; None: no limit of their own."""

    bytes_per_second: int | None


class PackageLimitHandover(msgspec.Struct, frozen=True, tag_field="verb", tag="limit package"):
    """A ``limit`` of all jobs of a package together, by its name or id, in bytes per second; None: no limit of its own."""

    package: str
    bytes_per_second: int | None


class StartHandover(_JobsHandover, frozen=True, tag="start at"):
    """A ``start-at`` of these jobs, or of all that do not run yet (None); ``when`` None: as soon as they can."""

    when: datetime | None


class TimetableHandover(msgspec.Struct, frozen=True, tag_field="verb", tag="timetable"):
    """A ``timetable``: these rules from now on, None: as they are; then what counts now is told."""

    rules: str | None
    as_json: bool


class VerifyHandover(msgspec.Struct, frozen=True, tag_field="verb", tag="verify"):
    """A ``verify``; each upload knows where it went, and the holder has the keys and writes down what is found."""

    request: VerifyRequest


class WatchHandover(msgspec.Struct, frozen=True, tag_field="verb", tag="watch"):
    """A ``watch`` of a folder, until whoever handed it over goes away. ``place`` as of an ``upload``."""

    watch: WatchFolder
    on_conflict: ConflictPolicy | None
    place: Place | None


class RemoveHandover(_JobsHandover, frozen=True, tag="remove"):
    """A ``remove`` of these jobs."""


Handover = (
    UploadHandover
    | ShowHandover
    | ResumeHandover
    | PauseHandover
    | LimitHandover
    | PackageLimitHandover
    | StartHandover
    | TimetableHandover
    | RemoveHandover
    | VerifyHandover
    | WatchHandover
)


class JobReply(msgspec.Struct, frozen=True, tag_field="reply", tag="job"):
    """Something happened to one of the jobs."""

    event: JobEvent


class PackageEndReply(msgspec.Struct, frozen=True, tag_field="reply", tag="package end"):
    """A package of these jobs has ended."""

    end: PackageEnd


class VerifiedReply(msgspec.Struct, frozen=True, tag_field="reply", tag="verified"):
    """A finished upload was verified again."""

    verified: Verified


class WatchReply(msgspec.Struct, frozen=True, tag_field="reply", tag="watch"):
    """Something that a watched folder tells once, beside what happens to its files."""

    folder: str
    text: str
    is_trouble: bool


class RefusalReply(msgspec.Struct, frozen=True, tag_field="reply", tag="refusal"):
    """A file was not taken for this bucket."""

    refusal: Refusal
    bucket: str | None


class LineReply(msgspec.Struct, frozen=True, tag_field="reply", tag="line"):
    """A line of results."""

    text: str


class NoticeReply(msgspec.Struct, frozen=True, tag_field="reply", tag="notice"):
    """A sentence beside the results."""

    text: str


class KeysReply(msgspec.Struct, frozen=True, tag_field="reply", tag="keys"):
    """The access key that the holder uses for the caller's endpoint."""

    access_key: str


class FailureReply(msgspec.Struct, frozen=True, tag_field="reply", tag="failure"):
    """It could not be done, and why; the last reply."""

    message: str
    exit_code: int


class ClosingReply(msgspec.Struct, frozen=True, tag_field="reply", tag="closing"):
    """The holder is ending and has left it undone; the last reply."""


class EndReply(msgspec.Struct, frozen=True, tag_field="reply", tag="end"):
    """It is done; the last reply."""

    exit_code: int


Reply = (
    JobReply
    | PackageEndReply
    | VerifiedReply
    | WatchReply
    | RefusalReply
    | LineReply
    | NoticeReply
    | KeysReply
    | FailureReply
    | ClosingReply
    | EndReply
)


def upload_handover(environ: Mapping[str, str], request: UploadRequest) -> UploadHandover:
    """Hand over an ``upload``. Raises BadSettingsError for variables that can't be used."""
    return UploadHandover(*_upload_fields(environ, request))


def show_handover(environ: Mapping[str, str], start: WindowStart) -> ShowHandover:
    """Hand over a start of the window. Raises BadSettingsError for variables that can't be used."""
    fields = _upload_fields(environ, UploadRequest(start.paths))
    return ShowHandover(*fields, start.is_reviewed, start.errand, start.activation)


def watch_handover(
    environ: Mapping[str, str], watch: WatchFolder, on_conflict: ConflictPolicy | None
) -> WatchHandover:
    """Hand over a ``watch``. Raises BadSettingsError for variables that can't be used."""
    return WatchHandover(watch, on_conflict, _place(environment(environ).profile))


def own_access_key(environ: Mapping[str, str]) -> str:
    """The access key that the caller's environment names, "" for none; it stays with the caller."""
    profile = environment(environ).profile
    return "" if profile is None else profile.access_key


def encoded(message: Handover | Reply) -> str:
    """A message as one line of JSON."""
    return json.dumps(msgspec.to_builtins(message, enc_hook=str), separators=(",", ":"))


def read_handover(text: bytes) -> Handover:
    """What was handed over. Raises BadSettingsError for anything else."""
    try:
        handover: Handover = msgspec.convert(json.loads(text), Handover, dec_hook=_path)
    except (ValueError, RecursionError) as error:
        raise BadSettingsError(message(MessageCode.HANDOVER_UNREADABLE, reason=str(error))) from error
    return handover


def read_reply(text: str) -> Reply:
    """What the holder replied. Raises UploaderError for anything else."""
    try:
        reply: Reply = msgspec.convert(json.loads(text), Reply)
    except (ValueError, RecursionError) as error:
        raise UploaderError(message(MessageCode.HOLDER_UNREADABLE, reason=str(error))) from error
    return reply


def _upload_fields(
    environ: Mapping[str, str], request: UploadRequest
) -> tuple[UploadRequest, int | None, Place | None]:
    variables = environment(environ)
    absolute = replace(
        request,
        paths=[path.absolute() for path in request.paths],
        chunk_size=request.chunk_size or variables.part_size,
        jobs=None,
        workers=None,
    )
    return absolute, variables.max_size, _place(variables.profile)


def _place(profile: Profile | None) -> Place | None:
    if profile is None:
        return None
    return Place(profile.endpoint, profile.bucket, profile.region, profile.prefix, profile.name_template)


def _path(kind: type[Path], text: str) -> Path:
    path = kind(text)
    if not path.is_absolute():  # it would lead to somewhere in the holder's own working directory
        raise ValueError(f"'{text}' is no absolute path")
    return path
