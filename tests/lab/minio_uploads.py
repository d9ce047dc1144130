"""What MinIO's face remembers of the uploads that passed it, and the documents that S3 makes of them."""

import html
import re
import time
from dataclasses import dataclass, field

LIFETIME_H = 24.0
"""MinIO's default ``stale_uploads_expiry``, counted from Create, also while parts are arriving."""

_PART = re.compile(r"<Part>.*?</Part>", re.DOTALL)
_UPLOAD = re.compile(r"<Upload>.*?</Upload>", re.DOTALL)


@dataclass(slots=True)
class Upload:
    """One upload. ``checksums``: base64 CRC32 by part number. ``is_listed``: begun since the server started."""

    begun_at_s: float
    has_checksums: bool
    checksums: dict[int, str] = field(default_factory=dict)
    is_gone: bool = False
    is_listed: bool = True


class Uploads:
    """Uploads by id, on a clock that tests put forward. Ids that never passed are left to the store."""

    def __init__(self) -> None:
        self._uploads: dict[str, Upload] = {}
        self._ahead_s = 0.0

    def age(self, hours: float) -> None:
        """Let this much time have passed."""
        self._ahead_s += hours * 3600

    def forget_listed(self) -> None:
        """The server was started again: listings without a prefix know nothing of what was begun before."""
        for upload in self._uploads.values():
            upload.is_listed = False

    def begin(self, upload_id: str, *, has_checksums: bool) -> None:
        self._uploads[upload_id] = Upload(self._now_s(), has_checksums)

    def end(self, upload_id: str) -> None:
        """It was completed or aborted."""
        if upload_id in self._uploads:
            self._uploads[upload_id].is_gone = True

    def is_gone(self, upload_id: str) -> bool:
        """Ended, or older than its lifetime."""
        upload = self._uploads.get(upload_id)
        if upload is None:
            return False
        return upload.is_gone or self._now_s() - upload.begun_at_s >= LIFETIME_H * 3600

    def wants_checksum(self, upload_id: str) -> bool:
        upload = self._uploads.get(upload_id)
        return upload is not None and upload.has_checksums

    def keep_checksum(self, upload_id: str, number: int, crc32: str) -> None:
        if upload_id in self._uploads:
            self._uploads[upload_id].checksums[number] = crc32

    def accepts(self, upload_id: str, document: str) -> bool:
        """Whether Complete's parts carry the checksums that they were sent with, where these were announced."""
        upload = self._uploads.get(upload_id)
        if upload is None or not upload.has_checksums:
            return True
        parts = _PART.findall(document)
        return all(
            _text("ChecksumCRC32", part) == upload.checksums.get(int(_text("PartNumber", part)))
            for part in parts
        )

    def parts_listed(self, upload_id: str, document: str) -> str:
        """A listing of parts: each once, the newer, with its checksum."""
        upload = self._uploads.get(upload_id)
        checksums = upload.checksums if upload is not None and upload.has_checksums else {}
        newest = {int(_text("PartNumber", part)): part for part in _PART.findall(document)}

        def shown(number: int, part: str) -> str:
            crc32 = checksums.get(number)
            return (
                part.replace("</Part>", f"<ChecksumCRC32>{crc32}</ChecksumCRC32></Part>") if crc32 else part
            )

        return _replaced(_PART, document, "".join(shown(*item) for item in sorted(newest.items())))

    def uploads_listed(self, prefix: str, document: str) -> str:
        """A listing of uploads: of exactly the key ``prefix``, or with none those begun since the start."""

        def is_shown(entry: str) -> bool:
            upload_id = _text("UploadId", entry)
            if self.is_gone(upload_id):
                return False
            return self._is_known(upload_id) if not prefix else html.unescape(_text("Key", entry)) == prefix

        return _replaced(_UPLOAD, document, "".join(filter(is_shown, _UPLOAD.findall(document))))

    def _is_known(self, upload_id: str) -> bool:
        upload = self._uploads.get(upload_id)
        return upload is not None and upload.is_listed

    def _now_s(self) -> float:
        return time.monotonic() + self._ahead_s


def upload_id_in(document: str) -> str:
    """The upload that Create's answer names, "" if it names none."""
    return _text("UploadId", document)


def _replaced(pattern: re.Pattern[str], document: str, entries: str) -> str:
    """The document with ``entries`` in place of all of its own."""
    first = pattern.search(document)
    if first is None:
        return document
    return document[: first.start()] + entries + pattern.sub("", document[first.start() :])


def _text(name: str, xml: str) -> str:
    found = re.search(rf"<{name}>(.*?)</{name}>", xml, re.DOTALL)
    return found[1] if found else ""
