"""The window in use, made anew in another language while the engine behind it goes on."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping

from PySide6.QtCore import QObject, Signal

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.gui.api_interface import OpenApi
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.connections import DemoStore, DemoStoreFactory
from uploader_gui.gui.session.hidden_start import HiddenStart
from uploader_gui.gui.session.session import Session
from uploader_gui.gui.session.window_place import WindowPlace
from uploader_gui.gui.words.language import Translations
from uploader_gui.runtime.runtime import open_runtime

_HOLDER = "the window"


class WindowHost(QObject):
    """``window`` and its ``session``; both are replaced when the language changes, and ``renewed`` is said.

    So every word comes from one place, the making of its widget, and none can be forgotten. ``looked_after``: the
    list of uploads has been checked for today. GUI thread.
    """

    renewed = Signal()
    looked_after = Signal()

    def __init__(self, theme: Theme, link: EngineLink, demo_store_factory: DemoStoreFactory | None) -> None:
        super().__init__()
        self._theme = theme
        self.link = link
        self._demo_store_factory = demo_store_factory
        theme.choose(link.runtime.saved.settings.theme.value)  # before there is a window to be styled anew
        self._translations = Translations(theme.application)
        self._translations.choose(link.runtime.saved.settings.language)
        self._renewing: asyncio.Task[None] | None = None
        self.closing = asyncio.Event()
        self._damage: UploaderError | None = None
        self._hidden: HiddenStart | None = None
        self.window, self.session = self._made(None)

    def show(self, *, is_hidden: bool) -> None:
        """Show the window, or (``is_hidden``) only its icon in the tray; where there is none, in the taskbar."""
        if is_hidden:
            self._hidden = HiddenStart(self.window, self.session.desktop)
        else:
            self.window.show()

    def tell_question(self) -> None:
        """Tell of what the window asks if nobody sees it."""
        if self._hidden is not None and self.session.asks_about_interrupted:
            self._hidden.tell_question()

    async def until_closed(self) -> None:
        """Wait until the window is to be closed, and have the list of uploads checked and copied meanwhile.

        Raises UploaderError STATE_DAMAGED as soon as it turns out to be damaged: the next opening restores it.
        """
        check = asyncio.ensure_future(self._look_after())
        await self.closing.wait()
        check.cancel()
        if self._damage is not None:
            raise self._damage

    def end_unasked(self) -> None:
        """End as soon as possible, without the question: a signal, or the end of the desktop's session."""
        self.session.quit_question.asks = False
        self.closing.set()

    async def renewal(self) -> None:
        """Wait until the window that a change of language asked for is there."""
        if self._renewing is not None:
            await self._renewing

    async def end(self) -> None:
        """End the session, its engine and its window cleanly."""
        await self.renewal()
        await self.session.end()

    async def _look_after(self) -> None:
        try:
            await self.link.in_thread(self.link.runtime.database.look_after)
        except UploaderError as error:
            if error.code == ErrorCode.STATE_DAMAGED:
                self._damage = error
                self.closing.set()
            else:
                self.session.show_error(error)
        self.looked_after.emit()

    def _made(self, demo_store: DemoStore | None) -> tuple[MainWindow, Session]:
        window = MainWindow(self._theme, has_demo=self._demo_store_factory is not None)
        session = Session(
            window, self.link, self._theme, self._translations, self._demo_store_factory, demo_store
        )
        session.language_changed.connect(self._begin_renewing)
        session.quit_question.decided.connect(self.closing.set)
        return window, session

    def _begin_renewing(self) -> None:
        self._renewing = asyncio.ensure_future(self._renew())

    async def _renew(self) -> None:
        old_window, old_session = self.window, self.session
        demo_store = await old_session.hand_on()
        place = WindowPlace.of(old_window)
        self.window, self.session = self._made(demo_store)
        self.window.restoreGeometry(old_window.saveGeometry())
        self.window.show()
        old_window.let_go()
        old_window.deleteLater()
        await self.session.begin(demo=False)
        place.take(self.window)
        taken = WindowPlace.of(self.window)
        self.renewed.emit()
        await self.session.all_shown()
        if taken != place and taken == WindowPlace.of(
            self.window
        ):  # it lay in the history, and nobody went on
            place.take(self.window)


@contextlib.asynccontextmanager
async def opened_window_host(
    theme: Theme,
    environ: Mapping[str, str],
    demo_store_factory: DemoStoreFactory | None = None,
    open_api: OpenApi | None = None,
) -> AsyncIterator[WindowHost]:
    """A window host, its window not shown yet, with an engine behind it; ended cleanly when the context is left.

    Raises what opening the state directory raises, as UploaderError.
    """
    link = EngineLink(
        lambda: open_runtime(environ, holder=_HOLDER, checks_later=True, is_attended=True), open_api
    )
    try:
        await link.open()
    except UploaderError:
        await link.close()
        raise
    host = WindowHost(theme, link, demo_store_factory)
    try:
        yield host
    finally:
        await host.end()
