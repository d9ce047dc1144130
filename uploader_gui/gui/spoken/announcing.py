"""Words that a screen reader says by itself, wherever the user is at that moment."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(source: QWidget, words: str, *, is_urgent: bool = False) -> None:
    """Have ``words`` said; ``is_urgent``: at once, else when the reader has ended its sentence. GUI thread."""
    if words and QAccessible.isActive():
        said = QAccessibleAnnouncementEvent(source, words)
        politeness = QAccessible.AnnouncementPoliteness
        said.setPoliteness(politeness.Assertive if is_urgent else politeness.Polite)
        QAccessible.updateAccessibility(said)
