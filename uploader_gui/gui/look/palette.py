"""Our two sets of colours, and what Qt needs to know of them."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette

from uploader_gui.gui.job_kind import APPEARANCE, Look
from uploader_gui.gui.look.icons import asset


@lru_cache(maxsize=128)
def colour(name: str) -> QColor:
    """The colour ``#RRGGBB``; not to be changed by whoever gets it."""
    return QColor(name)


@dataclass(frozen=True, slots=True)
class Colours:
    """One scheme, as ``#RRGGBB``. Text in any of the seven text colours has a contrast of at least 5.2 on
    ``window``, ``base``, ``hover`` (what the mouse is on) and ``selected``. ``accent_hover`` and ``accent_pressed`` are main buttons under the mouse.
    """

    is_dark: bool
    window: str
    base: str
    hover: str
    selected: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_pressed: str
    paused: str
    failed: str
    completed: str
    retrying: str
    hairline: str
    track: str
    faint: str

    def of_look(self, look: Look) -> str:
        """The text colour of jobs that look so."""
        tone: str = getattr(self, APPEARANCE[look].tone)
        return tone


LIGHT = Colours(
    is_dark=False,
    window="#F5F6F8",
    base="#FFFFFF",
    hover="#EFF3F9",
    selected="#E4ECF7",
    text="#1B1F24",
    muted="#57606A",
    accent="#0B5CC2",
    accent_hover="#0A51AB",
    accent_pressed="#08448F",
    paused="#7A4E00",
    failed="#B3261E",
    completed="#1A7038",
    retrying="#6B3FA0",
    hairline="#DCE0E5",
    track="#D9DEE5",
    faint="#9AA3AD",
)
DARK = Colours(
    is_dark=True,
    window="#1F2228",
    base="#17191D",
    hover="#222A37",
    selected="#26354A",
    text="#E8EAED",
    muted="#A3ACB6",
    accent="#78AEFF",
    accent_hover="#92BEFF",
    accent_pressed="#ABCDFF",
    paused="#E5B94E",
    failed="#FF8E85",
    completed="#74D492",
    retrying="#C3A6FF",
    hairline="#31363E",
    track="#3A414B",
    faint="#68717C",
)


def qt_palette(colours: Colours) -> QPalette:
    """The palette for Fusion."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    named = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.base,
        role.AlternateBase: colours.window,
        role.ToolTipBase: colours.base,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Text: colours.text,
        role.Button: colours.window,
        role.ButtonText: colours.text,
        role.BrightText: colours.failed,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Highlight: colours.selected,
        role.HighlightedText: colours.text,
        role.Accent: colours.accent,
        role.Light: colours.base,
        role.Midlight: colours.window,
        role.Mid: colours.hairline,
        role.Dark: colours.faint,
        role.Shadow: colours.hairline,
    }
    palette = QPalette()
    for name, colour in named.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(group.Disabled, name, QColor(colours.faint))
    return palette


def style_sheet(colours: Colours) -> str:
    """What Fusion draws with gradients and boxes, drawn flat and with hairlines."""
    c = colours
    scheme = "dark" if c.is_dark else "light"
    check, arrow, arrow_up, arrow_right, arrow_faint = (
        asset(f"{name}-{scheme}").as_posix()
        for name in ("check", "arrow", "arrow-up", "arrow-right", "arrow-faint")
    )
    return f"""
    QToolBar {{ background: {c.window}; border: none; border-bottom: 1px solid {c.hairline}; padding: 6px 8px; spacing: 4px; }}
    QToolBar::separator {{ background: {c.hairline}; width: 1px; margin: 6px 8px; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 5px 10px; color: {c.text}; }}
    QToolBar QToolButton#first {{ padding-left: 3px; }}
    QToolButton:hover, QToolButton:open {{ background: {c.selected}; }}
    QToolButton:focus {{ border-color: {c.accent}; }}
    QToolButton:disabled {{ color: {c.faint}; }}
    QToolButton[popupMode="2"] {{ padding-right: 24px; }}
    QToolButton[popupMode="1"] {{ padding-right: 16px; }}
    QToolButton::menu-button {{ border: none; border-radius: 6px; width: 20px; }}
    QToolButton::menu-button:hover {{ background: {c.hairline}; }}
    QToolButton::menu-arrow {{ image: url({arrow}); width: 10px; height: 10px; }}
    QToolButton::menu-arrow:disabled {{ image: url({arrow_faint}); }}
    QToolButton::menu-indicator {{ subcontrol-origin: padding; subcontrol-position: center right; right: 8px; image: url({arrow}); width: 10px; height: 10px; }}
    QCheckBox {{ spacing: 8px; }}
    QCheckBox::indicator, QDialog QAbstractItemView::indicator {{ width: 16px; height: 16px; border: 1px solid {c.muted}; border-radius: 4px; background: {c.base}; }}
    QCheckBox::indicator:checked, QDialog QAbstractItemView::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; image: url({check}); }}
    QRadioButton {{ spacing: 8px; }}
    QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {c.muted}; border-radius: 8px; background: {c.base}; }}
    QRadioButton::indicator:checked {{ width: 8px; height: 8px; border: 4px solid {c.accent}; }}
    QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {c.accent}; }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {c.faint}; background: {c.window}; }}
    QCheckBox::indicator:checked:disabled {{ background: {c.faint}; }}
    QCheckBox::indicator:focus {{ width: 14px; height: 14px; border: 2px solid {c.accent}; }}
    QCheckBox::indicator:checked:focus {{ border-color: {c.text}; }}
    QRadioButton::indicator:focus {{ width: 12px; height: 12px; border: 2px solid {c.accent}; }}
    QRadioButton::indicator:checked:focus {{ width: 8px; height: 8px; border: 4px solid {c.text}; background: {c.accent}; }}
    QPushButton {{ background: {c.base}; color: {c.text}; border: 1px solid {c.faint}; border-radius: 6px; padding: 5px 14px; min-height: 18px; }}
    QPushButton:hover {{ background: {c.selected}; }}
    QPushButton:pressed {{ background: {c.track}; }}
    QPushButton, QTabBar {{ outline: 0; }}
    QPushButton:focus {{ border: 2px solid {c.accent}; padding: 4px 13px; }}
    QPushButton:disabled {{ color: {c.faint}; border-color: {c.hairline}; }}
    QPushButton:default, QPushButton[tone="main"] {{ background: {c.accent}; border-color: {c.accent}; color: {c.base}; }}
    QPushButton:default:hover, QPushButton[tone="main"]:hover {{ background: {c.accent_hover}; border-color: {c.accent_hover}; }}
    QPushButton:default:focus, QPushButton[tone="main"]:focus {{ border: 2px solid {c.text}; padding: 4px 13px; }}
    QPushButton:default:pressed, QPushButton[tone="main"]:pressed {{ background: {c.accent_pressed}; border-color: {c.accent_pressed}; }}
    QPushButton:default:disabled {{ background: {c.window}; border-color: {c.hairline}; color: {c.faint}; }}
    QHeaderView::section {{ background: {c.base}; color: {c.muted}; border: none; border-bottom: 1px solid {c.hairline}; padding: 6px 8px; }}
    QHeaderView::section:hover {{ background: {c.hover}; color: {c.text}; }}
    QHeaderView {{ background: {c.base}; }}
    QTableView {{ border: none; background: {c.base}; outline: 0; }}
    QTabBar {{ background: {c.window}; }}
    QTabBar::tab {{ background: transparent; color: {c.muted}; border: none; border-bottom: 2px solid transparent; padding: 6px 12px 5px 12px; }}
    QTabBar::tab:hover {{ color: {c.text}; }}
    QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; }}
    QTabBar::tab:focus {{ color: {c.accent}; background: {c.selected}; border-top-left-radius: 6px; border-top-right-radius: 6px; }}
    QFrame#order {{ border: none; border-top: 1px solid {c.hairline}; }}
    QFrame#order QPushButton {{ padding: 2px 10px; min-height: 16px; }}
    QFrame#details {{ border: none; border-top: 1px solid {c.hairline}; }}
    QFrame#details QTableView {{ border: 1px solid transparent; border-radius: 6px; }}
    QFrame#details QTableView:focus {{ border-color: {c.accent}; }}
    QFrame#details QStackedWidget, QWidget#facts {{ background: {c.base}; }}
    QToolButton[tone="section"] {{ padding: 5px 8px 5px 0; font-weight: 600; }}
    QToolButton[tone="section"]::down-arrow {{ subcontrol-origin: padding; subcontrol-position: center left; left: -2px; image: url({arrow}); width: 10px; height: 10px; }}
    QToolButton[tone="section"]::right-arrow {{ subcontrol-origin: padding; subcontrol-position: center left; left: -2px; image: url({arrow_right}); width: 10px; height: 10px; }}
    QToolButton[tone="section"]:hover {{ background: transparent; color: {c.accent}; }}
    QToolButton[tone="small"] {{ padding: 1px 3px; border-radius: 4px; }}
    QSplitter::handle {{ background: {c.window}; }}
    QSplitter::handle:hover {{ background: {c.faint}; }}
    QStatusBar {{ background: {c.window}; border-top: 1px solid {c.hairline}; color: {c.muted}; }}
    QPushButton[tone="small"] {{ padding: 1px 10px; min-height: 16px; border-radius: 5px; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ color: {c.muted}; padding: 2px 8px; }}
    QStatusBar QLabel#summary {{ padding-left: 14px; }}
    QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QDialog QListWidget {{ background: {c.base}; color: {c.text}; border: 1px solid {c.faint}; border-radius: 6px; padding: 4px 8px; selection-background-color: {c.accent}; selection-color: {c.base}; }}
    QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover {{ border-color: {c.muted}; }}
    QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QDialog QAbstractItemView:focus {{ border-color: {c.accent}; }}
    QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {c.faint}; border-color: {c.hairline}; background: {c.window}; }}
    QLineEdit, QPlainTextEdit {{ placeholder-text-color: {c.muted}; }}
    QToolBar QLineEdit {{ padding-left: 0; }}
    QDialog QLineEdit, QDialog QComboBox {{ min-height: 20px; }}
    QComboBox {{ padding-left: 10px; }}
    QDialog QTableView QLineEdit, QDialog QTableView QComboBox {{ min-height: 0; padding: 0 4px; border-radius: 3px; }}
    QDialog QAbstractSpinBox {{ min-height: 28px; max-height: 28px; padding: 0; }}
    QDialog QAbstractItemView {{ outline: 0; border: 1px solid {c.faint}; border-radius: 6px; }}
    QDialog QTableView, QDialog QTreeView {{ padding: 2px; }}
    QDialog QHeaderView {{ border: none; }}
    QDialog QListWidget, QDialog QTreeView {{ selection-background-color: {c.selected}; selection-color: {c.text}; }}
    QDialog QListWidget {{ padding: 4px; placeholder-text-color: {c.muted}; }}
    QDialog QTextBrowser {{ background: {c.base}; border: 1px solid {c.faint}; border-radius: 6px; padding: 8px; }}
    QDialog QListWidget::item, QDialog QTreeView::item {{ padding: 5px 6px; }}
    QDialog QTableView::item {{ padding: 0 5px; }}
    QDialog QListWidget::item:hover, QDialog QTreeView::item:hover {{ background: {c.hover}; }}
    QDialog QListWidget::item:selected, QDialog QTreeView::item:selected, QDialog QTableView::item:selected {{ background: {c.selected}; color: {c.text}; }}
    QDialog QAbstractSpinBox QLineEdit {{ min-height: 0; border: none; padding: 0; background: transparent; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ subcontrol-origin: border; border: none; width: 24px; }}
    QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
    QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
    QAbstractSpinBox::up-arrow {{ image: url({arrow_up}); width: 9px; height: 9px; }}
    QAbstractSpinBox::down-arrow {{ image: url({arrow}); width: 9px; height: 9px; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QComboBox::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow {{ image: url({arrow}); width: 10px; height: 10px; }}
    QLabel[tone="headline"] {{ font-size: 17px; font-weight: 600; }}
    QMessageBox QLabel#qt_msgbox_label {{ font-weight: 600; }}
    QMessageBox QLabel#qt_msgbox_informativelabel {{ min-width: 340px; }}
    QLabel[tone="muted"] {{ color: {c.muted}; }}
    QLabel[tone="warning"] {{ color: {c.paused}; }}
    QLabel[tone="good"] {{ color: {c.completed}; }}
    QLabel[tone="bad"] {{ color: {c.failed}; }}
    QScrollBar {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ width: 12px; }}
    QScrollBar:horizontal {{ height: 12px; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollBar::handle {{ background: {c.track}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {c.faint}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QToolTip {{ background: {c.base}; color: {c.text}; border: 1px solid {c.hairline}; padding: 4px; }}
    QMenuBar {{ background: {c.window}; }}
    QMenuBar::item {{ padding: 4px 10px; background: transparent; }}
    QMenuBar::item:selected {{ background: {c.selected}; border-radius: 4px; }}
    QMenu {{ background: {c.base}; color: {c.text}; border: 1px solid {c.track}; padding: 4px; }}
    QMenu::item {{ padding: 6px 20px 6px 32px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.selected}; }}
    QMenu::item:disabled {{ color: {c.faint}; background: transparent; }}
    QMenu::icon {{ padding-left: 16px; }}
    QMenu::right-arrow {{ image: url({arrow_right}); width: 10px; height: 10px; right: 8px; }}
    QMenu::separator {{ height: 1px; background: {c.hairline}; margin: 4px 8px; }}
    QMenu::indicator {{ width: 14px; height: 14px; left: 8px; border: 1px solid {c.muted}; border-radius: 4px; background: {c.base}; }}
    QMenu::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; image: url({check}); }}
    QMenu::indicator:exclusive {{ border-radius: 8px; }}
    QMenu::indicator:exclusive:checked {{ width: 8px; height: 8px; border: 4px solid {c.accent}; background: {c.base}; image: none; }}
    """
