"""What objects get, in a line, with a button that lets the user change it."""

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from uploader_gui.domain.store.object_terms import NO_TERMS, ObjectTerms, Pairs, pairs_text
from uploader_gui.gui.look.forms import push_button
from uploader_gui.gui.look.plain_text import ElidedLabel, tip_words
from uploader_gui.gui.objects.terms_sheet import TermsSheet
from uploader_gui.gui.words.terms_words import terms_facts
from uploader_gui.gui.words.wording import listed, number_words

translate = QCoreApplication.translate


class TermsRow(QObject):
    """``label`` and ``button``, for a form to lay out; of a drop the button says it all. GUI thread.

    ``changed`` says that the user has changed something; ``is_changed`` stays true from then on.
    """

    changed = Signal()

    def __init__(self, parent: QWidget, *, of_drop: bool = False) -> None:
        super().__init__(parent)
        self._parent = parent
        self._of_drop = of_drop
        self.terms: ObjectTerms = NO_TERMS
        self.content_types: Pairs = ()
        self.content_type = ""
        self.is_changed = False
        self.label = ElidedLabel(Qt.TextElideMode.ElideRight)
        self.button = push_button(translate("TermsRow", "Change"), self.change)
        self._say()

    def show_terms(self, terms: ObjectTerms, content_types: Pairs = ()) -> None:
        """Show what is saved."""
        self.terms, self.content_types = terms, content_types
        self._say()

    def change(self) -> None:
        """Let the user change it, in a sheet of its own."""
        sheet = TermsSheet(
            self._parent, self.terms, self.content_types, self.content_type, of_drop=self._of_drop
        )
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.accepted.connect(lambda: self._take(sheet))
        sheet.open()

    def _take(self, sheet: TermsSheet) -> None:
        self.terms, self.content_types = sheet.terms(), sheet.content_types()
        self.content_type = sheet.content_type()
        self.is_changed = True
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        # A long line is cut at its end: what can't be undone, the retention, comes first.
        said = [f"{title} {value}" for title, value in reversed(terms_facts(self.terms))]
        if types := self.content_type or pairs_text(self.content_types):
            one, many = translate("TermsRow", "Content type {0}"), translate("TermsRow", "Content types {0}")
            said.append((one if self.content_type else many).format(types))
        words = listed(said) or translate("TermsRow", "Nothing more than the bucket gives")
        self.label.setText(words)
        if self._of_drop:
            what = translate("TermsRow", "What objects get")
            self.button.setText(f"{what} ({number_words(len(said))})" if said else what)
            self.button.setToolTip(tip_words(words))
            self.button.setAccessibleDescription(words)
