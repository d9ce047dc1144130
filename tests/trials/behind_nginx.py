"""The store and the HTTP API behind nginx, with the very settings that the administrators' pages give.

Not part of the suite, since installing nginx starts a web server: ``packaging/trials/nginx`` runs it.
"""

import contextlib
import json
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from lab.files import make_file, sha256_of
from lab.lines.scripted import CERTIFICATE
from lab.processes.program import Program
from lab.processes.served import JOBS
from lab.stores.s3probe import Probe, S3Address

ROOT = Path(__file__).parents[2]
TOKEN = {"Authorization": "Bearer chosen-by-me"}
FORM_SIZE = 300_000_000


def block(page: str) -> str:
    """The settings that people are to copy."""
    found = re.search(r"```nginx\n(.*?)```", (ROOT / "docs" / "admin" / page).read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextlib.contextmanager
def nginx(folder: Path, settings: str, behind: str) -> Iterator[str]:
    """nginx with these settings before ``behind`` (host and port); its https address."""
    folder.mkdir()
    port = free_port()
    settings = re.sub(r"listen \d+ ssl", f"listen 127.0.0.1:{port} ssl", settings)
    settings = re.sub(r"server_name [^;]+", "server_name localhost", settings)
    settings = re.sub(r"(ssl_certificate(?:_key)?\s+)[^;]+", rf"\g<1>{CERTIFICATE}", settings)
    settings = re.sub(r"proxy_pass http://127\.0\.0\.1:\d+", f"proxy_pass http://{behind}", settings)
    places = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    conf = folder / "nginx.conf"
    conf.write_text(
        f"daemon off; user root; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\naccess_log {folder}/access.log;\n{places}\n{settings}\n}}\n"
    )
    process = subprocess.Popen(["nginx", "-p", folder, "-e", folder / "error.log", "-c", conf])
    try:
        _wait_for(port)
        yield f"https://localhost:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 10
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert time.monotonic() < deadline
        time.sleep(0.05)


def buffered(folder: Path) -> list[Path]:
    return [path for path in (folder / "client_body").rglob("*") if path.is_file()]


def through(address: S3Address, endpoint: str) -> S3Address:
    return replace(address, endpoint=endpoint)


def test_a_file_in_parts_arrives_at_a_store_behind_it(bucket: Probe, tmp_path: Path) -> None:
    path = make_file(tmp_path / "clip ä+%.mov", 40_000_000)
    with nginx(tmp_path / "nginx", block("store.md"), bucket.address.endpoint.removeprefix("http://")) as url:
        program = Program(tmp_path / "state", through(bucket.address, url), SSL_CERT_FILE=str(CERTIFICATE))
        ended = program.run("upload", path, "--json")
    assert ended.code == 0, (ended.lines, ended.errors)
    assert bucket.sha256(path.name) == sha256_of(path)
    assert ended.last("completed")["totalParts"] == 5


def test_a_limit_of_bodies_that_was_forgotten_is_named(bucket: Probe, tmp_path: Path) -> None:
    path = make_file(tmp_path / "clip.mov", 20_000_000)
    settings = re.sub(r"client_max_body_size[^;]*;", "", block("store.md"))
    with nginx(tmp_path / "nginx", settings, bucket.address.endpoint.removeprefix("http://")) as url:
        program = Program(tmp_path / "state", through(bucket.address, url), SSL_CERT_FILE=str(CERTIFICATE))
        ended = program.run("upload", path, "--json")
    failed = ended.last("failed")
    assert (ended.code, failed["errorCode"]) == (1, "BODY_TOO_LARGE")
    assert f"> {failed['message']}\n" in (ROOT / "docs" / "admin" / "store.md").read_text("utf-8")


@pytest.fixture
def api(bucket: Probe, tmp_path: Path) -> Iterator[tuple[httpx.Client, Path]]:
    """A client of the API behind nginx, and nginx's folder."""
    port, folder = free_port(), tmp_path / "nginx"
    program = Program(tmp_path / "state", bucket.address, UPLOADER_GUI_API_TOKEN="chosen-by-me")
    with nginx(folder, block("service.md"), f"127.0.0.1:{port}") as url:
        public = f"{url}/uploader"
        with program.running("serve", "--port", str(port), "--public-url", public) as running:
            line = running.wait_for(lambda line: "Serving" in line.get("text", ""))
            assert public in line["text"]
            trusted = ssl.create_default_context(cafile=str(CERTIFICATE))
            with httpx.Client(base_url=public, headers=TOKEN, verify=trusted, timeout=60) as client:
                yield client, folder


def test_a_form_streams_through_it_and_its_events_come_as_they_happen(
    api: tuple[httpx.Client, Path], bucket: Probe, tmp_path: Path
) -> None:
    client, folder = api
    path = make_file(tmp_path / "form.mov", FORM_SIZE)
    with path.open("rb") as file:
        answered = client.post(JOBS, files={"file": (path.name, file)})
    assert answered.status_code == 202, answered.text
    assert buffered(folder) == []
    with client.stream("GET", f"{JOBS}/{answered.json()['jobId']}/events") as events:
        assert events.headers["content-type"].startswith("text/event-stream")
        kinds = [line for line in events.iter_lines() if line.startswith("event: ")]
    assert kinds[-1] == "event: completed"
    assert len(kinds) > 1
    assert bucket.sha256("form.mov") == sha256_of(path)


def test_an_event_is_heard_while_the_stream_is_still_open(
    api: tuple[httpx.Client, Path], bucket: Probe, tmp_path: Path
) -> None:
    client, _ = api
    path = make_file(tmp_path / "slow.mov", 20_000_000)
    job = client.post(JOBS, json={"path": str(path), "startAt": "2099-01-01T00:00"}).json()
    with client.stream("GET", f"{JOBS}/{job['jobId']}/events") as events:
        lines = events.iter_lines()
        assert next(lines) == "event: submitted"  # the job waits for years: nothing more comes by itself
        client.patch(f"{JOBS}/{job['jobId']}", json={"startAt": None})
        assert "event: completed" in lines


def test_people_may_be_let_in_by_nginx_which_sends_the_token_for_them(bucket: Probe, tmp_path: Path) -> None:
    port, passwords = free_port(), tmp_path / "passwords"
    passwords.write_text("ann:{PLAIN}open sesame\n")
    told = (
        f'auth_basic "Uploader"; auth_basic_user_file {passwords}; '
        f'proxy_set_header Authorization "{TOKEN["Authorization"]}";'
    )
    settings = block("service.md").replace("client_max_body_size", f"{told}\n        client_max_body_size")
    program = Program(tmp_path / "state", bucket.address, UPLOADER_GUI_API_TOKEN="chosen-by-me")
    with nginx(tmp_path / "nginx", settings, f"127.0.0.1:{port}") as url:
        public = f"{url}/uploader"
        with program.running("serve", "--port", str(port), "--public-url", public) as running:
            running.wait_for(lambda line: "Serving" in line.get("text", ""))
            trusted = ssl.create_default_context(cafile=str(CERTIFICATE))
            with httpx.Client(base_url=public, verify=trusted, timeout=60) as client:
                assert client.get("/docs").status_code == 401
                assert client.get("/docs", auth=("ann", "open sesame")).status_code == 200
                assert client.get(JOBS, auth=("ann", "open sesame")).status_code == 200


def test_its_page_and_its_calls_are_below_the_path(api: tuple[httpx.Client, Path]) -> None:
    client, _ = api
    page = client.get("/docs")
    assert page.status_code == 200
    for beside in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert client.get(str(page.url.join(beside))).status_code == 200
    assert client.get("/").status_code == 200
    origin = {"Origin": str(client.base_url).removesuffix("/uploader/"), "Sec-Fetch-Site": "same-origin"}
    assert client.get(JOBS, headers=origin).status_code == 200
    assert client.get(JOBS, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.get(JOBS, headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert json.loads(client.get("/healthz").text)["status"] == "ok"
