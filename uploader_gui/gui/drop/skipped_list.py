"""Which files were left out, and why."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from uploader_gui.domain.events import Refusal
from uploader_gui.gui.text_sheet import TextSheet
from uploader_gui.gui.words.engine_words import refusal_words
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.wording import count_words


class SkippedList(TextSheet):
    """Not modal: it can stay open beside the window. GUI thread."""

    def __init__(self, parent: QWidget | None, skipped: Sequence[Refusal]) -> None:
        head = count_words(
            len(skipped), self.tr("One file was not added:"), self.tr("{0} files were not added:")
        )
        reasons = "\n\n".join(
            f"{name_words(refusal.path)}\n    {refusal_words(refusal)}" for refusal in skipped
        )
        super().__init__(parent, self.tr("Left out"), head, reasons)
