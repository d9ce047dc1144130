"""What a drop would do, before it is done: one key accepts it, Esc drops it. Not modal."""

from PySide6.QtCore import QCoreApplication, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from uploader_gui.domain.entered.entered_text import trimmed
from uploader_gui.domain.entered.visible_text import visible
from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.domain.messages import in_turn
from uploader_gui.domain.name_template import LONGEST_TEMPLATE, clean_template
from uploader_gui.domain.naming import clean_prefix
from uploader_gui.domain.packages.package_name import LONGEST_NAME
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.store.found_progress import FOUND_CHOICES
from uploader_gui.domain.unattended.growth import USUAL_QUIET_S
from uploader_gui.gui.drop.drop_delegates import ChoiceDelegate, DropDelegate, KeyDelegate
from uploader_gui.gui.drop.drop_files import DropNaming, DropTotals
from uploader_gui.gui.drop.drop_model import POLICIES, DropColumn, DropModel, Page
from uploader_gui.gui.drop.found_question import long_found_words
from uploader_gui.gui.look.forms import GAP, NOTE_GAP, Form, Note, bottom_row, dialog_column, open_at
from uploader_gui.gui.look.plain_text import PlainLabel, tip_words
from uploader_gui.gui.look.sort_header import SortHeader
from uploader_gui.gui.naming.template_field import template_help
from uploader_gui.gui.objects.terms_row import TermsRow
from uploader_gui.gui.words.engine_words import error_words
from uploader_gui.gui.words.sizes import size_words
from uploader_gui.gui.words.wording import count_words, listed, number_words

_SIZE = QSize(860, 600)
_TYPING_MS = 300
_WIDTHS = ((DropColumn.FILE, 30, 0.28), (DropColumn.SIZE, 12, 0.16), (DropColumn.OUTCOME, 25, 0.28))
_WIDTHS_OF_TAKEN = (
    (DropColumn.FILE, 30, 0.23),
    (DropColumn.SIZE, 12, 0.12),
    (DropColumn.THERE, 34, 0.28),
    (DropColumn.OUTCOME, 18, 0.17),
)
_REASON_WIDTHS = ((DropColumn.FILE, 60, 0.5),)  # of what is left out
_ROW_LINES = 1.7  # the height of a row, in lines of text
_MEASURED_ROWS = 100
_REASON_LINES = 2.6  # of one with a reason, which may need two


class DropSheet(QDialog):
    """Shows a ``DropModel``. ``naming_changed`` says that the keys have to be made anew. GUI thread.

    Space and Delete leave the selected files out, F2 renames; a click on a title sorts, a third one puts the files back
    into the order in which they were found.
    """

    naming_changed = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        model: DropModel,
        profile: Profile,
        *,
        offers_never: bool,
        package_name: str = "",
    ) -> None:
        """``package_name``: what the package is called unless the user says otherwise; "" where that is not asked."""
        super().__init__(parent)
        self.model = model
        self.setWindowTitle(self.tr("Upload"))
        self.setModal(False)
        open_at(self, _SIZE)
        self.headline = PlainLabel()
        self.headline.setProperty("tone", "headline")
        self.summary = Note()
        self.prefix = QLineEdit(clean_prefix(profile.prefix))
        self.prefix.setPlaceholderText(self.tr("folder, or nothing"))
        self.prefix.setAccessibleName(self.tr("Folder for these files"))
        self.package_name = QLineEdit(package_name)
        self.package_name.setPlaceholderText(package_name)
        self.package_name.setAccessibleName(self.tr("Package name"))
        self.package_name.setMaxLength(LONGEST_NAME)
        self.template = QLineEdit(profile.name_template)
        self.template.setPlaceholderText(self.tr("names as they are"))
        self.template.setAccessibleName(self.tr("Name template"))
        self.template.setToolTip(tip_words(template_help()))
        self.template.setMaxLength(LONGEST_TEMPLATE)
        self.template.setVisible(offers_never)
        self.naming_note = Note()
        self.objects = TermsRow(self, of_drop=True)
        self.objects.show_terms(profile.terms)
        self.note = Note()
        self.tabs = QTabBar(usesScrollButtons=False)  # the sheet is as wide as they are
        self.table = QTableView()
        self.for_all = QComboBox()
        self.for_all_begun = QComboBox()
        self._for_all = Form()
        self.growing = QCheckBox()
        self.growing.setVisible(False)
        self.never = QCheckBox(self.tr("Don't show this again: upload at once"))
        self.never.setVisible(offers_never)
        self.leave_out = QAction(self.tr("Don't upload"), self)
        self.take = QAction(self.tr("Upload after all"), self)
        self.rename = QAction(self.tr("Rename in the store"), self)
        self.buttons = QDialogButtonBox()
        self._is_any_left = False
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._lay_out(
            f"{profile.name} › {profile.bucket}/", asks_for_name=bool(package_name), is_whole=offers_never
        )
        self._connect()
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        is_editing = focus is not self.table and self.table.isAncestorOf(focus) if focus else False
        if is_editing and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return  # it ended the editing of a key, and does not upload
        super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_columns()
        self._fit_reasons()
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setFocus()

    def chosen_prefix(self) -> str:
        """The prefix as it will be used."""
        return clean_prefix(self.prefix.text().strip())

    def chosen_naming(self) -> DropNaming | None:
        """How the files are to be named; None while the template can't be used."""
        try:
            template = clean_template(self.template.text())
        except UploaderError:
            return None
        package = trimmed(self.package_name.text()) or self.package_name.placeholderText()
        return DropNaming.of(self.chosen_prefix(), template, package)

    def chosen_package_name(self) -> str:
        """The name that the user gave the package, "" if it was left as it was."""
        naming = self.chosen_naming()
        if naming is not None and naming.package_name:
            return naming.package_name  # it stands in the keys
        name = visible(trimmed(self.package_name.text()))
        return "" if name == self.package_name.placeholderText() else name

    def offer_growing(self, count: int) -> None:
        """Ask about so many files that were written to a moment ago; 0: there is nothing to ask."""
        one = self.tr("One file was written to a moment ago. If it still is: send it while it grows")
        many = self.tr("{0} files were written to a moment ago. If they still are: send them while they grow")
        self.growing.setText(count_words(count, one, many))
        tip = self.tr("Each is finished when nothing was written to it for {0} seconds.")
        self.growing.setToolTip(tip_words(tip.format(round(USUAL_QUIET_S))))
        self.growing.setVisible(count > 0)

    def say(self, words: str, tone: str = "muted") -> None:
        """A sentence below the table: what is being looked at, or could not be."""
        self.note.say(words, tone)
        self.note.setVisible(bool(words))

    def _lay_out(self, place: str, *, asks_for_name: bool, is_whole: bool) -> None:
        to = QGridLayout()
        to.setSpacing(GAP)
        to.addWidget(PlainLabel(self.tr("to {0}").format(place)), 0, 0)
        to.addWidget(self.prefix, 0, 1)
        to.setColumnStretch(1, 1)
        names = QHBoxLayout()
        names.setSpacing(GAP)
        if asks_for_name:
            to.addWidget(PlainLabel(self.tr("Package name")), 1, 0)
            names.addWidget(self.package_name, 1)
        if is_whole:
            to.addWidget(self.objects.button, 0, 2)
            names.addWidget(PlainLabel(self.tr("Name template")))
            names.addWidget(self.template, 2)
            to.addWidget(self.naming_note, 2, 1, 1, 2)
        to.addLayout(names, 1, 1, 1, 2)
        self._prepare_table()
        for _ in Page:
            self.tabs.addTab("")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for policy in POLICIES:
            self.for_all.addItem(_long_words(policy), policy.value)
        for found in FOUND_CHOICES:
            self.for_all_begun.addItem(long_found_words(found), found.value)
        for choices in (self.for_all, self.for_all_begun):
            choices.setPlaceholderText(self.tr("Different for each: as shown above"))
        self._for_all_row = self._for_all.add(self.tr("For all that are there already"), self.for_all)
        self._for_all_begun_row = self._for_all.add(
            self.tr("For all that are partly there"), self.for_all_begun
        )
        self._for_all.line_up()
        box = QDialogButtonBox.StandardButton
        self.buttons.addButton(box.Ok).setText(self.tr("Upload"))
        self.buttons.addButton(box.Cancel).setAutoDefault(False)
        column = dialog_column(self)
        head = QVBoxLayout()
        head.setSpacing(NOTE_GAP)
        head.addWidget(self.headline)
        head.addWidget(self.summary)
        column.addLayout(head)
        column.addLayout(to)
        column.addWidget(self.tabs)
        column.addWidget(self.table, 1)
        column.addLayout(self._for_all)
        column.addWidget(self.growing)
        column.addWidget(self.note)
        column.addLayout(bottom_row(self.buttons, self.never))
        self.buttons.button(box.Ok).setDefault(True)

    def _prepare_table(self) -> None:
        table = self.table
        table.setHorizontalHeader(SortHeader(table))
        table.setModel(self.model)
        table.setItemDelegate(DropDelegate(table))
        table.setItemDelegateForColumn(DropColumn.PLACE, KeyDelegate(table))
        table.setItemDelegateForColumn(DropColumn.OUTCOME, ChoiceDelegate(table))
        table.setEditTriggers(QTableView.EditTrigger.DoubleClicked)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setAccessibleName(self.tr("Files of this drop"))
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(DropColumn.PLACE, QHeaderView.ResizeMode.Stretch)

        self._fit_page()
        for action, keys in (
            (self.leave_out, QKeySequence(QKeySequence.StandardKey.Delete)),
            (self.take, QKeySequence()),
            (self.rename, QKeySequence("F2")),
        ):
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            table.addAction(action)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.model.changed.connect(self._fit)
        self.table.clicked.connect(self._edit)
        self.tabs.currentChanged.connect(self._turn_to)
        self.for_all.activated.connect(lambda at: self.model.choose_for_all(POLICIES[at]))
        self.for_all_begun.activated.connect(lambda at: self.model.choose_for_all(FOUND_CHOICES[at]))
        self.model.refused.connect(lambda words: self.say(words, "bad"))
        self.model.renamed.connect(lambda _: self.say(""))
        toggle = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        toggle.setContext(Qt.ShortcutContext.WidgetShortcut)
        toggle.activated.connect(lambda: self.model.toggle(self._selected()))
        self.leave_out.triggered.connect(lambda: self.model.include(self._selected(), is_included=False))
        self.take.triggered.connect(lambda: self.model.include(self._selected(), is_included=True))
        self.rename.triggered.connect(self._rename)
        self.table.selectionModel().selectionChanged.connect(self._fit_actions)
        self.model.changed.connect(self._fit_actions)
        self._fit_actions()
        for field in (self.prefix, self.template, self.package_name):
            field.textEdited.connect(lambda *_: self._typing.start())
        self.template.textEdited.connect(lambda *_: self._fit_naming())
        self._typing.timeout.connect(self.naming_changed)
        self.table.horizontalHeader().sectionResized.connect(lambda *_: self._fit_reasons())

    def _fit_columns(self) -> None:
        """As wide as what they usually hold, or a share of a narrow table; keys get the rest."""
        unit, room = self.table.fontMetrics().averageCharWidth(), self.table.viewport().width()
        widths: tuple[tuple[DropColumn, int, float], ...] = _WIDTHS
        if self.model.page is Page.LEFT_OUT:
            widths = _REASON_WIDTHS
        elif self.model.is_about_taken_places:
            widths = _WIDTHS_OF_TAKEN
        for column, letters, share in widths:
            self.table.horizontalHeader().resizeSection(column, min(letters * unit, round(room * share)))

    def _selected(self) -> list[int]:
        """By the ranges of the selection: asked for its rows, Qt takes a second for 20,000."""
        chosen = self.table.selectionModel().selection()
        ranges = [chosen.at(number) for number in range(chosen.count())]
        return sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})

    def _edit(self, index: QModelIndex) -> None:
        """One click opens the choice of what happens; a key takes two, or F2."""
        if index.column() == DropColumn.OUTCOME and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(index)

    def _rename(self) -> None:
        index = self.model.index(self.table.currentIndex().row(), DropColumn.PLACE)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.setCurrentIndex(index)
            self.table.edit(index)

    def _fit_actions(self) -> None:
        rows = self._selected()
        marks = self.model.marks(rows)
        self.leave_out.setEnabled(True in marks)
        self.take.setEnabled(False in marks)
        place = self.model.index(rows[0], DropColumn.PLACE) if len(rows) == 1 else QModelIndex()
        self.rename.setEnabled(bool(place.flags() & Qt.ItemFlag.ItemIsEditable))

    def _turn_to(self, page: int) -> None:
        was_left_out = self.model.page is Page.LEFT_OUT
        self.model.show_page(Page(page))
        self._fit_page()
        if was_left_out is not (self.model.page is Page.LEFT_OUT):
            self._fit_columns()
        self._fit_choices()

    def _fit_page(self) -> None:
        """Reasons are read whole: they get two lines, and the room of what is the same for all."""
        gives_reasons = self.model.page is Page.LEFT_OUT
        table, line = self.table, self.table.fontMetrics().height()
        table.setWordWrap(gives_reasons)
        table.setTextElideMode(Qt.TextElideMode.ElideRight if gives_reasons else Qt.TextElideMode.ElideMiddle)
        for column in (DropColumn.SIZE, DropColumn.OUTCOME):
            table.setColumnHidden(column, gives_reasons)
        self._fit_there()
        table.verticalHeader().setDefaultSectionSize(
            round(line * (_REASON_LINES if gives_reasons else _ROW_LINES))
        )
        self._fit_reasons()

    def _fit_there(self) -> None:
        """What is there already is shown beside files of which that can be said, and gets room there."""
        is_shown = self.model.is_about_taken_places
        if self.table.isColumnHidden(DropColumn.THERE) is is_shown:
            self.table.setColumnHidden(DropColumn.THERE, not is_shown)
            self._fit_columns()

    def _fit_reasons(self) -> None:
        """Measuring takes a while, so of many each has two lines, and its tool tip."""
        if self.model.page is Page.LEFT_OUT and self.model.rowCount() <= _MEASURED_ROWS:
            self.table.resizeRowsToContents()

    def _fit_choices(self) -> None:
        """What can be decided for all is offered beside the files that it is about."""
        page, count = self.model.page, self.model.count
        for row, of in ((self._for_all_row, Page.TAKEN), (self._for_all_begun_row, Page.BEGUN)):
            self._for_all.setRowVisible(row, count(of) > 0 and page in {Page.FILES, of})

    def _fit(self) -> None:
        """Words and buttons as the model's counts ask for."""
        model, totals = self.model, self.model.totals()
        self._fit_there()
        if totals.count:
            words = count_words(totals.count, self.tr("Upload one file"), self.tr("Upload {0} files"))
            self.headline.setText(listed((words, size_words(totals.size))))
        else:
            self.headline.setText(self.tr("Nothing to upload"))
        self._summarise(totals)
        self._fit_choices()
        titles = (
            self.tr("Files"), self.tr("Already there"), self.tr("Partly there"), self.tr("Worth a look"),
            self.tr("Left out"),
        )  # fmt: skip
        for page, title in zip(Page, titles, strict=True):
            self.tabs.setTabText(page, f"{title}  {model.count(page):,}")
            self.tabs.setTabVisible(page, page is Page.FILES or model.count(page) > 0)
        shared = model.shared_choice()
        self.for_all.setCurrentIndex(POLICIES.index(shared) if shared else -1)
        found = model.shared_found_choice()
        self.for_all_begun.setCurrentIndex(FOUND_CHOICES.index(found) if found else -1)
        self._is_any_left = totals.left_out < model.count(Page.FILES)
        self._fit_naming()

    def _fit_naming(self) -> None:
        """Say what is wrong with the template, or that by it files would have one key."""
        words = ""
        try:
            clean_template(self.template.text())
        except UploaderError as error:
            words = error_words(error)
        clashes = self.model.count_clashes()
        if clashes and not words:
            some = self.tr("{0} files are left out: some would be stored under the same name.")
            words = some.format(number_words(clashes))
        self.naming_note.say(words, "bad")
        self.naming_note.setVisible(bool(words))
        is_readable = self.chosen_naming() is not None
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(self._is_any_left and is_readable)

    def _summarise(self, totals: DropTotals) -> None:
        """Say what is not sent, and what somebody may not know to be among it."""
        kept_back = [
            count_words(count, one, many)
            for count, one, many in (
                (totals.skipped, self.tr("one is there already"), self.tr("{0} are there already")),
                (totals.left_alone, self.tr("one is left alone"), self.tr("{0} are left alone")),
                (totals.on_their_way, self.tr("one is on its way"), self.tr("{0} are on their way")),
                (totals.left_out, self.tr("one is not ticked"), self.tr("{0} are not ticked")),
            )
            if count
        ]
        hidden, links, unlisted = self.model.count_noted()
        noted = [
            count_words(count, one, many)
            for count, one, many in (
                (hidden, self.tr("one hidden file"), self.tr("{0} hidden files")),
                (links, self.tr("one link out of its folder"), self.tr("{0} links out of their folders")),
                (unlisted, self.tr("one in no media hash list"), self.tr("{0} in no media hash list")),
            )
            if count
        ]
        sentences = []
        if missing := self.model.count_missing():
            one = self.tr("One file that a media hash list names is not there.")
            many = self.tr("{0} files that media hash lists name are not there.")
            sentences.append(count_words(missing, one, many))
        sentences += [self.tr("Not sent: {0}.").format(listed(kept_back))] if kept_back else []
        sentences += [self.tr("Among the files: {0}.").format(listed(noted))] if noted else []
        if compared := self.model.count_compared():
            one = self.tr("One file is compared with its media hash list.")
            many = self.tr("{0} files are compared with their media hash list.")
            sentences.append(count_words(compared, one, many))
        self.summary.setText(in_turn(sentences))
        self.summary.setVisible(bool(sentences))


def _long_words(policy: ConflictPolicy) -> str:
    return {
        ConflictPolicy.SKIP: QCoreApplication.translate(
            "DropSheet", "Skip: leave what is there, and check that it is the same file"
        ),
        ConflictPolicy.RENAME: QCoreApplication.translate(
            "DropSheet", "Keep both: upload under a new name, like “clip (2).mp4”"
        ),
        ConflictPolicy.OVERWRITE: QCoreApplication.translate(
            "DropSheet", "Replace: the object that is there is lost"
        ),
    }[policy]
