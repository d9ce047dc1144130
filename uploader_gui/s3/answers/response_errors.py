"""Whether a response is a success; what the store says in one that is not, as a StoreError."""

import contextlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import urlsplit

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.domain.store.failure_table import copy_without_result, failure_of, not_s3
from uploader_gui.s3.answers import responses
from uploader_gui.s3.answers.interception import is_web_page
from uploader_gui.s3.answers.responses import CompleteResponse, CopiedPart, error_in, http_date
from uploader_gui.s3.http.http1 import Response

# Garage: expected: '20261125/garage/s3/aws4_request'; AWS: expecting 'eu-west-1'
_REGION_IN_MESSAGE = re.compile(r"expect(?:ed:|ing) ['`](?:\d{8}/)?([^/'`]+)")

# Of a century no clock is off, and no store asks for one; sums of dates would overflow.
_NONSENSE_S = 100 * 365.25 * 86400
_Result = TypeVar("_Result")
_CLOCK_CODES = frozenset({"RequestTimeTooSkewed", "RequestExpired"})


def error_of(response: Response) -> StoreError:
    """Translate an answer that is no success, or a success with an error inside."""
    error = error_in(response.body)
    if error is None:
        return _without_document(response)
    code = error.findtext("{*}Code") or ""
    said = error.findtext("{*}Message") or ""
    region = _told_region(response, code, said, error.findtext("{*}Region") or "")
    hint = _hint(response, code, region, error.findtext("{*}Endpoint") or "")
    return failure_of(
        code,
        response.status,
        said,
        retry_after_s=retry_after_s(response),
        hint=hint,
        told_region=region,
        clock_offset_s=clock_offset_s(response) if code in _CLOCK_CODES else 0.0,
    )


def _without_document(response: Response) -> StoreError:
    """An answer to HEAD, which has no body (MinIO says in headers what would stand in it), or one in plain text."""
    code = response.headers.get("x-minio-error-code", "")
    text = response.headers.get("x-minio-error-desc", "").strip('"')
    if not text and not is_web_page(response):
        text = response.body.decode("utf-8", "replace")
    region = _told_region(response, code, text)
    return failure_of(
        code,
        response.status,
        text,
        retry_after_s=retry_after_s(response),
        hint=_hint(response, code, region),
        told_region=region,
        clock_offset_s=clock_offset_s(response) if code in _CLOCK_CODES else 0.0,
    )


def clock_offset_s(response: Response) -> float:
    """Seconds that the store's clock is ahead of ours, by its Date header; 0 if it sends none, or nonsense."""
    date = http_date(response.headers.get("date", ""))
    offset_s = (date - datetime.now(UTC)).total_seconds() if date else 0.0
    return offset_s if abs(offset_s) < _NONSENSE_S else 0.0


def _told_region(response: Response, code: str, said: str, region: str = "") -> str:
    """The region that the answer names as the right one, "" where it speaks of something else."""
    is_wordless = (
        response.status == 400 and not code
    )  # how AWS answers a HEAD that was signed for another region
    if code != "AuthorizationHeaderMalformed" and not is_wordless and not 300 <= response.status < 400:
        return ""
    region = region or response.headers.get("x-amz-bucket-region", "")
    found = None if region else _REGION_IN_MESSAGE.search(said)
    return found[1] if found else region


def _hint(response: Response, code: str, region: str, endpoint: str = "") -> Messages:
    if code in _CLOCK_CODES:
        minutes = round(clock_offset_s(response) / 60)
        direction = MessageCode.CLOCK_BEHIND if minutes > 0 else MessageCode.CLOCK_AHEAD
        return (message(direction, minutes=abs(minutes)),) if minutes else ()
    endpoint = endpoint or _host_in(response.headers.get("location", ""))
    is_elsewhere = endpoint and 300 <= response.status < 400
    told = [message(MessageCode.REGION_IS, region=region)] if region else []
    if is_elsewhere:
        told.append(message(MessageCode.ENDPOINT_IS, endpoint=endpoint))
    return tuple(told)


def _host_in(location: str) -> str:
    try:
        url = urlsplit(location)
    except ValueError:
        return ""
    return f"{url.scheme}://{url.netloc}" if url.scheme and url.netloc else ""


def retry_after_s(response: Response) -> float | None:
    """Retry-After in seconds: it comes as a number or as a date."""
    text = response.headers.get("retry-after", "")
    if text.isascii() and text.isdecimal():
        return min(float(text), _NONSENSE_S)
    date = http_date(text)
    return max(0.0, (date - datetime.now(UTC)).total_seconds()) if date else None


def etag_of(response: Response) -> str:
    """The unquoted ETag of what was stored; StoreError where there is none."""
    etag = responses.unquoted(response.headers.get("etag"))
    if not etag:
        if responses.error_in(response.body) is not None:
            raise error_of(response)
        raise StoreError(
            message(MessageCode.STORED_WITHOUT_ETAG),
            code=ErrorCode.STORE_ERROR,
            kind=ErrorKind.TRANSIENT,
            http_status=response.status,
        )
    return etag


def checked_completion(response: Response) -> CompleteResponse:
    """Complete's result. Raises StoreError: the error inside the 200, or OUTCOME_UNKNOWN."""
    return _result(response, responses.complete_response, completion_unanswered)


def checked_copy(response: Response) -> CopiedPart:
    """A copy's result. Raises StoreError: the error inside the 200, or COPY_WITHOUT_RESULT."""
    return _result(response, responses.copied_part, copy_without_result)


def _result(
    response: Response,
    read: Callable[[Mapping[str, str], ET.Element], _Result | None],
    missing: Callable[[], StoreError],
) -> _Result:
    """What a 200 says that may hold an error instead, or nothing."""
    if responses.error_in(response.body) is not None:
        raise error_of(response)
    try:
        result = read(response.headers, responses.document(response.body))
    except ValueError:
        result = None
    if result is None:
        raise missing()
    return result


def completion_unanswered() -> StoreError:
    """The object may be there or not: only a look at it tells."""
    return StoreError(
        message(MessageCode.COMPLETION_UNANSWERED),
        code=ErrorCode.OUTCOME_UNKNOWN,
        kind=ErrorKind.TRANSIENT,
        retries_are_limited=False,
        got_no_answer=True,
    )


def document_of(response: Response) -> ET.Element:
    """The XML of a success."""
    with reading():
        return responses.document(response.body)


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
