"""The guide in the Help menu: there where its pages are, opened in the window's language."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from gui.conftest import RunOnQt
from gui.rig import environment, opened
from lab.stores.s3probe import S3Address
from uploader_gui.gui.help.guide import Guide
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.words.language import Translations
from uploader_gui.storage.settings.settings import Language

STORE = S3Address("http://127.0.0.1:9", "AKIATHEKEY", "a-secret-of-mine", "films")


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Those of a bundle, beside its executable."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "uploader-gui"))
    for guide in (tmp_path / "docs" / "guide", tmp_path / "docs" / "zh_CN" / "guide"):
        guide.mkdir(parents=True)
        (guide / "index.html").touch()
    return tmp_path / "docs"


@pytest.fixture
def opened_urls(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What the desktop was asked to open."""
    asked: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        asked.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return asked


@pytest.fixture
def translations(qapp: QApplication) -> Iterator[Translations]:
    """The window's language, which is English again afterwards."""
    before = QLocale()
    made = Translations(qapp)
    yield made
    made.choose(Language.ENGLISH)
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("language", "page"), [(Language.ENGLISH, "guide"), (Language.CHINESE, "zh_CN/guide")]
)
def test_the_guide_opens_in_the_windows_language(
    theme: Theme,
    translations: Translations,
    pages: Path,
    opened_urls: list[QUrl],
    language: Language,
    page: str,
) -> None:
    translations.choose(language)
    window = MainWindow(theme, has_demo=True)
    Guide(window)
    assert window.commands.guide.isVisible()
    window.commands.guide.trigger()
    assert opened_urls == [QUrl.fromLocalFile(str(pages / page / "index.html"))]
    window.let_go()
    window.deleteLater()


def test_without_its_pages_the_menu_has_no_guide(window: MainWindow) -> None:
    Guide(window, lambda _language: None)
    assert not window.commands.guide.isVisible()


def test_without_a_browser_it_is_said_where_the_guide_is(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", STORE)) as rig:
            assert rig.window.commands.guide.isVisible()
            rig.window.commands.guide.trigger()
            [bar] = rig.bars()
            assert str(pages / "guide" / "index.html") in bar

    on_qt(scenario())
