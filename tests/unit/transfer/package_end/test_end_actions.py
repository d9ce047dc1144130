"""A command and a webhook, each tried alone."""

import shlex
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from gui import samples
from lab.lines.scripted import ScriptedServer, answering, hanging_up, unused_port
from uploader_gui.domain.errors import ErrorKind, StoppedError, StoreError, UploaderError
from uploader_gui.domain.messages import MessageCode, english
from uploader_gui.domain.packages.package_end import ActionKind, ActionState, PackageAction
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.transfer.package_end.command import kill_tree, run_command
from uploader_gui.transfer.package_end.trial import try_command, try_webhook


def an_action() -> PackageAction:
    return samples.an_action(ActionKind.COMMAND, ActionState.WANTED, ())


def python(script: str, *arguments: object) -> str:
    return shlex.join([sys.executable, "-c", script, *map(str, arguments)])


def test_a_command_that_takes_too_long_is_killed_with_what_it_started(tmp_path: Path) -> None:
    script = (
        "import os, subprocess, sys, time; child = subprocess.Popen(['sleep', '600']); "
        "open(sys.argv[1], 'w').write(f'{os.getpid()} {child.pid}'); time.sleep(600)"
    )
    began_s = time.monotonic()
    for longest_s in (0.5, 20.0):  # a busy machine has not begun with it by then
        with pytest.raises(UploaderError) as caught:
            run_command(python(script, tmp_path / "pids"), an_action(), (), StopSwitch(), longest_s=longest_s)
        assert [one.code for one in caught.value.messages] == [MessageCode.COMMAND_TOO_LONG]
        if (tmp_path / "pids").exists() and (tmp_path / "pids").read_text():
            break
    assert time.monotonic() - began_s < 60
    for pid in map(int, (tmp_path / "pids").read_text().split()):
        latest_s = time.monotonic() + 30
        while runs(pid):  # it was killed, and has yet to go
            assert time.monotonic() < latest_s, "it runs still"
            time.sleep(0.01)


def runs(pid: int) -> bool:
    """Whether this process runs; it does not where it has ended and only nobody has asked how."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    return False


def test_a_command_is_not_begun_where_the_program_ends_already() -> None:
    stop = StopSwitch()
    stop.stop()
    with pytest.raises(StoppedError):
        run_command(python("import time; time.sleep(600)"), an_action(), (), stop)


def test_of_a_flood_of_words_the_last_line_is_said() -> None:
    script = "print('x' * 1_000_000); print('caf\\u00e9 \\x1b[31m'); print(' ')"
    assert english(try_command(python(script))) == r"The command ended with 0: café \x1b[31m"


def test_a_webhook_that_is_not_there_or_hangs_up_may_be_called_again() -> None:
    with pytest.raises(StoreError) as refused:
        try_webhook(f"http://127.0.0.1:{unused_port()}/", "")
    with ScriptedServer(hanging_up) as server, pytest.raises(StoreError) as cut:
        try_webhook(server.endpoint, "")
    for error in (refused.value, cut.value):
        assert (error.kind, error.retries_are_limited) == (ErrorKind.TRANSIENT, False)
        assert [one.code for one in error.messages] == [MessageCode.WEBHOOK_UNREACHABLE]


def test_a_webhook_with_a_certificate_that_nobody_trusts_is_told_nothing() -> None:
    with ScriptedServer(answering(200), tls=True) as server:
        with pytest.raises(StoreError) as caught:
            try_webhook(server.endpoint, "")
        assert server.bodies == []
    assert caught.value.kind is not ErrorKind.TRANSIENT
    assert [one.code for one in caught.value.messages] == [MessageCode.WEBHOOK_UNTRUSTED]


def test_of_a_page_that_answers_in_the_webhooks_place_nothing_is_quoted() -> None:
    page = answering(502, b"<html>Bad gateway</html>")
    with ScriptedServer(page) as server, pytest.raises(StoreError) as caught:
        try_webhook(server.endpoint, "")
    assert english(caught.value.messages) == "The webhook answered 502."
    assert caught.value.kind is ErrorKind.TRANSIENT


def test_a_webhook_is_called_over_the_systems_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer(answering(200)) as proxy:
        monkeypatch.setenv("http_proxy", proxy.endpoint)
        monkeypatch.delenv("no_proxy", raising=False)
        assert english(try_webhook("http://hooks.example.com/in?to=us", "")) == "The webhook answered 200."
    assert proxy.heads[0].startswith("POST http://hooks.example.com/in?to=us HTTP/1.1")
    assert "Authorization" not in proxy.heads[0]


@pytest.mark.tools("sh", "sleep")
def test_without_process_groups_what_a_command_has_started_is_killed_with_it() -> None:
    command = subprocess.Popen(["sh", "-c", "sleep 600 & echo started; wait"], stdout=subprocess.PIPE)
    assert command.stdout is not None
    with command.stdout as said:
        said.readline()
        kill_tree(command.pid)
        assert command.wait() != 0
        assert said.read() == b""  # its writers are gone
