"""The fault proxy before a real store: invisible without rules, and true to each rule."""

import hashlib
import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from minio import Minio
from minio.error import InvalidResponseError, S3Error, ServerError

from lab.lines.proxy import FaultProxy
from lab.lines.rules import (
    Fault,
    answer,
    cut,
    drop_part,
    error,
    flip_bit,
    hold,
    html,
    shift_date,
    stall,
    throttle,
)
from lab.stopwatch import least
from lab.stores.s3probe import Probe, S3Address

PART = 5 * 1024 * 1024


@pytest.fixture
def through(proxied: S3Address) -> Iterator[Probe]:
    """The test's bucket, seen through the proxy."""
    probe = Probe(proxied)
    yield probe
    probe.close()


class Upload:
    """A multipart upload made by hand with the SDK's own part calls."""

    def __init__(self, probe: Probe, key: str) -> None:
        self.client: Minio = probe._client
        self.bucket, self.key = probe.address.bucket, key
        self.id = self.client._create_multipart_upload(self.bucket, key, {})

    def send(self, number: int, data: bytes) -> str:
        etag: str = self.client._upload_part(self.bucket, self.key, data, None, self.id, number)
        return etag

    def parts(self) -> list[int]:
        return [part.part_number for part in self.client._list_parts(self.bucket, self.key, self.id).parts]


def in_background(work: threading.Thread) -> threading.Thread:
    work.start()
    return work


def test_without_rules_all_bytes_and_signatures_pass(
    bucket: Probe, through: Probe, proxy: FaultProxy
) -> None:
    data = os.urandom(12 * 1024 * 1024)
    through.put("a b/+%文.bin", data)
    assert bucket.sha256("a b/+%文.bin") == hashlib.sha256(data).hexdigest()
    assert through.get("a b/+%文.bin") == data
    assert through.keys() == ["a b/+%文.bin"]
    assert sorted(proxy.log.parts_sent()) == [1, 2, 3]  # the SDK sends them at once
    assert proxy.log.body_bytes("part", key="a b/+%文.bin") == len(data)
    assert {entry.status for entry in proxy.log.entries("part")} == {200}


def test_answer_stands_in_for_the_store(bucket: Probe, through: Probe, proxy: FaultProxy) -> None:
    proxy.on("put", error(403, "AccessDenied"), times=1)
    with pytest.raises(S3Error, match="AccessDenied"):
        through.put("k", b"x")
    assert bucket.keys() == []
    through.put("k", b"x")
    assert [entry.reached_store for entry in proxy.log.entries("put")] == [False, True]


def test_answer_after_the_store_hides_what_was_done(bucket: Probe, through: Probe, proxy: FaultProxy) -> None:
    proxy.on("put", error(400, "RequestTimeout", after_store=True))
    with pytest.raises(S3Error, match="RequestTimeout"):
        through.put("k", b"x")
    assert bucket.get("k") == b"x"
    entry = proxy.log.wait_for("put", stage="ended")
    assert (entry.store_status, entry.status) == (200, 400)


def test_web_page_and_bare_status_arrive_as_such(through: Probe, proxy: FaultProxy) -> None:
    proxy.on("put", html(200), times=1)
    proxy.on("put", answer(504), times=1)
    through.put("k", b"x")
    with pytest.raises((ServerError, InvalidResponseError)):
        through.put("k", b"x")
    assert proxy.log.count("put") == 2


@pytest.mark.parametrize(
    ("fault", "received", "is_stored"),
    [
        (cut("before"), 0, False),
        (cut("in_body", after_bytes=1_000_000), 1_000_000, False),
        (cut("before_answer"), PART, True),
    ],
    ids=["before", "in_body", "before_answer"],
)
def test_connection_is_cut_where_the_rule_says(
    through: Probe, bucket: Probe, proxy: FaultProxy, fault: Fault, received: int, is_stored: bool
) -> None:
    upload = Upload(through, "k")
    proxy.on("part", fault)
    with pytest.raises(Exception, match=r"(?i)reset|broken|aborted"):
        upload.send(1, bytes(PART))
    entry = proxy.log.wait_for("part", stage="ended")
    assert (entry.body_bytes, entry.status) == (received, 0)
    assert (1 in bucket.parts("k", upload.id)) is is_stored


def test_body_cut_after_its_end_may_have_been_stored(through: Probe, proxy: FaultProxy) -> None:
    upload = Upload(through, "k")
    proxy.on("part", cut("after_body"), times=1)
    with pytest.raises(Exception, match=r"(?i)reset|broken|aborted"):
        upload.send(1, bytes(PART))
    assert proxy.log.wait_for("part", stage="ended").body_is_whole
    assert upload.send(1, bytes(PART))


def test_flipped_bit_is_what_the_store_gets(bucket: Probe, through: Probe, proxy: FaultProxy) -> None:
    proxy.on("put", flip_bit(at=2))
    through.put("k", b"abcd")
    assert bucket.get("k") == b"abbd"


def test_part_is_missing_from_the_listing_only(through: Probe, bucket: Probe, proxy: FaultProxy) -> None:
    upload = Upload(through, "k")
    for number in (1, 2, 3):
        upload.send(number, b"x")
    proxy.on("list_parts", drop_part(2))
    assert upload.parts() == [1, 3]
    assert list(bucket.parts("k", upload.id)) == [1, 2, 3]


def test_held_request_goes_on_when_released(through: Probe, bucket: Probe, proxy: FaultProxy) -> None:
    before, after = proxy.on("put", hold(), key="a"), proxy.on("put", hold(answer=True), key="b")
    first = in_background(threading.Thread(target=through.put, args=("a", b"1")))
    proxy.log.wait_for("put", key="a")
    assert bucket.keys() == []
    before.release()
    first.join(60)
    second = in_background(threading.Thread(target=through.put, args=("b", b"2")))
    entry = proxy.log.wait_for("put", key="b", stage="store")
    assert bucket.keys() == ["a", "b"]
    assert entry.status == 0
    after.release()
    second.join(60)
    assert entry.status == 200


def test_stalled_body_stops_at_its_byte_and_goes_on(through: Probe, proxy: FaultProxy) -> None:
    rule = proxy.on("put", stall(after_bytes=100_000))
    sender = in_background(threading.Thread(target=through.put, args=("k", bytes(4_000_000))))
    proxy.log.wait_for_bytes(100_000, "put")
    assert proxy.log.body_bytes("put") == 100_000
    rule.release()
    sender.join(60)
    assert proxy.log.body_bytes("put") == 4_000_000


@pytest.mark.parametrize("is_global", [True, False])
def test_throttle_keeps_its_rate(through: Probe, proxy: FaultProxy, is_global: bool) -> None:
    if is_global:
        proxy.throttle(1_000_000)
    else:
        proxy.on("put", throttle(1_000_000))

    def seconds() -> float:
        began_s = time.monotonic()
        through.put("k", bytes(400_000))
        took_s = time.monotonic() - began_s
        assert took_s > 0.35
        return took_s

    assert least(seconds, 5) < 5


def test_away_refuses_and_back_answers_at_the_same_address(through: Probe, proxy: FaultProxy) -> None:
    through.put("k", b"x")
    proxy.away()
    with pytest.raises(Exception, match=r"(?i)refused"):
        through.get("k")
    proxy.back()
    assert through.get("k") == b"x"


def test_large_body_is_refused_unread_with_a_page(through: Probe, proxy: FaultProxy) -> None:
    proxy.limit_body(1000)
    with pytest.raises(InvalidResponseError, match="413"):
        through.put("k", bytes(2000))
    through.put("k", bytes(1000))


def test_date_of_the_answer_is_shifted(proxy: FaultProxy) -> None:
    proxy.on(None, shift_date(20 * 60))
    connection = http.client.HTTPConnection(urlsplit(proxy.endpoint).netloc)
    connection.request("GET", "/")
    answered = connection.getresponse()
    answered.read()
    connection.close()
    ahead = time.mktime(time.strptime(answered.headers["Date"], "%a, %d %b %Y %H:%M:%S %Z")) - time.mktime(
        time.gmtime()
    )
    assert 19 * 60 < ahead < 21 * 60


def test_waiting_for_what_never_comes_says_what_came(proxy: FaultProxy, through: Probe) -> None:
    through.keys()
    with pytest.raises(TimeoutError, match=r"1 x part .*list_objects 200"):
        proxy.log.wait_for("part", timeout=0.05)


def test_proxy_as_a_process_writes_its_log(bucket: Probe, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    command = [
        sys.executable,
        "-m",
        "lab.lines.proxy",
        f"--upstream={bucket.address.endpoint}",
        f"--log={log}",
    ]
    tests = Path(__file__).parents[2]
    with subprocess.Popen(
        command, cwd=tests, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = replace(bucket.address, endpoint=process.stdout.readline().strip())
        probe = Probe(address)
        probe.put("k", b"xyz")
        probe.close()
        process.communicate()
    assert '"operation": "put"' in log.read_text()
    assert '"bodyBytes": 3' in log.read_text()
