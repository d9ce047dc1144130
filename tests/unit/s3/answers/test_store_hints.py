"""Which words of a store about itself are followed, and which are not safe to follow."""

from collections.abc import Mapping

import pytest

from lab.stores.s3_calls import error
from uploader_gui.s3.answers.store_hints import BucketAddress, Hint, hint_in
from uploader_gui.s3.http.http1 import Response

HTTPS = BucketAddress("https://store.example", "us-east-1")
HTTP = BucketAddress("http://store.example:9000", "us-east-1")
TARGET = "/films/a%20b.mov?uploads="


def told(
    asked: BucketAddress,
    status: int,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    code: str = "",
) -> Hint | None:
    response = Response(status, dict(headers or {}), body, keeps_open=True)
    return hint_in(response, asked, "films", TARGET, s3_code=code, told_region="")


@pytest.mark.case("R13")
@pytest.mark.parametrize(
    ("asked", "location", "endpoint"),
    [
        (HTTP, "https://store.example/films/a%20b.mov?uploads=", "https://store.example"),
        (HTTP, "https://store.example:9443/films/a b.mov?uploads=", "https://store.example:9443"),
        (HTTPS, "https://films.store.example/a%20b.mov?uploads=", "https://store.example"),
    ],
)
@pytest.mark.parametrize("status", [301, 307, 308])
def test_a_redirect_of_the_same_host_is_followed(
    asked: BucketAddress, location: str, endpoint: str, status: int
) -> None:
    hint = told(asked, status, {"location": location})
    assert hint is not None
    assert hint.place.endpoint == endpoint
    assert hint.is_passing == (status == 307)


@pytest.mark.case("R13")
@pytest.mark.parametrize(
    ("asked", "status", "location"),
    [
        (HTTPS, 301, "http://store.example/films/a%20b.mov?uploads="),
        (HTTPS, 301, "https://elsewhere.example/films/a%20b.mov?uploads="),
        (HTTP, 302, "https://store.example/films/a%20b.mov?uploads="),
        (HTTP, 301, "https://store.example/login?to=films"),
        (HTTP, 307, "http://store.example:9000/films/a%20b.mov?uploads="),
        (HTTP, 301, "https://[bad/films/a%20b.mov?uploads="),
        (HTTP, 301, ""),
    ],
)
def test_what_is_not_safe_or_says_nothing_new_is_not_followed(
    asked: BucketAddress, status: int, location: str
) -> None:
    assert told(asked, status, {"location": location}) is None


@pytest.mark.case("R13")
def test_another_host_is_followed_at_the_word_of_an_error_document_alone() -> None:
    body = error("PermanentRedirect", extra="<Endpoint>films.s3.other.example</Endpoint>")
    hint = told(HTTPS, 301, {"location": "https://films.s3.other.example/a%20b.mov?uploads="}, body)
    assert hint == Hint(BucketAddress("https://s3.other.example", "us-east-1", is_virtual=True))
    assert told(HTTPS, 301, {"location": "https://films.s3.other.example/a%20b.mov?uploads="}) is None
    down = error("PermanentRedirect", extra="<Endpoint>http://s3.other.example</Endpoint>")
    assert told(HTTPS, 301, {}, down) is None


@pytest.mark.case("R12")
@pytest.mark.parametrize("code", ["SecondLevelDomainForbidden", "PathStyleDomainForbidden"])
def test_a_store_that_wants_the_bucket_in_the_host_gets_it_there(code: str) -> None:
    assert told(HTTPS, 403, code=code) == Hint(
        BucketAddress("https://store.example", "us-east-1", is_virtual=True)
    )
    as_set = BucketAddress("https://store.example", "us-east-1", is_virtual=False)
    assert told(as_set, 403, code=code) is None
