"""Forms that are no good leave nothing behind; good ones arrive in constant memory while others are answered."""

import asyncio
import http.client
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from lab.databases.small_disk import NEEDED, SmallDisk
from lab.files import make_file
from lab.processes.served import JOBS, Served
from lab.stopwatch import least
from lab.stores.s3probe import Probe
from uploader_gui.domain.plan import MIB

BOUNDARY = "----lab"
LIMIT = 4 * MIB


@pytest.fixture(scope="module")
def small(seaweed_bucket: Probe, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One that takes files of up to 4 MiB."""
    state_dir = tmp_path_factory.mktemp("small")
    with Served(state_dir, seaweed_bucket.address, UPLOAD_MAX_SIZE=str(LIMIT)) as running:
        yield running


def part(disposition: str, data: bytes = b"x") -> bytes:
    return f"--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n".encode() + data + b"\r\n"


END = f"--{BOUNDARY}--\r\n".encode()
FILE = part('name="file"; filename="a.mov"')
CHUNK = part('name="chunkSize"', b"5242880")


def post(served: Served, body: bytes, **headers: str) -> httpx.Response:
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    return served.open.post(JOBS, content=body, headers=kind | headers)


@pytest.mark.parametrize("body", [CHUNK + FILE + END, FILE + CHUNK + END])
def test_chunk_size_may_stand_before_or_after_the_file(small: Served, body: bytes) -> None:
    answered = post(small, body)
    assert (answered.status_code, answered.json()["chunkSize"]) == (202, 5242880)
    small.wait_for(answered.json()["jobId"], "COMPLETED")


def test_fields_nobody_asked_for_are_skipped(small: Served) -> None:
    answered = post(small, part('name="title"', b"holiday") + FILE + END)
    assert answered.status_code == 202
    small.wait_for(answered.json()["jobId"], "COMPLETED")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"no form at all", id="no form"),
        pytest.param(END, id="no part"),
        pytest.param(CHUNK + END, id="no file"),
        pytest.param(part('name="file"') + END, id="file is a text"),
        pytest.param(part('name="file"; filename=""') + END, id="file without a name"),
        pytest.param(FILE + FILE + END, id="two files"),
        pytest.param(FILE + part('name="other"; filename="b"') + END, id="another file"),
        pytest.param(part('name="x"; filename="b"') + END, id="file in another field"),
        pytest.param(FILE, id="ends before the end"),
        pytest.param(FILE[:-3], id="ends in the middle"),
        pytest.param(part('name="chunkSize"', b"8 MiB") + FILE + END, id="chunkSize is no number"),
        pytest.param(part('name="chunkSize"', b"5242879") + FILE + END, id="chunkSize is too small"),
        pytest.param(FILE + part('name="chunkSize"', b"-1") + END, id="chunkSize is negative"),
        pytest.param(FILE + part('name="chunkSize"', b"9" * 30) + END, id="chunkSize is too large"),
        pytest.param(FILE + part('name="chunkSize"', b"9" * 5000) + END, id="chunkSize is endless"),
        pytest.param(FILE + CHUNK + CHUNK + END, id="two chunkSizes"),
        pytest.param(part('name="x"', b"x" * 2 * MIB) + FILE + END, id="other fields too large"),
        pytest.param(part('name="file"; filename="' + "n" * 1100 + '"') + END, id="long name"),
        pytest.param(part('name="file"; filename="' + "n" * 9000 + '"') + END, id="endless name"),
    ],
)
def test_bad_form_is_refused_by_name_and_leaves_nothing(small: Served, body: bytes) -> None:
    before = small.trusted.get(JOBS, params={"limit": 1}).json()
    answered = post(small, body)
    assert (answered.status_code, answered.json()["error"]["code"]) == (400, "BAD_REQUEST"), answered.text
    small.until_nothing_is_staged()
    assert small.trusted.get(JOBS, params={"limit": 1}).json() == before


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd", "/etc/passwd", "..\\\\..\\\\boot.ini", "..", ".", "a/b.mov", "a%0D%0Ab", "a\x00b", "a\x1b[2Jb",
        "   ", "a\x7fb",
    ],
)  # fmt: skip
def test_hostile_file_name_is_refused(small: Served, name: str, tmp_path: Path) -> None:
    answered = post(small, part(f'name="file"; filename="{name}"') + END)
    assert (answered.status_code, answered.json()["error"]["code"]) == (400, "BAD_REQUEST")
    small.until_nothing_is_staged()


@pytest.mark.parametrize(
    "name",
    [
        "holiday 2026.mov",
        "会议 #1 [a+b].mp4",
        'say "hi".mov',
        "'; DROP TABLE jobs;--.mov",
        "-rf",
        "a" * 250,
        ".mov",
    ],
)
def test_odd_but_harmless_names_are_kept(small: Served, name: str) -> None:
    job = small.send(name, b"x")
    assert job["fileName"] == name
    assert small.wait_for(job["jobId"], "COMPLETED")["uploadResponse"]["objectKey"].endswith(
        Path(name).suffix
    )


def test_file_over_the_limit_is_refused_before_and_while_it_arrives(small: Served) -> None:
    data = b"x" * (LIMIT + 1)
    announced = post(small, part('name="file"; filename="a.mov"', data + b"x" * 100_000) + END)
    assert (announced.status_code, announced.json()["error"]["code"]) == (413, "FILE_TOO_LARGE")

    def unannounced() -> Iterator[bytes]:
        yield part('name="file"; filename="a.mov"', data)
        yield END

    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    answered = small.open.post(JOBS, content=unannounced(), headers=kind)
    assert (answered.status_code, answered.json()["error"]["code"]) == (413, "FILE_TOO_LARGE")
    small.until_nothing_is_staged()
    job = small.send("just.mov", data[:-1])
    small.wait_for(job["jobId"], "COMPLETED")


def raw_connection(served: Served) -> socket.socket:
    host, _, port = served.api.address.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=10)


def head(served: Served, length: int) -> bytes:
    lines = [
        f"POST {JOBS} HTTP/1.1",
        f"Host: {served.api.address.removeprefix('http://')}",
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
        f"Content-Length: {length}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def test_connection_that_breaks_off_leaves_nothing(small: Served) -> None:
    small.until_nothing_is_staged()  # of the tests before
    before = small.trusted.get(JOBS, params={"limit": 1}).json()
    with raw_connection(small) as connection:
        connection.sendall(head(small, 3 * MIB) + FILE[:-3] + b"x" * 2 * MIB)
        deadline = time.monotonic() + 10
        while not small.staged():
            assert time.monotonic() < deadline
            time.sleep(0.01)
    small.until_nothing_is_staged()
    assert small.trusted.get(JOBS, params={"limit": 1}).json() == before


def test_body_longer_than_announced_is_cut_there_and_refused(small: Served) -> None:
    body = FILE + END
    with raw_connection(small) as connection:
        connection.sendall(head(small, len(body) - 10) + body)
        answered = http.client.HTTPResponse(connection)
        answered.begin()
        assert answered.status == 400
    small.until_nothing_is_staged()


@pytest.mark.tools(*NEEDED)
def test_full_disk_is_named_and_leaves_nothing(tmp_path: Path, bucket: Probe) -> None:
    with SmallDisk(tmp_path / "disk", 8) as disk:
        if not disk.is_mounted:
            pytest.skip("only root may mount the small disk of this test")
        staging = tmp_path / "disk" / "staging"
        with Served(tmp_path / "state", bucket.address, UPLOAD_TEMP_DIR=str(staging)) as served:
            announced = served.open.post(JOBS, files={"file": ("a.mov", b"x" * 9 * MIB)})
            assert (announced.status_code, announced.json()["error"]["code"]) == (507, "STAGING_FULL")
            assert served.staged() == []

            def unannounced() -> Iterator[bytes]:
                yield part('name="file"; filename="a.mov"', b"x" * 9 * MIB)
                yield END

            kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
            answered = served.open.post(JOBS, content=unannounced(), headers=kind)
            assert (answered.status_code, answered.json()["error"]["code"]) == (507, "STAGING_FULL")
            assert (served.staged(), served.trusted.get(JOBS).json()["jobs"]) == ([], [])


def test_fifty_clients_at_once(tmp_path: Path, bucket: Probe) -> None:
    with Served(tmp_path / "state", bucket.address) as served:
        jobs: dict[int, str] = {}

        def send(number: int) -> None:
            with httpx.Client(base_url=served.api.address, timeout=60) as client:
                answered = client.post(JOBS, files={"file": (f"{number % 10}.bin", b"%d" % number * 200_000)})
                jobs[number] = answered.json()["jobId"]

        clients = [threading.Thread(target=send, args=(number,)) for number in range(50)]
        for client in clients:
            client.start()
        for client in clients:
            client.join(60)
        done = {number: served.wait_for(job_id, "COMPLETED", timeout=60) for number, job_id in jobs.items()}
        assert len({job["objectKey"] for job in done.values()}) == 50
        served.until_nothing_is_staged()
    for number in (0, 24, 49):
        assert bucket.get(done[number]["objectKey"]) == b"%d" % number * 200_000


def test_others_are_answered_while_a_form_arrives(served: Served, tmp_path: Path) -> None:
    file = make_file(tmp_path / "large.mov", 96 * MIB)

    async def tick(gaps: list[float], is_over: threading.Event) -> None:
        before_s = time.monotonic()
        while not is_over.is_set():
            await asyncio.sleep(0.005)
            now_s = time.monotonic()
            gaps.append(now_s - before_s)
            before_s = now_s

    def ask(statuses: list[int], is_over: threading.Event) -> None:
        while not is_over.is_set():
            statuses.append(served.open.get("/healthz").status_code)

    def longest_gap_s() -> float:
        gaps: list[float] = []
        statuses: list[int] = []
        is_over = threading.Event()
        ticking = asyncio.run_coroutine_threadsafe(tick(gaps, is_over), served.loop)
        asking = threading.Thread(target=ask, args=(statuses, is_over))
        asking.start()
        with file.open("rb") as data:
            job = served.trusted.post(JOBS, files={"file": ("large.mov", data)}).json()
        is_over.set()
        asking.join(60)
        ticking.result(60)
        served.trusted.delete(f"{JOBS}/{job['jobId']}")
        assert len(statuses) > 3
        assert set(statuses) == {200}
        return sorted(gaps)[-3]  # two may be the machine's own

    assert least(longest_gap_s, 0.1) < 0.1


def test_what_a_killed_holder_left_is_removed_and_copies_of_jobs_stay(tmp_path: Path, bucket: Probe) -> None:
    state_dir = tmp_path / "state"
    with Served(state_dir, bucket.address, UPLOADER_GUI_SECRET_KEY="wrong") as served:
        job_id = served.send("kept.mov", b"x")["jobId"]
        served.wait_for(job_id, "FAILED")
        (kept,) = served.staged()
    lost = state_dir / "staging" / "00000000-0000-4000-8000-000000000000-lost.mov.partial"
    bystander = state_dir / "staging" / "notes.txt"
    for path in (lost, bystander):
        path.write_bytes(b"x")
    with Served(state_dir, bucket.address) as served:
        assert served.staged() == sorted([kept, "notes.txt"])


def test_interrupted_arrival_in_a_shared_directory_is_removed_and_nothing_else(
    tmp_path: Path, bucket: Probe
) -> None:
    state_dir, shared = tmp_path / "state", tmp_path / "shared"
    strangers = shared / "11111111-1111-4111-8111-111111111111-other.mov"
    ours = shared / "22222222-2222-4222-8222-222222222222-ours.mov"
    note = state_dir / "arriving" / "22222222-2222-4222-8222-222222222222"
    shared.mkdir()
    note.parent.mkdir(parents=True)
    for path in (strangers, ours.with_name(ours.name + ".partial")):
        path.write_bytes(b"x")
    note.write_text(str(ours))
    with Served(state_dir, bucket.address, UPLOAD_TEMP_DIR=str(shared)) as served:
        assert served.staged() == [strangers.name]
