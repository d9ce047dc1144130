"""Preferences and help, for pictures."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QTabWidget

from gui import samples
from uploader_gui import __version__
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package_end import ActionKind, ActionState
from uploader_gui.gui.help.help_page import HelpPage
from uploader_gui.gui.help.program_sheets import AboutSheet, ReportSheet
from uploader_gui.gui.look.forms import push_button
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.preferences.api_page import ApiFacts
from uploader_gui.gui.preferences.end_page import EndFacts
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.gui.preferences.rule_dialog import RuleDialog
from uploader_gui.gui.session.jobs.start_times import StartDialog
from uploader_gui.runtime.fault_report import version_facts
from uploader_gui.storage.settings.settings import Settings

_REPORT = f"""== Program
Uploader {__version__}
Python 3.11.7
State directory: ~/.local/share/uploader-gui

== Settings
jobs_at_once: 3
workers: 32

== Uploads
Connections: 2
UPLOADING: 1
FAILED: 2
Failed for WRONG_SECRET: 2

== Log
2026-11-29 02:03:04,123 INFO MainThread uploader_gui.transfer.engine: Started
"""
NOTHING_YET = EndFacts(keeping=(message(MessageCode.SECRETS_WITHOUT_KEYRING),))
_CAME_IN = [samples.a_job(1, name="camera-a.mov"), samples.a_job(2, name="会议录像.mp4")]


def _page(number: int) -> Callable[[Theme], QDialog]:
    def scene(_theme: Theme) -> QDialog:
        facts = ApiFacts("http://127.0.0.1:8080", "0" * 64, _CAME_IN)
        dialog = PreferencesDialog(None, Settings(api_is_on=True), facts, NOTHING_YET)
        dialog.findChildren(QTabWidget)[0].setCurrentIndex(number)
        return dialog

    return scene


def _timetable(rules: str, *, typed: str = "") -> Callable[[Theme], QDialog]:
    def scene(_theme: Theme) -> QDialog:
        dialog = PreferencesDialog(None, Settings(timetable=rules), None, NOTHING_YET)
        dialog.timetable.rules.setPlainText(dialog.timetable.rules.toPlainText() + typed)
        dialog.go_to(dialog.timetable)
        return dialog

    return scene


def _after_uploads(_theme: Theme) -> QDialog:
    """Both are set, and have been done."""
    said = message(MessageCode.COMMAND_ENDED_SAYING, exit_code=0, said="mailed to editor@studio.example")
    answers = {
        ActionKind.COMMAND: samples.an_action(ActionKind.COMMAND, ActionState.DONE, (said,)),
        ActionKind.WEBHOOK: samples.an_action(
            ActionKind.WEBHOOK, ActionState.DONE, (message(MessageCode.WEBHOOK_ANSWERED, status=204),)
        ),
    }
    settings = Settings(
        package_command="/opt/studio/tell-editor --card",
        webhook="https://hooks.studio.example/T024/uploads",
        webhook_is_signed=True,
    )
    keeping = (message(MessageCode.SECRETS_IN_KEYRING),)
    dialog = PreferencesDialog(None, settings, None, EndFacts(answers, keeping=keeping))
    dialog.findChildren(QTabWidget)[0].setCurrentIndex(3)
    return dialog


def _refused(_theme: Theme) -> QDialog:
    """A trial that was refused, and a command that a variable sets."""
    facts = EndFacts(from_environment=frozenset({ActionKind.COMMAND}), keeping=NOTHING_YET.keeping)
    dialog = PreferencesDialog(None, Settings(webhook="https://hooks.studio.example/T024"), None, facts)
    dialog.findChildren(QTabWidget)[0].setCurrentIndex(3)
    dialog.ends.show_answer(ActionKind.WEBHOOK, "The webhook answered 404: no such hook", is_good=False)
    return dialog


PREFERENCES: dict[str, Callable[[Theme], QDialog]] = {
    "preferences-general": _page(0),
    "preferences-general-tray": lambda _theme: PreferencesDialog(None, Settings(), has_tray=True),
    "preferences-uploads": _page(1),
    "preferences-timetable": _timetable("08-18 Mon-Fri 2 MB/s; 20:00-06:00 Sat-Sun nothing; else none"),
    "preferences-timetable-empty": _page(2),
    "preferences-timetable-wrong": _timetable("only between 20:00-06:00", typed="\n08-18 Mox 2 MB/s"),
    "timetable-rule": lambda _theme: RuleDialog(None),
    "start-at": lambda _theme: StartDialog(None, None),
    "preferences-after": _page(3),
    "preferences-after-set": _after_uploads,
    "preferences-after-refused": _refused,
    "preferences-api": _page(5),
    "help": lambda _theme: HelpPage(None),
    "help-keys": lambda _theme: HelpPage(None, at_keys=True),
    "help-about": lambda _theme: AboutSheet(
        None, version_facts(), Path("/home/ana/.local/share/uploader-gui"), notices="Qt, under the LGPL"
    ),
    "help-report": lambda _theme: ReportSheet(None, _REPORT, push_button("Save", lambda: None)),
}
