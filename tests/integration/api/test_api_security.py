"""What a page in a browser could forge is refused, and without the token only the guide's calls answer."""

import contextlib
import json
import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from lab.processes.served import JOBS, Served
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.headless.api.access_policy import CHALLENGE_HEADER, PROOF_HEADER, proof

FORM = {"file": ("a.mov", b"x")}
SECRETS = ("token", "identity")


@pytest.fixture(scope="module")
def closed(seaweed_bucket: Probe, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A holder that answers to the token alone, as `upload` does."""
    with Served(tmp_path_factory.mktemp("closed"), seaweed_bucket.address, is_open=False) as running:
        yield running


@pytest.fixture(scope="module")
def job_id(served: Served) -> str:
    """A finished job."""
    job_id: str = served.send("known.bin", b"x")["jobId"]
    served.wait_for(job_id, "COMPLETED")
    return job_id


def here(served: Served) -> str:
    return served.api.address.removeprefix("http://")


FORGED = [
    {"Host": "evil.example"},
    {"Host": "localhost"},
    {"Host": "localhost:1"},
    {"Host": "127.0.0.1.evil.example:8080"},
    {"Host": "HERE.evil.example"},
    {"Host": "user@HERE"},
    {"Host": ""},
    {"Origin": "http://evil.example"},
    {"Origin": "https://HERE"},
    {"Origin": "http://HERE.evil.example"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "null"},
    {"Origin": "file://"},
    {"Origin": ""},
    {"Referer": "http://evil.example/page"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "anything"},
    {"Origin": "http://HERE", "Sec-Fetch-Site": "cross-site"},
]


@pytest.mark.parametrize(
    "forged", FORGED, ids=lambda forged: " ".join(f"{key}={forged[key]}" for key in forged)
)
@pytest.mark.parametrize(
    "call", ["POST ", "GET progress", "POST resume", "GET healthz", "GET list", "DELETE job"]
)
def test_forged_request_is_refused_and_not_carried_out(
    served: Served, job_id: str, forged: dict[str, str], call: str
) -> None:
    before = served.trusted.get(JOBS).json()
    headers = {name: value.replace("HERE", here(served)) for name, value in forged.items()}
    client = served.trusted if call in {"GET list", "DELETE job"} else served.open
    answered = {
        "POST ": lambda: client.post(JOBS, files=FORM, headers=headers),
        "GET progress": lambda: client.get(f"{JOBS}/{job_id}/progress", headers=headers),
        "POST resume": lambda: client.post(f"{JOBS}/{job_id}/resume", headers=headers),
        "GET healthz": lambda: client.get("/healthz", headers=headers),
        "GET list": lambda: client.get(JOBS, headers=headers),
        "DELETE job": lambda: client.delete(f"{JOBS}/{job_id}", headers=headers),
    }[call]()
    assert (answered.status_code, answered.json()["error"]["code"]) == (403, "FORBIDDEN")
    assert "access-control-allow-origin" not in answered.headers
    assert served.trusted.get(JOBS).json() == before
    served.until_nothing_is_staged()


def test_preflight_of_another_origin_is_refused(served: Served) -> None:
    headers = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    assert served.open.options(JOBS, headers=headers).status_code == 403


def test_two_hosts_are_one_too_many(served: Served) -> None:
    host, _, port = here(served).partition(":")
    lines = ["GET /healthz HTTP/1.1", f"Host: {here(served)}", "Host: evil.example", "", ""]
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall("\r\n".join(lines).encode())
        assert connection.recv(1000).split()[1] in {b"400", b"403"}


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "LOCALHOST"])
def test_own_page_and_own_names_are_let_in(served: Served, name: str) -> None:
    host = f"{name}:{here(served).partition(':')[2]}"
    headers = {"Host": host, "Origin": f"http://{host.lower()}", "Sec-Fetch-Site": "same-origin"}
    assert served.open.get("/healthz", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", JOBS), ("POST", f"{JOBS}/JOB/pause"), ("DELETE", f"{JOBS}/JOB"), ("GET", f"{JOBS}/JOB/events"),
        ("GET", "/metrics"), ("POST", "/api/hand-over/x"), ("DELETE", "/api/hand-over/x"), ("GET", "/nowhere"),
        ("POST", f"{JOBS}/JOB/progress"), ("GET", f"{JOBS}/JOB/resume"), ("GET", f"{JOBS}/JOB/../progress/x"),
    ],
)  # fmt: skip
def test_everything_else_wants_the_token(served: Served, job_id: str, method: str, path: str) -> None:
    answered = served.open.request(method, path.replace("JOB", job_id))
    assert (answered.status_code, answered.json()["error"]["code"]) == (401, "UNAUTHORIZED")
    assert answered.headers["www-authenticate"] == "Bearer"


def test_path_of_this_machine_wants_the_token(served: Served) -> None:
    assert served.open.post(JOBS, json={"path": "/etc/hostname"}).status_code == 401
    disguised = {"Content-Type": "multipart/form-data; boundary=x, application/json"}
    assert served.open.post(JOBS, content=b'{"path": "/etc/hostname"}', headers=disguised).status_code == 400


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer wrong", "Basic TOKEN", "TOKEN", "Bearer TOKENx", "Bearer é"]
)
def test_wrong_token_is_refused_even_where_none_is_needed(served: Served, given: str) -> None:
    value = given.replace("TOKEN", served.api.token).encode("latin-1")
    answered = served.open.get("/healthz", headers=[(b"Authorization", value)])
    assert (answered.status_code, answered.json()["error"]["code"]) == (401, "UNAUTHORIZED")
    assert served.api.token not in answered.text


def test_holder_that_is_not_open_answers_to_the_token_alone(closed: Served) -> None:
    assert closed.open.get("/healthz").status_code == 401
    assert closed.open.post(JOBS, files=FORM).status_code == 401
    assert closed.open.get("/docs").status_code == 401
    assert closed.trusted.get("/healthz").status_code == 200
    closed.until_nothing_is_staged()


def test_engine_json_names_the_holder_and_is_for_its_owner_alone(closed: Served) -> None:
    path = closed.state_dir / "engine.json"
    assert path.stat().st_mode & 0o777 == 0o600
    note = json.loads(path.read_text())
    assert (note["address"], note["token"]) == (closed.api.address, closed.api.token)
    assert note["pid"] > 0
    answered = closed.open.get("/healthz", headers={CHALLENGE_HEADER: "abc"})
    assert answered.headers[PROOF_HEADER] == proof(note["identity"], "abc")


def test_own_token_wins(tmp_path: Path, bucket: Probe) -> None:
    with Served(tmp_path / "state", bucket.address, UPLOADER_GUI_API_TOKEN="chosen-by-me") as served:
        assert served.api.token == "chosen-by-me"
        assert served.trusted.get(JOBS).status_code == 200


def test_address_that_others_can_reach_needs_a_token_of_the_users_own(tmp_path: Path, bucket: Probe) -> None:
    with Served(tmp_path / "state", bucket.address) as served:

        async def listen() -> str:
            return served.api.listen("0.0.0.0", 0, is_open=True)

        with pytest.raises(BadSettingsError, match="UPLOADER_GUI_API_TOKEN"):
            served.do(listen())
    with Served(tmp_path / "state", bucket.address, UPLOADER_GUI_API_TOKEN="chosen-by-me") as served:
        address = served.do(listen())
        token = {"Authorization": "Bearer chosen-by-me"}
        foreign = token | {"Origin": "http://evil.example"}
        with httpx.Client(base_url=address, timeout=30) as client:
            assert client.get("/healthz").status_code == 401
            assert client.post(JOBS, files=FORM).status_code == 401
            assert client.get("/healthz", headers=token | {"Host": "nas.local"}).status_code == 200
            assert client.get("/healthz", headers=foreign).status_code == 403


def test_headers_without_end_are_cut_off(served: Served) -> None:
    with contextlib.suppress(httpx.TransportError):  # cut before the answer could be read
        assert served.open.get("/healthz", headers={"X-Long": "x" * 1_000_000}).status_code == 400
    assert served.open.get("/healthz").status_code == 200


def test_no_secret_is_in_answers_and_log(tmp_path: Path, bucket: Probe) -> None:
    with Served(tmp_path / "state", bucket.address) as served:
        logging.getLogger("lab").warning("Authorization: Bearer %s", served.api.token)
        job_id = served.send("a.mov", b"x")["jobId"]
        served.wait_for(job_id, "COMPLETED")
        token = {"Authorization": "Bearer wrong"}
        answers = [
            served.trusted.get(JOBS),
            served.trusted.get("/metrics"),
            served.trusted.get("/openapi.json"),
            served.trusted.get("/docs"),
            served.open.get("/healthz"),
            served.open.get(JOBS, headers=token),
            served.trusted.get("/nowhere"),
        ]
        note = json.loads((served.state_dir / "engine.json").read_text())
        secrets = [bucket.address.secret_key, *(note[name] for name in SECRETS)]
        said = [answered.text + str(answered.headers) for answered in answers]
        said.append((served.state_dir / "uploader.log").read_text())
        assert not [text for text in said for secret in secrets if secret in text]


def test_page_to_try_it_out_loads_nothing_from_elsewhere(served: Served) -> None:
    page = served.open.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for path in ("/docs", "/docs.js", "/docs.css"):
        text = served.open.get(path).text
        assert "http://" not in text
        assert "https://" not in text
        assert "//" not in text.replace("// Builds", "")
