"""The header of a table that can be sorted, with its arrow beside the title."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget
from typing_extensions import override

_ARROWS: Final = {
    QStyleOptionHeader.SortIndicator.SortUp: "\N{DOWNWARDS ARROW}",
    QStyleOptionHeader.SortIndicator.SortDown: "\N{UPWARDS ARROW}",
}
"""Qt's ``SortUp`` is the drawing of a descending order."""


class SortHeader(QHeaderView):
    """Qt's own arrow stands at the right edge, over a title that is aligned there; this one takes the side that the
    title leaves free, and the title does not move. GUI thread.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)

    @override
    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        super().initStyleOptionForIndex(option, section)
        arrow = _ARROWS.get(option.sortIndicator)
        if arrow is None:
            return
        option.sortIndicator = QStyleOptionHeader.SortIndicator.None_
        is_right = bool(option.textAlignment & Qt.AlignmentFlag.AlignRight)
        option.text = f"{arrow} {option.text}" if is_right else f"{option.text} {arrow}"
