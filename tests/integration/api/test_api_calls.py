"""Every call of the HTTP API and every error that it can answer, over real HTTP."""

import getpass
import itertools
import json
import platform
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.served import JOBS, Json, Served
from lab.stores.s3probe import Probe, S3Address
from uploader_gui import __version__
from uploader_gui.domain.plan import MIB

PART = 5 * MIB
ALWAYS = {
    "jobId", "status", "progress", "message", "uploadedParts", "totalParts", "fileName", "fileSize", "startTime",
    "bucket", "objectKey", "chunkSize", "bytesSent", "bytesPerSecond", "secondsLeft", "activity",
    "growing", "secondsBehind", "keptParts", "bandwidthLimit", "startAt", "package", "objectTerms", "errorCode",
}  # fmt: skip


@pytest.fixture
def slow(tmp_path: Path, proxied: S3Address, proxy: FaultProxy) -> Iterator[Served]:
    """One that sends 4 MiB a second, so that jobs can be met while they run."""
    proxy.throttle(4 * MIB)
    with Served(tmp_path / "state", proxied) as running:
        yield running
        proxy.clear()


def refused(answered: httpx.Response, status: int, code: str) -> str:
    """Check an error's shape; its message."""
    assert answered.status_code == status, answered.text
    error = answered.json()
    assert error.keys() == {"error"}
    assert error["error"].keys() == {"code", "message"}
    assert error["error"]["code"] == code
    message: str = error["error"]["message"]
    return message


def test_form_becomes_a_job_that_is_uploaded_and_its_copy_is_deleted(tmp_path: Path, bucket: Probe) -> None:
    data = make_file(tmp_path / "clip.mp4", 2 * PART + 1).read_bytes()
    with Served(tmp_path / "state", bucket.address) as served:
        job = served.send("clip.mp4", data, chunkSize=str(PART))
        assert job.keys() == ALWAYS
        assert (job["status"], job["progress"], job["totalParts"], job["fileSize"], job["chunkSize"]) == (
            "SUBMITTED", 0.0, 3, len(data), PART,
        )  # fmt: skip
        assert job["startTime"].endswith("Z")
        assert served.came_in == [job["jobId"]]
        done = served.wait_for(job["jobId"], "COMPLETED")
        served.until_nothing_is_staged()
    assert (done["progress"], done["uploadedParts"], done["fileName"]) == (100.0, 3, "clip.mp4")
    assert done["endTime"] >= done["startTime"]
    response = done["uploadResponse"]
    assert response.pop("beganAt") == done["startTime"]
    assert response.pop("activeSeconds") > 0
    assert response.pop("bytesPerSecond") > 0
    assert response.pop("sourcePath") is not None
    assert response.pop("user") == getpass.getuser()
    assert response.pop("host") == platform.node()
    assert response | {"etag": "", "videoRecordingId": 0} == {
        "downloadUrl": f"{bucket.address.endpoint}/{bucket.address.bucket}/clip.mp4",
        "bucket": bucket.address.bucket,
        "objectKey": "clip.mp4",
        "etag": "",
        "fileSize": len(data),
        "contentType": "video/mp4",
        "videoRecordingId": 0,
        "verifiedBy": "checksum",
        "crc32": f"{zlib.crc32(data):08x}",
        "hashes": {},
        "partCount": 3,
        "programVersion": __version__,
        "metadata": {},
        "tags": {},
        **dict.fromkeys(
            ("storageClass", "cacheControl", "encryption", "kmsKeyId", "retention", "retentionDays")
        ),
    }
    assert bucket.sha256("clip.mp4") == sha256_of(tmp_path / "clip.mp4")


@pytest.mark.tools("curl")
def test_curl_sends_a_form_as_the_guide_shows_it(served: Served, tmp_path: Path) -> None:
    file = make_file(tmp_path / "my video.mp4", MIB)
    command = ["curl", "-sS", "-X", "POST", f"{served.api.address}{JOBS}", "-F", f"file=@{file}"]
    out = subprocess.run([*command, "-F", "chunkSize=8388608"], check=True, capture_output=True).stdout
    assert (job := json.loads(out))["chunkSize"] == 8388608
    assert job["fileName"] == "my video.mp4"
    assert served.wait_for(job["jobId"], "COMPLETED")["totalParts"] == 1


def test_empty_file_is_a_file(served: Served) -> None:
    job = served.send("empty.bin", b"")
    assert served.wait_for(job["jobId"], "COMPLETED")["uploadResponse"]["fileSize"] == 0


def test_taken_key_gets_a_number_also_while_the_first_is_still_on_its_way(
    slow: Served, proxy: FaultProxy, bucket: Probe
) -> None:
    bucket.put("a.mov", b"another one's work")
    jobs = [slow.send("a.mov", bytes([number]) * PART) for number in range(3)]
    assert [job["objectKey"] for job in jobs] == ["a (2).mov", "a (3).mov", "a (4).mov"]
    proxy.clear()
    for number, job in enumerate(jobs):
        slow.wait_for(job["jobId"], "COMPLETED")
        assert bucket.get(job["objectKey"]) == bytes([number]) * PART
    assert bucket.get("a.mov") == b"another one's work"


def test_pause_resume_and_remove(slow: Served, proxy: FaultProxy, bucket: Probe) -> None:
    proxy.on("part", hold(), number=4)  # so that it is still on its way whenever it is paused or removed
    job_id = slow.send("long.mov", b"x" * (4 * PART), chunkSize=str(PART))["jobId"]
    slow.wait_until(job_id, lambda job: job["uploadedParts"] >= 1)
    one = f"{JOBS}/{job_id}"
    message = refused(slow.open.post(f"{one}/resume"), 409, "JOB_NOT_RESUMABLE")
    assert "UPLOADING" in message
    paused = slow.trusted.post(f"{one}/pause")
    assert (paused.status_code, paused.json()["status"]) == (200, "PAUSED")
    assert "PAUSED" in refused(slow.trusted.post(f"{one}/pause"), 409, "JOB_NOT_PAUSABLE")
    assert slow.staged() != []
    resumed = slow.open.post(f"{one}/resume")
    assert (resumed.status_code, resumed.json()["status"]) == (200, "SUBMITTED")
    slow.wait_for(job_id, "UPLOADING")
    assert slow.trusted.delete(one).status_code == 204
    refused(slow.open.get(f"{one}/progress"), 404, "JOB_NOT_FOUND")
    assert (slow.staged(), bucket.uploads(), bucket.keys()) == ([], [], [])


@pytest.mark.case("L3.1")
def test_a_pause_after_parts_is_told_as_one_and_resume_takes_it_back(slow: Served, proxy: FaultProxy) -> None:
    async def four_at_once() -> None:
        slow.runtime.engine.set_options(replace(slow.runtime.options, workers=4))

    slow.do(four_at_once())  # else all of it may be on its way before it is paused
    held = proxy.on("part", hold(answer=True))
    job_id = slow.send("long.mov", b"x" * (9 * PART), chunkSize=str(PART))["jobId"]
    proxy.log.wait_for("part")
    one = f"{JOBS}/{job_id}"
    refused(slow.trusted.post(f"{one}/pause?after=lunch"), 400, "BAD_REQUEST")
    pausing = slow.trusted.post(f"{one}/pause?after=parts").json()
    assert (pausing["status"], pausing["activity"]) == ("UPLOADING", "pausing")
    going_on = slow.open.post(f"{one}/resume").json()
    assert (going_on["status"], going_on["activity"]) == ("UPLOADING", "sending")
    slow.trusted.post(f"{one}/pause?after=parts")
    proxy.throttle(None)
    held.release()
    paused = slow.wait_for(job_id, "PAUSED")
    assert 1 <= paused["uploadedParts"] < 9


@pytest.mark.case("L3.1")
def test_a_finished_job_is_verified_again_and_its_answer_says_what_was_found(
    tmp_path: Path, bucket: Probe
) -> None:
    with Served(tmp_path / "state", bucket.address) as served:
        path = tmp_path / "a.mov"
        path.write_bytes(b"film")
        job_id = served.trusted.post(JOBS, json={"path": str(path)}).json()["jobId"]
        served.wait_for(job_id, "COMPLETED")
        one = f"{JOBS}/{job_id}/verify"
        refused(served.trusted.post(f"{one}?source=perhaps"), 400, "BAD_REQUEST")
        fine = served.trusted.post(f"{one}?source=true&readBack=true").json()["uploadResponse"]
        assert (fine["checkedBy"], fine["checkResult"]) == ("read-back", "matches")
        bucket.delete("a.mov")
        gone = served.trusted.post(one)
        assert gone.status_code == 200
        assert gone.json()["uploadResponse"]["checkResult"] == "missing"
        assert gone.json()["status"] == "COMPLETED"


def test_what_is_not_uploaded_is_not_verified(slow: Served, proxy: FaultProxy) -> None:
    proxy.on("put", hold())
    job_id = slow.send("a.mov", b"film")["jobId"]
    answered = slow.trusted.post(f"{JOBS}/{job_id}/verify")
    refused(answered, 409, "JOB_NOT_VERIFIABLE")


def test_a_jobs_limit_is_said_at_its_submit_and_changed_later(
    slow: Served, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "long.mov", 4 * PART)
    job = slow.trusted.post(JOBS, json={"path": str(path), "bandwidthLimit": 100_000}).json()
    assert job["bandwidthLimit"] == 100_000
    one = f"{JOBS}/{job['jobId']}"
    wrong_ones: tuple[object, ...] = ({"bandwidthLimit": 0}, {"bandwidthLimit": "fast"}, {"speed": 1}, {}, [])
    for wrong in wrong_ones:
        refused(slow.trusted.patch(one, json=wrong), 400, "BAD_REQUEST")
    refused(slow.open.patch(one, json={"bandwidthLimit": None}), 401, "UNAUTHORIZED")
    assert slow.trusted.patch(one, json={"bandwidthLimit": 50_000}).json()["bandwidthLimit"] == 50_000
    assert slow.trusted.patch(one, json={"bandwidthLimit": None}).json()["bandwidthLimit"] is None
    proxy.throttle(None)
    slow.wait_for(job["jobId"], "COMPLETED")
    refused(slow.trusted.patch(one, json={"bandwidthLimit": 50_000}), 409, "JOB_NOT_LIMITABLE")


def test_resume_without_the_staged_copy_says_so_and_changes_nothing(slow: Served, proxy: FaultProxy) -> None:
    proxy.on("complete", hold())
    job_id = slow.send("long.mov", b"x" * (4 * PART))["jobId"]
    slow.wait_for(job_id, "UPLOADING")
    slow.trusted.post(f"{JOBS}/{job_id}/pause")
    (copy,) = slow.staging_dir.iterdir()
    copy.rename(copy.with_name("away"))
    refused(slow.open.post(f"{JOBS}/{job_id}/resume"), 409, "SOURCE_MISSING")
    assert slow.job(job_id)["status"] == "PAUSED"


@pytest.mark.parametrize(
    "call", ["GET /progress", "POST /resume", "POST /pause", "POST /verify", "DELETE ", "GET /events"]
)
@pytest.mark.parametrize(
    "job_id", ["c99f89d9-be7e-4b0f-b282-d8894dee65cd", "no-uuid", "%00", "..%2f..%2fetc"]
)
def test_unknown_job_is_not_found(served: Served, call: str, job_id: str) -> None:
    method, _, tail = call.partition(" ")
    answered = served.trusted.request(method, f"{JOBS}/{job_id}{tail}")
    code = "NOT_FOUND" if "%2f" in job_id else "JOB_NOT_FOUND"
    refused(answered, 404, code)


def test_list_is_paged_newest_first_and_chosen_by_state(tmp_path: Path, bucket: Probe) -> None:
    with Served(tmp_path / "state", bucket.address) as served:
        ids = [served.send(f"{number}.bin", b"x")["jobId"] for number in range(5)]
        for job_id in ids:
            served.wait_for(job_id, "COMPLETED")
        pages: list[Json] = []
        while not pages or pages[-1]["next"]:
            cursor = {"cursor": pages[-1]["next"]} if pages else {}
            pages.append(
                served.trusted.get(JOBS, params={"limit": 2, "status": "completed", **cursor}).json()
            )
        assert [job["jobId"] for page in pages for job in page["jobs"]] == ids[::-1]
        assert [len(page["jobs"]) for page in pages] == [2, 2, 1]
        assert all("uploadResponse" in job for page in pages for job in page["jobs"])
        assert served.trusted.get(JOBS, params={"status": "FAILED"}).json() == {"jobs": [], "next": None}
        refused(served.trusted.get(JOBS, params={"status": "DONE"}), 400, "BAD_REQUEST")
        refused(served.trusted.get(JOBS, params={"limit": "0"}), 400, "BAD_REQUEST")


def test_file_of_this_machine_is_uploaded_without_a_copy(
    slow: Served, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("complete", hold())
    file = make_file(tmp_path / "local.mov", PART + 1)
    wanted = {"path": str(file), "prefix": "cards/7", "chunkSize": PART}
    answered = slow.trusted.post(JOBS, json=wanted)
    assert answered.status_code == 202, answered.text
    job = answered.json()
    assert (job["objectKey"], job["totalParts"]) == ("cards/7/local.mov", 2)
    assert slow.trusted.post(JOBS, json=wanted).json()["jobId"] == job["jobId"], "the job that is there"
    proxy.clear()
    slow.wait_for(job["jobId"], "COMPLETED")
    assert file.exists()
    assert "there already" in refused(slow.trusted.post(JOBS, json=wanted), 409, "OBJECT_EXISTS")
    renamed = slow.trusted.post(JOBS, json=wanted | {"onConflict": "rename"}).json()
    assert renamed["objectKey"] == "cards/7/local (2).mov"
    slow.wait_for(renamed["jobId"], "COMPLETED")


def test_what_an_object_gets_is_said_at_its_submit_and_in_every_answer(
    served: Served, tmp_path: Path
) -> None:
    file = make_file(tmp_path / "local.mov", 1000)
    wanted = {"path": str(file), "prefix": "terms", "metadata": {"Show": "Alps"}, "tags": {"team": "news"}}
    job = served.trusted.post(JOBS, json=wanted | {"encryption": "s3", "contentType": "video/x-raw"}).json()
    got = {"metadata": {"show": "Alps"}, "tags": {"team": "news"}, "encryption": "s3", "retention": None}
    assert got.items() <= job["objectTerms"].items()
    done = served.wait_for(job["jobId"], "COMPLETED")["uploadResponse"]
    assert got.items() <= done.items()
    assert done["contentType"] == "video/x-raw"
    refused(served.trusted.post(JOBS, json=wanted | {"tags": {"a&b": "c"}}), 400, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "BAD_REQUEST"),
        (b"[" * 50_000, 400, "BAD_REQUEST"),
        (b"[]", 400, "BAD_REQUEST"),
        (b"{}", 400, "BAD_REQUEST"),
        (b'{"path": "relative.mov"}', 400, "BAD_REQUEST"),
        (b'{"path": "/a\\u0000b"}', 400, "BAD_REQUEST"),
        (b'{"path": "/tmp"}', 400, "BAD_REQUEST"),
        (b'{"path": "/dev/null"}', 400, "BAD_REQUEST"),
        (b'{"path": "/no/such.mov"}', 409, "SOURCE_MISSING"),
        (b'{"path": "/etc/hostname", "chunkSize": 1}', 400, "BAD_REQUEST"),
        (b'{"path": "/etc/hostname", "chunkSize": "8 MiB"}', 400, "BAD_REQUEST"),
        (b'{"path": "/etc/hostname", "prefix": "../up"}', 400, "BAD_REQUEST"),
        (b'{"path": "/etc/hostname", "onConflict": "skip"}', 400, "BAD_REQUEST"),
        (b'{"path": "/etc/hostname", "found": "skip"}', 400, "BAD_REQUEST"),
        (b'{"path": "/etc/hostname", "bukket": "x"}', 400, "BAD_REQUEST"),
        (b'{"path": "/etc/hostname", "growing": "yes"}', 400, "BAD_REQUEST"),
        (b'{"path": "/etc/hostname", "growing": true, "stage": true}', 400, "BAD_REQUEST"),
        (b'{"path": "/etc/hostname", "growing": true, "quietFor": 0}', 400, "BAD_REQUEST"),
        (b'{"path": "/etc/hostname", "quietFor": 20}', 400, "BAD_REQUEST"),
        (b'{"path": "/etc/hostname", "growing": true, "growingMarker": "../x"}', 400, "BAD_REQUEST"),
        (b'{"path": "' + b"x" * 70_000 + b'"}', 400, "BAD_REQUEST"),
    ],
)
def test_bad_json_is_refused_by_name(served: Served, body: bytes, status: int, code: str) -> None:
    before = served.trusted.get(JOBS).json()
    headers = {"Content-Type": "application/json"}
    refused(served.trusted.post(JOBS, content=body, headers=headers), status, code)
    assert served.trusted.get(JOBS).json() == before


@pytest.mark.case("S12", "R02", "S10")
def test_no_value_of_any_field_is_more_than_a_bad_request(tmp_path: Path, bucket: Probe) -> None:
    fields = [
        "path",
        "bucket",
        "prefix",
        "chunkSize",
        "onConflict",
        "found",
        "stage",
        "growing",
        "quietFor",
        "growingMarker",
    ]
    texts = [
        "/" + "x" * 5000,
        "/v/" + "y/" * 3000,
        "/v/\ud800.mp4",
        "\ud800",
        "a\r\nb",
        "a\x1bb",
        "\0",
        "",
        " ",
    ]
    values: list[object] = [*texts, [], ["a"], {}, [["a"]], 10**40, -1, 0, 1.5, True]
    headers = {"Content-Type": "application/json"}
    clip = str(make_file(tmp_path / "clip.mp4", 10))
    with Served(tmp_path / "state", bucket.address) as served:
        for field, value in itertools.product(fields, values):
            content = json.dumps({"path": clip} | {field: value}).encode()
            answered = served.trusted.post(JOBS, content=content, headers=headers)
            if answered.status_code == 202:  # a bucket of any name is the store's to refuse
                is_flag = field in {"stage", "growing"} and value is True
                assert field == "prefix" or is_flag or (field == "bucket" and isinstance(value, str))
            elif answered.status_code == 409:
                assert answered.json()["error"]["code"] in {"SOURCE_MISSING", "OBJECT_EXISTS"}
            elif answered.status_code != 503:
                refused(answered, 400, "BAD_REQUEST")


@pytest.mark.case("S12")
@pytest.mark.parametrize(
    "body", [{"verb": []}, {"verb": {}}, [], {"verb": "nonsense"}, {"verb": ["upload"]}, "upload", 5, None]
)
def test_an_order_of_the_wrong_shape_is_a_bad_request(served: Served, body: object) -> None:
    answered = served.trusted.post("/api/hand-over/1", json=body)
    refused(answered, 400, "BAD_REQUEST")


@pytest.mark.case("S12")
@pytest.mark.parametrize("word", ["%ED%A0%80", "%00", "x" * 3000, "%FF", "a%0Ab"])
def test_no_word_in_an_address_is_more_than_not_found(served: Served, word: str) -> None:
    for call in (f"/{word}/progress", f"/{word}/events"):
        refused(served.trusted.get(JOBS + call), 404, "JOB_NOT_FOUND")
    for call in (f"/{word}/resume", f"/{word}/pause"):
        refused(served.trusted.post(JOBS + call), 404, "JOB_NOT_FOUND")
    refused(served.trusted.delete(f"{JOBS}/{word}"), 404, "JOB_NOT_FOUND")
    for query in (f"status={word}", f"limit={word}"):
        refused(served.trusted.get(f"{JOBS}?{query}"), 400, "BAD_REQUEST")
    assert served.trusted.get(f"{JOBS}?cursor={word}").status_code in {200, 404}


def test_link_for_anyone_is_made_on_request_and_with_the_token_only(served: Served) -> None:
    job_id = served.send("shared.bin", b"bytes")["jobId"]
    plain = served.wait_for(job_id, "COMPLETED")["uploadResponse"]["downloadUrl"]
    one = f"{JOBS}/{job_id}/progress"
    refused(served.open.get(one, params={"presign": 60}), 401, "UNAUTHORIZED")
    refused(served.trusted.get(one, params={"presign": 604_801}), 400, "BAD_REQUEST")
    link = served.trusted.get(one, params={"presign": 60}).json()["uploadResponse"]["downloadUrl"]
    assert link.startswith(f"{plain}?")
    assert httpx.get(link, timeout=30).content == b"bytes"
    assert served.job(job_id)["uploadResponse"]["downloadUrl"] == plain


def test_unknown_addresses_and_methods_are_answered_in_the_same_shape(served: Served) -> None:
    refused(served.trusted.get("/nowhere"), 404, "NOT_FOUND")
    answered = served.trusted.put(JOBS)
    refused(answered, 405, "METHOD_NOT_ALLOWED")
    assert set(answered.headers["allow"].split(", ")) >= {"GET", "POST"}


def test_holder_without_a_connection_takes_no_files(tmp_path: Path) -> None:
    with Served(tmp_path / "state", None) as served:
        answered = served.open.post(JOBS, files={"file": ("a.mov", b"x")})
        assert "UPLOADER_GUI_ENDPOINT" in refused(answered, 503, "STORE_UNAVAILABLE")
        assert (served.staged(), served.trusted.get(JOBS).json()["jobs"]) == ([], [])


def test_wrong_keys_fail_the_job_and_show_in_the_figures(tmp_path: Path, bucket: Probe) -> None:
    with Served(tmp_path / "state", bucket.address, UPLOADER_GUI_SECRET_KEY="not-the-secret") as served:
        failed = served.wait_for(served.send("a.mov", b"x")["jobId"], "FAILED")
        assert "not-the-secret" not in json.dumps(failed)
        reason = f'uploader_failed_jobs{{reason="{failed["errorCode"]}"}} 1.0'
        assert reason in served.trusted.get("/metrics").text
        assert len(served.staged()) == 1


def test_health_and_metrics(slow: Served, proxy: FaultProxy) -> None:
    assert slow.open.get("/healthz").json()["status"] == "ok"
    proxy.on("complete", hold())
    slow.wait_for(slow.send("long.mov", b"x" * (2 * PART))["jobId"], "UPLOADING")
    figures = slow.trusted.get("/metrics").text
    assert 'uploader_jobs{state="UPLOADING"} 1.0' in figures
    assert f"uploader_staging_used_bytes {float(2 * PART)!r}" in figures or "1.048576e+07" in figures
    assert "uploader_staging_free_bytes" in figures
    assert "uploader_jobs_without_progress 0.0" in figures


def test_events_tell_of_a_job_until_it_is_completed(slow: Served, proxy: FaultProxy) -> None:
    proxy.on("complete", hold())
    job_id = slow.send("long.mov", b"x" * (2 * PART))["jobId"]
    told: list[Json] = []
    with slow.trusted.stream("GET", f"{JOBS}/{job_id}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for line in stream.iter_lines():
            if line.startswith("data: "):
                told.append(json.loads(line.removeprefix("data: ")))
                proxy.clear()  # it was told of before its end
    assert {"submitted", "progress"} & {told[0]["event"]}
    assert [each["event"] for each in told].count("completed") == 1
    assert told[-1]["uploadResponse"]["objectKey"] == "long.mov"
    assert all(each["jobId"] == job_id for each in told)
