"""What MinIO's face remembers of the uploads that passed it, and the documents that S3 makes of them."""

import hashlib
import html
import re
import time
from dataclasses import dataclass, field

LIFETIME_S = 24 * 3600.0
"""MinIO's default ``stale_uploads_expiry``, counted from Create, also while parts are arriving."""

_PART = re.compile(r"<Part>.*?</Part>", re.DOTALL)
_MD5 = re.compile("[0-9a-f]{32}")
_UPLOAD = re.compile(r"<Upload>.*?</Upload>", re.DOTALL)


@dataclass(slots=True)
class Upload:
    """One upload. ``checksum_type``: of the CRC32s that Create announced, "" for none. ``checksums``: base64 CRC32 by
    part number. ``copies``: the store's ETag and MinIO's, by part number.
    ``whole_etag``: what MinIO would call the object. ``is_listed``: begun since the server started.
    """

    begun_at_s: float
    checksum_type: str
    checksums: dict[int, str] = field(default_factory=dict)
    copies: dict[int, tuple[str, str]] = field(default_factory=dict)
    whole_etag: str = ""
    is_gone: bool = False
    is_listed: bool = True


class Uploads:
    """Uploads by id, on a clock that tests put forward; each is forgotten ``lifetime_s`` after it was begun. Ids that
    never passed are left to the store.
    """

    def __init__(self, lifetime_s: float = LIFETIME_S) -> None:
        self.lifetime_s = lifetime_s
        self._uploads: dict[str, Upload] = {}
        self._ahead_s = 0.0

    def age(self, hours: float) -> None:
        """Let this much time have passed."""
        self._ahead_s += hours * 3600

    def forget_listed(self) -> None:
        """The server was started again: listings without a prefix know nothing of what was begun before."""
        for upload in self._uploads.values():
            upload.is_listed = False

    def begin(self, upload_id: str, *, checksum_type: str) -> None:
        self._uploads[upload_id] = Upload(self._now_s(), checksum_type)

    def end(self, upload_id: str) -> None:
        """It was completed or aborted."""
        if upload_id in self._uploads:
            self._uploads[upload_id].is_gone = True

    def is_gone(self, upload_id: str) -> bool:
        """Ended, or older than its lifetime."""
        upload = self._uploads.get(upload_id)
        if upload is None:
            return False
        return upload.is_gone or self._now_s() - upload.begun_at_s >= self.lifetime_s

    def wants_checksum(self, upload_id: str) -> bool:
        upload = self._uploads.get(upload_id)
        return upload is not None and bool(upload.checksum_type)

    def keep_part(self, upload_id: str, number: int, crc32: str) -> None:
        """A part was sent, with this checksum or none ("")."""
        if upload_id in self._uploads:
            self._uploads[upload_id].checksums[number] = crc32
            self._uploads[upload_id].copies.pop(number, None)

    def keep_copy(self, upload_id: str, number: int, store_etag: str, md5: str) -> None:
        """A part was copied; MinIO calls it by the MD5 of its bytes."""
        if upload_id in self._uploads:
            self._uploads[upload_id].checksums.pop(number, None)
            self._uploads[upload_id].copies[number] = (store_etag, md5)

    def finished(self, upload_id: str, document: str) -> str:
        """Complete's document with the store's own names for copied parts; what the whole will be called is noted."""
        upload = self._uploads.get(upload_id)
        if upload is None or not upload.copies:
            return document
        etags = [etag_in(part) for part in _PART.findall(document)]
        if all(_MD5.fullmatch(etag) for etag in etags):
            digest = hashlib.md5(bytes.fromhex("".join(etags))).hexdigest()
            upload.whole_etag = f"{digest}-{len(etags)}"
        copies = upload.copies

        def named(found: re.Match[str]) -> str:
            ours, shown = copies.get(int(_text("PartNumber", found[0])), ("", ""))
            return found[0].replace(shown, ours) if shown and etag_in(found[0]) == shown else found[0]

        return _PART.sub(named, document)

    def whole_etag(self, upload_id: str) -> str:
        """What MinIO calls the object that was made of this upload; "" where the store says the same."""
        upload = self._uploads.get(upload_id)
        return upload.whole_etag if upload is not None else ""

    def accepts(self, upload_id: str, document: str) -> bool:
        """Whether Complete's parts carry the checksums that they were sent with, where these were announced."""
        upload = self._uploads.get(upload_id)
        if upload is None or not upload.checksum_type:
            return True
        parts = _PART.findall(document)
        return all(
            _text("ChecksumCRC32", part) == upload.checksums.get(int(_text("PartNumber", part)))
            for part in parts
        )

    def parts_listed(self, upload_id: str, document: str) -> str:
        """A listing of parts: each once, the newer, with its checksum; and what was announced."""
        upload = self._uploads.get(upload_id)
        checksums = upload.checksums if upload is not None else {}
        newest = {int(_text("PartNumber", part)): part for part in _PART.findall(document)}

        def shown(number: int, part: str) -> str:
            crc32 = checksums.get(number)
            return (
                part.replace("</Part>", f"<ChecksumCRC32>{crc32}</ChecksumCRC32></Part>") if crc32 else part
            )

        announced = ""
        if upload is not None and upload.checksum_type:
            kind = f"<ChecksumType>{upload.checksum_type}</ChecksumType>"
            announced = f"<ChecksumAlgorithm>CRC32</ChecksumAlgorithm>{kind}"
        parts = "".join(shown(*item) for item in sorted(newest.items()))
        return _replaced(_PART, document, announced + parts)

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


def etag_in(document: str) -> str:
    """The first ETag in it, unquoted."""
    return html.unescape(_text("ETag", document)).strip('"')


def _replaced(pattern: re.Pattern[str], document: str, entries: str) -> str:
    """The document with ``entries`` in place of all of its own."""
    first = pattern.search(document)
    if first is None:
        return document
    return document[: first.start()] + entries + pattern.sub("", document[first.start() :])


def _text(name: str, xml: str) -> str:
    found = re.search(rf"<{name}>(.*?)</{name}>", xml, re.DOTALL)
    return found[1] if found else ""
