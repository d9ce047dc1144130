"""The address under which a reverse proxy offers the HTTP API."""

import pytest

from uploader_gui.domain.entered.public_url import public_url


@pytest.mark.parametrize(
    ("text", "origin", "host", "path"),
    [
        ("https://media.example.org", "https://media.example.org", "media.example.org", ""),
        (
            "https://Media.example.org/Up/loader/",
            "https://media.example.org",
            "media.example.org",
            "/Up/loader",
        ),
        ("https://media.example.org:443/x", "https://media.example.org", "media.example.org", "/x"),
        ("http://nas:8000", "http://nas:8000", "nas:8000", ""),
        ("http://[fd00::1]:80/a", "http://[fd00::1]", "[fd00::1]", "/a"),
    ],
)
def test_origin_host_and_path_are_as_browsers_say_them(text: str, origin: str, host: str, path: str) -> None:
    read = public_url(text)
    assert (read.origin, read.host, read.path) == (origin, host, path)
    assert str(read) == origin + path


@pytest.mark.parametrize(
    "text",
    ["", "media.example.org", "ftp://a", "https://", "https://a b", "https://u:p@a", "https://a/?q=1", "https://a/#b", "https://a/b//c"],
)  # fmt: skip
def test_what_is_no_such_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"such as https://media\.example\.org/uploader"):
        public_url(text)
