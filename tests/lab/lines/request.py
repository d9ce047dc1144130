"""What a request asks of S3: the operation's short name and what it is about, read from its first lines."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

# (method, whether there is a key) -> [(a parameter of the query, the operation)], the first that is there wins
_OPERATIONS: dict[tuple[str, bool], list[tuple[str, str]]] = {
    ("POST", True): [("uploads", "create"), ("uploadId", "complete"), ("", "post")],
    ("PUT", True): [("partNumber", "part"), ("", "put")],
    ("GET", True): [("uploadId", "list_parts"), ("", "get")],
    ("HEAD", True): [("", "head")],
    ("DELETE", True): [("uploadId", "abort"), ("", "delete")],
    ("POST", False): [("delete", "delete_objects"), ("", "post")],
    ("GET", False): [
        ("uploads", "list_uploads"),
        ("location", "location"),
        ("versions", "list_versions"),
        ("", "list_objects"),
    ],
    ("HEAD", False): [("", "head_bucket")],
    ("PUT", False): [("versioning", "set_versioning"), ("object-lock", "set_lock"), ("", "make_bucket")],
    ("DELETE", False): [("", "delete_bucket")],
}
_BY_COPYING = {"part": "copy_part", "put": "copy"}
_KEPT_PART = re.compile(r"(?:.*/)?\.uploader-parts/([^/]+)/(\d{5})")


@dataclass(frozen=True, slots=True)
class Request:
    """The head of one request; header names in lower case, ``head`` as it came."""

    method: str
    target: str
    headers: dict[str, str]
    head: bytes
    bucket: str
    key: str
    query: dict[str, str] = field(default_factory=dict)

    @property
    def operation(self) -> str:
        """Such as ``create part copy_part list_parts complete abort put head delete list_objects delete_objects``; the
        method for others.
        """
        for parameter, operation in _OPERATIONS.get((self.method, bool(self.key)), []):
            if not parameter or parameter in self.query:
                is_copy = "x-amz-copy-source" in self.headers
                named = _BY_COPYING.get(operation, operation) if is_copy else operation
                return named if self.bucket else "list_buckets"
        return self.method.lower()

    @property
    def copy_source(self) -> str:
        """``bucket/key`` of what is copied, "" where nothing is."""
        return unquote(self.headers.get("x-amz-copy-source", "").partition("?")[0]).lstrip("/")

    @property
    def kept_part(self) -> tuple[str, int] | None:
        """Job and number of the kept part that is put or copied, None for any other request."""
        return kept_part_in({"put": self.key, "copy_part": self.copy_source}.get(self.operation, ""))

    @property
    def upload_id(self) -> str:
        return self.query.get("uploadId", "")

    @property
    def part_number(self) -> int:
        """0 where it is not about a part."""
        return int(self.query.get("partNumber", "0"))

    @property
    def body_size(self) -> int:
        return int(self.headers.get("content-length", "0"))

    @property
    def is_chunked(self) -> bool:
        return self.headers.get("transfer-encoding", "").lower() == "chunked"

    @property
    def wants_to_be_asked(self) -> bool:
        """Whether the client holds the body back until it is told to go on."""
        return self.headers.get("expect", "").lower() == "100-continue"


def kept_part_in(key: str) -> tuple[str, int] | None:
    """Job and number of the kept part that is under this key, None if it is none's."""
    found = _KEPT_PART.fullmatch(key)
    return (found[1], int(found[2])) if found else None


def parse_headers(head: bytes) -> tuple[str, dict[str, str]]:
    """The first line and the headers, names in lower case."""
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return first, {name.strip().lower(): value.strip() for name, _, value in pairs}


def parse_request(head: bytes) -> Request:
    """Read the head of a request, path-style (``/bucket/key``)."""
    first, headers = parse_headers(head)
    method, target, _ = first.split(" ", 2)
    path, query = urlsplit(target)[2:4]
    bucket, _, key = path.lstrip("/").partition("/")
    parameters = dict(parse_qsl(query, keep_blank_values=True))
    return Request(method, target, headers, head, unquote(bucket), unquote(key), parameters)
