"""The sink's answers, operation by operation."""

import functools
import hashlib
import html
import re
import time
from collections.abc import Callable
from email.utils import formatdate
from xml.sax.saxutils import escape

from lab.lines.request import Request
from lab.stores.sink_state import OpenUpload, RefusedError, SinkState, StoredObject, StoredPart

BEGUN = "2026-01-01T00:00:00.000Z"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def answer_to(state: SinkState, request: Request, body: bytes, md5: str) -> bytes:
    """The whole answer. ``body`` is kept of a few operations only; ``md5`` is empty where nobody knows it."""
    if request.is_chunked:
        raise RefusedError(411, "MissingContentLength")
    handler = _HANDLERS.get(request.operation)
    if handler is None:
        raise RefusedError(501, "NotImplemented")
    return handler(state, request, body, md5)


def error_answer(error: RefusedError, request: Request) -> bytes:
    text = f"<Error><Code>{error.code}</Code><Message>{error.code}</Message></Error>"
    return _answer(error.status, "" if request.method == "HEAD" else XML + text)


def _answer(status: int, text: str | bytes = "", headers: dict[str, str] | None = None) -> bytes:
    body = text if isinstance(text, bytes) else text.encode()
    fields = {"Content-Length": str(len(body)), "Content-Type": "application/xml"} | (headers or {})
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} Sink\r\nDate: {_date(int(time.time()))}\r\n{lines}\r\n".encode() + body


@functools.lru_cache(maxsize=2)
def _date(now: int) -> str:
    return formatdate(now, usegmt=True)


def _element(name: str, **children: object) -> str:
    inner = "".join(
        f"<{child}>{escape(str(value))}</{child}>" for child, value in children.items() if value != ""
    )
    return f"<{name}>{inner}</{name}>"


def _kept_headers(request: Request) -> dict[str, str]:
    kept = {name: value for name, value in request.headers.items() if name.startswith("x-amz-meta-")}
    return kept | {"Content-Type": request.headers.get("content-type", "binary/octet-stream")}


def _name(request: Request) -> tuple[str, str]:
    return request.bucket, request.key


def _size(request: Request) -> int:
    """Of the object's bytes, without the frames that signed chunks add."""
    return int(request.headers.get("x-amz-decoded-content-length", request.body_size))


def _only_if_absent(request: Request) -> bool:
    return request.headers.get("if-none-match") == "*"


def _create(state: SinkState, request: Request, _body: bytes, _md5: str) -> bytes:
    has_checksums = request.headers.get("x-amz-checksum-algorithm", "").upper() == "CRC32"
    is_full_object = has_checksums and request.headers.get("x-amz-checksum-type", "").upper() == "FULL_OBJECT"
    upload_id = state.create(
        OpenUpload(_name(request), has_checksums, is_full_object, _kept_headers(request))
    )
    kind = "FULL_OBJECT" if is_full_object else "COMPOSITE"
    echo = {"x-amz-checksum-algorithm": "CRC32", "x-amz-checksum-type": kind} if has_checksums else {}
    about = {"Bucket": request.bucket, "Key": request.key, "UploadId": upload_id}
    return _answer(200, XML + _element("InitiateMultipartUploadResult", **about), echo)


def _part(state: SinkState, request: Request, _body: bytes, md5: str) -> bytes:
    crc32 = request.headers.get("x-amz-checksum-crc32", "")
    number = request.part_number
    part = StoredPart(_size(request), md5 or hashlib.md5(b"%d" % number).hexdigest(), crc32)
    state.add_part(_name(request), request.upload_id, number, part)
    return _answer(200, "", _proofs(part.etag, crc32))


def _proofs(etag: str, crc32: str) -> dict[str, str]:
    return {"ETag": f'"{etag}"'} | ({"x-amz-checksum-crc32": crc32} if crc32 else {})


def _copy_part(state: SinkState, request: Request, _body: bytes, _md5: str) -> bytes:
    bucket, _, key = request.copy_source.partition("/")
    etag = request.headers.get("x-amz-copy-source-if-match", "").strip('"')
    part = state.copy_part(_name(request), request.upload_id, request.part_number, (bucket, key), etag)
    copied = _element("CopyPartResult", ETag=f'"{part.etag}"', LastModified=BEGUN, ChecksumCRC32=part.crc32)
    return _answer(200, XML + copied)


def _put(state: SinkState, request: Request, body: bytes, md5: str) -> bytes:
    crc32 = request.headers.get("x-amz-checksum-crc32", "")
    etag = md5 or hashlib.md5(request.key.encode()).hexdigest()
    made = StoredObject(_size(request), etag, crc32, bool(crc32), _kept_headers(request), body)
    state.put(_name(request), made, only_if_absent=_only_if_absent(request))
    return _answer(200, "", _proofs(etag, crc32))


def _list_parts(state: SinkState, request: Request, _body: bytes, _md5: str) -> bytes:
    upload = state.upload(_name(request), request.upload_id)
    after = int(request.query.get("part-number-marker") or "0")
    count = min(int(request.query.get("max-parts") or "1000"), 1000)
    left = sorted(number for number in upload.parts if number > after)
    entries = []
    for number in left[:count]:
        part = upload.parts[number]
        facts = {"PartNumber": number, "ETag": f'"{part.etag}"', "Size": part.size, "LastModified": BEGUN}
        entries.append(_element("Part", **facts, ChecksumCRC32=part.crc32))
    more = f"<IsTruncated>{str(len(left) > count).lower()}</IsTruncated>"
    marker = f"<NextPartNumberMarker>{left[:count][-1] if left else 0}</NextPartNumberMarker>"
    about = f"<Bucket>{request.bucket}</Bucket><Key>{escape(request.key)}</Key><MaxParts>{count}</MaxParts>"
    return _answer(200, f"{XML}<ListPartsResult>{about}{more}{marker}{''.join(entries)}</ListPartsResult>")


def _complete(state: SinkState, request: Request, body: bytes, _md5: str) -> bytes:
    blocks = re.findall(r"<Part>(.*?)</Part>", body.decode(), re.DOTALL)
    numbers = [int(found[1]) for block in blocks if (found := re.search(r"<PartNumber>(\d+)<", block))]
    etags = [
        found[1]
        for block in blocks
        if (found := re.search(r"<ETag>[^0-9a-f<]*(?:quot;|#34;)?([0-9a-f]{32})", block))
    ]
    made = state.complete(
        _name(request),
        request.upload_id,
        list(zip(numbers, etags, strict=False)),
        request.headers.get("x-amz-checksum-crc32", ""),
        only_if_absent=_only_if_absent(request),
    )
    kind = ("FULL_OBJECT" if made.is_full_object else "COMPOSITE") if made.crc32 else ""
    about = {"Bucket": request.bucket, "Key": request.key, "ETag": f'"{made.etag}"'}
    return _answer(
        200,
        XML + _element("CompleteMultipartUploadResult", **about, ChecksumCRC32=made.crc32, ChecksumType=kind),
    )


def _abort(state: SinkState, request: Request, _body: bytes, _md5: str) -> bytes:
    state.abort(_name(request), request.upload_id)
    return _answer(204)


def _head(state: SinkState, request: Request, _body: bytes, _md5: str) -> bytes:
    found = state.object(_name(request))
    proofs = _proofs(found.etag, found.crc32 if "x-amz-checksum-mode" in request.headers else "")
    facts = {"Content-Length": str(found.size), "Last-Modified": formatdate(usegmt=True)}
    return _answer(200, "", found.headers | proofs | facts)


def _get(state: SinkState, request: Request, _body: bytes, _md5: str) -> bytes:
    """Of an object whose few bytes were kept; any other can't be read here."""
    found = state.object(_name(request))
    if len(found.data) != found.size:
        raise RefusedError(501, "NotImplemented")
    asked = re.fullmatch(r"bytes=0-(\d+)", request.headers.get("range", ""))
    data = found.data[: int(asked[1]) + 1] if asked else found.data
    return _answer(206 if asked else 200, data, _proofs(found.etag, ""))


def _delete_objects(state: SinkState, request: Request, body: bytes, _md5: str) -> bytes:
    for key in re.findall(r"<Key>(.*?)</Key>", body.decode(), re.DOTALL):
        state.delete((request.bucket, html.unescape(key)))
    return _answer(200, XML + _element("DeleteResult"))


def _delete(state: SinkState, request: Request, _body: bytes, _md5: str) -> bytes:
    state.delete(_name(request))
    return _answer(204)


def _list_objects(state: SinkState, request: Request, _body: bytes, _md5: str) -> bytes:
    prefix = request.query.get("prefix", "")
    after = request.query.get("continuation-token") or request.query.get("start-after", "")
    found = state.objects(request.bucket, prefix, after)
    page = found[:1000]
    items = "".join(
        _element("Contents", Key=key, Size=item.size, ETag=f'"{item.etag}"', LastModified=BEGUN)
        for key, item in page
    )
    is_cut = len(found) > len(page)
    more = f"<NextContinuationToken>{escape(page[-1][0])}</NextContinuationToken>" if is_cut else ""
    about = f"<Name>{request.bucket}</Name><KeyCount>{len(page)}</KeyCount><IsTruncated>{str(is_cut).lower()}</IsTruncated>"
    return _answer(200, f"{XML}<ListBucketResult>{about}{more}{items}</ListBucketResult>")


def _list_uploads(state: SinkState, request: Request, _body: bytes, _md5: str) -> bytes:
    found = state.uploads(request.bucket, request.query.get("prefix", ""))
    items = "".join(
        _element("Upload", Key=key, UploadId=upload_id, Initiated=BEGUN) for key, upload_id in found
    )
    about = f"<Bucket>{request.bucket}</Bucket><IsTruncated>false</IsTruncated>"
    return _answer(200, f"{XML}<ListMultipartUploadsResult>{about}{items}</ListMultipartUploadsResult>")


def _nothing(_state: SinkState, _request: Request, _body: bytes, _md5: str) -> bytes:
    return _answer(200)


def _location(_state: SinkState, _request: Request, _body: bytes, _md5: str) -> bytes:
    return _answer(200, XML + "<LocationConstraint></LocationConstraint>")


_HANDLERS: dict[str, Callable[[SinkState, Request, bytes, str], bytes]] = {
    "create": _create,
    "part": _part,
    "copy_part": _copy_part,
    "put": _put,
    "get": _get,
    "list_parts": _list_parts,
    "complete": _complete,
    "abort": _abort,
    "head": _head,
    "delete": _delete,
    "delete_objects": _delete_objects,
    "list_objects": _list_objects,
    "list_uploads": _list_uploads,
    "location": _location,
    "head_bucket": _nothing,
    "make_bucket": _nothing,
}
