"""Object keys from paths and prefixes, and content types."""

import mimetypes
import posixpath
import re
from pathlib import PurePosixPath
from unicodedata import normalize

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.messages import MessageCode, message

MAX_KEY_BYTES = 1024  # AWS S3 user guide, "Naming Amazon S3 objects"
DEFAULT_CONTENT_TYPE = "application/octet-stream"
# What cameras and editors write and Python's own table lacks or gets wrong.
_VIDEO_TYPES = {
    ".3gp": "video/3gpp",
    ".avi": "video/x-msvideo",
    ".braw": "video/x-braw",
    ".dv": "video/x-dv",
    ".flv": "video/x-flv",
    ".m2t": "video/mp2t",
    ".m2ts": "video/mp2t",
    ".m4v": "video/x-m4v",
    ".mkv": "video/x-matroska",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".mpg": "video/mpeg",
    ".mts": "video/mp2t",
    ".mxf": "application/mxf",
    ".ogv": "video/ogg",
    ".r3d": "video/x-r3d",
    ".ts": "video/mp2t",
    ".webm": "video/webm",
    ".wmv": "video/x-ms-wmv",
}
_RENAMED = re.compile(r" \((\d+)\)$")


def content_type_of(file_name: str) -> str:
    """The content type for a file name: our video table first, then the standard one.

    A compressed file is not what it holds: ``notes.txt.gz`` is no text.
    """
    suffix = posixpath.splitext(file_name)[1].lower()
    if suffix in _VIDEO_TYPES:
        return _VIDEO_TYPES[suffix]
    # The whole name would be taken for a URL: "data:,x" for plain text.
    guessed, encoding = mimetypes.guess_type(f"name{suffix}")
    return guessed if guessed and not encoding else DEFAULT_CONTENT_TYPE


def clean_prefix(prefix: str) -> str:
    """A prefix as keys carry it: no leading or doubled slash, one at the end unless it is empty."""
    segments = [segment for segment in prefix.split("/") if segment]
    return "".join(f"{segment}/" for segment in segments)


def object_key(prefix: str, relative_parts: tuple[str, ...]) -> str:
    """The key of a file under ``prefix``, from its path's segments relative to what was dropped.

    It is in NFC, as people type: macOS and its disks decompose letters (``e`` and an accent for ``é``), and nobody
    would find such a key again. Raises UploaderError BAD_KEY for a key that no store could hold: no name, a ``.`` or ``..`` segment,
    over 1,024 bytes in UTF-8, a NUL, or a name that is not valid text.
    """
    key = normalize("NFC", clean_prefix(prefix) + "/".join(part for part in relative_parts if part))
    segments = key.split("/")
    if not segments[-1]:
        raise UploaderError(message(MessageCode.NAME_MISSING), code=ErrorCode.BAD_KEY)
    if "." in segments or ".." in segments:
        raise UploaderError(
            message(MessageCode.KEY_WITH_DOTS, key=key),
            code=ErrorCode.BAD_KEY,
        )
    if "\0" in key:
        raise UploaderError(message(MessageCode.KEY_WITH_NUL), code=ErrorCode.BAD_KEY)
    try:
        length = len(key.encode())
    except UnicodeEncodeError:
        raise UploaderError(message(MessageCode.NAME_NOT_TEXT), code=ErrorCode.BAD_KEY) from None
    if length > MAX_KEY_BYTES:
        raise UploaderError(
            message(MessageCode.KEY_TOO_LONG, length=length, limit=MAX_KEY_BYTES),
            code=ErrorCode.BAD_KEY,
        )
    return key


def renamed_key(key: str) -> str:
    """The next key to try when ``key`` is taken: ``a.mp4``, ``a (2).mp4``, ``a (3).mp4``..."""
    folder, slash, name = key.rpartition("/")
    path = PurePosixPath(name)
    stem, suffix = (path.stem, path.suffix) if path.stem else (name, "")
    numbered = _RENAMED.search(stem)
    if numbered:
        return f"{folder}{slash}{stem[: numbered.start()]} ({int(numbered[1]) + 1}){suffix}"
    return f"{folder}{slash}{stem} (2){suffix}"
