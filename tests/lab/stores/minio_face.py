"""MinIO's manner of answering, worn by another store.

MinIO is what most users have, and no package registry ships it. So its answers, as they were measured on a
server of February 2026, are given in place of the store's wherever the two differ. The face stands at the store's
side of the fault proxy: faults on the way meet its answers, not the store's.
"""

import html
import re
from collections.abc import Callable
from functools import partial

from lab.lines.proxy import FaultProxy
from lab.lines.request import Request
from lab.lines.rules import Answer, Fault, Rule, Said
from lab.stores.minio_etags import Etags
from lab.stores.minio_uploads import LIFETIME_S, Uploads, etag_in, upload_id_in

LONGEST_SEGMENT = 255
LONGEST_KEY = 1024
MOST_PARTS = 10_000
_WRITES = frozenset({"put", "part", "create", "complete"})
_COPIES = frozenset({"copy_part", "copy"})  # reading is needed as well
_WORM = "Object is WORM protected and cannot be overwritten"
_HEADERS = {
    "Server": "MinIO",
    "Accept-Ranges": "bytes",
    "Vary": "Origin",
    "X-Amz-Id-2": "dd9025bab4ad464b049177c95eb6ebf374d3b3fd1af9251148b658df7ac2e3e8",
    "X-Amz-Request-Id": "18EB2AFB124B48D4",
}


def refusal(request: Request, status: int, code: str, message: str = "", **headers: str) -> Answer:
    """An error as MinIO words it: a HEAD has no body, so it says it in headers."""
    message = message or code
    place = f"<Key>{html.escape(request.key)}</Key><BucketName>{request.bucket}</BucketName>"
    text = f"<Error><Code>{code}</Code><Message>{message}</Message>{place}<Resource>{html.escape(request.target)}</Resource></Error>"
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    if request.method == "HEAD":
        said |= {"X-Minio-Error-Code": code, "X-Minio-Error-Desc": f'"{message}"'}
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()
    return Answer(status, body, _HEADERS | {"Content-Type": "application/xml"} | said)


class MinioFace(FaultProxy):
    """Stands before ``upstream`` and answers as MinIO does; steered from any thread.

    What a server can get into is said by ``too_many_requests``, ``disk_full``, ``quota_used_up``, ``put_only``
    and ``is_console``; ``repair`` ends it all. ``uploads.age(25)`` lets a day and an hour pass; ``lifetime_s`` is how
    long an upload is remembered, and ``uploads.lifetime_s`` changes it.
    """

    def __init__(self, upstream: str, *, lifetime_s: float = LIFETIME_S) -> None:
        super().__init__(upstream)
        self.uploads = Uploads(lifetime_s)
        self._etags = Etags()
        self._trouble: list[Callable[[Request], Answer | None]] = []

    # what a test says

    def repair(self) -> None:
        self._trouble = []

    def too_many_requests(self, times: int, retry_after_s: int = 60) -> None:
        """Refuse the next ``times`` requests."""
        left = iter(range(times))

        def trouble(request: Request) -> Answer | None:
            if next(left, None) is None:
                return None
            return refusal(request, 429, "TooManyRequests", "Please reduce your request rate", Retry_After=str(retry_after_s))  # fmt: skip

        self._trouble.append(trouble)

    def disk_full(self) -> None:
        """Take nothing any more."""
        message = "We encountered an internal error, please try again.: cause(write /data/x: no space left on device)"
        self._trouble.append(_on(_WRITES | _COPIES, 500, "InternalError", message))

    def quota_used_up(self) -> None:
        """Refuse data, as the bucket's quota demands."""
        code = "XMinioAdminBucketQuotaExceeded"
        operations = _COPIES | {"put", "part"}
        self._trouble.append(_on(operations, 400, code, "Bucket quota exceeded"))

    def put_only(self) -> None:
        """Treat the key as one that has ``s3:PutObject`` and nothing else."""

        def trouble(request: Request) -> Answer | None:
            is_allowed = request.operation in _WRITES
            return None if is_allowed else refusal(request, 403, "AccessDenied", "Access Denied.")

        self._trouble.append(trouble)

    def is_console(self) -> None:
        """Be the port of the web console."""

        def trouble(request: Request) -> Answer:
            said = refusal(request, 400, "InvalidArgument", "S3 API Requests must be made to API port.")
            return Answer(400, said.body, {"Server": "MinIO Console", "Content-Type": "text/xml"})

        self._trouble.append(trouble)

    # how it answers

    def _rule_for(self, request: Request) -> Rule | None:
        instead = self._instead(request)
        if instead is not None:
            return Rule(None, Fault(answer=instead))
        if request.operation == "get":  # object data passes as it comes
            return None
        judge = partial(self._judge_complete, request) if request.operation == "complete" else None
        return Rule(None, Fault(judge=judge, rewrite=partial(self._reworded, request)))

    def _instead(self, request: Request) -> Answer | None:
        """The answer in place of the store's, None where the store may answer."""
        troubles = (trouble(request) for trouble in list(self._trouble))
        trouble = next((answer for answer in troubles if answer is not None), None)
        return trouble or _refused_name(request) or self._refused_upload(request)

    def _refused_upload(self, request: Request) -> Answer | None:
        if request.upload_id and self.uploads.is_gone(request.upload_id):
            if request.operation == "abort":
                return Answer(204, b"", _HEADERS)
            return refusal(request, 404, "NoSuchUpload", "The specified multipart upload does not exist.")
        if request.operation not in {"part", "copy_part"}:
            return None
        if request.part_number > MOST_PARTS:
            return refusal(request, 400, "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive")  # fmt: skip
        if self.uploads.wants_checksum(request.upload_id) and "x-amz-checksum-crc32" not in request.headers:
            return refusal(request, 400, "InvalidArgument", 'checksum missing, want "CRC32", got ""')
        return None

    def _judge_complete(self, request: Request, document: bytes) -> Answer | bytes:
        if not self.uploads.accepts(request.upload_id, document.decode()):
            return refusal(
                request, 400, "InvalidPart", "One or more of the specified parts could not be found."
            )
        return self.uploads.finished(request.upload_id, document.decode()).encode()

    def _reworded(self, request: Request, said: Said) -> Said:
        """The store's answer in MinIO's words; what it tells of uploads is remembered."""
        headers = {name: value for name, value in said.headers.items() if not name.startswith("seaweed")}
        headers |= {name.lower(): value for name, value in _HEADERS.items()}
        if said.status >= 300:
            return self._error(request, Said(said.status, headers, said.body))
        body = self._remembered(request, said)
        if "etag" in headers:
            headers["etag"] = self._etags.shown(headers["etag"])
        return Said(said.status, headers, self._etags.shown(body.decode()).encode())

    def _remembered(self, request: Request, said: Said) -> bytes:
        """What of an answer is MinIO's own, but for ETags; what it tells is kept."""
        body = said.body
        match request.operation:
            case "create":
                announced = request.headers.get("x-amz-checksum-algorithm", "").upper() == "CRC32"
                kind = request.headers.get("x-amz-checksum-type", "COMPOSITE") if announced else ""
                self.uploads.begin(upload_id_in(body.decode()), checksum_type=kind)
            case "part":
                crc32 = request.headers.get("x-amz-checksum-crc32", "")
                self.uploads.keep_part(request.upload_id, request.part_number, crc32)
            case "put":
                self._etags.keep(f"{request.bucket}/{request.key}", said.headers.get("etag", ""))
            case "copy_part":
                asked_for = request.headers.get("x-amz-copy-source-if-match", "").strip('"')
                md5 = asked_for or self._etags.of(request.copy_source)
                self.uploads.keep_copy(request.upload_id, request.part_number, etag_in(body.decode()), md5)
                self._etags.learn(etag_in(body.decode()), md5)
            case "complete":
                self._etags.learn(etag_in(body.decode()), self.uploads.whole_etag(request.upload_id))
                self.uploads.end(request.upload_id)
            case "abort":
                self.uploads.end(request.upload_id)
            case "delete_objects":
                body = _worm(body)
            case "list_parts":
                body = self.uploads.parts_listed(request.upload_id, body.decode()).encode()
            case "list_uploads":
                prefix = request.query.get("prefix", "")
                body = self.uploads.uploads_listed(prefix, body.decode()).encode()
            case _:
                pass
        return body

    def _error(self, request: Request, said: Said) -> Said:
        if request.method == "HEAD":
            code = {404: "NoSuchKey", 403: "AccessDenied"}.get(said.status, "BadRequest")
            return Said(said.status, said.headers | {"x-minio-error-code": code}, b"")
        if (
            request.operation == "delete" and said.status == 403
        ):  # our key may do all: a lock is all that is left
            told = refusal(request, 400, "InvalidRequest", _WORM)
            return Said(told.status, said.headers, told.body)
        sent_checksum = "x-amz-checksum-crc32" in request.headers
        body = said.body
        if sent_checksum and request.operation in {"part", "put", "complete"}:
            body = body.replace(b"<Code>BadDigest</Code>", b"<Code>XAmzContentChecksumMismatch</Code>")
        return Said(said.status, said.headers, body)


def _worm(body: bytes) -> bytes:
    """What was not deleted, in MinIO's words."""
    refused = rb"<Code>AccessDenied</Code><Message>.*?</Message>"
    return re.sub(
        refused, f"<Code>InvalidRequest</Code><Message>{_WORM}</Message>".encode(), body, flags=re.DOTALL
    )


def _on(
    operations: frozenset[str], status: int, code: str, message: str
) -> Callable[[Request], Answer | None]:
    def trouble(request: Request) -> Answer | None:
        return refusal(request, status, code, message) if request.operation in operations else None

    return trouble


def _refused_name(request: Request) -> Answer | None:
    """Keys become paths on MinIO's drives: no long segments, and no empty ones in the middle."""
    key = request.key.removeprefix("/")
    if len(key.encode()) > LONGEST_KEY:
        return refusal(request, 400, "KeyTooLongError", "Your key is too long")
    segments = key.split("/")
    if any(len(segment.encode()) > LONGEST_SEGMENT for segment in segments) or "" in segments[:-1]:
        return refusal(
            request, 400, "XMinioInvalidObjectName", "Object name contains unsupported characters."
        )
    return None
