"""The command ``report``, and what becomes of its output."""

import io
import json
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from uploader_gui.cli import main
from uploader_gui.domain.job import Destination, Fingerprint, NewJob
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.plan import Plan
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase

CARD = Package("A007")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state directory with a waiting job in a package, and one in none."""
    home = tmp_path / "home"
    monkeypatch.setenv("UPLOADER_GUI_HOME", str(home))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with closing(Database.open(home)) as database:
        JobDatabase(database).add([_new("a.mov", CARD.package_id), _new("b\x1b[2J.mov")], packages=[CARD])
    return home


def _new(name: str, package_id: str = "") -> NewJob:
    to = Destination("home", "http://127.0.0.1:9000", "us-east-1", "films", name)
    return NewJob(
        f"/cards/{name}", name, "video/mp4", Fingerprint(9, 1, 1, 1, 1), Plan(9, 9), to, package_id=package_id
    )


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["report", *arguments])
    assert isinstance(end.value.code, int)
    return end.value.code


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(*arguments) == 0
    return capsys.readouterr().out


def names(text: str) -> list[str]:
    return [file["fileName"] for file in json.loads(text)["files"]]


def test_a_report_is_printed_whole(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert names(printed(capsys, "--format", "json")) == ["a.mov", "b\x1b[2J.mov"]
    assert printed(capsys, "--format", "csv").startswith("\ufeffpackageId,")
    assert '<html lang="zh-CN">' in printed(capsys, "--format", "html", "--language", "zh_CN")


def test_options_choose_the_files(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert names(printed(capsys, "--format", "json", "--package", "A007")) == ["a.mov"]
    assert names(printed(capsys, "--format", "json", "--package", CARD.package_id[:8])) == ["a.mov"]
    assert names(printed(capsys, "--format", "json", "--status", "failed")) == []
    both = printed(capsys, "--format", "json", "--status", "failed", "--status", "submitted")
    assert len(names(both)) == 2
    files = json.loads(printed(capsys, "--format", "json"))["files"]
    first, *_, last = sorted(
        f"{datetime.fromisoformat(one['beganAt']).astimezone():%Y-%m-%d}" for one in files
    )
    assert len(names(printed(capsys, "--format", "json", "--since", first, "--until", last))) == 2
    assert names(printed(capsys, "--format", "json", "--until", "2026-01-01T10:30+08:00")) == []


def test_what_the_file_is_called_is_its_format(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("-o", str(tmp_path / "out.HTML")) == 0
    assert (tmp_path / "out.HTML").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert capsys.readouterr().err.endswith("out.HTML: 2 files\n")
    assert run("-o", str(tmp_path / "out.txt"), "--format", "csv") == 0


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("-o", "report.txt"),
        ("--format", "csv", "--since", "yesterday"),
        ("--format", "csv", "--package", "no such package"),
        ("--format", "csv", "--job", "no-such-job"),
        ("--format", "csv", "--job", "\udcff"),
        ("--format", "csv", "-o", "no folder/a.csv"),
        ("--format", "mhl"),
        ("--format", "mhl", "-o", "no folder"),
        ("--format", "mhl", "-o", "."),
    ],
)
def test_what_can_not_be_made_ends_with_2(
    home: Path, tmp_path: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 2


def test_a_terminal_is_shown_lines_that_command_nothing(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    assert run("--format", "csv") == 0
    assert r"b\x1b[2J.mov" in terminal.getvalue()
    assert "\x1b" not in terminal.getvalue()
