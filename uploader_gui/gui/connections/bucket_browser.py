"""Browsing a store for a bucket and a folder: each listing in a thread, the last one asked for is shown."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.profile import Connection
from uploader_gui.gui.connections.browser_sheet import BrowserSheet
from uploader_gui.gui.dialogs import Tasks, answered, is_open
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.words.engine_words import error_words
from uploader_gui.s3.buckets import Folder
from uploader_gui.s3.connection_test import opened


@dataclass(frozen=True, slots=True)
class BrowsedPlace:
    """Where to upload to; ``prefix`` is "" or ends in a slash."""

    bucket: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Where to upload to, and the files that were dropped there, if that was how it was chosen."""

    place: BrowsedPlace
    paths: tuple[Path, ...] = ()


class BucketBrowser:
    """Opens the browser and answers its questions. GUI thread."""

    def __init__(self, link: EngineLink, tasks: Tasks, theme: Theme) -> None:
        self._link = link
        self._tasks = tasks
        self._theme = theme

    async def choose(
        self, parent: QWidget, connection: Connection, start: BrowsedPlace, *, takes_files: bool
    ) -> Choice | None:
        """Let the user look around from ``start``; None if nothing was chosen. ``takes_files``: by dropping them too."""
        sheet = BrowserSheet(parent, self._theme, start.bucket, start.prefix, takes_files=takes_files)
        sheet.listing_wanted.connect(
            lambda bucket, prefix: self._tasks.start(
                self._list(sheet, connection, BrowsedPlace(bucket, prefix))
            )
        )
        sheet.bucket_wanted.connect(lambda name: self._tasks.start(self._create(sheet, connection, name)))
        sheet.begin()
        if not await answered(sheet):
            return None
        return Choice(BrowsedPlace(sheet.bucket(), sheet.prefix()), sheet.dropped)

    async def _list(self, sheet: BrowserSheet, connection: Connection, place: BrowsedPlace) -> None:
        try:
            found = await self._link.in_thread(lambda: _listed(connection, place))
        except UploaderError as error:
            found, refused = None, error
        if not is_open(sheet) or BrowsedPlace(*sheet.shown) != place:
            return  # the user has gone on
        if found is None:
            sheet.show_refusal(refusal_words(refused, place))
        elif isinstance(found, Folder):
            sheet.show_folders(found.folders, found.object_count, is_whole=found.is_whole)
        else:
            sheet.show_buckets(found)

    async def _create(self, sheet: BrowserSheet, connection: Connection, name: str) -> None:
        try:
            await self._link.in_thread(lambda: create_bucket(connection, name))
        except UploaderError as error:
            if is_open(sheet):
                sheet.show_refusal(error_words(error))
            return
        await self._list(sheet, connection, BrowsedPlace("", ""))


def create_bucket(connection: Connection, name: str) -> None:
    """Make a bucket. Blocking; raises StoreError."""
    with opened(connection) as client:
        client.create_bucket(name, connection.region)


def _listed(connection: Connection, place: BrowsedPlace) -> Folder | list[str]:
    with opened(connection) as client:
        return client.list_folder(place.bucket, place.prefix) if place.bucket else client.list_buckets()


def refusal_words(error: UploaderError, place: BrowsedPlace) -> str:
    """Why ``place`` could not be listed, and what works all the same."""
    if error.code != ErrorCode.ACCESS_DENIED:
        return error_words(error)
    if place.bucket:
        return QCoreApplication.translate(
            "BrowserSheet",
            "These keys may not list this bucket. Uploads may work all the same: type the folder.",
        )
    return QCoreApplication.translate(
        "BrowserSheet", "These keys may not list the buckets. Type the name of yours."
    )
