import hashlib
import hmac
import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import Rig, environment, opened, until
from lab.lines.scripted import ScriptedServer, answering
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package_end import ActionKind, ActionState
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.preferences.end_page import EndFacts
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.storage.settings.keychain import WEBHOOK_ENTRY
from uploader_gui.storage.settings.settings import Settings

HOOK = "https://hooks.example.com/in"


async def preferences_of(rig: Rig) -> PreferencesDialog:
    rig.window.commands.preferences.trigger()
    dialogs: list[PreferencesDialog] = []

    def is_open() -> bool:
        dialogs[:] = [one for one in rig.window.findChildren(PreferencesDialog) if one.isVisible()]
        return bool(dialogs)

    await until(is_open)
    return dialogs[0]


def test_what_is_done_after_uploads_comes_out_as_it_went_in(qapp: QApplication) -> None:
    settings = Settings(package_command="/opt/tell 'two words'", webhook=HOOK, webhook_is_signed=True)
    dialog = PreferencesDialog(None, settings)
    assert dialog.settings() == settings


def test_a_signature_needs_a_secret(qapp: QApplication) -> None:
    dialog = PreferencesDialog(None, Settings(webhook=HOOK))
    dialog.ends.is_signed.setChecked(True)
    assert not dialog.settings().webhook_is_signed
    dialog.ends.secret.setText("a secret")
    assert dialog.settings().webhook_is_signed


def test_what_can_not_be_used_keeps_the_preferences_open_and_says_why(qapp: QApplication) -> None:
    dialog = PreferencesDialog(None, Settings())
    dialog.show()
    dialog.ends.command.setText("tell 'it")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.ends.isVisible()
    said = dialog.ends.said[ActionKind.COMMAND].text()
    assert said == "The command can't be read: a quotation mark in it is not closed."
    dialog.ends.command.setText("tell it")
    dialog.ends.webhook.setText("ftp://example.com")
    dialog.accept()
    assert dialog.isVisible()
    dialog.ends.webhook.setText(HOOK)
    dialog.accept()
    assert not dialog.isVisible()


def test_the_last_answers_are_shown_with_their_time(qapp: QApplication) -> None:
    said = (message(MessageCode.WEBHOOK_ANSWERED, status=204),)
    action = samples.an_action(ActionKind.WEBHOOK, ActionState.DONE, said)
    dialog = PreferencesDialog(None, Settings(), None, EndFacts({ActionKind.WEBHOOK: action}))
    said_there = dialog.ends.said
    assert said_there[ActionKind.WEBHOOK].text().endswith(", A007: The webhook answered 204.")
    assert said_there[ActionKind.COMMAND].text() == "Nothing yet"


def test_what_a_variable_says_is_not_to_be_changed_here(qapp: QApplication) -> None:
    settings = Settings(package_command="/opt/saved")
    facts = EndFacts(from_environment=frozenset({ActionKind.COMMAND}))
    dialog = PreferencesDialog(None, settings, None, facts)
    assert not dialog.ends.command.isEnabled()
    assert "UPLOADER_GUI_PACKAGE_COMMAND" in dialog.ends.command.placeholderText()
    assert dialog.settings() == settings


@pytest.mark.parametrize("status", [200, 404])
def test_a_webhook_is_tried_out_as_it_is_entered(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path, status: int
) -> None:
    async def try_it(server: ScriptedServer) -> None:
        async with opened(theme, environment(tmp_path / "home")) as rig:
            dialog = await preferences_of(rig)
            page = dialog.ends
            assert not page.tests[ActionKind.WEBHOOK].isEnabled()
            page.webhook.setText(server.endpoint)
            page.is_signed.setChecked(True)
            page.secret.setText("a secret")
            page.tests[ActionKind.WEBHOOK].click()
            await until(lambda: f"answered {status}" in page.said[ActionKind.WEBHOOK].text())
            assert page.tests[ActionKind.WEBHOOK].isEnabled()
            dialog.accept()
            settings = rig.session.settings
            await until(lambda: rig.session.settings is not settings)
            assert rig.session.settings.webhook_is_signed
            keychain = rig.session._link.runtime.keychain
            assert keychain.get(*WEBHOOK_ENTRY) == "a secret"

    with ScriptedServer(answering(status)) as server:
        on_qt(try_it(server))
    assert json.loads(server.bodies[0])["event"] == "test"
    proof = hmac.new(b"a secret", server.bodies[0], hashlib.sha256).hexdigest()
    assert f"X-Uploader-Signature: sha256={proof}" in server.heads[0]
