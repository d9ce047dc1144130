"""What the preferences need of the program for the end of packages: last answers, trials, the webhook's secret."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.messages import Messages
from uploader_gui.domain.packages.package_end import ActionKind
from uploader_gui.gui.dialogs import Tasks, is_open
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.preferences.end_page import EndFacts, EndPage
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.gui.words.engine_words import error_words, message_words
from uploader_gui.storage.settings.keychain import WEBHOOK_ENTRY
from uploader_gui.transfer.package_end.trial import try_command, try_webhook


class EndPreferences(QObject):
    """Stands between the preferences and the program. GUI thread."""

    def __init__(self, link: EngineLink, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._tasks = tasks

    async def facts(self) -> EndFacts:
        """What there is to show."""
        runtime = self._link.runtime
        variables = runtime.environment
        named = {ActionKind.COMMAND: variables.package_command, ActionKind.WEBHOOK: variables.webhook}

        def read() -> EndFacts:
            answers = {kind: runtime.jobs.last_answer(kind) for kind in named}
            return EndFacts(
                {kind: action for kind, action in answers.items() if action is not None},
                frozenset(kind for kind, value in named.items() if value),
                runtime.keychain.explanation,
            )

        return await self._link.in_thread(read)

    def serve(self, dialog: PreferencesDialog) -> None:
        """Try out what this dialog asks for."""
        dialog.ends.test_wanted.connect(
            lambda kind: self._tasks.start(self._try(dialog, self._trial(dialog.ends, kind), kind))
        )

    async def keep_secret(self, entered: str, *, is_wanted: bool) -> None:
        """Keep the secret that was entered ("": the one that is kept stays), or forget it where none is wanted."""
        runtime = self._link.runtime
        if is_wanted and entered:
            await self._link.in_thread(lambda: runtime.keychain.set(*WEBHOOK_ENTRY, entered))
        elif not is_wanted and runtime.saved.settings.webhook_is_signed:
            await self._link.in_thread(lambda: runtime.keychain.delete(*WEBHOOK_ENTRY))

    def _trial(self, page: EndPage, kind: ActionKind) -> Callable[[], Messages]:
        """What tries it out as it is entered; blocking."""
        if kind is ActionKind.COMMAND:
            return partial(try_command, page.command.text())
        credentials, entered = self._link.runtime.credentials, page.secret.text()
        is_signed, address = page.is_signed.isChecked(), page.webhook.text()

        def call() -> Messages:
            secret = (entered or credentials.webhook_secret()) if is_signed else ""
            return try_webhook(address, secret)

        return call

    async def _try(self, dialog: PreferencesDialog, trial: Callable[[], Messages], kind: ActionKind) -> None:
        if not dialog.ends.is_usable():
            return
        dialog.ends.show_testing(kind)
        try:
            words, is_good = message_words(await self._link.in_thread(trial)), True
        except UploaderError as error:
            words, is_good = error_words(error), False
        if is_open(dialog):
            dialog.ends.show_answer(kind, words, is_good=is_good)
