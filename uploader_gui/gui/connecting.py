"""Connections: which there are, which one new files go to, editing and testing them, the demo store."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from uploader_gui.domain.errors import BadSettingsError, UploaderError
from uploader_gui.domain.profile import Connection, Profile
from uploader_gui.gui.asking import Tasks, answered
from uploader_gui.gui.connection_dialog import ConnectionDialog, test_passed_words
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.engine_words import error_words
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.transfer.s3 import S3Client

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


@dataclass(frozen=True, slots=True)
class _Entered:
    profile: Profile
    secret: str


class Connecting(QObject):
    """Keeps the window told of the connections. ``current`` is None until there is one. GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        link: EngineLink,
        tasks: Tasks,
        demo_store_factory: DemoStoreFactory | None,
        demo_store: DemoStore | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._tasks = tasks
        self._demo_store_factory = demo_store_factory
        self.demo_store = demo_store
        self.current: Profile | None = None
        commands = window.commands
        commands.connection.triggered.connect(lambda *_: tasks.start(self._edit(self.current)))
        commands.new_connection.triggered.connect(lambda *_: tasks.start(self._edit(None)))
        window.destination.chosen.connect(lambda name: tasks.start(self._choose(name)))
        window.empty_page.demo_wanted.connect(lambda: tasks.start(self.use_demo_store()))

    async def begin(self, *, demo: bool) -> None:
        """Show the connections there are; start the demo store if it is wanted or was in use."""
        saved = self._link.runtime.saved
        has_demo = self._demo_store_factory is not None and self.demo_store is None
        if demo or (has_demo and self._environment_profile() is None and saved.current_profile == DEMO_NAME):
            await self.use_demo_store()
            return
        try:
            self.current = self._link.runtime.credentials.current_profile()
        except BadSettingsError:
            self.current = None
        self._show()
        if self.current is not None and not await self._secret_of(self.current):
            self._ask_for_secret(self.current)

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
        await self._keep(_Entered(profile, address.secret_key), None)

    def end(self) -> None:
        """Stop the demo store if it runs. Blocking, a good second; any thread."""
        store, self.demo_store = self.demo_store, None
        if store is not None:
            store.stop()

    async def _choose(self, name: str) -> None:
        if name == DEMO_NAME and self.demo_store is None and self._demo_store_factory is not None:
            await self.use_demo_store()
            return
        self.current = next(profile for profile in self._profiles() if profile.name == name)
        self._show()
        runtime = self._link.runtime
        if runtime.saved.profile(name) is not None:
            await self._link.in_thread(lambda: runtime.save(replace(runtime.saved, current_profile=name)))

    async def _edit(self, profile: Profile | None) -> None:
        keychain = self._link.runtime.keychain
        note = await self._link.in_thread(lambda: keychain.explanation)
        secret = await self._secret_of(profile) if profile else ""
        dialog = ConnectionDialog(self._window, profile, has_secret=bool(secret), note=note)
        dialog.test_wanted.connect(lambda: self._tasks.start(self._test(dialog, secret)))
        if await answered(dialog):
            await self._keep(_Entered(dialog.profile(), dialog.new_secret() or secret), profile)

    async def _test(self, dialog: ConnectionDialog, kept_secret: str) -> None:
        try:
            profile = dialog.profile()
            dialog.show_busy()
            secret = dialog.new_secret() or kept_secret
            await self._link.in_thread(lambda: _try(profile, secret))
        except UploaderError as error:
            dialog.show_answer(error_words(error), is_good=False)
        else:
            dialog.show_answer(test_passed_words(profile), is_good=True)

    async def _keep(self, entered: _Entered, old: Profile | None) -> None:
        """Save a connection, in the place of ``old`` where there is one, and use it."""
        runtime = self._link.runtime
        profile = entered.profile
        replaced = {profile.name, old.name if old else profile.name}
        others = [one for one in runtime.saved.profiles if one.name not in replaced]
        saved = replace(runtime.saved, profiles=(*others, profile), current_profile=profile.name)

        def keep() -> None:
            runtime.keychain.set(profile.name, profile.endpoint, profile.access_key, entered.secret)
            runtime.save(saved)

        await self._link.in_thread(keep)
        self.current = profile
        self._show()

    def _ask_for_secret(self, profile: Profile) -> None:
        words = self.tr("The secret key for {0} could not be kept on this system. Enter it again to go on.")
        enter = (self.tr("Enter it"), lambda: self._tasks.start(self._edit(profile)))
        self._window.notices.show_notice(words.format(profile.name), [enter], is_warning=True)

    async def _secret_of(self, profile: Profile) -> str:
        runtime = self._link.runtime
        if profile == self._environment_profile():
            return runtime.environment.secret_key
        name, endpoint, access_key = profile.name, profile.endpoint, profile.access_key
        return await self._link.in_thread(lambda: runtime.keychain.get(name, endpoint, access_key) or "")

    def _environment_profile(self) -> Profile | None:
        return self._link.runtime.environment.profile

    def _profiles(self) -> list[Profile]:
        own = self._environment_profile()
        return [*([own] if own else []), *self._link.runtime.saved.profiles]

    def _show(self) -> None:
        self._window.show_profiles(self._profiles(), self.current)


def _try(profile: Profile, secret: str) -> None:
    """Raise what an upload would meet, in words. Blocking."""
    connection = Connection(profile.endpoint, profile.region, profile.access_key, secret, profile.ca_file)
    client = S3Client(connection, connect_timeout_s=5.0, read_timeout_s=15.0)
    try:
        client.check_bucket(profile.bucket, profile.prefix)
    finally:
        client.close()
