import pytest

from uploader_gui.domain.entered.endpoint_address import (
    Address,
    are_same_store,
    clean_endpoint,
    is_within,
    node_endpoints,
    object_url,
    place_at,
    split_address,
)
from uploader_gui.domain.errors import BadSettingsError


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
def test_what_is_no_place_is_refused(typed: str) -> None:
    with pytest.raises(BadSettingsError) as caught:
        split_address(typed)
    assert "hunter2" not in caught.value.message


def test_a_place_without_a_store_is_no_endpoint() -> None:
    with pytest.raises(BadSettingsError, match="names no store"):
        place_at("s3://media/2026", "media")


def test_an_object_url_is_encoded_but_for_its_slashes() -> None:
    assert object_url("https://nas:9000", "media", "day 1/a+b#c 中.mp4") == (
        "https://nas:9000/media/day%201/a%2Bb%23c%20%E4%B8%AD.mp4"
    )


@pytest.mark.case("L3.4")
@pytest.mark.parametrize(
    ("typed", "kept", "nodes"),
    [
        ("https://nas:9000", "https://nas:9000", ["https://nas:9000"]),
        (
            " HTTPS://Minio{1...3}.Example.org:9000/ ",
            "https://minio{1...3}.example.org:9000",
            [f"https://minio{number}.example.org:9000" for number in (1, 2, 3)],
        ),
        ("minio{1...2}:443", "https://minio{1...2}", ["https://minio1", "https://minio2"]),
        ("nas{08...10}", "https://nas{08...10}", ["https://nas08", "https://nas09", "https://nas10"]),
        (
            "http://rack{1...2}-{3...4}:{9000...9001}",
            "http://rack{1...2}-{3...4}:{9000...9001}",
            [
                f"http://rack{rack}-{slot}:{port}"
                for rack in (1, 2)
                for slot in (3, 4)
                for port in (9000, 9001)
            ],
        ),
        (
            "127.0.0.{2...3}:9000",
            "http://127.0.0.{2...3}:9000",
            ["http://127.0.0.2:9000", "http://127.0.0.3:9000"],
        ),
        (
            "https://a.example:9000, https://B.example:9000/",
            "https://a.example:9000,https://b.example:9000",
            ["https://a.example:9000", "https://b.example:9000"],
        ),
        ("http://a:9000 http://b:9000", "http://a:9000,http://b:9000", ["http://a:9000", "http://b:9000"]),
        ("http://a:9000,b:9000,", "http://a:9000,http://b:9000", ["http://a:9000", "http://b:9000"]),
        ("a:9000, a:9000", "https://a:9000", ["https://a:9000"]),
        ("http://a{1...2},http://b", "http://a{1...2},http://b", ["http://a1", "http://a2", "http://b"]),
        (
            "https://存储{1...2}.example",
            "https://xn--1-ur7a614a.example,https://xn--2-ur7a614a.example",
            ["https://xn--1-ur7a614a.example", "https://xn--2-ur7a614a.example"],
        ),
    ],
)
def test_an_endpoint_may_stand_for_several_addresses(typed: str, kept: str, nodes: list[str]) -> None:
    assert clean_endpoint(typed) == kept
    assert clean_endpoint(kept) == kept
    assert list(node_endpoints(kept)) == nodes


@pytest.mark.case("L3.4")
@pytest.mark.parametrize(
    "typed", ["https://minio{4...1}", "https://minio{a...c}", "https://minio{1..4}", "https://a, my nas"]
)
def test_what_stands_for_no_address_is_refused(typed: str) -> None:
    with pytest.raises(BadSettingsError, match=r"Write it like https://minio\.example\.com:9000"):
        clean_endpoint(typed)


@pytest.mark.case("L3.4")
@pytest.mark.parametrize(
    "typed", ["nas{1...65}", "nas{1...8}-{1...9}", "nas{1...999999}-{1...999999}", "a{1...40},b{1...40}"]
)
def test_too_many_addresses_are_refused_before_they_are_counted_out(typed: str) -> None:
    with pytest.raises(BadSettingsError, match="At most 64"):
        clean_endpoint(typed)


@pytest.mark.case("L3.4")
def test_addresses_with_and_without_tls_are_no_store() -> None:
    with pytest.raises(BadSettingsError, match="http and with https"):
        clean_endpoint("https://a, http://b")


@pytest.mark.case("L3.4")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (
            "https://minio{1...4}.example.org:9000/media/raw",
            Address("https://minio{1...4}.example.org:9000", "media", "raw/"),
        ),
        ("https://a:9000, https://b:9000", Address("https://a:9000,https://b:9000")),
    ],
)
def test_what_is_pasted_may_have_several_addresses(typed: str, found: Address) -> None:
    assert split_address(typed) == found


@pytest.mark.case("L3.4")
def test_the_url_of_an_object_names_the_first_address() -> None:
    assert object_url("https://minio{1...4}:9000", "media", "k") == "https://minio1:9000/media/k"


@pytest.mark.case("L3.5")
def test_notations_of_the_same_addresses_are_one_store() -> None:
    braces, listed = "http://m{1...2}:9000", "http://m2:9000,http://m1:9000"
    assert is_within(braces, listed)
    assert is_within(listed, braces)
    assert are_same_store(braces, "http://m1:9000")
    assert is_within("http://m1:9000", listed)
    assert not is_within(listed, "http://m1:9000")
    assert not are_same_store(braces, "http://m3:9000")
    assert not are_same_store(braces, "https://m1:9000")
