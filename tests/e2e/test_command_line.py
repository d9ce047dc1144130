"""The program as a process, on a real store: what each command does, and what scripts can rely on."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from e2e.command_line import CommandLine
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import error, hold, stall
from lab.stopwatch import Stopwatch
from lab.stores.s3probe import Probe, S3Address
from lab.stores.store_nodes import in_braces, store_nodes
from uploader_gui.domain.plan import MIB

PART = 5 * MIB
OUT_WITHIN_S = 3.0
ALWAYS = {
    "jobId", "status", "progress", "message", "uploadedParts", "totalParts", "fileName", "fileSize", "startTime",
    "bucket", "objectKey", "chunkSize", "bytesSent", "bytesPerSecond", "secondsLeft", "growing", "package", "errorCode",
}  # fmt: skip


@pytest.fixture
def program(tmp_path: Path, bucket: Probe) -> CommandLine:
    """Connected straight to a bucket of the test's own."""
    return CommandLine(tmp_path / "state", bucket.address)


@pytest.fixture
def slow_program(tmp_path: Path, proxied: S3Address, proxy: FaultProxy) -> Iterator[CommandLine]:
    """Connected through a proxy that lets 5 MiB a second through."""
    proxy.throttle(PART)
    yield CommandLine(tmp_path / "state", proxied)
    proxy.clear()


def test_upload_puts_the_right_bytes_under_the_right_key(
    program: CommandLine, bucket: Probe, tmp_path: Path
) -> None:
    file = make_file(tmp_path / "会议 #1 [a+b].mp4", 2 * PART + 1)
    ended = program.run("upload", file, "--prefix", "media/2026", "--chunk-size", PART)
    assert ended.code == 0, ended.err
    assert "checksum matches" in ended.out
    assert bucket.sha256("media/2026/会议 #1 [a+b].mp4") == sha256_of(file)


def test_files_are_named_by_a_template_and_numbers_go_on_in_the_next_run(
    program: CommandLine, bucket: Probe, tmp_path: Path
) -> None:
    first, second = (make_file(tmp_path / name, 1000) for name in ("a.mov", "b.mov"))
    ended = program.run("upload", first, UPLOADER_GUI_NAME_TEMPLATE="{parent}take_{counter:03}{ext}")
    assert ended.code == 0, ended.err
    ended = program.run("upload", second, "--name-template", "{counter:03}")
    assert ended.says(0, "would all have the same name") is False
    assert bucket.keys() == ["002", "take_001.mov"]
    ended = program.run("upload", first, "--name-template", "clip{ext}")
    assert ended.says(0, "would all have the same name")
    assert program.run("upload", first, "--name-template", "{date}").says(2, "character 1", "file_year")


def test_json_is_one_job_a_line_in_the_agreed_shape(program: CommandLine, tmp_path: Path) -> None:
    file = make_file(tmp_path / "clip.mp4", 2 * PART)
    ended = program.run("upload", file, "--chunk-size", PART, "--json")
    assert ended.code == 0
    assert ended.events[0] == "submitted"
    assert ended.events[-1] == "completed"
    assert set(ended.events[1:-1]) <= {"progress"}
    assert all(ALWAYS | {"event"} <= job.keys() for job in ended.objects)
    done = ended.objects[-1]
    assert (done["status"], done["progress"], done["uploadedParts"], done["bytesSent"]) == (
        "COMPLETED", 100.0, 2, 2 * PART,
    )  # fmt: skip
    assert done["startTime"].endswith("Z")
    assert done["endTime"] >= done["startTime"]
    response = done["uploadResponse"]
    assert response["downloadUrl"].endswith("/clip.mp4")
    assert (response["objectKey"], response["fileSize"], response["contentType"], response["verifiedBy"]) == (
        "clip.mp4", 2 * PART, "video/mp4", "checksum",
    )  # fmt: skip
    assert done["package"]["name"] == "clip.mp4"
    listed = [{key: value for key, value in done.items() if key != "event"}]
    assert program.run("list", "--json").objects == program.jobs() == listed


@pytest.mark.case("L3.4")
def test_a_store_with_several_addresses_is_named_in_the_environment(bucket: Probe, tmp_path: Path) -> None:
    file = make_file(tmp_path / "clip.mp4", 6 * PART)
    with store_nodes(bucket.address.endpoint) as nodes:
        nodes[0].away()
        program = CommandLine(tmp_path / "state", replace(bucket.address, endpoint=in_braces(nodes)))
        ended = program.run("upload", file, "--chunk-size", PART, "--json")
        assert ended.code == 0, ended.err
        assert sorted(number for node in nodes for number in node.log.parts_sent()) == [1, 2, 3, 4, 5, 6]
    assert ended.objects[-1]["uploadResponse"]["downloadUrl"].startswith(nodes[0].endpoint)
    named = {address for job in ended.objects for address in job.get("partsByAddress", ())}
    assert named <= {urlsplit(node.endpoint).netloc for node in nodes[1:]}
    assert bucket.sha256("clip.mp4") == sha256_of(file)


@pytest.mark.case("L3.5")
def test_uploads_go_on_when_their_connection_gets_more_addresses_of_the_store(
    bucket: Probe, tmp_path: Path
) -> None:
    file = make_file(tmp_path / "clip.mp4", 6 * PART)
    with store_nodes(bucket.address.endpoint) as nodes:
        first, both = nodes[0].endpoint, f"{nodes[1].endpoint},{nodes[0].endpoint}"
        nodes[0].on("part", error(403, "AccessDenied"), number=6)
        before = CommandLine(tmp_path / "state", replace(bucket.address, endpoint=first))
        assert before.run("upload", file, "--chunk-size", PART).code == 1
        nodes[0].clear()
        nodes[0].log.clear()
        program = CommandLine(tmp_path / "state", replace(bucket.address, endpoint=both))
        again = program.run("upload", file, "--chunk-size", PART)
        assert again.code == 0, again.err
        assert nodes[0].log.count("create") == nodes[1].log.count("create") == 0
        (job,) = program.jobs()
    assert job["status"] == "COMPLETED"
    assert bucket.sha256("clip.mp4") == sha256_of(file)


@pytest.mark.case("W01")
def test_finished_uploads_stay_findable_after_their_rows_were_removed(
    program: CommandLine, tmp_path: Path
) -> None:
    files = [make_file(tmp_path / name, 10) for name in ("a.mov", "red\x1b[31m\t.mov")]
    assert program.run("upload", "--package", "A007 day 1", *files).code == 0
    assert program.run("remove", *(job["jobId"] for job in program.jobs())).code == 0
    assert program.jobs() == []

    listed = program.run("list", "--recordings", "--json")
    assert {one["fileName"]: one["objectKey"] for one in listed.objects} == {
        file.name: file.name for file in files
    }
    for one in listed.objects:
        assert (one["fileSize"], one["verifiedBy"]) == (10, "checksum")
        assert one["etag"]
        assert one["uploadedAt"].endswith("Z")
    [line] = program.run("list", "--recordings", "--search", "RED").out.splitlines()
    when, size, proof, etag, name, to, package = line.split("\t")
    assert (size, proof, name) == ("10 Bytes", "checksum matches", r"red\x1b[31m\t.mov")
    assert package == "A007 day 1"
    assert to.endswith(f"/{name}")
    assert [one["etag"] for one in listed.objects if one["fileName"] == files[1].name] == [etag]
    assert when.endswith("+00:00")
    assert program.run("list", "--recordings", "--search", "nothing").out == ""
    by_package = program.run("list", "--recordings", "--search", "a007", "--since", when[:10], "--json")
    assert [one["packageName"] for one in by_package.objects] == ["A007 day 1"] * 2
    assert program.run("list", "--recordings", "--until", "2026-01-01").out == ""


def test_a_command_is_a_package_that_others_can_name(program: CommandLine, tmp_path: Path) -> None:
    card = tmp_path / "A007"
    card.mkdir()
    for name in ("a.mov", "b.mov"):
        make_file(card / name, 10)
    loose = [make_file(tmp_path / name, 20) for name in ("c.mov", "d.mov")]
    assert program.run("upload", card).code == 0
    assert program.run("upload", *loose, "--package", " Früh 7 ").code == 0
    first, second = program.run("packages", "--json").objects
    assert (first["name"], second["name"]) == ("Früh 7", "A007")
    assert (first["files"], first["message"], first["status"], first["fileSize"], first["progress"]) == (
        2, "2 done", "COMPLETED", 40, 100.0,
    )  # fmt: skip
    assert second["prefix"] == "A007/"
    listed = program.run("list", "--package", "Früh 7").out.splitlines()
    assert sorted(line.split("\t")[4:] for line in listed) == [
        ["c.mov", f"{first['bucket']}/c.mov", "Früh 7"],
        ["d.mov", f"{first['bucket']}/d.mov", "Früh 7"],
    ]
    assert program.run("resume", "--package", "A007").says(0, "Nothing to resume in A007.")
    assert program.run("remove", "--package", second["packageId"][:8]).code == 0
    assert [job["fileName"] for job in program.jobs()] == ["d.mov", "c.mov"]
    assert program.run("list", "--package", "A008").says(2, "There is no package A008.")


@pytest.mark.case("C53")
def test_folder_is_uploaded_with_its_tree_and_what_cannot_be_taken_is_named(
    program: CommandLine, bucket: Probe, tmp_path: Path
) -> None:
    folder = tmp_path / "card"
    (folder / "DCIM").mkdir(parents=True)
    make_file(folder / "a.mov", 10)
    make_file(folder / "DCIM" / "b.mov", 20)
    os.mkfifo(folder / "pipe")
    (folder / "gone").symlink_to(tmp_path / "nowhere")
    ended = program.run("upload", folder, "--json")
    assert ended.says(1, "pipe", "gone")
    assert sorted(ended.events).count("refused") == 2
    assert bucket.keys() == ["card/DCIM/b.mov", "card/a.mov"]


@pytest.mark.parametrize(
    ("policy", "code", "event", "keys"),
    [
        ([], 1, "refused", ["a.mov"]),
        (["--on-conflict", "skip"], 1, "refused", ["a.mov"]),
        (["--on-conflict", "rename"], 0, "completed", ["a (2).mov", "a.mov"]),
        (["--on-conflict", "overwrite"], 0, "completed", ["a.mov"]),
    ],
)
def test_taken_key_is_never_replaced_unasked(
    program: CommandLine,
    bucket: Probe,
    tmp_path: Path,
    policy: list[str],
    code: int,
    event: str,
    keys: list[str],
) -> None:
    bucket.put("a.mov", b"another one's work")
    ended = program.run("upload", make_file(tmp_path / "a.mov", 100), "--json", *policy)
    assert ended.code == code
    assert ended.events[-1] == event
    assert bucket.keys() == keys
    is_replaced = policy[-1:] == ["overwrite"]
    assert (bucket.get("a.mov") == b"another one's work") is not is_replaced


def test_same_file_is_skipped_with_success(program: CommandLine, tmp_path: Path) -> None:
    file = make_file(tmp_path / "a.mov", 100)
    assert program.run("upload", file).code == 0
    ended = program.run("upload", file, "--on-conflict", "skip", "--json")
    assert (ended.code, ended.events) == (0, ["skipped"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_pauses_and_resume_sends_only_what_is_missing(
    slow_program: CommandLine, proxy: FaultProxy, bucket: Probe, tmp_path: Path, number: signal.Signals
) -> None:
    file = make_file(tmp_path / "long.mp4", 6 * PART)
    proxy.on("part", hold(), number=3)  # else the store might have it all, and only its answer be lost
    process = slow_program.start("upload", file, "--chunk-size", PART, "--workers", 1, "--json")
    proxy.log.wait_for("part", number=3)
    with Stopwatch() as watch:
        process.send_signal(number)
        ended = slow_program.end(process)
        assert watch.elapsed_s < OUT_WITHIN_S
    assert (ended.code, ended.events[-1], ended.objects[-1]["status"]) == (130, "paused", "PAUSED")
    [job] = slow_program.jobs()
    assert job["status"] == "PAUSED"
    assert job["uploadedParts"] == 2

    proxy.cut_all()
    proxy.clear()
    proxy.log.clear()
    assert slow_program.run("resume", job["jobId"][:8]).code == 0
    assert sorted(proxy.log.parts_sent()) == [3, 4, 5, 6]
    assert bucket.sha256("long.mp4") == sha256_of(file)


@pytest.mark.case("C24", "C66")
def test_signal_ends_the_program_in_time_on_a_line_where_nothing_moves(
    slow_program: CommandLine, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("part", stall(after_bytes=MIB))
    file = make_file(tmp_path / "long.mp4", 4 * PART)
    process = slow_program.start("upload", file, "--chunk-size", PART)
    proxy.log.wait_for_bytes(MIB)
    with Stopwatch() as watch:
        process.terminate()
        assert slow_program.end(process).code == 130
        assert watch.elapsed_s < OUT_WITHIN_S
    assert [job["status"] for job in slow_program.jobs()] == ["PAUSED"]


@pytest.mark.case("C71")
def test_while_it_runs_others_may_read_but_not_change(
    slow_program: CommandLine, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("part", hold(), number=6)  # it is not to end before the others have asked
    file = make_file(tmp_path / "long.mp4", 6 * PART)
    process = slow_program.start("upload", file, "--chunk-size", PART)
    proxy.log.wait_for_bytes(MIB)
    [job] = slow_program.jobs()
    assert job["status"] == "UPLOADING"
    assert slow_program.run("show", job["jobId"]).code == 0
    assert slow_program.run("cleanup").says(2, "uploader-gui upload", f"process {process.pid}")
    process.terminate()
    assert slow_program.end(process).code == 130


@pytest.mark.case("C23")
def test_killed_upload_shows_as_paused_and_goes_on(
    slow_program: CommandLine, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    proxy.on("part", hold(), number=4)  # it is not to end before it is killed
    file = make_file(tmp_path / "long.mp4", 4 * PART)
    process = slow_program.start("upload", file, "--chunk-size", PART)
    proxy.log.wait_for_bytes(MIB)
    process.kill()
    slow_program.end(process)
    assert [job["status"] for job in slow_program.jobs()] == ["PAUSED"]
    assert [job["status"] for job in slow_program.run("list", "--status", "paused", "--json").objects] == [
        "PAUSED"
    ]
    assert slow_program.run("list", "--status", "uploading", "--json").objects == []
    proxy.clear()
    package = slow_program.jobs()[0]["package"]
    assert slow_program.run("resume", "--package", package["id"]).code == 0
    assert bucket.sha256("long.mp4") == sha256_of(file)
    assert slow_program.jobs()[0]["package"] == package


def test_remove_aborts_the_open_upload_and_keeps_finished_objects(
    slow_program: CommandLine, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    assert slow_program.run("upload", make_file(tmp_path / "done.mp4", 10)).code == 0
    proxy.on("part", hold(), number=4)  # it is not to end before it is stopped
    process = slow_program.start("upload", make_file(tmp_path / "long.mp4", 4 * PART), "--chunk-size", PART)
    proxy.log.wait_for_bytes(MIB, "part")
    process.terminate()
    slow_program.end(process)
    assert len(bucket.uploads()) == 1
    ids = [job["jobId"] for job in slow_program.jobs()]
    assert slow_program.run("remove", *ids).code == 0
    assert (slow_program.jobs(), bucket.uploads(), bucket.keys()) == ([], [], ["done.mp4"])


@pytest.mark.case("C80")
def test_remove_while_offline_is_carried_out_by_cleanup(
    slow_program: CommandLine, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    proxy.on("part", hold(), number=4)  # it is not to end before it is stopped
    process = slow_program.start("upload", make_file(tmp_path / "long.mp4", 4 * PART), "--chunk-size", PART)
    proxy.log.wait_for_bytes(MIB, "part")
    process.terminate()
    slow_program.end(process)
    strangers = bucket.begin_upload("stranger.mp4")
    proxy.away()
    ended = slow_program.run("remove", slow_program.jobs()[0]["jobId"])
    assert ended.says(0, "at the next chance")
    shown = slow_program.run("cleanup", "--uploads")
    assert "long.mp4" in shown.out
    assert "stranger" not in shown.out
    proxy.back()
    assert slow_program.run("cleanup", "--uploads", "--yes").code == 0
    assert [upload_id for _, upload_id in bucket.uploads()] == [strangers]


@pytest.mark.case("C80")
def test_cleanup_only_shows_until_told_yes(program: CommandLine, bucket: Probe, tmp_path: Path) -> None:
    assert program.run("upload", make_file(tmp_path / "a.mov", 10)).code == 0
    assert program.run("cleanup").out == ""
    copy = program.home / "staging" / "00000000-0000-4000-8000-000000000000-b.mov"
    copy.parent.mkdir()
    copy.write_bytes(b"x")
    bystander = copy.with_name("notes.txt")
    bystander.write_bytes(b"mine")
    shown = program.run("cleanup", "--older-than", "0m")
    assert "a.mov" in shown.out
    assert copy.name in shown.out
    assert len(program.jobs()) == 1
    assert program.run("cleanup", "--older-than", "0m", "--yes").code == 0
    assert (program.jobs(), copy.exists(), bystander.exists(), bucket.keys()) == ([], False, True, ["a.mov"])


def test_staged_upload_leaves_no_copy(program: CommandLine, bucket: Probe, tmp_path: Path) -> None:
    file = make_file(tmp_path / "a.mov", PART)
    staging = tmp_path / "staging"
    assert program.run("upload", file, "--stage", UPLOAD_TEMP_DIR=str(staging)).code == 0
    assert bucket.sha256("a.mov") == sha256_of(file)
    assert list(staging.iterdir()) == []
