"""Writes all that a desktop and a terminal want beside the program; started by ``packaging/desktop``, which says how."""

import argparse
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import completions
import icons
import man_pages
import metainfo

from uploader_gui import __version__

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"
UNIT = ROOT / "packaging" / "systemd" / "uploader-gui.service"


def main() -> None:
    """Write the tree."""
    parser = argparse.ArgumentParser(prog="packaging/desktop")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--program", help="where the program will be, for the systemd unit")
    given = parser.parse_args()
    share: Path = given.directory / "share"
    day = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC).date()

    _write(
        share / "applications" / "uploader-gui.desktop",
        (RESOURCES / "uploader-gui.desktop").read_text("utf-8"),
    )
    icons.write(RESOURCES / "uploader-gui.svg", share / "icons" / "hicolor")
    _write(
        share / "metainfo" / f"{metainfo.COMPONENT}.metainfo.xml",
        metainfo.made(
            (RESOURCES / "uploader-gui.metainfo.xml").read_text("utf-8"),
            (ROOT / "CHANGELOG.md").read_text("utf-8"),
            pictures=os.environ.get("UPLOADER_PICTURES", ""),
        ),
    )
    for name, text in man_pages.pages(__version__, day).items():
        _write(share / "man" / "man1" / name, text)
    for place, text in completions.scripts().items():
        _write(share / place, text)
    _install_menus(given.directory)
    _write(share / "systemd" / "user" / UNIT.name, _unit(given.program))


def _install_menus(prefix: Path) -> None:
    """What goes into the file managers' menus, as its own table says."""
    for line in (RESOURCES / "desktop" / "install.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        source, place, mode = line.split()
        to = prefix / place
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(RESOURCES / "desktop" / source, to)
        to.chmod(int(mode, 8))


def _unit(program: str | None) -> str:
    text = UNIT.read_text("utf-8")
    if program is None:
        return text
    before, start, after = text.partition("ExecStart=%h/.local/bin/uploader-gui ")
    if not start:
        sys.exit(f"error: {UNIT} no longer starts the program where this looks for it")
    return f"{before}ExecStart={program} {after}"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


main()
