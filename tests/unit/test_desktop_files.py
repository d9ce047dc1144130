"""What ``packaging/desktop`` writes beside the program: each command has its page and completes, and desktops take the rest."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest

from uploader_gui.cli.program import program

ROOT = Path(__file__).parents[2]
COMMANDS = sorted(name for name, command in program.commands.items() if not command.hidden)


def written(to: Path, *options: str, pictures: str = "") -> Path:
    subprocess.run(
        [sys.executable, ROOT / "packaging" / "desktop_tree", to, *options],
        env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000", "UPLOADER_PICTURES": pictures},
        timeout=60,
        check=True,
    )
    return to / "share"


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("beside"), "--program", "/usr/bin/uploader-gui")


@pytest.fixture(scope="module")
def share_with_pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("pictured"), pictures="https://media.org/uploader/")


def page(share: Path, name: str) -> str:
    return (share / "man" / "man1" / f"{name}.1").read_text("utf-8").replace("\\-", "-")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_of_a_command_has_all_of_its_options(share: Path, name: str) -> None:
    text = page(share, f"uploader-gui-{name}")
    options = [each for each in program.commands[name].params if isinstance(each, click.Option)]
    assert [each.opts for each in options if f"\n.B {each.opts[0]}" not in text] == []
    assert "2023-11-14" in text


def test_the_page_of_the_program_has_the_windows_options_and_names_all_other_pages(share: Path) -> None:
    text = page(share, "uploader-gui")
    others = [f".BR uploader-gui-{name} (1)\n" for name in COMMANDS]
    assert [said for said in ("--hidden", "--version", *others) if said not in text] == []


def test_a_page_names_the_exit_code_of_an_interruption_unless_that_is_how_the_command_ends(
    share: Path,
) -> None:
    names = {"uploader-gui", *(f"uploader-gui-{name}" for name in COMMANDS)}
    without = {name for name in names if "\n.B 130\n" not in page(share, name)}
    assert without == {"uploader-gui-serve", "uploader-gui-watch"}


def test_no_line_of_a_page_is_taken_for_an_order_that_it_is_not(share: Path) -> None:
    orders = {".TH", ".SH", ".PP", ".TP", ".B", ".BR", ".I", ".br", ".nh", ".ad"}
    for file in (share / "man" / "man1").iterdir():
        lines = file.read_text("utf-8").splitlines()
        assert {line.split()[0] for line in lines if line[0] in ".'"} <= orders


@pytest.mark.parametrize(
    ("place", "begins"),
    [
        ("bash-completion/completions/uploader-gui", "_uploader_gui_completion() {"),
        ("zsh/vendor-completions/_uploader-gui", "#compdef uploader-gui\n"),
        ("fish/vendor_completions.d/uploader-gui.fish", "function _uploader_gui_completion;"),
    ],
)
def test_each_shell_has_completions_that_ask_the_program(share: Path, place: str, begins: str) -> None:
    script = (share / place).read_text("utf-8")
    assert script.startswith(begins)
    assert "_UPLOADER_GUI_COMPLETE" in script


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("uploader-gui re", {"remove", "report", "resume"}),
        ("uploader-gui --hi", {"--hidden"}),
        ("uploader-gui upload --found ", {"continue", "anew", "refuse"}),
        ("uploader-gui film.mov", set()),
    ],
)
def test_the_program_tells_a_shell_what_may_follow(words: str, offered: set[str]) -> None:
    asked = {
        "_UPLOADER_GUI_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    answer = subprocess.run(
        [sys.executable, "-c", "from uploader_gui.cli import main; main([])"],
        env=os.environ | asked,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    told = [line.partition(",") for line in answer.stdout.splitlines()]
    assert {value for kind, _, value in told if kind == "plain"} == offered


def test_there_is_an_icon_of_each_size_and_the_drawing_itself(share: Path) -> None:
    theme = share / "icons" / "hicolor"
    found = {file.parents[1].name: file.read_bytes() for file in theme.rglob("uploader-gui.png")}
    sizes = {f"{size}x{size}" for size in (16, 22, 24, 32, 48, 64, 128, 256, 512)}
    assert sizes <= set(found)
    for name, picture in found.items():
        width, height = int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")
        assert f"{width}x{height}" == name
    assert (theme / "scalable" / "apps" / "uploader-gui.svg").is_file()


def test_file_managers_get_what_their_table_says(share: Path) -> None:
    table = (ROOT / "resources" / "desktop" / "install.txt").read_text("utf-8").splitlines()
    for line in table:
        if not line.startswith("#"):
            source, place, mode = line.split()
            installed = share.parent / place
            assert installed.read_bytes() == (ROOT / "resources" / "desktop" / source).read_bytes()
            assert installed.stat().st_mode & 0o777 == int(mode, 8)


def test_the_unit_starts_the_program_where_it_is(share: Path, share_with_pictures: Path) -> None:
    unit = (share / "systemd" / "user" / "uploader-gui.service").read_text("utf-8")
    assert "\nExecStart=/usr/bin/uploader-gui serve --resume\n" in unit
    own = (share_with_pictures / "systemd" / "user" / "uploader-gui.service").read_text("utf-8")
    assert own == (ROOT / "packaging" / "systemd" / "uploader-gui.service").read_text("utf-8")


def test_the_metainfo_names_pictures_only_where_they_are(share: Path, share_with_pictures: Path) -> None:
    (without,) = (share / "metainfo").iterdir()
    (with_some,) = (share_with_pictures / "metainfo").iterdir()
    addresses = [image.text or "" for image in ElementTree.parse(with_some).iter("image")]
    assert ElementTree.parse(without).find("screenshots") is None
    assert addresses
    pictures = [address.removeprefix("https://media.org/uploader/") for address in addresses]
    assert [name for name in pictures if not (ROOT / "docs" / "pictures" / name).is_file()] == []
    assert with_some.name == f"{ElementTree.parse(with_some).findtext('id')}.metainfo.xml"


def test_a_double_click_never_uploads(share: Path) -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(share / "applications" / "uploader-gui.desktop", "utf-8")
    assert entry["Desktop Entry"]["Exec"].endswith("%F")  # opens any file all the same
    assert "MimeType" not in entry["Desktop Entry"]


@pytest.mark.tools("desktop-file-validate")
def test_desktops_take_the_menu_entry(share: Path) -> None:
    entry = share / "applications" / "uploader-gui.desktop"
    said = subprocess.run(
        ["desktop-file-validate", entry], capture_output=True, text=True, timeout=60, check=False
    )
    assert (said.returncode, said.stdout) == (0, "")


@pytest.mark.tools("appstreamcli")
@pytest.mark.parametrize("which", ["share", "share_with_pictures"])
def test_software_centres_take_the_metainfo(request: pytest.FixtureRequest, which: str) -> None:
    (file,) = (request.getfixturevalue(which) / "metainfo").iterdir()
    said = subprocess.run(
        ["appstreamcli", "validate", "--no-net", file],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert said.returncode == 0, said.stdout


def ran(script: Path, home: Path) -> subprocess.CompletedProcess[str]:
    own = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    return subprocess.run([script], env=own, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def unpacked(share: Path, tmp_path: Path) -> Path:
    """What the tar.gz has, with a program that only says its name."""
    folder = tmp_path / "uploader-gui"
    shutil.copytree(share, folder / "share")
    for script in (ROOT / "packaging" / "local").iterdir():
        shutil.copy(script, folder)
    program_file = folder / "uploader-gui"
    program_file.write_text("#!/bin/sh\necho started\n", "utf-8")
    program_file.chmod(0o755)
    return folder


def test_the_tar_installs_for_one_user_and_leaves_only_what_is_the_users(
    unpacked: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home with space, R&D|"
    state = home / ".local" / "share" / "uploader-gui" / "uploader.db"
    state.parent.mkdir(parents=True)
    state.touch()

    for _ in range(2):  # a newer one replaces an older one
        assert ran(unpacked / "install.sh", home).returncode == 0
    link = home / ".local" / "bin" / "uploader-gui"
    assert ran(link, home).stdout == "started\n"
    entry = home / ".local" / "share" / "applications" / "uploader-gui.desktop"
    assert f'\nExec="{link}" --review %F\n' in entry.read_text("utf-8")
    kinds = ("*.desktop", "*.nemo_action")
    menus = [menu.read_text("utf-8") for kind in kinds for menu in entry.parents[1].rglob(kind)]
    assert len(menus) == 4
    assert not [menu for menu in menus if "Exec=uploader-gui" in menu]  # desktops may not find it by its name
    assert f"\nDependencies={link};\n" in menus[-1]
    cache = home / ".local" / "share" / "nautilus-python" / "extensions" / "__pycache__"
    cache.mkdir()
    (cache / "uploader_gui.cpython-311.pyc").touch()

    assert ran(home / ".local" / "lib" / "uploader-gui" / "uninstall.sh", home).returncode == 0
    assert sorted(home.rglob("*")) == [*reversed(state.parents[:3]), state]


def test_a_home_that_was_empty_is_there_and_empty_again(unpacked: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    assert ran(unpacked / "install.sh", home).returncode == 0
    assert ran(home / ".local" / "lib" / "uploader-gui" / "uninstall.sh", home).returncode == 0
    assert list(home.iterdir()) == []


def test_another_program_of_that_name_is_left_alone(unpacked: Path, tmp_path: Path) -> None:
    other = tmp_path / ".local" / "bin" / "uploader-gui"
    other.parent.mkdir(parents=True)
    other.write_text("#!/bin/sh\n", "utf-8")
    said = ran(unpacked / "install.sh", tmp_path)
    assert (said.returncode, other.read_text("utf-8")) == (1, "#!/bin/sh\n")
    assert "another program" in said.stderr


@pytest.mark.parametrize("home", ["", "here", "/tmp/a$b", '/tmp/a"b', "/tmp/100%"])
def test_a_home_that_menus_can_not_name_is_refused_before_anything_is_written(
    unpacked: Path, home: str
) -> None:
    said = subprocess.run(
        [unpacked / "install.sh"],
        env={"HOME": home, "PATH": "/usr/bin:/bin"},
        cwd=unpacked.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith("error: ")
    assert not (unpacked.parent / "here").exists()


def test_an_installation_that_was_broken_off_is_replaced_by_the_next(unpacked: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    in_the_way = home / ".local" / "share" / "applications"
    in_the_way.parent.mkdir(parents=True)
    in_the_way.touch()
    assert ran(unpacked / "install.sh", home).returncode != 0
    in_the_way.unlink()
    assert ran(unpacked / "install.sh", home).returncode == 0
    assert ran(home / ".local" / "lib" / "uploader-gui" / "uninstall.sh", home).returncode == 0
    assert list(home.iterdir()) == []
