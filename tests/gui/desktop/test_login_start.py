import os
import plistlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.conftest import RunOnQt
from gui.preferences.test_end_preferences import preferences_of
from gui.rig import environment, opened, until
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.gui.desktop.login.desktop_entry import entry_text, entry_words
from uploader_gui.gui.desktop.login.launch_agent import agent_text, agent_words
from uploader_gui.gui.desktop.login.login_places import LoginFile, agent_file, autostart_file
from uploader_gui.gui.desktop.login.login_start import LoginStart, running_program
from uploader_gui.gui.desktop.login.login_switch import LoginState, LoginSwitch
from uploader_gui.gui.desktop.login.run_command import command_text, command_words
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.preferences.general_page import LoginFacts
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.storage.settings.settings import Settings

PLAIN = LoginStart(("/opt/up/bin/uploader-gui",))
ODD = LoginStart(('/opt/a b/100% "x" $HOME/`c`\\d/程序', "--home=~", "e;f", "tab\there"), is_hidden=True)


def switch(tmp_path: Path, start: LoginStart = PLAIN, platform: str = "linux") -> LoginSwitch:
    return LoginSwitch.of_platform(platform, start, {"XDG_CONFIG_HOME": str(tmp_path / "config")}, tmp_path)


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_the_switch_writes_a_file_and_shows_what_is_there(tmp_path: Path, platform: str) -> None:
    ours = switch(tmp_path, replace(ODD, is_hidden=False), platform)
    assert not ours.state().is_on
    for is_hidden in (True, False):
        wanted = LoginState(is_on=True, is_hidden=is_hidden)
        ours.turn(wanted)
        assert ours.state() == wanted
    ours.turn(LoginState(is_on=False))
    assert not ours.state().is_on
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_command_line_of_windows_is_read_again() -> None:
    start = LoginStart(("C:\\Program Files\\up\\pythonw.exe", "-m", "uploader_gui"), is_hidden=True)
    assert command_text(start) == '"C:\\Program Files\\up\\pythonw.exe" -m uploader_gui --hidden'
    assert command_words(command_text(start)) == start.words
    assert command_words("") == ()


def test_the_entry_is_where_desktops_look(tmp_path: Path) -> None:
    assert autostart_file({}, tmp_path) == tmp_path / ".config/autostart/uploader-gui.desktop"
    assert autostart_file({"XDG_CONFIG_HOME": "relative"}, tmp_path).is_relative_to(tmp_path / ".config")
    config = tmp_path / "elsewhere"
    assert autostart_file({"XDG_CONFIG_HOME": str(config)}, tmp_path).is_relative_to(config)
    assert agent_file(tmp_path) == tmp_path / "Library/LaunchAgents/uploader-gui.plist"


def test_every_odd_letter_of_a_path_comes_through_an_entry() -> None:
    text = entry_text(ODD)
    assert entry_words(text) == ODD.words
    exec_line = next(line for line in text.splitlines() if line.startswith("Exec="))
    assert "100%% " in exec_line
    assert "\\\\$HOME" in exec_line  # by the rule of arguments, and once more by that of values


def test_an_entry_carries_the_state_directory_and_is_known_as_ours_still(tmp_path: Path) -> None:
    start = replace(PLAIN, variables={"UPLOADER_GUI_HOME": "/data/up loads"})
    assert 'Exec=env "UPLOADER_GUI_HOME=/data/up loads" /opt/up/bin/uploader-gui' in entry_text(start)
    assert entry_words(entry_text(start)) == start.words
    assert plistlib.loads(agent_text(start).encode())["EnvironmentVariables"] == start.variables


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_an_entry_that_the_desktop_switched_off_is_off(tmp_path: Path, line: str) -> None:
    ours = switch(tmp_path)
    ours.place.write(entry_text(PLAIN).replace("X-GNOME-Autostart-enabled=true", line))
    assert not ours.state().is_on
    ours.turn(LoginState(is_on=True, is_hidden=False))
    assert ours.state() == LoginState(is_on=True, is_hidden=False)


def test_an_agent_that_is_broken_or_disabled_is_off() -> None:
    assert agent_words("<plist>") == agent_words("") == agent_words("<plist><array/></plist>") == ()
    disabled = plistlib.loads(agent_text(PLAIN).encode()) | {"Disabled": True}
    assert agent_words(plistlib.dumps(disabled).decode()) == ()


def test_what_somebody_added_to_the_entry_stays_unless_something_changes(tmp_path: Path) -> None:
    ours, added = switch(tmp_path), entry_text(PLAIN) + "X-GNOME-Autostart-Delay=30\n"
    ours.place.write(added)
    ours.turn(ours.state())
    assert ours.place.read() == added


def test_another_program_of_the_name_is_named_and_replaced(tmp_path: Path) -> None:
    switch(tmp_path, LoginStart(("/old/uploader-gui",))).turn(LoginState(is_on=True))
    ours = switch(tmp_path)
    assert ours.state().other == "/old/uploader-gui"
    ours.turn(ours.state())
    assert ours.state() == LoginState(is_on=True)


def test_a_link_that_keeps_the_entry_elsewhere_stays_a_link(tmp_path: Path) -> None:
    ours, kept = switch(tmp_path), tmp_path / "dotfiles" / "entry"
    assert isinstance(ours.place, LoginFile)
    ours.place.path.parent.mkdir(parents=True)
    ours.place.path.symlink_to(kept)
    ours.turn(LoginState(is_on=True))
    assert ours.place.path.is_symlink()
    assert entry_words(kept.read_text()) == replace(PLAIN, is_hidden=True).words


def test_a_folder_that_can_not_be_written_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("no folder")
    with pytest.raises(BadSettingsError, match="What is started at login can't be changed here"):
        switch(tmp_path).turn(LoginState(is_on=True))


def test_the_running_program_is_named_by_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert running_program(["bin/uploader-gui"], {}).program == (str(tmp_path / "bin/uploader-gui"),)
    module = running_program(["/lib/uploader_gui/__main__.py"], {"UPLOADER_GUI_HOME": "state"})
    assert module.program == (sys.executable, "-m", "uploader_gui")
    assert module.variables == {"UPLOADER_GUI_HOME": str(tmp_path / "state")}
    assert running_program(["x"], {"APPIMAGE": "/a/Up.AppImage"}).program == ("/a/Up.AppImage",)


@pytest.mark.tools("desktop-file-validate")
def test_desktops_take_the_entry(tmp_path: Path) -> None:
    file = tmp_path / "uploader-gui.desktop"
    file.write_text(entry_text(replace(ODD, variables={"UPLOADER_GUI_HOME": "/a b"})))
    ended = subprocess.run(
        ["desktop-file-validate", str(file)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout) == (0, "")


def test_the_page_shows_what_is_started_and_gives_what_was_entered(qapp: QApplication) -> None:
    on = LoginFacts(LoginState(is_on=True, is_hidden=False))
    dialog = PreferencesDialog(None, Settings(), login=on)
    page = dialog.general
    assert page.login() == on.state
    page.starts_hidden.setChecked(True)
    assert page.login() == LoginState(is_on=True, is_hidden=True)
    page.starts_at_login.setChecked(False)
    assert not page.starts_hidden.isEnabled()
    refused = PreferencesDialog(None, Settings(), login=LoginFacts(why_not="No."))
    assert not refused.general.starts_at_login.isEnabled()
    assert refused.general.login() is None


def test_save_in_the_preferences_writes_the_entry_and_the_next_look_shows_it(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["/opt/up/bin/uploader-gui"])
    file = autostart_file(os.environ, tmp_path)

    async def use() -> None:
        async with opened(theme, environment(tmp_path / "home")) as rig:
            dialog = await preferences_of(rig)
            assert not dialog.general.starts_at_login.isChecked()
            dialog.general.starts_at_login.setChecked(True)
            dialog.accept()
            await until(file.exists)
            dialog = await preferences_of(rig)
            assert dialog.general.starts_at_login.isChecked()
            dialog.reject()

    on_qt(use())
    assert entry_words(file.read_text()) == replace(PLAIN, is_hidden=True).words
