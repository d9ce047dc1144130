"""The command line without a store: usage, settings and state directories that can't be used, and what is imported."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from uploader_gui.cli.program import program, with_command
from uploader_gui.runtime.program_version import program_version

COMMANDS = (
    "upload",
    "list",
    "show",
    "report",
    "resume",
    "pause",
    "limit",
    "start-at",
    "remove",
    "cleanup",
    "verify",
)


def run(home: Path, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("UPLOAD_", "UPLOADER_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "uploader_gui", *arguments],
        env=environ | {"UPLOADER_GUI_HOME": str(home)} | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"bytes")
    return str(path)


def test_version_and_help_name_the_program_and_its_commands(tmp_path: Path) -> None:
    assert run(tmp_path, "--version").stdout == f"uploader-gui {program_version()}\n"
    shown = run(tmp_path, "--help")
    assert shown.returncode == 0
    assert all(f"  {command} " in shown.stdout for command in COMMANDS)


@pytest.mark.parametrize(
    ("given", "becomes"),
    [
        ([], ["window"]),
        (["a.mp4", "b.mp4"], ["window", "a.mp4", "b.mp4"]),
        (["--demo", "a.mp4"], ["window", "--demo", "a.mp4"]),
        (["./list"], ["window", "./list"]),
        (["list", "--json"], ["list", "--json"]),
        (["--hidden"], ["window", "--hidden"]),
        (["--help"], ["--help"]),
    ],
)
def test_files_without_a_command_mean_the_window(given: list[str], becomes: list[str]) -> None:
    assert with_command(given, program.commands) == becomes


def test_a_demo_without_a_window_is_the_only_run_called_headless(tmp_path: Path) -> None:
    ended = run(tmp_path, "--headless", "clip.mp4")
    assert ended.returncode == 2
    assert "--headless goes with --demo" in ended.stderr


def test_without_its_store_the_demo_says_what_to_install(tmp_path: Path) -> None:
    script = "import sys; sys.frozen = True\nfrom uploader_gui.cli import main\nmain(sys.argv[1:])"
    ended = subprocess.run(
        [sys.executable, "-c", script, "--demo", "--headless", __file__],
        env=os.environ | {"UPLOADER_GUI_HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "pipx install --force 'uploader-gui[demo]'" in ended.stderr


def test_empty_list_imports_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from uploader_gui.cli import main\n"
        "try: main(['list', '--json'])\n"
        "except SystemExit as end: print(end.code)\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"UPLOADER_GUI_HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    code, imported = ended.stdout.splitlines()
    assert code == "0"
    assert not set(imported.split()) & {
        "PySide6",
        "qasync",
        "asyncio",
        "keyring",
        "minio",
        "pydantic",
        "rich",
        "sqlalchemy",
        "urllib3",
    }


def test_an_upload_that_watches_tells_and_verifies_nothing_imports_nothing_of_that(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "import uploader_gui.headless.commands.upload\n"
        "from uploader_gui.runtime.runtime import open_runtime\n"
        f"open_runtime({{'UPLOADER_GUI_HOME': {str(tmp_path)!r}}}, holder='a test').close()\n"
        "print(*sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert not set(ended.stdout.split()) & {
        "psutil",
        "starlette",
        "uploader_gui.transfer.package_end.command",
        "uploader_gui.transfer.package_end.hash_list",
        "uploader_gui.transfer.package_end.webhook",
        "uploader_gui.transfer.verifying.object_check",
        "uploader_gui.transfer.watching.watching",
        "watchfiles",
    }


def test_the_whole_program_is_imported_without_what_reads_and_writes_media_hash_lists() -> None:
    script = (
        "import importlib, pkgutil, sys, uploader_gui\n"
        "for package in ('headless', 'runtime', 'transfer', 'source'):\n"
        "    top = importlib.import_module(f'uploader_gui.{package}')\n"
        "    for module in pkgutil.walk_packages(top.__path__, f'{top.__name__}.'):\n"
        "        importlib.import_module(module.name)\n"
        "print(sorted({'ascmhl', 'lxml', 'pathspec', 'requests', 'xxhash'} & sys.modules.keys()))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert ended.stdout.strip() == "[]"


def test_headless_side_has_no_qt(tmp_path: Path) -> None:
    script = (
        "import importlib, pkgutil, sys\n"
        "from uploader_gui import headless\n"
        "for module in pkgutil.walk_packages(headless.__path__, 'uploader_gui.headless.'):\n"
        "    importlib.import_module(module.name)\n"
        "print('PySide6' in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert ended.stdout.strip() == "False"


def test_upload_without_a_connection_names_the_variables(tmp_path: Path, file: str) -> None:
    ended = run(tmp_path, "upload", file)
    assert ended.returncode == 2
    for name in ("ENDPOINT", "ACCESS_KEY", "SECRET_KEY", "BUCKET"):
        assert f"UPLOADER_GUI_{name}" in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["upload"], "PATH"),
        (["upload", "FILE", "--chunk-size", "5000000"], "5242880"),
        (["upload", "FILE", "--workers", "33"], "--workers"),
        (["upload", "FILE", "--on-conflict", "shrug"], "shrug"),
        (["upload", "FILE", "--quiet-for", "5"], "--growing"),
        (["watch", "FOLDER", "--settled", "nan"], "--settled"),
        (["upload", "FILE", "--growing", "--quiet-for", "0.1"], "seconds"),
        (["list", "--status", "sleeping"], "sleeping"),
        (["list", "--limit", "0"], "--limit"),
        (["list", "--recordings", "--status", "paused"], "--status"),
        (["list", "--search", "a"], "--recordings"),
        (["list", "--since", "2026-11-01"], "--recordings"),
        (["list", "--recordings", "--until", "soon"], "2026-11-01"),
        (["show", "12345678"], "12345678"),
        (["upload", "FILE", "--metadata", "show"], "name=value"),
        (["upload", "FILE", "--tag", "a=b", "--tag", "a=c"], "The tags can have 'a' only once"),
        (["upload", "FILE", "--metadata", "Shot=1", "--metadata", "x-amz-meta-shot="], "'shot' only once"),
        (["upload", "FILE", "--sse", "aes"], "kms"),
        (["upload", "FILE", "--content-type", "video"], "video/mp4"),
        (["resume"], "--all"),
        (["limit", "abc", "--all"], "400k"),
        (["limit", "0", "--all"], "400k"),
        (["limit", "400k"], "--all"),
        (["start-at", "now"], "--all"),
        (["start-at", "soon", "--all"], "22:00"),
        (["start-at", "22:00", "12345678", "--all"], "--all"),
        (["start-at", "22:00", "--package", "A007"], "A007"),
        (["pause", "12345678", "--all"], "--all"),
        (["remove", "12345678"], "12345678"),
        (["verify"], "--all"),
        (["verify", "12345678", "--all"], "--all"),
        (["verify", "12345678"], "12345678"),
        (["verify", "--package", "A007"], "A007"),
        (["cleanup", "--older-than", "soon"], "soon"),
        (["cleanup", "--status", "uploading"], "never cleaned up"),
        (["uplaod"], "no command 'uplaod'"),
    ],
)
def test_bad_usage_is_said_in_words_and_ends_with_2(
    tmp_path: Path, file: str, arguments: list[str], word: str
) -> None:
    ended = run(tmp_path, *(file if each == "FILE" else each for each in arguments))
    assert ended.returncode == 2
    assert word in ended.stderr
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", ["list", "resume"])
def test_home_that_is_no_directory_is_refused(tmp_path: Path, file: str, command: str) -> None:
    ended = run(Path(file), command, *(["--all"] if command == "resume" else []))
    assert ended.returncode == 2
    assert "UPLOADER_GUI_HOME" in ended.stderr


@pytest.mark.parametrize("command", ["list", "resume"])
def test_newer_database_is_refused_and_left_alone(tmp_path: Path, command: str) -> None:
    database = tmp_path / "uploader.db"
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = database.read_bytes()
    ended = run(tmp_path, command, *(["--all"] if command == "resume" else []))
    assert ended.returncode == 2
    assert "newer version" in ended.stderr
    assert database.read_bytes() == before


def test_damaged_database_is_set_aside_and_said(tmp_path: Path) -> None:
    (tmp_path / "uploader.db").write_bytes(b"no database at all" * 500)
    assert run(tmp_path, "list").returncode == 2
    ended = run(tmp_path, "resume", "--all")
    assert ended.returncode == 0
    assert "damaged" in ended.stderr
    assert run(tmp_path, "list").returncode == 0


def test_a_setting_outside_of_its_section_is_said(tmp_path: Path, file: str) -> None:
    settings = tmp_path / "home/settings.toml"
    settings.parent.mkdir(mode=0o700)
    settings.write_text('timetable = "else 1 MB/s"\ntheme = "dark"\nmine = 1\n[settings]\nworkers = 2\n')
    ended = run(settings.parent, "upload", file)
    assert (
        f"In {settings} this stands outside of [settings], where it has no effect: theme, timetable. "
        "Write it below the line [settings].\n"
    ) in ended.stderr


def test_broken_settings_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("[settings")
    ended = run(tmp_path, "resume", "--all")
    assert ended.returncode == 2
    assert "settings.toml" in ended.stderr


@pytest.mark.case("R02")
@pytest.mark.parametrize(
    "arguments",
    [
        ("upload", ""),
        ("upload", ".", ""),
        ("upload", ".", "--prefix", ""),
        ("upload", ".", "--bucket", " "),
        ("",),
        ("--demo", ""),
        ("resume", ""),
        ("show", ""),
        ("pause", ""),
        ("list", "--recordings", "--search", ""),
        ("remove", ""),
        ("serve", "--host", ""),
    ],
)
def test_an_empty_text_where_something_belongs_is_bad_usage(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ended = run(tmp_path, *arguments)
    assert ended.returncode == 2
    assert "empty" in ended.stderr
    assert "Is a variable unset?" in ended.stderr
    assert ended.stdout == ""


@pytest.mark.case("R02")
@pytest.mark.skipif(sys.platform == "win32", reason="a drive is named with its letter there")
@pytest.mark.parametrize("path", ["/", "//", "/."])
@pytest.mark.parametrize("before", [("upload",), ("upload", "."), ()])
def test_a_folder_named_by_an_unset_variable_is_not_the_whole_system(
    tmp_path: Path, before: tuple[str, ...], path: str
) -> None:
    ended = run(tmp_path, *before, path)
    assert ended.returncode == 2
    assert "Is a variable unset?" in ended.stderr
    assert ended.stdout == ""
    assert not (tmp_path / "uploader.db").exists()


@pytest.mark.case("S04")
@pytest.mark.parametrize(
    "arguments", [("upload", "--jobs", "\x1b]0;evil\x07"), ("\x1b[2J",), ("show", "\x9b2J"), ("--\x1b[2J",)]
)
def test_what_was_given_wrongly_is_quoted_without_commanding_the_terminal(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ended = run(tmp_path, *arguments)
    assert ended.returncode == 2
    assert "\x1b" not in ended.stderr
    assert "\x9b" not in ended.stderr


@pytest.mark.parametrize(
    ("given", "rate"),
    [
        ("400000", 400_000),
        ("400k", 400_000),
        ("1.5M", 1_500_000),
        ("2 MB/s", 2_000_000),
        ("1g", 10**9),
        ("none", 0),
    ],
)
def test_a_rate_is_bytes_a_second_in_decimal_units(given: str, rate: int) -> None:
    command = program.commands["limit"]
    with command.make_context("limit", [given, "--all"]) as context:
        assert context.params["rate"] == rate
