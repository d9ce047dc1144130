import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader_gui.domain.errors import ErrorCode, ErrorKind
from uploader_gui.domain.messages import ENGLISH, messages_of
from uploader_gui.domain.store.failure_table import (
    BY_NETWORK,
    BY_S3_CODE,
    BY_STATUS,
    BY_TEXT,
    NetworkReason,
    cannot_protect,
    failure_of,
    network_failure,
    not_s3,
)


@pytest.mark.parametrize(
    ("s3_code", "http_status", "kind", "code"),
    [
        ("SlowDown", 503, ErrorKind.TRANSIENT, "STORE_BUSY"),
        ("TooManyRequests", 429, ErrorKind.TRANSIENT, "STORE_BUSY"),
        ("InternalError", 500, ErrorKind.TRANSIENT, "STORE_ERROR"),
        ("RequestTimeout", 400, ErrorKind.TRANSIENT, "STORE_TIMEOUT"),
        ("XMinioStorageFull", 507, ErrorKind.TRANSIENT, "STORE_FULL"),
        ("BadDigest", 400, ErrorKind.TRANSIENT, "PART_DAMAGED"),
        ("InvalidDigest", 400, ErrorKind.TRANSIENT, "PART_DAMAGED"),
        ("XAmzContentChecksumMismatch", 400, ErrorKind.TRANSIENT, "PART_DAMAGED"),
        ("XAmzContentSHA256Mismatch", 400, ErrorKind.TRANSIENT, "PART_DAMAGED"),
        ("ExpiredToken", 400, ErrorKind.NEEDS_USER, "CREDENTIALS_EXPIRED"),
        ("InvalidAccessKeyId", 403, ErrorKind.NEEDS_USER, "WRONG_ACCESS_KEY"),
        ("SignatureDoesNotMatch", 403, ErrorKind.NEEDS_USER, "WRONG_SECRET"),
        ("AccessDenied", 403, ErrorKind.NEEDS_USER, "ACCESS_DENIED"),
        ("RequestTimeTooSkewed", 403, ErrorKind.NEEDS_USER, "CLOCK_WRONG"),
        ("AuthorizationHeaderMalformed", 400, ErrorKind.NEEDS_USER, "WRONG_REGION"),
        ("NoSuchBucket", 404, ErrorKind.PERMANENT, "NO_SUCH_BUCKET"),
        ("XMinioInvalidObjectName", 400, ErrorKind.PERMANENT, "NAME_NOT_ALLOWED"),
        ("KeyTooLongError", 400, ErrorKind.PERMANENT, "NAME_NOT_ALLOWED"),
        ("EntityTooLarge", 400, ErrorKind.PERMANENT, "FILE_TOO_LARGE"),
        ("XMinioAdminBucketQuotaExceeded", 400, ErrorKind.PERMANENT, "QUOTA_EXCEEDED"),
        ("QuotaExceeded", 403, ErrorKind.PERMANENT, "QUOTA_EXCEEDED"),
        ("NoSuchUpload", 404, ErrorKind.PERMANENT, "UPLOAD_GONE"),
        ("PreconditionFailed", 412, ErrorKind.PERMANENT, "OBJECT_EXISTS"),
        ("", 403, ErrorKind.NEEDS_USER, "ACCESS_DENIED"),
        ("", 502, ErrorKind.TRANSIENT, "STORE_UNREACHABLE"),
        ("", 413, ErrorKind.PERMANENT, "BODY_TOO_LARGE"),
        ("NeverSeenBefore", 500, ErrorKind.TRANSIENT, "STORE_ERROR"),
        ("NeverSeenBefore", 599, ErrorKind.TRANSIENT, "STORE_ERROR"),
        ("NeverSeenBefore", 418, ErrorKind.PERMANENT, "REQUEST_REFUSED"),
    ],
)
def test_an_answer_of_the_store_has_one_meaning(
    s3_code: str, http_status: int, kind: ErrorKind, code: str
) -> None:
    error = failure_of(s3_code, http_status)
    assert (error.kind, error.code) == (kind, code)
    assert (error.s3_code, error.http_status) == (s3_code, http_status)
    assert not error.got_no_answer


@pytest.mark.parametrize(
    ("s3_code", "http_status", "text", "code"),
    [
        ("InternalError", 500, "write /data/x: no space left on device", "STORE_FULL"),
        ("InvalidArgument", 400, "S3 API Requests must be made to API port.", "ENDPOINT_NOT_S3"),
        ("", 400, "Client sent an HTTP request to an HTTPS server.", "ENDPOINT_SPEAKS_HTTPS"),
    ],
)
def test_words_in_the_answer_count_more_than_its_code(
    s3_code: str, http_status: int, text: str, code: str
) -> None:
    assert failure_of(s3_code, http_status, text).code == code


@pytest.mark.parametrize(
    ("s3_code", "http_status", "is_limited"),
    [
        ("SlowDown", 503, False),
        ("", 503, False),
        ("", 429, False),
        ("InternalError", 503, False),
        ("InternalError", 500, True),
        ("BadDigest", 400, True),
    ],
)
def test_only_a_busy_store_or_a_lost_network_is_tried_without_limit(
    s3_code: str, http_status: int, is_limited: bool
) -> None:
    assert failure_of(s3_code, http_status).retries_are_limited is is_limited


def test_what_the_store_asks_for_and_says_is_passed_on() -> None:
    error = failure_of("TooManyRequests", 429, retry_after_s=60.0, hint=messages_of("It is night there."))
    assert error.retry_after_s == 60.0
    assert error.message.endswith("It is night there.")
    assert "weird thing" in failure_of("Odd", 400, "weird thing").message


@pytest.mark.parametrize("reason", list(BY_NETWORK))
def test_a_network_failure_names_what_was_tried(reason: NetworkReason) -> None:
    error = network_failure(reason, "nas:9000", got_no_answer=True)
    assert error.got_no_answer
    assert error.message.endswith("(nas:9000)")
    assert error.http_status == 0


@pytest.mark.parametrize("reason", ["dns", "refused", "unreachable", "timeout", "reset"])
def test_a_lost_network_is_waited_for_without_limit(reason: NetworkReason) -> None:
    error = network_failure(reason, "", got_no_answer=False)
    assert error.kind is ErrorKind.TRANSIENT
    assert not error.retries_are_limited


def test_a_web_page_instead_of_an_answer_needs_the_user() -> None:
    assert (not_s3().kind, not_s3().code) == (ErrorKind.NEEDS_USER, ErrorCode.ENDPOINT_NOT_S3)


def test_every_sentence_of_the_table_is_one() -> None:
    failures = [*BY_S3_CODE.values(), *BY_STATUS.values(), *BY_NETWORK.values()]
    failures += [failure for _, failure in BY_TEXT]
    for failure in failures:
        sentence = ENGLISH[failure.sentence]
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert failure.code.isupper()
        assert failure.retries_are_limited or failure.kind is ErrorKind.TRANSIENT


@given(
    s3_code=st.one_of(st.sampled_from(sorted(BY_S3_CODE)), st.text(max_size=20)),
    http_status=st.integers(200, 599),
    text=st.text(max_size=50),
)
def test_whatever_a_store_answers_has_a_kind_a_code_and_a_sentence(
    s3_code: str, http_status: int, text: str
) -> None:
    error = failure_of(s3_code, http_status, text)
    assert error.code.isupper()
    assert error.message[:1].isupper()
    assert error.kind in ErrorKind
    if http_status >= 500 and http_status != 501 and s3_code not in BY_S3_CODE:
        assert error.kind is ErrorKind.TRANSIENT or any(words in text.lower() for words, _ in BY_TEXT)


@pytest.mark.case("R12")
@pytest.mark.parametrize("said", ["Access Denied.", "AccessDenied", "", "  \n", "<html><b>no</b>"])
def test_what_only_repeats_the_code_is_left_out(said: str) -> None:
    assert "It says" not in failure_of("AccessDenied", 403, said).message


@pytest.mark.case("R12")
def test_a_long_or_odd_sentence_becomes_one_line_of_sane_length() -> None:
    message = failure_of("AccessDenied", 403, "stop\r\n\x1b[31m now " + "x" * 999).message
    assert "It says: stop [31m now xxx" in message
    assert message.endswith("x…")
    assert len(message) < 400
    assert message.isprintable()


def test_what_can_not_be_protected_asks_the_user() -> None:
    assert (cannot_protect().code, cannot_protect().kind) == (ErrorCode.CANNOT_PROTECT, ErrorKind.NEEDS_USER)
