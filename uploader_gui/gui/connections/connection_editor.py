"""Editing a connection: tried, browsed and filled in while the dialog stands open."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.profile import Profile, Secret, free_name
from uploader_gui.gui.connections.bucket_browser import BrowsedPlace, BucketBrowser, create_bucket
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.connections.import_sheet import ImportSheet
from uploader_gui.gui.connections.saved_connections import ConnectionEntry, SavedConnections, connection_of
from uploader_gui.gui.connections.trait_words import trait_lines
from uploader_gui.gui.dialogs import Tasks, answered, is_open
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.words.engine_words import error_words
from uploader_gui.s3.connection_test import try_connection
from uploader_gui.storage.settings.imported_connections import foreign_connections

translate = QCoreApplication.translate


class ConnectionEditor:
    """Opens the dialog for one connection. GUI thread."""

    def __init__(
        self,
        link: EngineLink,
        tasks: Tasks,
        saved: SavedConnections,
        browser: BucketBrowser,
        before_keeping: Callable[[], None],
    ) -> None:
        self._link = link
        self._tasks = tasks
        self._saved = saved
        self._browser = browser
        self._before_keeping = before_keeping

    async def edit(
        self, parent: QWidget, profile: Profile | None, *, asks_for_secret: bool = False
    ) -> Profile | None:
        """Let the user change ``profile``, or enter a new one; what was saved, None if nothing was.

        ``asks_for_secret``: it is the secret key that is to be entered, so the cursor is there.
        """
        return await self._edited(parent, profile, profile, Secret(), asks_for_secret=asks_for_secret)

    async def duplicate(self, parent: QWidget, profile: Profile) -> Profile | None:
        """As ``edit``, for a copy with a name of its own."""
        copy = replace(profile, name=free_name(profile.name, self._saved.names_beside(None)))
        return await self._edited(parent, copy, None, await self._saved.secret_of(profile))

    async def _edited(
        self,
        parent: QWidget,
        profile: Profile | None,
        old: Profile | None,
        secret: Secret,
        *,
        asks_for_secret: bool = False,
    ) -> Profile | None:
        if old is not None:
            secret = await self._saved.secret_of(old)
        dialog = ConnectionDialog(
            parent,
            profile,
            has_secret=bool(secret.key),
            keeping=await self._saved.keeping(profile),
            taken_names=self._saved.names_beside(old),
            title=translate("ConnectionEditor", "New connection")
            if profile is not None and old is None
            else "",
        )
        start = self._tasks.start
        if profile is not None:
            await self._show_traits(dialog, profile)
            dialog.form.traits_forgotten.connect(lambda: start(self._forget_traits(dialog, profile)))
        dialog.test_wanted.connect(lambda: start(self._test(dialog, secret)))
        dialog.bucket_wanted.connect(lambda name: start(self._create_bucket(dialog, secret, name)))
        dialog.browse_wanted.connect(lambda: start(self._browse(dialog, secret)))
        dialog.import_wanted.connect(lambda: start(self._import(dialog)))
        if asks_for_secret:
            dialog.form.secret.setFocus()
        if not await answered(dialog):
            return None
        entered = dialog.profile()
        may_use_file = dialog.form.may_use_file.isChecked()
        self._before_keeping()
        await self._saved.keep(ConnectionEntry(entered, dialog.secret(secret), may_use_file), old)
        return entered

    async def _show_traits(self, dialog: ConnectionDialog, profile: Profile) -> None:
        traits = self._link.runtime.engine.traits
        endpoint, kept_bucket = profile.endpoint, profile.kept_bucket or profile.bucket
        known = await self._link.in_thread(lambda: traits.of(endpoint, profile.bucket))
        of_kept = await self._link.in_thread(lambda: traits.of(endpoint, kept_bucket))
        if is_open(dialog):
            dialog.form.show_traits(trait_lines(known, of_kept))

    async def _forget_traits(self, dialog: ConnectionDialog, profile: Profile) -> None:
        traits = self._link.runtime.engine.traits
        await self._link.in_thread(lambda: traits.forget(profile.endpoint))
        await self._show_traits(dialog, profile)

    async def _test(self, dialog: ConnectionDialog, kept_secret: Secret) -> None:
        try:
            profile = dialog.profile()
            dialog.show_busy()
            connection = connection_of(profile, dialog.secret(kept_secret))
            traits = self._link.runtime.engine.traits
            test = await self._link.in_thread(
                lambda: try_connection(
                    connection, profile.bucket, profile.prefix, traits, profile.terms.of_parts
                )
            )
        except UploaderError as error:
            _say(dialog, error)
        else:
            if is_open(dialog):
                dialog.show_test(test)
                await self._show_traits(dialog, profile)

    async def _create_bucket(self, dialog: ConnectionDialog, kept_secret: Secret, name: str) -> None:
        try:
            connection = connection_of(dialog.profile(), dialog.secret(kept_secret))
            dialog.show_busy()
            await self._link.in_thread(lambda: create_bucket(connection, name))
        except UploaderError as error:
            _say(dialog, error)
        else:
            if is_open(dialog):
                await self._test(dialog, kept_secret)

    async def _browse(self, dialog: ConnectionDialog, kept_secret: Secret) -> None:
        try:
            profile = dialog.profile()
        except UploaderError as error:
            _say(dialog, error)
            return
        connection = connection_of(profile, dialog.secret(kept_secret))
        start = BrowsedPlace(profile.bucket, profile.prefix)
        choice = await self._browser.choose(dialog, connection, start, takes_files=False)
        if choice is not None:
            dialog.choose_place(choice.place.bucket, choice.place.prefix)

    async def _import(self, dialog: ConnectionDialog) -> None:
        try:
            found = await self._link.in_thread(lambda: foreign_connections(Path.home(), os.environ))
        except UploaderError as error:
            _say(dialog, error)
            return
        if not found:
            words = translate(
                "ConnectionEditor",
                "Neither the MinIO client (~/.mc/config.json) nor AWS's tools (~/.aws) have saved connections here.",
            )
            dialog.show_answer(words, is_good=False)
            return
        sheet = ImportSheet(dialog, found)
        if await answered(sheet):
            dialog.take(sheet.chosen())


def _say(dialog: ConnectionDialog, error: UploaderError) -> None:
    if is_open(dialog):
        dialog.show_answer(error_words(error), is_good=False)
