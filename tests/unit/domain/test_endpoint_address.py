import pytest

from uploader_gui.domain.endpoint_address import Address, place_at, split_address
from uploader_gui.domain.errors import BadSettingsError


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("minio.example.com:9000", Address("https://minio.example.com:9000")),
        ("http://nas:9000/", Address("http://nas:9000")),
        ("https://nas:9000/media/2026/raw", Address("https://nas:9000", "media", "2026/raw/")),
        ("nas:9000/media", Address("https://nas:9000", "media")),
        ("https://nas/media/a%20b/c.mp4?X-Amz-Signature=1", Address("https://nas", "media", "a b/c.mp4/")),
        ("https://nas:9001/browser/media/2026", Address("https://nas:9001", "media", "2026/")),
        ("s3://media/2026", Address("", "media", "2026/")),
        (
            "https://media.s3.eu-west-1.amazonaws.com/raw",
            Address("https://s3.eu-west-1.amazonaws.com", "media", "raw/", "eu-west-1"),
        ),
        (
            "s3.eu-west-1.amazonaws.com",
            Address("https://s3.eu-west-1.amazonaws.com", region="eu-west-1"),
        ),
    ],
)
def test_a_pasted_address_is_taken_apart(typed: str, found: Address) -> None:
    assert split_address(typed) == found


@pytest.mark.parametrize("typed", ["", "ftp://nas/media", "https://user:hunter2@nas/media", "http://nas:x/b"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(BadSettingsError) as caught:
        split_address(typed)
    assert "hunter2" not in caught.value.message


def test_a_place_without_a_store_is_no_endpoint() -> None:
    with pytest.raises(BadSettingsError, match="names no store"):
        place_at("s3://media/2026", "media")
