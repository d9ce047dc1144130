"""What is built for Windows and macOS, as far as that can be told without them."""

import re
import struct
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage

from uploader_gui.cli.program import program
from uploader_gui.gui.desktop.login.login_places import NAME
from uploader_gui.gui.desktop.login.login_start import WINDOW_PROGRAM

ROOT = Path(__file__).parents[2]
BUNDLES = ROOT / "packaging" / "bundles"
DRAWING = ROOT / "resources" / "uploader-gui.svg"
INSTALLER = (BUNDLES / "windows" / "uploader-gui.iss").read_text("utf-8")
WORKFLOW = (ROOT / ".github" / "workflows" / "build.yml").read_text("utf-8")


@pytest.fixture(scope="module")
def system_files() -> Iterator[ModuleType]:
    """As PyInstaller's description of the bundle has it."""
    sys.path.insert(0, str(ROOT / "packaging"))
    yield import_module("bundles.system_files")
    sys.path.remove(str(ROOT / "packaging"))


def test_the_icon_for_windows_has_all_sizes(system_files: ModuleType) -> None:
    icon: bytes = system_files.ico(DRAWING)
    kind, count = struct.unpack_from("<HH", icon, 2)
    assert (kind, count) == (1, len(system_files.ICO_SIZES))
    for index, size in enumerate(system_files.ICO_SIZES):
        length, offset = struct.unpack_from("<II", icon, 6 + 16 * index + 8)
        assert QImage.fromData(icon[offset : offset + length]).width() == size


def test_the_icon_for_macos_has_all_kinds(system_files: ModuleType) -> None:
    icon: bytes = system_files.icns(DRAWING)
    assert struct.unpack_from(">4sI", icon) == (b"icns", len(icon))
    found, offset = {}, 8
    while offset < len(icon):
        kind, length = struct.unpack_from(">4sI", icon, offset)
        found[kind] = QImage.fromData(icon[offset + 8 : offset + length]).width()
        offset += length
    assert found == system_files.ICNS_KINDS


def test_macos_opens_any_file_with_it_but_none_by_itself(system_files: ModuleType) -> None:
    (kind,) = system_files.info_plist("1.2.3")["CFBundleDocumentTypes"]
    assert "public.data" in kind["LSItemContentTypes"]
    assert kind["LSHandlerRank"] == "Alternate"


def test_windows_is_told_the_version_in_four_numbers(system_files: ModuleType) -> None:
    assert "filevers=(1, 20, 3, 0)" in system_files.windows_version("1.20.3")
    assert system_files.version_file("linux", "1.20.3", Path()) is None


def test_the_windows_installer_starts_programs_and_options_that_there_are() -> None:
    spec = (BUNDLES / "uploader-gui.spec").read_text("utf-8")
    programs = set(re.findall(r"\{app\}\\([\w-]+\.exe)", INSTALLER))
    assert programs == {WINDOW_PROGRAM}
    assert f'executable("{Path(WINDOW_PROGRAM).stem}", console=False)' in spec
    known = {option for each in program.commands["window"].params for option in each.opts}
    assert set(re.findall(r"(?<!\w)--[a-z-]+", INSTALLER)) <= known


def test_the_windows_uninstaller_takes_the_login_entry_with_it_and_no_data() -> None:
    assert f'CurrentVersion\\Run"; ValueName: "{NAME}"; Flags: dontcreatekey uninsdeletevalue' in INSTALLER
    assert "[UninstallDelete]" not in INSTALLER


def test_every_action_of_the_workflow_has_a_version_and_every_command_is_there() -> None:
    assert all(re.fullmatch(r"[\w/-]+@v\d+\.\d+\.\d+", used) for used in re.findall(r"uses: (\S+)", WORKFLOW))
    commands = set(re.findall(r"(?:packaging|\.ci)/[\w./-]*\w", WORKFLOW)) - {"packaging/requirements"}
    assert [name for name in sorted(commands) if not (ROOT / name).exists()] == []
