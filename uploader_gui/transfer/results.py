"""Successes, read strictly: what is missing in them, or does not belong there, is a StoreError."""

import contextlib
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from uploader_gui.domain.errors import ErrorKind, StoreError
from uploader_gui.domain.failures import not_s3
from uploader_gui.s3 import responses
from uploader_gui.s3.http.http1 import Answer
from uploader_gui.s3.response_checks import refusal
from uploader_gui.s3.responses import FinishAnswer


def etag_of(answer: Answer) -> str:
    """The unquoted ETag of what was stored; StoreError where there is none."""
    etag = responses.unquoted(answer.headers.get("etag"))
    if not etag:
        if responses.error_in(answer.body) is not None:
            raise refusal(answer)
        raise StoreError(
            "The store took the data without naming it (no ETag), so it may not have kept it.",
            code="STORE_ERROR",
            kind=ErrorKind.TRANSIENT,
            http_status=answer.status,
        )
    return etag


def finished(answer: Answer) -> FinishAnswer:
    """Complete's result. Raises StoreError: the error inside the 200, or OUTCOME_UNKNOWN."""
    if responses.error_in(answer.body) is not None:
        raise refusal(answer)
    try:
        result = responses.finish_answer(answer.headers, responses.document(answer.body))
    except ValueError:
        result = None
    if result is None:
        raise outcome_unknown()
    return result


def outcome_unknown() -> StoreError:
    """The object may be there or not: only a look at it tells."""
    return StoreError(
        "The store did not say whether it finished the object.",
        code="OUTCOME_UNKNOWN",
        kind=ErrorKind.TRANSIENT,
        retries_are_limited=False,
        got_no_answer=True,
    )


def document_of(answer: Answer) -> ET.Element:
    """The XML of a success."""
    with reading():
        return responses.document(answer.body)


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """What can't be read as S3's answer did not come from an S3 store."""
    try:
        yield
    except (ValueError, ET.ParseError) as error:
        raise not_s3() from error


def is_truncated(root: ET.Element) -> bool:
    """Say whether a listing has more pages."""
    return (root.findtext("{*}IsTruncated") or "").strip().lower() == "true"
