"""Files that are sent while they are written, by the program as a process that is killed meanwhile."""

import random
from pathlib import Path

from lab.engines.recorder import Recorder
from lab.files import sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Program
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.plan import MIB

PART = 5 * MIB
KILLS = 4


def test_killed_at_random_moments_a_recording_is_sent_as_it_is_in_the_end(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    recorder = Recorder(tmp_path / "live.mov")
    program = Program(tmp_path / "state", proxied)
    dice = random.Random(15)
    command: tuple[str | Path, ...] = (
        "upload",
        recorder.path,
        "--growing",
        "--growing-marker",
        "{name}.done",
        "--quiet-for",
        "3600",
        "--chunk-size",
        str(PART),
        "--json",
    )
    for kill in range(KILLS):
        recorder.write(dice.randrange(2 * PART, 4 * PART))
        bytes_before = proxy.log.body_bytes("part")
        with program.running(*command) as run:
            proxy.log.wait_for_bytes(bytes_before + dice.randrange(1, PART))
            if kill == KILLS - 1:
                proxy.on("complete", hold())  # else it might be over before the kill
                recorder.rewrite(0, 64 * 1024)
                recorder.finish()
                run.wait_for(lambda line: line["growing"] is False)
            assert run.kill().code == -9
        proxy.clear()
        command = ("resume", "--all", "--json")
    ended = program.run(*command)
    assert ended.code == 0, ended.errors
    size = recorder.path.stat().st_size
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)
    assert ended.last("completed")["fileSize"] == size
    assert proxy.log.count("create") == 1
    assert proxy.log.body_bytes("part") <= size + PART + KILLS * 8 * PART


def test_a_terminal_and_scripts_are_told_how_far_it_is_and_that_it_grows(
    proxied: S3Address, bucket: Probe, tmp_path: Path
) -> None:
    recorder = Recorder(tmp_path / "live.mov")
    recorder.write(PART + 1000)
    program = Program(tmp_path / "state", proxied)
    with program.running("upload", recorder.path, "--growing", "--quiet-for", "1", "--json") as run:
        ended = run.end()
    assert ended.code == 0, ended.errors
    growing = [line for line in ended.lines if line["growing"] and line["event"] == "progress"]
    assert growing
    assert all(line["progress"] < 100 and line["secondsLeft"] is None for line in growing)
    assert any("still growing" in line["message"] for line in growing)
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)
