import pytest

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.profile import Connection, clean_endpoint, free_name, object_url


@pytest.mark.case("C40")
@pytest.mark.parametrize(
    ("typed", "endpoint"),
    [
        ("https://minio.example.com:9000", "https://minio.example.com:9000"),
        ("  HTTPS://Minio.Example.COM:9000/ ", "https://minio.example.com:9000"),
        ("minio.example.com:9000", "https://minio.example.com:9000"),
        ("minio.example.com", "https://minio.example.com"),
        ("https://s3.amazonaws.com:443", "https://s3.amazonaws.com"),
        ("http://nas:80", "http://nas"),
        ("http://nas:443", "http://nas:443"),
        ("localhost:9000", "http://localhost:9000"),
        ("LOCALHOST", "http://localhost"),
        ("127.0.0.1:9000/", "http://127.0.0.1:9000"),
        ("[::1]:9000", "http://[::1]:9000"),
        ("localhost.example.com", "https://localhost.example.com"),
        ("http://[2001:db8::7]:9000", "http://[2001:db8::7]:9000"),
        ("192.168.1.20:9000", "https://192.168.1.20:9000"),
        ("https://存储.example", "https://xn--k0q63x.example"),
    ],
)
def test_an_address_is_kept_as_scheme_host_and_port(typed: str, endpoint: str) -> None:
    assert clean_endpoint(typed) == endpoint
    assert clean_endpoint(endpoint) == endpoint


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "https://",
        "ftp://nas",
        "s3://bucket",
        "https://nas:port",
        "https://nas:99999",
        "https://nas:0",
        "https://my nas:9000",
        "https://[::1",
        "https://<host>:9000",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(BadSettingsError, match=r"Write it like https://minio\.example\.com:9000"):
        clean_endpoint(typed)


@pytest.mark.case("C40")
@pytest.mark.parametrize(
    "typed",
    [
        "https://nas:9000/bucket",
        "nas:9000/bucket/prefix",
        "https://nas:9001/browser?x=1",
        "https://nas#part",
    ],
)
def test_an_address_with_more_than_host_and_port_says_where_the_rest_belongs(typed: str) -> None:
    with pytest.raises(BadSettingsError, match="Bucket, prefix and keys have fields of their own"):
        clean_endpoint(typed)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(BadSettingsError) as caught:
        clean_endpoint("https://user:hunter2@nas:9000")
    assert "hunter2" not in caught.value.message


def test_a_connection_never_prints_its_secret() -> None:
    connection = Connection("https://nas", "us-east-1", "key", "hunter2")
    assert "hunter2" not in repr(connection)


def test_an_object_url_is_encoded_but_for_its_slashes() -> None:
    assert object_url("https://nas:9000", "media", "day 1/a+b#c 中.mp4") == (
        "https://nas:9000/media/day%201/a%2Bb%23c%20%E4%B8%AD.mp4"
    )


def test_a_free_name_counts_on() -> None:
    assert free_name("nas", {"studio"}) == "nas"
    assert free_name("nas", {"nas", "nas 2"}) == "nas 3"
