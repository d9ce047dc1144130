from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from gui import samples
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.messages import messages_of
from uploader_gui.gui.jobs.progress_cell import in_two_lines, paint_progress, shares
from uploader_gui.gui.look.fonts import ElidedText
from uploader_gui.gui.look.palette import DARK, LIGHT, Colours

TB = 1_000_000_000_000


def painted(status: JobStatus, colours: Colours = LIGHT, width: int = 400) -> QImage:
    image = QImage(width, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(colours.base))
    painter = QPainter(image)
    rect = QRect(0, 0, width, 40)
    paint_progress(painter, (rect, rect), status, colours, (ElidedText(QFont()), ElidedText(QFont())))
    painter.end()
    return image


def colours_in(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())
    }


def test_acknowledged_and_in_flight_bytes_are_shares_of_the_bar() -> None:
    status = samples.uploading(1, size=5 * TB, done=0.5)
    done, in_flight = shares(replace(status, bytes_in_flight=TB))
    assert done == pytest.approx(0.5, abs=0.001)
    assert in_flight == pytest.approx(0.2)


@pytest.mark.case("C64")
def test_a_bar_never_passes_its_end() -> None:
    done, in_flight = shares(replace(samples.uploading(1, done=0.9), bytes_in_flight=TB))
    assert done + in_flight == 1.0


def test_an_empty_file_divides_by_nothing() -> None:
    assert shares(samples.waiting(1, size=0)) == (0.0, 0.0)
    assert shares(samples.completed(1, size=0)) == (1.0, 0.0)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_bar_has_three_tones(qapp: QApplication, colours: Colours) -> None:
    image = painted(samples.uploading(1, done=0.4), colours)
    middle = {image.pixelColor(x, 20).name().upper() for x in range(200)}
    assert {colours.accent, colours.track} <= middle
    assert len(middle) >= 3


def test_paused_shows_its_bar_in_the_tone_of_paused(qapp: QApplication) -> None:
    found = colours_in(painted(samples.paused(1, done=0.5)))
    assert LIGHT.paused in found
    assert LIGHT.accent not in found


@pytest.mark.case("W16")
@pytest.mark.parametrize(
    ("fits", "lines"),
    [
        ("找不到 edit_v2.mov。请放回", ("找不到 edit_v2.mov。请放回", "文件（分片已保留。）")),
        ("找不到 edit_v2.mo", ("找不到", "edit_v2.mov。请放回文件（分片已保留。）")),
        ("找不到 edit_v2.mov", ("找不到", "edit_v2.mov。请放回文件（分片已保留。）")),
        ("找不到 edit_v2.mov。请放回文件（", ("找不到 edit_v2.mov。请放回文件", "（分片已保留。）")),
    ],
)
def test_a_chinese_sentence_is_broken_where_the_line_is_full(
    qapp: QApplication, fits: str, lines: tuple[str, str]
) -> None:
    elided = ElidedText(QFont())
    text = "找不到 edit_v2.mov。请放回文件（分片已保留。）"
    assert in_two_lines(elided, text, elided.width(fits) + 1) == lines


@pytest.mark.case("W16")
def test_an_english_sentence_is_broken_at_a_space_and_one_sign_never_fails(qapp: QApplication) -> None:
    elided = ElidedText(QFont())
    assert in_two_lines(elided, "Wrong secret key.", elided.width("Wrong secr")) == ("Wrong", "secret key.")
    assert in_two_lines(elided, "W", 1) == ("W", "")


def test_a_failed_row_has_no_bar(qapp: QApplication) -> None:
    assert LIGHT.track not in colours_in(painted(samples.failed(1)))


@pytest.mark.parametrize(
    "status",
    [
        samples.waiting(1),
        samples.uploading(1, size=5 * TB),
        samples.busy(1, Activity.FINALIZING, messages_of("Finalizing on the store (2:10)"), done=1.0),
        samples.paused(1),
        samples.failed(1, messages_of("x" * 400)),
        samples.completed(1),
    ],
    ids=lambda status: f"{status.job.state}{status.activity}",
)
@pytest.mark.parametrize("width", [1, 20, 400])
def test_every_state_can_be_painted_at_any_width(qapp: QApplication, status: JobStatus, width: int) -> None:
    painted(status, width=width)
