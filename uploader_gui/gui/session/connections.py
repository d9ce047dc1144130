"""Connections: which there are, which one new files go to, editing and testing them, the demo store."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from uploader_gui.domain.errors import BadSettingsError, UploaderError
from uploader_gui.domain.profile import Profile, Secret
from uploader_gui.gui.actions import on
from uploader_gui.gui.connections.bucket_browser import BucketBrowser, Place
from uploader_gui.gui.connections.connection_editor import ConnectionEditor
from uploader_gui.gui.connections.connections_sheet import ConnectionsSheet
from uploader_gui.gui.connections.saved_connections import Entry, SavedConnections
from uploader_gui.gui.dialogs import Tasks, answered, confirmed, is_open
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.blocked_uploads import MissingKeys

DEMO_NAME = "Demo store"


class DemoAddress(Protocol):
    """Where a demo store answers; ``endpoint`` is a URL."""

    @property
    def endpoint(self) -> str: ...  # noqa: D102
    @property
    def access_key(self) -> str: ...  # noqa: D102
    @property
    def secret_key(self) -> str: ...  # noqa: D102
    @property
    def bucket(self) -> str: ...  # noqa: D102
    @property
    def region(self) -> str: ...  # noqa: D102


class DemoStore(Protocol):
    """An S3 server of our own for trying things out; both calls block."""

    def start(self) -> DemoAddress:
        """Start it and wait until it answers. Raises UploaderError."""

    def stop(self) -> None:
        """End it."""


DemoStoreFactory = Callable[[Path], DemoStore]


class SessionConnections(QObject):
    """Keeps the window told of the connections. ``current`` is None until there is one. GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        link: EngineLink,
        tasks: Tasks,
        theme: Theme,
        demo_store_factory: DemoStoreFactory | None,
        demo_store: DemoStore | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._tasks = tasks
        self._saved = SavedConnections(link)
        self._browser = BucketBrowser(link, tasks, theme)
        self._missing_keys = MissingKeys(window, link, tasks, self._saved, self._enter_secret, self._make_new)
        self._editor = ConnectionEditor(
            link, tasks, self._saved, self._browser, self._missing_keys.note_failed
        )
        self._demo_store_factory = demo_store_factory
        self.demo_store = demo_store
        self.current: Profile | None = None
        commands, start = window.commands, tasks.start
        on(commands.connection, lambda: start(self._edit(self.current)))
        on(commands.new_connection, lambda: start(self._edit(None)))
        on(commands.connections, lambda: start(self._manage()))
        on(commands.browse, lambda: start(self._browse()))
        window.destination.chosen.connect(lambda name: start(self._choose(name)))
        window.empty_page.demo_wanted.connect(lambda: start(self.use_demo_store()))

    async def begin(self, *, demo: bool) -> None:
        """Show the connections there are; start the demo store if it is wanted or was in use."""
        has_demo = self._demo_store_factory is not None and self.demo_store is None
        was_demo = self._saved.environment_profile is None and self._saved.saved_name == DEMO_NAME
        if demo or (has_demo and was_demo):
            await self.use_demo_store()
            return
        try:
            self.current = self._link.runtime.credentials.current_profile()
        except BadSettingsError:
            self.current = None
        self._show()
        await self._missing_keys.review(self.current)

    async def use_demo_store(self) -> None:
        """Start the demo store, about a second, and send new files there."""
        if self._demo_store_factory is None:
            raise BadSettingsError(self.tr("There is no demo store in this installation."))
        self._window.empty_page.say_busy(self.tr("Starting the demo store…"))
        try:
            store = self.demo_store or self._demo_store_factory(self._link.runtime.state_dir / "demo")
            address = await self._link.in_thread(store.start)
        except UploaderError:
            self._show()
            raise
        self.demo_store = store
        profile = Profile(
            DEMO_NAME, address.endpoint, address.bucket, address.access_key, region=address.region
        )
        await self._saved.keep(Entry(profile, Secret(address.secret_key)), None)
        self._use(profile)

    def end(self) -> None:
        """Stop the demo store if it runs. Blocking, a good second; any thread."""
        store, self.demo_store = self.demo_store, None
        if store is not None:
            store.stop()

    async def _choose(self, name: str) -> None:
        if name == DEMO_NAME and self.demo_store is None and self._demo_store_factory is not None:
            await self.use_demo_store()
            return
        profile = self._saved.find(name)
        if profile is not None:
            self._use(profile)
            await self._saved.use(name)

    async def _edit(self, profile: Profile | None) -> None:
        kept = await self._editor.edit(self._window, profile)
        if kept is not None:
            self._use(kept)
            await self._missing_keys.entered(kept, self.current)

    async def _enter_secret(self, profile: Profile) -> None:
        kept = await self._editor.edit(self._window, profile, asks_for_secret=True)
        if kept is None:
            return
        if self.current is None or self.current.name == profile.name:
            self._use(kept)
        else:
            self._show()
            await self._saved.use(
                self.current.name
            )  # it was entered for what waits, not to go there from now on
        await self._missing_keys.entered(kept, self.current)

    def _make_new(self) -> None:
        self._tasks.start(self._edit(None))

    async def _browse(self) -> None:
        """Let the user choose bucket and folder of the connection in use; new files go there from now on."""
        profile = self.current
        if profile is None:
            return
        connection = await self._saved.connection(profile)
        place = await self._browser.choose(self._window, connection, Place(profile.bucket, profile.prefix))
        if place is None:
            return
        moved = replace(profile, bucket=place.bucket, prefix=place.prefix)
        if profile != self._saved.environment_profile:
            await self._saved.change(moved)
        self._use(moved)

    async def _manage(self) -> None:
        sheet = ConnectionsSheet(self._window, (await self._saved.keeping(None)).note)
        start, find = self._tasks.start, self._saved.find

        async def carry_out(work: Awaitable[object]) -> None:
            await work
            if is_open(sheet):
                sheet.show_profiles(self._saved.profiles(), self.current)

        async def edit(name: str) -> None:
            if (profile := find(name)) is not None:
                kept = await self._editor.edit(sheet, profile)
                if kept is not None and self.current == profile:
                    self._use(kept)
                if kept is not None:
                    await self._missing_keys.entered(kept, self.current)

        async def duplicate(name: str) -> None:
            if (profile := find(name)) is not None:
                await self._editor.duplicate(sheet, profile)

        sheet.use_wanted.connect(lambda name: start(carry_out(self._choose(name))))
        sheet.new_wanted.connect(lambda: start(carry_out(self._editor.edit(sheet, None))))
        sheet.edit_wanted.connect(lambda name: start(carry_out(edit(name))))
        sheet.duplicate_wanted.connect(lambda name: start(carry_out(duplicate(name))))
        sheet.delete_wanted.connect(lambda name: start(carry_out(self._delete(sheet, name))))
        sheet.show_profiles(self._saved.profiles(), self.current)
        await answered(sheet)

    async def _delete(self, sheet: ConnectionsSheet, name: str) -> None:
        profile = self._saved.find(name)
        if profile is None or profile == self._saved.environment_profile:
            return
        question = self.tr("Delete the connection {0}?").format(name)
        detail = self.tr(
            "Its secret key is forgotten. Nothing in the store changes; uploads that are not finished can only go on "
            "with another connection to the same endpoint."
        )
        if not await confirmed(sheet, question, detail, self.tr("Delete")):
            return
        await self._saved.delete(profile)
        if self.current == profile:
            self.current = next(iter(self._saved.profiles()), None)
        self._show()

    def _use(self, profile: Profile) -> None:
        self.current = profile
        self._show()

    def _show(self) -> None:
        self._window.show_profiles(self._saved.profiles(), self.current)
