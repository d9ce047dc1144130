from collections.abc import Iterator
from pathlib import Path

import pytest

from uploader_gui.runtime.fault_report import fault_report
from uploader_gui.runtime.log_file import LOG_FILE
from uploader_gui.runtime.runtime import Runtime, open_runtime
from uploader_gui.storage.settings.settings import Settings

pytestmark = pytest.mark.case("W17")


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Runtime]:
    opened = open_runtime({"UPLOADER_GUI_HOME": str(tmp_path)}, holder="a test")
    yield opened
    opened.close()


def log_in(report: str) -> list[str]:
    lines = report.splitlines()
    return lines[lines.index("== Log") + 1 :]


def test_a_report_ends_with_the_newest_lines_of_the_log(runtime: Runtime, tmp_path: Path) -> None:
    lines = [f"line {number:06} é" for number in range(20_000)]
    (tmp_path / LOG_FILE).write_text("\n".join(lines), "utf-8")
    assert log_in(fault_report(runtime, [])) == lines[-300:]


def test_long_lines_of_the_log_are_whole_or_left_out(runtime: Runtime, tmp_path: Path) -> None:
    lines = [str(number) * 30_000 for number in range(5)]
    (tmp_path / LOG_FILE).write_text("\n".join(lines), "utf-8")
    assert log_in(fault_report(runtime, [])) == lines[-3:]


def test_a_report_is_made_without_a_log_and_without_a_list_that_can_be_read(
    runtime: Runtime, tmp_path: Path
) -> None:
    (tmp_path / LOG_FILE).unlink()
    (tmp_path / "uploader.db").write_bytes(b"damaged" * 1000)
    report = fault_report(runtime, ["Qt 6"])
    assert "The list can't be read: " in report
    assert log_in(report)[0].startswith("It can't be read: ")
    assert "Qt 6" in report


def test_the_users_folder_is_not_named(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path.parent))
    report = fault_report(runtime, [])
    assert str(tmp_path.parent) not in report
    assert f"State directory: ~/{tmp_path.name}" in report


def test_what_may_hold_a_secret_is_only_said_to_be_set(runtime: Runtime) -> None:
    wanted = Settings(webhook="https://hooks.example.com/T0K3N", package_command="tell --key T0K3N")
    runtime.change_settings(wanted)
    report = fault_report(runtime, [])
    assert "T0K3N" not in report
    assert "webhook: set" in report.splitlines()
    assert "package_command: set" in report.splitlines()
