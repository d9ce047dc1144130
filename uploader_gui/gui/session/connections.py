"""Connections: which there are, which one new files go to, editing and testing them, the demo store."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.job import Job
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.profile import Profile, Secret
from uploader_gui.gui.actions import on
from uploader_gui.gui.connections.bucket_browser import BrowsedPlace, BucketBrowser
from uploader_gui.gui.connections.connection_editor import ConnectionEditor
from uploader_gui.gui.connections.connections_sheet import ConnectionsSheet
from uploader_gui.gui.connections.saved_connections import ConnectionEntry, SavedConnections
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
    """Keeps the window told of the connections. ``current`` is None until there is one.

    ``files_dropped`` carries paths and where they go, as a profile. GUI thread.
    """

    files_dropped = Signal(object, object)

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
            raise BadSettingsError(message(MessageCode.DEMO_NOT_HERE))
        self._window.empty_page.say_busy(self.tr("Starting the demo store…"))
        try:
            store = self.demo_store or self._demo_store_factory(self._link.runtime.state_dir / "demo")
            address = await self._link.in_thread(store.start)
        except UploaderError:
            self._show()
            raise
        self.demo_store = store
        profile = replace(  # names, what objects get and the like stay as the user has set them
            self._saved.find(DEMO_NAME) or Profile(DEMO_NAME, "", "", ""),
            endpoint=address.endpoint,
            bucket=address.bucket,
            access_key=address.access_key,
            region=address.region,
        )
        await self._saved.keep(ConnectionEntry(profile, Secret(address.secret_key)), None)
        self._use(profile)
        self._window.go_to_work()

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
            self._window.go_to_work()
            await self._missing_keys.entered(kept, self.current)

    async def mend(self, job: Job) -> bool:
        """Let the user edit the connection that a failed job goes by; True if it was saved, and is to be tried."""
        place = job.destination
        profile = self._saved.serving(place.profile, place.endpoint)
        is_secret = job.error_code in {ErrorCode.WRONG_SECRET, ErrorCode.CREDENTIALS_MISSING}
        return await self._change_for_jobs(profile, asks_for_secret=is_secret, resumed={job.job_id})

    async def _enter_secret(self, profile: Profile) -> None:
        await self._change_for_jobs(profile, asks_for_secret=True)

    async def _change_for_jobs(
        self, profile: Profile | None, *, asks_for_secret: bool, resumed: Collection[str] = ()
    ) -> bool:
        """Edit what waiting or failed jobs go by, and leave where new files go; False if nothing was saved."""
        kept = await self._editor.edit(self._window, profile, asks_for_secret=asks_for_secret)
        if kept is None:
            return False
        if self.current is None or (profile is not None and self.current.name == profile.name):
            self._use(kept)
        else:
            self._show()
            await self._saved.use(
                self.current.name
            )  # it was entered for what waits, not to go there from now on
        await self._missing_keys.entered(kept, self.current, but=resumed)
        return True

    def _make_new(self) -> None:
        self._tasks.start(self._edit(None))

    async def _browse(self) -> None:
        """Let the user choose bucket and folder of the connection in use; new files go there from now on.

        Files that are dropped on a folder go there, and only they.
        """
        profile = self.current
        if profile is None:
            return
        connection = await self._saved.connection(profile)
        start = BrowsedPlace(profile.bucket, profile.prefix)
        choice = await self._browser.choose(self._window, connection, start, takes_files=True)
        if choice is None:
            return
        moved = replace(profile, bucket=choice.place.bucket, prefix=choice.place.prefix)
        if choice.paths:
            self.files_dropped.emit(choice.paths, moved)
            return
        if profile != self._saved.environment_profile:
            await self._saved.change(moved)
        self._use(moved)

    async def _manage(self) -> None:
        sheet = ConnectionsSheet(self._window, (await self._saved.keeping(None)).note)
        start, find = self._tasks.start, self._saved.find

        async def carry_out(work: Awaitable[object]) -> None:
            await work
            in_file = await self._saved.names_in_file()
            if is_open(sheet):
                sheet.show_profiles(self._saved.profiles(), self.current, in_file)

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
        sheet.show_profiles(self._saved.profiles(), self.current, await self._saved.names_in_file())
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
