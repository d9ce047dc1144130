"""The end of a package on the command line, and over a SIGKILL."""

import json
import re
from pathlib import Path
from threading import Event

import pytest

from lab.files import make_file
from lab.lines.scripted import ScriptedServer, Visit, answering
from lab.processes.program import Program
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.packages.package_end import ActionKind, ActionState
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.reading.job_reader import JobReader


def card_in(folder: Path) -> Path:
    card = folder / "A007"
    card.mkdir()
    for name in ("a.mov", "b.mov"):
        make_file(card / name, 100_000)
    return card


def delivery(head: str) -> str:
    found = re.search(r"X-Uploader-Delivery: (\S+)", head)
    assert found is not None
    return found[1]


def test_a_webhook_is_called_after_the_program_was_killed_in_between(
    proxied: S3Address, tmp_path: Path
) -> None:
    came = Event()

    def silent(visit: Visit) -> None:
        visit.read_request()
        came.set()
        visit.hold()

    with ScriptedServer(silent, answering(200)) as server:
        variables = {"UPLOADER_GUI_WEBHOOK": server.endpoint, "UPLOADER_GUI_WEBHOOK_SECRET": "a secret"}
        program = Program(tmp_path / "state", proxied, **variables)
        with program.running("upload", card_in(tmp_path), "--json") as run:
            run.wait_for(lambda line: line["event"] == "packageEnded")
            assert came.wait(30)
            assert run.kill().code == -9
        (wanted,) = reader(program).wanted_actions()
        assert (wanted.kind, wanted.attempts) == (ActionKind.WEBHOOK, 1)
        assert program.run("resume", "--all").code == 0
        first, second = map(delivery, server.heads)
        assert first == second == wanted.delivery_id
        assert server.bodies[0] == server.bodies[1]
        assert "x-uploader-attempt: 2" in server.heads[1].lower()
    last = reader(program).last_answer(ActionKind.WEBHOOK)
    assert last is not None
    assert (last.state, last.attempts) == (ActionState.DONE, 2)


def test_an_upload_ends_with_one_line_and_waits_for_its_command(proxied: S3Address, tmp_path: Path) -> None:
    noted = tmp_path / "noted"
    command = f"""sh -c 'echo "$UPLOADER_PACKAGE_NAME: $UPLOADER_PACKAGE_FILES" > "$0"; exit 3' {noted}"""
    program = Program(tmp_path / "state", proxied, UPLOADER_GUI_PACKAGE_COMMAND=command)
    ended = program.run("upload", card_in(tmp_path))
    assert ended.code == 0, "what follows from an upload is no part of it"
    assert re.fullmatch(
        r"A007: 2 files uploaded, 200\.0 kB in [a-z0-9 ]+, [0-9.]+ [kM]B/s on average\.\n",
        ended.lines[-1]["text"],
    )
    assert noted.read_text() == "A007: 2\n"
    assert "A007: The command ended with 3." in ended.errors


@pytest.mark.case("R40")
def test_a_package_of_which_a_file_was_not_taken_is_not_told_as_complete(
    proxied: S3Address, bucket: Probe, tmp_path: Path
) -> None:
    card = card_in(tmp_path)
    (card / "dangling.mov").symlink_to(tmp_path / "nowhere")
    bucket.put("A007/b.mov", b"another")
    program = Program(tmp_path / "state", proxied)
    ended = program.run("upload", card, "--json")
    assert ended.code == 1
    told = ended.last("packageEnded")
    assert (told["state"], told["files"], told["failed"], told["leftOut"]) == ("FAILED", 1, 0, 2)
    left_out = [(Path(one["path"]).name, one["errorCode"]) for one in told["leftOutFiles"]]
    assert left_out == [("dangling.mov", "LINK_BROKEN"), ("b.mov", "OBJECT_EXISTS")]
    (package,) = program.run("packages", "--json").lines
    assert (package["status"], package["message"], package["leftOut"]) == ("FAILED", "1 done, 2 left out", 2)
    (job,) = program.jobs()
    assert job["package"]["leftOut"] == 2
    assert program.run("report", "-o", tmp_path / "all.json").code == 0
    (reported,) = json.loads((tmp_path / "all.json").read_bytes())["packages"]
    assert reported["leftOutFiles"] == told["leftOutFiles"]


def reader(program: Program) -> JobReader:
    return JobReader(Database.open(program.state_dir, read_only=True))
