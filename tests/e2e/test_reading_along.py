"""What ``list`` and ``show`` say of jobs that another process runs, ran or was killed over."""

from pathlib import Path

import pytest

from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Line, Program
from lab.stores.s3probe import S3Address
from uploader_gui.domain.plan import MIB

PART = 5 * MIB


def said_by_both(program: Program, job_id: str) -> tuple[str, str]:
    """State and message, as ``list`` and ``show`` agree on them."""
    (listed,) = program.run("list", "--json").lines
    shown: Line = program.run("show", job_id, "--json").lines[0]
    assert (listed["status"], listed["message"]) == (shown["status"], shown["message"])
    return shown["status"], shown["message"]


@pytest.mark.case("B05")
def test_what_is_said_of_a_job_elsewhere_is_true_from_its_first_part_to_a_kill(
    proxied: S3Address, proxy: FaultProxy, tmp_path: Path
) -> None:
    program = Program(tmp_path / "state", proxied)
    first = proxy.on("part", hold(), number=1)
    for number in (2, 3):
        proxy.on("part", hold(), number=number)
    file = make_file(tmp_path / "clip.mov", 3 * PART)
    with program.running("upload", file, "--chunk-size", str(PART), "--json") as uploader:
        job_id = uploader.wait_for(lambda line: line["event"] == "submitted")["jobId"]
        proxy.log.wait_for("part", number=1)
        assert said_by_both(program, job_id) == ("UPLOADING", "Uploading: 0 of 3 parts are done.")
        first.release()
        uploader.wait_for(lambda line: line["uploadedParts"] == 1)
        assert said_by_both(program, job_id) == ("UPLOADING", "Uploading: 1 of 3 parts are done.")
    assert said_by_both(program, job_id) == ("PAUSED", "Interrupted: the program ended")
    proxy.cut_all()
    proxy.clear()
    assert program.run("resume", job_id, "--json").code == 0
    state, message = said_by_both(program, job_id)
    assert (state, "checksum matches" in message) == ("COMPLETED", True)
