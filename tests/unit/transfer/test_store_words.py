"""The store's own sentence stands behind ours, as plain text."""

import pytest

from lab.s3_calls import Serve, error, failure
from lab.scripted import answering
from uploader_gui.domain.failures import failure_of


@pytest.mark.case("R12")
@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (403, "AccessDenied", "Cannot upload files, storage cap exceeded."),
        (403, "AccessDenied", "The account is suspended"),
        (403, "UserSuspended", "suspended"),
        (403, "SecondLevelDomainForbidden", "Please use virtual hosted style to access."),
        (403, "QuotaExceeded", "cap of 10 GB"),
        (501, "NotImplemented", "not in this edition"),
        (500, "InternalError", "metadata backend is away"),
    ],
)
def test_the_stores_own_sentence_is_kept(serve: Serve, status: int, code: str, said: str) -> None:
    _, client = serve(answering(status, error(code, said)))
    assert failure(lambda: client.list_parts("videos", "k", "u")).message.endswith(f" It says: {said}")


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
