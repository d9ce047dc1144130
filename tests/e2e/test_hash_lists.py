"""Cards that come with a media hash list, uploaded by the program as a process."""

import json
from pathlib import Path

import pytest

from lab.engines.hash_lists import ascmhl, create_history
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Program
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.hashes import HashKind
from uploader_gui.domain.plan import MIB

PART = 5 * MIB


@pytest.fixture
def card(tmp_path: Path) -> Path:
    folder = tmp_path / "A007"
    (folder / "CLIPS").mkdir(parents=True)
    make_file(folder / "CLIPS" / "one.mov", 3 * PART)
    make_file(folder / "CLIPS" / "two.mov", 3 * PART, seed=2)
    make_file(folder / "notes.txt", 100, seed=3)
    return folder


def change_last_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def test_one_changed_byte_in_one_file_fails_that_file_alone_and_what_lacks_is_named(
    proxied: S3Address, bucket: Probe, card: Path, tmp_path: Path
) -> None:
    make_file(card / "gone.mov", 10)
    create_history(card, HashKind.XXH64, HashKind.MD5)
    change_last_byte(card / "CLIPS" / "two.mov")
    (card / "gone.mov").unlink()
    make_file(card / "new.txt", 10)
    program = Program(tmp_path / "state", proxied)
    ended = program.run("upload", card, "--chunk-size", str(PART), "--json")
    assert ended.code == 1
    failed = [line for line in ended.lines if line["event"] == "failed"]
    assert [(line["fileName"], line["errorCode"]) for line in failed] == [("two.mov", "HASH_MISMATCH")]
    refused = [line for line in ended.lines if line["event"] == "refused"]
    assert [(line["fileName"], line["errorCode"]) for line in refused] == [
        ("gone.mov", "LISTED_FILE_MISSING")
    ]
    assert f"names {card / 'gone.mov'}, and there is no such file" in ended.errors
    assert f"{card / 'new.txt'}: It is in no media hash list" in ended.errors
    assert ended.lines[-1]["missingAtSource"] == 1
    kept = [key for key in list(bucket.keys()) if "/ascmhl/" not in key]
    assert kept == ["A007/CLIPS/one.mov", "A007/new.txt", "A007/notes.txt"]
    assert bucket.uploads() != []  # its parts are kept
    assert program.run("report", "-o", tmp_path / "all.json").code == 0
    report = json.loads((tmp_path / "all.json").read_bytes())
    assert [package["missingFiles"] for package in report["packages"]] == [[str(card / "gone.mov")]]
    assert [package["unlistedFiles"] for package in report["packages"]] == [[str(card / "new.txt")]]


def test_a_kill_while_its_list_is_written_leaves_that_to_the_next_start(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, card: Path, tmp_path: Path
) -> None:
    program = Program(tmp_path / "state", proxied)
    chain = "A007/ascmhl/ascmhl_chain.xml"
    proxy.on("put", hold(), key=chain)
    with program.running("upload", card, "--chunk-size", str(PART), "--mhl", "create", "--json") as run:
        proxy.log.wait_for("put", key=chain)
        run.kill()
    proxy.clear()
    assert not (card / "ascmhl").exists()
    ended = program.run("resume", "--all", "--json")
    assert ended.code == 0, ended.errors
    assert "A media hash list of 3 files was written: A007/ascmhl/0001_A007_" in ended.errors
    copy = tmp_path / "copy"
    for key in list(bucket.keys()):
        (copy / key).parent.mkdir(parents=True, exist_ok=True)
        (copy / key).write_bytes(bucket.get(key))
    assert ascmhl("verify", copy / "A007").returncode == 0
    assert ascmhl("verify", card).returncode == 0


def test_after_a_kill_the_file_is_compared_from_its_start(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, card: Path, tmp_path: Path
) -> None:
    create_history(card, HashKind.XXH128)
    change_last_byte(card / "CLIPS" / "two.mov")
    program = Program(tmp_path / "state", proxied)
    held = [proxy.on("part", hold(), number=3) for _ in range(2)]
    clips = [card / "CLIPS" / name for name in ("one.mov", "two.mov")]
    with program.running("upload", *clips, "--chunk-size", str(PART), "--json") as run:
        proxy.log.wait_for_bytes(4 * PART)
        run.kill()
    for each in held:
        each.release()
    proxy.clear()
    ended = program.run("resume", "--all", "--json")
    assert ended.code == 1
    assert ended.last("failed")["errorCode"] == "HASH_MISMATCH"
    assert bucket.keys() == ["one.mov"]
