"""The HTTP API where a reverse proxy offers it to others, as requests come from there."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from lab.processes.served import JOBS, Served
from lab.stores.s3probe import Probe
from uploader_gui.domain.entered.public_url import public_url
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.headless.api.api import Api

BEHIND = public_url("https://media.example.org/uploader")
TOKEN = {"Authorization": "Bearer chosen-by-me"}
FORM = {"file": ("a.mov", b"x")}


@pytest.fixture(scope="module")
def behind(seaweed_bucket: Probe, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    state = tmp_path_factory.mktemp("behind")
    with Served(
        state, seaweed_bucket.address, behind=BEHIND, UPLOADER_GUI_API_TOKEN="chosen-by-me"
    ) as running:
        yield running


@pytest.mark.parametrize("host", ["media.example.org", "HERE"])
@pytest.mark.parametrize("origin", [None, "https://media.example.org"])
def test_requests_come_with_the_public_name_or_our_own(behind: Served, host: str, origin: str | None) -> None:
    headers = {"Host": host.replace("HERE", behind.api.address.removeprefix("http://")), **TOKEN}
    headers |= {"Origin": origin, "Sec-Fetch-Site": "same-origin"} if origin else {}
    with httpx.Client(base_url=behind.api.address, headers=headers, timeout=30) as client:
        assert client.get(JOBS).status_code == 200
        assert client.post(JOBS, files=FORM).status_code == 202


@pytest.mark.parametrize(
    "forged",
    [
        {"Host": "evil.example"},
        {"Host": "media.example.org:444"},
        {"Origin": "http://media.example.org"},
        {"Origin": "https://evil.example"},
        {"Origin": "https://media.example.org.evil.example"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Host": "evil.example", "X-Forwarded-Host": "media.example.org"},
    ],
    ids=str,
)
def test_other_names_and_pages_are_refused_whatever_is_forwarded(
    behind: Served, forged: dict[str, str]
) -> None:
    answered = behind.trusted.get(JOBS, headers={"Host": "media.example.org", **forged})
    assert (answered.status_code, answered.json()["error"]["code"]) == (403, "FORBIDDEN")


@pytest.mark.parametrize("path", ["/healthz", "/docs", "/metrics", JOBS])
def test_nothing_answers_without_the_token_not_even_on_this_machine(behind: Served, path: str) -> None:
    assert behind.open.get(path).status_code == 401
    assert behind.open.post(JOBS, files=FORM).status_code == 401
    assert behind.trusted.get("/healthz").status_code == 200


def test_a_token_of_the_users_own_is_demanded(tmp_path: Path, bucket: Probe) -> None:
    with Served(tmp_path / "state", bucket.address) as served:

        async def listen() -> str:
            api = Api(served.runtime, lambda _job: None, behind=BEHIND)
            return api.listen("127.0.0.1", 0, is_open=True)

        with pytest.raises(
            BadSettingsError, match=r"media\.example\.org/uploader can .*UPLOADER_GUI_API_TOKEN"
        ):
            served.do(listen())


def test_the_page_asks_for_what_lies_beside_it(behind: Served) -> None:
    for path in ("/docs", "/docs.js"):
        text = behind.trusted.get(path).text
        assert not [quote for quote in ('"/docs', '"/openapi', "'/") if quote in text]
    assert behind.trusted.get("/openapi.json").json()["servers"] == [{"url": "."}]
