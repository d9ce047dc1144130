"""What goes into the menus of file managers and launchers: in the right places, valid, and with options that there are."""

import configparser
import itertools
import shlex
import subprocess
from pathlib import Path

import click
import pytest
from typing_extensions import override

from uploader_gui.cli.window_command import window_command

RESOURCES = Path(__file__).parents[2] / "resources"
DESKTOP = RESOURCES / "desktop"
LIST = DESKTOP / "install.txt"
LAUNCHER = RESOURCES / "uploader-gui.desktop"


def listed() -> list[tuple[str, str, str]]:
    """Source, destination and mode of each file."""
    lines = (line for line in LIST.read_text().splitlines() if line and not line.startswith("#"))
    rows = [tuple(line.split(" ")) for line in lines]
    assert all(len(row) == 3 for row in rows)
    return [(source, destination, mode) for source, destination, mode in rows]


class Entries(configparser.ConfigParser):
    """A file of desktop entries; keys are as they are written."""

    @override
    def optionxform(self, optionstr: str) -> str:
        return optionstr


def entries(path: Path) -> Entries:
    parser = Entries(interpolation=None, delimiters=("=",))
    parser.read(path, "utf-8")
    return parser


def starts() -> list[tuple[Path, list[str]]]:
    """Every command line by which a menu starts the program."""
    files = [LAUNCHER, *(DESKTOP / source for source, *_ in listed() if not source.endswith(".py"))]
    parsed = ((file, entries(file)) for file in files)
    return [
        (file, shlex.split(group["Exec"]))
        for file, all_of in parsed
        for group in all_of.values()
        if "Exec" in group
    ]


def test_the_list_names_every_file_once_and_where_it_belongs() -> None:
    there = {str(path.relative_to(DESKTOP)) for path in DESKTOP.rglob("*") if path.is_file() and path != LIST}
    sources, destinations, modes = zip(*listed(), strict=True)
    assert sorted(sources) == sorted(there)
    assert len(set(destinations)) == len(destinations)
    assert all(place.startswith("share/") and ".." not in place for place in destinations)
    assert set(modes) <= {"0644", "0755"}


@pytest.mark.parametrize(("file", "command"), starts(), ids=lambda one: getattr(one, "name", None))
def test_a_menu_starts_the_window_with_options_that_it_has(file: Path, command: list[str]) -> None:
    known = set(
        itertools.chain.from_iterable(
            one.opts for one in window_command.params if isinstance(one, click.Option)
        )
    )
    assert command[0] == "uploader-gui"
    assert set(command[1:]) <= known | {"%F", "%U"}, file
    assert ("%F" in command or "%U" in command) <= ("--review" in command), file


def test_every_label_is_there_in_chinese_too() -> None:
    for file, _ in starts():
        for group in entries(file).values():
            for key in ("Name", "Comment", "GenericName"):
                assert (key in group) == (f"{key}[zh_CN]" in group), (file, group.name, key)


@pytest.mark.tools("desktop-file-validate")
def test_launcher_entries_are_valid() -> None:
    files = [LAUNCHER, DESKTOP / "thunar" / "uploader-gui.desktop"]
    ended = subprocess.run(["desktop-file-validate", *files], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, "")


def test_the_extension_of_files_is_python() -> None:
    compile((DESKTOP / "nautilus" / "uploader_gui.py").read_text(), "uploader_gui.py", "exec")
