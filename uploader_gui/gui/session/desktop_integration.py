"""The desktop around the window: tray, taskbar, notifications, keeping the machine awake, a warning of uploads that make no progress."""

import asyncio
import logging
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from uploader_gui.domain.events import JobEvent
from uploader_gui.domain.job import JobState
from uploader_gui.domain.messages import in_turn
from uploader_gui.gui.desktop.session_bus import SESSION_BUS
from uploader_gui.gui.desktop.taskbar import TaskbarIcon, taskbar_of
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.job_kind import Look, look_of, overall_look
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.notice_bar import Notice
from uploader_gui.gui.package_end.end_words import arrived_words, end_title
from uploader_gui.gui.session.notifications import Notification, NotificationPolicy, Topic
from uploader_gui.gui.tray import Tray
from uploader_gui.gui.words.wording import count_words
from uploader_gui.storage.settings.settings import Settings

if TYPE_CHECKING:
    from wakepy import Mode

_log = logging.getLogger(__name__)
_LOOK_MS = 1000


class DesktopIntegration(QObject):
    """From construction to ``leave``. ``tray`` is None where the desktop has none. GUI thread."""

    def __init__(self, window: MainWindow, link: EngineLink, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._settings = Settings()
        self._policy = NotificationPolicy()
        self._stalled: tuple[frozenset[str], Notice] | None = None
        self.wake_lock = WakeLock(link, tasks, self)
        self.tray: Tray | None = None
        self.find_tray()
        self._taskbar = TaskbarIcon(taskbar_of(window))
        link.happened.connect(self._policy.hear)
        link.package_ended.connect(self._policy.package_ended)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def find_tray(self) -> bool:
        """Say whether there is a tray; one that has come is used from now on."""
        if self.tray is None and QSystemTrayIcon.isSystemTrayAvailable():
            self.tray = self._made_tray()
        return self.tray is not None

    def tell(self, title: str, words: str) -> None:
        """Notify; where there is no tray, which notifications need, the taskbar marks the window."""
        if self.tray is not None:
            self.tray.tell(title, words)
        else:
            QApplication.alert(self._window)

    def use(self, settings: Settings) -> None:
        """Behave as the settings say."""
        self._settings = settings
        self._look()

    def learn(self, events: Sequence[JobEvent]) -> None:
        """Know jobs as they were found at the start."""
        self._policy.learn(events)

    async def leave(self) -> None:
        """Take the tray icon away and let the machine sleep."""
        self._timer.stop()
        self._taskbar.show(None, Look.WAITING)
        if self.tray is not None:
            self.tray.hide()
        await self.wake_lock.let_go()

    def _made_tray(self) -> Tray:
        commands = self._window.commands
        tray = Tray(
            self._window, [commands.try_all_now, commands.pause_all, commands.resume_all, commands.quit]
        )
        tray.window_wanted.connect(self._window.come_up)
        return tray

    def _look(self) -> None:
        under_way = self._policy.under_way
        is_sending = any(status.job.state is JobState.UPLOADING for status in under_way)
        self.wake_lock.want(is_sending and self._settings.keeps_awake)
        self._window.show_share(self._policy.progress)
        look = overall_look(self._window.model.counts())
        self._taskbar.show(self._policy.progress, look)
        self._window.hides_when_closed = self.tray is not None and self._settings.closes_to_tray
        if self.tray is not None:
            self.tray.show_progress(self._policy.progress, self._window.totals.words, look)
        if self._window.isActiveWindow():
            self._policy.user_looked()
        notification = self._policy.next_notification(time.monotonic())
        if notification is not None and not self._window.isActiveWindow():
            self.tell(*self._words(notification))
        self._warn_of_stalled()

    def _words(self, notification: Notification) -> tuple[str, str]:
        failed = count_words(
            notification.failed,
            self.tr("One upload failed and needs you."),
            self.tr("{0} uploads failed and need you."),
        )
        if notification.end is not None:
            arrived = [arrived_words(notification.end)] if notification.completed else []
            return end_title(notification.end), in_turn(
                [*arrived, *([failed] if notification.failed else [])]
            )
        if notification.topic is Topic.OUTAGE:
            return self.tr("Waiting for the network"), self.tr("Uploads go on by themselves once it is back.")
        if notification.topic is Topic.NEEDS_USER:
            return self.tr("An upload needs you"), failed
        done = count_words(
            notification.completed,
            self.tr("One file is in the store."),
            self.tr("{0} files are in the store."),
        )
        words = [done] if notification.completed else []
        return self.tr("Uploads ended"), in_turn([*words, *([failed] if notification.failed else [])])

    def _warn_of_stalled(self) -> None:
        """One bar for all jobs that have had no part acknowledged for long; gone when they move."""
        longest, now = timedelta(minutes=self._settings.stalled_after_min), datetime.now(UTC)
        standing = frozenset(
            status.job.job_id
            for status in self._policy.under_way
            if status.job.stands_still_for(now) > longest and look_of(status) is not Look.WAITING
        )
        known = self._stalled[0] if self._stalled is not None else frozenset()
        if standing == known:
            return
        if self._stalled is not None:
            self._stalled[1].close_for_good()
            self._stalled = None
        if standing:
            self._stalled = standing, self._stalled_notice(standing)

    def _stalled_notice(self, job_ids: frozenset[str]) -> Notice:
        words = count_words(
            len(job_ids),
            self.tr("An upload has stood still for {1} minutes. Is the network, or the store, in trouble?"),
            self.tr(
                "{0} uploads have stood still for {1} minutes. Is the network, or the store, in trouble?"
            ),
            str(self._settings.stalled_after_min),
        )
        choices = [(self.tr("Show which"), lambda: self._window.select_jobs(job_ids))]
        return self._window.notices.show_notice(words, choices, is_warning=True)


class WakeLock(QObject):
    """Asks the system to stay awake from ``want`` True to False. GUI thread; the system is asked on another."""

    def __init__(self, link: EngineLink, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._tasks = tasks
        self._mode: Mode | None = None
        self._is_wanted = False
        self._changing = asyncio.Lock()
        self._has_failed = False

    @property
    def is_held(self) -> bool:
        """Whether the system was asked, and agreed."""
        return self._mode is not None

    def why_not(self) -> str:
        """Why this machine can't be kept awake, as far as is known; "" where it can."""
        if sys.platform == "linux" and not os.environ.get(SESSION_BUS):
            return self.tr("Not possible here: there is no desktop session that could be asked.")
        if self._has_failed:
            return self.tr("Not possible here: neither the desktop's power nor its session program agreed.")
        return ""

    def want(self, wanted: bool, /) -> None:
        """Have it, or give it back; returns at once, and asks only for what differs from the last time."""
        if wanted is not self._is_wanted:
            self._is_wanted = wanted
            self._tasks.start(self._change())

    async def let_go(self) -> None:
        """Give it back and wait until that is done."""
        self._is_wanted = False
        await self._change()

    async def _change(self) -> None:
        async with self._changing:
            if self._is_wanted and self._mode is None:
                self._mode = await self._link.in_thread(_entered)
                self._has_failed = self._mode is None
            elif not self._is_wanted and self._mode is not None:
                mode, self._mode = self._mode, None
                await self._link.in_thread(partial(mode.__exit__, None, None, None))


def _entered() -> "Mode | None":
    """Ask the system; blocking, with a fifth of a second of imports."""
    from wakepy import keep

    mode = keep.running(on_fail="pass")
    mode.__enter__()
    if mode.active:
        return mode
    _log.info("This machine can't be kept awake: %s", mode.result.get_failure_text())
    return None
