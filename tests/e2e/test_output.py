"""Whatever becomes of the output: uploads are carried out, and the exit code is true."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from e2e.command_line import CommandLine
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import PROGRAM, Program
from lab.processes.server import serving
from lab.screens.desktop import until
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.plan import MIB

PART = 5 * MIB
SERVE = [*PROGRAM, "serve", "--port", "0"]
BROKEN = ["> /dev/full", "2> /dev/full", "> /dev/full 2>&1", ">&-", "2>&-", "<&- >&- 2>&-"]


@pytest.fixture
def program(tmp_path: Path, bucket: Probe) -> CommandLine:
    return CommandLine(tmp_path / "state", bucket.address)


@pytest.mark.case("B02")
@pytest.mark.parametrize("as_json", [[], ["--json"]], ids=["lines", "json"])
@pytest.mark.parametrize("redirection", BROKEN)
def test_upload_is_carried_out_whatever_the_output_does(
    program: CommandLine, bucket: Probe, tmp_path: Path, redirection: str, as_json: list[str]
) -> None:
    files = [make_file(tmp_path / "a.mov", PART + 1), make_file(tmp_path / "b.mov", 10)]
    ended = program.in_shell(f'"$@" {redirection}', "upload", *files, "--chunk-size", PART, *as_json)
    assert ended.code == 0, ended.err
    assert ended.err == ""
    assert [bucket.sha256(file.name) for file in files] == [sha256_of(file) for file in files]
    assert {job["status"] for job in program.jobs()} == {"COMPLETED"}


@pytest.mark.case("B02")
@pytest.mark.parametrize("redirection", ["> /dev/full 2>&1", "<&- >&- 2>&-"])
def test_failure_is_told_by_the_exit_code_when_nothing_can_be_printed(
    program: CommandLine, bucket: Probe, tmp_path: Path, redirection: str
) -> None:
    bucket.put("a.mov", b"another one's work")
    file = make_file(tmp_path / "a.mov", 10)
    assert program.in_shell(f'"$@" {redirection}', "upload", file).code == 1
    assert program.in_shell(f'"$@" {redirection}', "upload", tmp_path / "nothing").code == 1
    assert program.in_shell(f'"$@" {redirection}', "upload").code == 2


@pytest.mark.case("B02")
@pytest.mark.parametrize("redirection", ["> /dev/full", ">&-"])
def test_resume_is_carried_out_without_an_output(
    program: CommandLine, bucket: Probe, tmp_path: Path, redirection: str
) -> None:
    bucket.put("a.mov", b"another one's work")
    file = make_file(tmp_path / "a.mov", 10)
    unreachable = {"UPLOADER_GUI_SECRET_KEY": "wrong"}
    assert program.run("upload", file, "--on-conflict", "overwrite", **unreachable).code == 1
    assert program.in_shell(f'"$@" {redirection}', "resume", "--all").code == 0
    assert bucket.sha256("a.mov") == sha256_of(file)


@pytest.mark.case("B02")
@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "utf-8"])
def test_names_that_cannot_be_shown_are_replaced(
    program: CommandLine, bucket: Probe, tmp_path: Path, encoding: str
) -> None:
    file = make_file(tmp_path / "会议.mov", 10)
    ended = program.run("upload", file, PYTHONIOENCODING=f"{encoding}:strict")
    assert (ended.code, ended.err) == (0, "")
    assert bucket.sha256(file.name) == sha256_of(file)
    listed = program.run("list", PYTHONIOENCODING="ascii:strict")
    assert (listed.code, "??.mov" in listed.out) == (0, True)


@pytest.mark.case("B02")
def test_reader_that_goes_away_stops_nothing(program: CommandLine, bucket: Probe, tmp_path: Path) -> None:
    files = [make_file(tmp_path / f"{number}.mov", PART + 1) for number in range(3)]
    code = tmp_path / "code"
    script = f'{{ "$@"; echo $? > {code}; }} | head -n 1 > /dev/null'
    ended = program.in_shell(script, "upload", *files, "--chunk-size", PART, "--json")
    assert (code.read_text(), ended.err) == ("0\n", "")
    assert [bucket.sha256(file.name) for file in files] == [sha256_of(file) for file in files]


@pytest.mark.case("B02")
def test_terminal_that_is_closed_stops_nothing(
    proxied: S3Address, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    proxy.throttle(PART)
    program = CommandLine(tmp_path / "state", proxied)
    file = make_file(tmp_path / "long.mov", 3 * PART)
    ours, terminal = os.openpty()
    process = program.on_terminal(terminal, "upload", file, "--chunk-size", PART)
    os.close(terminal)
    shown = b""
    while b"part 1/3" not in shown and b"MB/s" not in shown:
        shown += os.read(ours, 4096)
    os.close(ours)
    proxy.clear()
    assert process.wait(60) == 0
    assert bucket.sha256(file.name) == sha256_of(file)


@pytest.mark.case("B02")
def test_reader_that_stops_reading_holds_up_no_upload(
    program: CommandLine, bucket: Probe, tmp_path: Path
) -> None:
    files = [make_file(tmp_path / f"{number:03}-{'long name ' * 20}.mov", 10) for number in range(150)]
    process = program.start("upload", *files, "--json")
    try:
        until(lambda: len(bucket.keys()) == len(files), "all objects, though nobody has read of them")
    finally:
        ended = program.end(process)
    assert ended.code == 0, ended.err
    assert ended.events.count("completed") == len(files)


@pytest.mark.case("B02")
@pytest.mark.parametrize(
    ("command", "redirection"),
    [
        (["list"], "> /dev/full"),
        (["list", "--json"], ">&-"),
        (["show", "ID"], "> /dev/full"),
        (["cleanup"], ">&-"),
        (["--help"], "> /dev/full"),
        (["--version"], ">&-"),
    ],
)
def test_command_that_only_prints_fails_in_words_when_it_can_not(
    program: CommandLine, tmp_path: Path, command: list[str], redirection: str
) -> None:
    program.run("upload", make_file(tmp_path / "a.mov", 10))
    command = [program.jobs()[0]["jobId"] if word == "ID" else word for word in command]
    assert program.run(*command).code == 0
    ended = program.in_shell(f'"$@" {redirection}', *command)
    assert ended.says(1, "the output can't be written")
    assert program.in_shell(f'"$@" {redirection} 2>&-', *command).code == 1


@pytest.mark.case("B02")
def test_list_into_a_reader_that_goes_away_is_quiet(program: CommandLine, tmp_path: Path) -> None:
    program.run("upload", *(make_file(tmp_path / f"{number}.mov", 10) for number in range(5)))
    code = tmp_path / "code"
    until_it_is_gone = "(trap '' PIPE; while echo; do sleep 0.02; done) 2>/dev/null"
    ended = program.in_shell(f'{{ {until_it_is_gone}; "$@"; echo $? > {code}; }} | true', "list")
    assert (code.read_text(), ended.err) == ("1\n", "")


@pytest.mark.case("B02")
@pytest.mark.parametrize("redirection", ["> /dev/full", ">&-", "> /dev/full 2>&1"])
def test_what_was_handed_over_is_followed_to_its_end_without_an_output(
    bucket: Probe, tmp_path: Path, redirection: str
) -> None:
    file = make_file(tmp_path / "a.mov", 2 * PART)
    with serving(Program(tmp_path / "state", bucket.address)):
        program = CommandLine(tmp_path / "state", bucket.address)
        ended = program.in_shell(f'"$@" {redirection}', "upload", file, "--chunk-size", PART, "--json")
    assert (ended.code, ended.err) == (0, "")
    assert bucket.sha256("a.mov") == sha256_of(file)


@pytest.mark.case("B02")
def test_server_without_an_output_serves(bucket: Probe, tmp_path: Path) -> None:
    holder = CommandLine(tmp_path / "state", bucket.address)
    file = make_file(tmp_path / "a.mov", 10)
    process = subprocess.Popen(
        ["sh", "-c", 'exec "$@" > /dev/full 2>&1', "sh", *SERVE],
        env=holder.environment,
    )
    try:
        note = tmp_path / "state" / "engine.json"
        until(
            lambda: note.exists() and "address" in note.read_text(),
            "an address",
            may_come=lambda: process.poll() is None,
        )
        assert holder.run("upload", file, "--json").code == 0
    finally:
        process.terminate()
        assert process.wait(60) == 0
    assert bucket.sha256("a.mov") == sha256_of(file)


@pytest.mark.case("B02")
def test_window_whose_terminal_is_closed_pauses_cleanly(
    proxied: S3Address, proxy: FaultProxy, bucket: Probe, tmp_path: Path
) -> None:
    proxy.on("part", hold(), number=2)
    program = CommandLine(tmp_path / "state", proxied)
    file = make_file(tmp_path / "long.mov", 4 * PART)
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # what ignores it, as nohup does, hands that on
    try:
        window = program.start(file, QT_QPA_PLATFORM="offscreen")
    finally:
        signal.signal(signal.SIGHUP, before)
    try:
        until(
            lambda: any(job["uploadedParts"] for job in program.jobs()),
            "a part",
            may_come=lambda: window.poll() is None,
        )
    finally:
        window.send_signal(signal.SIGHUP)
        ended = program.end(window)
    assert ended.code == 0, ended.err
    (job,) = program.jobs()
    assert (job["status"], job["message"]) == ("PAUSED", "Paused: the program was closed")
    proxy.clear()
