"""Which stores are reached without the proxy of the environment."""

import pytest

from uploader_gui.s3.http.proxies import is_excepted, system_proxy


@pytest.mark.case("R24")
@pytest.mark.parametrize(
    ("host", "port", "no_proxy"),
    [
        ("127.0.0.2", 9000, "127.0.0.0/8"),
        ("10.1.2.3", 9000, "example.com, 10.0.0.0/8"),
        ("10.1.2.3", 9000, "10.1.2.99/24"),
        ("fd00::5", 9000, "fd00::/8"),
        ("fd00::5", 9000, "[fd00::]/8"),
        ("fd00::5", 9000, "[fd00::5]"),
        ("fd00::5", 9000, "[fd00::5]:9000"),
        ("fd00:0:0::5", 9000, "fd00::5"),
        ("::ffff:10.1.2.3", 9000, "10.0.0.0/8"),
        ("10.1.2.3", 9000, "10.1.2.3:9000"),
        ("nas.local", 9000, "nas.local:9000"),
        ("nas.local", 9000, ".local"),
        ("nas.local", 9000, "*.local"),
        ("nas.local", 9000, "local"),
        ("NAS.Local", 9000, "nas.LOCAL"),
        ("nas.local", 9000, "nas.local."),
        ("nas.local", 9000, "a.example  nas.local"),
        ("anything", 9000, "a.example,*"),
    ],
)
def test_what_no_proxy_excepts(host: str, port: int, no_proxy: str) -> None:
    assert is_excepted(host, port, no_proxy)


@pytest.mark.case("R24")
@pytest.mark.parametrize(
    ("host", "no_proxy"),
    [
        ("127.0.0.2", "128.0.0.0/8"),
        ("127.0.0.2", "127.0.0.0/99"),
        ("127.0.0.2", "127.0.0.0/x"),
        ("10.1.2.3", "1.2.3"),
        ("10.1.2.3", "10.1.2.3:443"),
        ("fd00::5", "10.0.0.0/8"),
        ("fd00::5", "[fd00::5]:443"),
        ("nas.local", "nas.local:443"),
        ("mynas.local", "nas.local"),
        ("nas.local", "."),
        ("nas.local", ",, ,"),
        ("nas.local", ""),
    ],
)
def test_what_it_does_not_except(host: str, no_proxy: str) -> None:
    assert not is_excepted(host, 9000, no_proxy)


@pytest.mark.case("R24")
@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.2:9000",
        "http://127.0.0.1",
        "http://[::1]:9000",
        "http://localhost:9000",
        "http://a.localhost",
    ],
)
def test_this_machine_is_never_reached_through_a_proxy(
    endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    assert system_proxy(endpoint) is None


@pytest.mark.case("R24")
def test_a_range_in_the_environment_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "10.0.0.0/8")
    assert system_proxy("https://10.1.2.3:9000") is None
    there = system_proxy("https://11.1.2.3:9000")
    assert there is not None
    assert there.host == "proxy.example"
