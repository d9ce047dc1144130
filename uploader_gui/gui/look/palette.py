"""Our two sets of colours, and what Qt needs to know of them."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette

from uploader_gui.domain.job import JobState
from uploader_gui.gui.look.icons import asset


@lru_cache(maxsize=128)
def colour(name: str) -> QColor:
    """The colour ``#RRGGBB``; not to be changed by whoever gets it."""
    return QColor(name)


@dataclass(frozen=True, slots=True)
class Colours:
    """One scheme, as ``#RRGGBB``. Text in any of the six text colours has a contrast of at least 5.2 on
    ``window``, ``base`` and ``selected``.
    """

    is_dark: bool
    window: str
    base: str
    selected: str
    text: str
    muted: str
    accent: str
    paused: str
    failed: str
    completed: str
    hairline: str
    track: str
    faint: str

    def of_state(self, state: JobState) -> str:
        """The text colour of a state."""
        match state:
            case JobState.SUBMITTED:
                return self.muted
            case JobState.UPLOADING:
                return self.accent
            case JobState.PAUSED:
                return self.paused
            case JobState.FAILED:
                return self.failed
            case JobState.COMPLETED:
                return self.completed


LIGHT = Colours(
    is_dark=False,
    window="#F5F6F8",
    base="#FFFFFF",
    selected="#E4ECF7",
    text="#1B1F24",
    muted="#57606A",
    accent="#0B5CC2",
    paused="#7A4E00",
    failed="#B3261E",
    completed="#1A7038",
    hairline="#DCE0E5",
    track="#D9DEE5",
    faint="#9AA3AD",
)
DARK = Colours(
    is_dark=True,
    window="#1F2228",
    base="#17191D",
    selected="#26354A",
    text="#E8EAED",
    muted="#A3ACB6",
    accent="#78AEFF",
    paused="#E5B94E",
    failed="#FF8E85",
    completed="#74D492",
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
    check, arrow = (asset(f"{name}-{scheme}").as_posix() for name in ("check", "arrow"))
    return f"""
    QToolBar {{ background: {c.window}; border: none; border-bottom: 1px solid {c.hairline}; padding: 6px 8px; spacing: 4px; }}
    QToolBar::separator {{ background: {c.hairline}; width: 1px; margin: 6px 8px; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 5px 10px; color: {c.text}; }}
    QToolButton:hover, QToolButton:open {{ background: {c.selected}; }}
    QToolButton:focus {{ border-color: {c.accent}; }}
    QToolButton:disabled {{ color: {c.faint}; }}
    QToolButton[popupMode="2"] {{ padding-right: 24px; }}
    QToolButton::menu-indicator {{ subcontrol-origin: padding; subcontrol-position: center right; right: 8px; image: url({arrow}); width: 10px; height: 10px; }}
    QCheckBox {{ spacing: 8px; }}
    QCheckBox::indicator {{ width: 16px; height: 16px; border: 1px solid {c.muted}; border-radius: 4px; background: {c.base}; }}
    QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; image: url({check}); }}
    QRadioButton {{ spacing: 8px; }}
    QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {c.muted}; border-radius: 8px; background: {c.base}; }}
    QRadioButton::indicator:checked {{ width: 8px; height: 8px; border: 4px solid {c.accent}; }}
    QRadioButton:focus, QCheckBox:focus {{ color: {c.accent}; }}
    QPushButton {{ background: {c.base}; color: {c.text}; border: 1px solid {c.faint}; border-radius: 6px; padding: 5px 14px; min-height: 18px; }}
    QPushButton:hover {{ background: {c.selected}; }}
    QPushButton:focus {{ border-color: {c.accent}; }}
    QPushButton:disabled {{ color: {c.faint}; border-color: {c.hairline}; }}
    QPushButton:default, QPushButton[tone="main"] {{ background: {c.accent}; border-color: {c.accent}; color: {c.base}; }}
    QPushButton:default:hover, QPushButton[tone="main"]:hover {{ background: {c.text}; border-color: {c.text}; }}
    QPushButton:default:focus, QPushButton[tone="main"]:focus {{ border: 2px solid {c.text}; padding: 4px 13px; }}
    QPushButton:default:disabled {{ background: {c.window}; border-color: {c.hairline}; color: {c.faint}; }}
    QHeaderView::section {{ background: {c.base}; color: {c.muted}; border: none; border-bottom: 1px solid {c.hairline}; padding: 6px 8px; }}
    QHeaderView {{ background: {c.base}; }}
    QTableView {{ border: none; background: {c.base}; }}
    QTabBar {{ background: {c.window}; }}
    QTabBar::tab {{ background: transparent; color: {c.muted}; border: none; border-bottom: 2px solid transparent; padding: 6px 12px 5px 12px; }}
    QTabBar::tab:hover {{ color: {c.text}; }}
    QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; }}
    QTabBar::tab:focus {{ color: {c.accent}; }}
    QFrame#details {{ border: none; border-top: 1px solid {c.hairline}; }}
    QFrame#details QStackedWidget, QWidget#facts {{ background: {c.base}; }}
    QToolButton[tone="small"] {{ padding: 1px 3px; border-radius: 4px; }}
    QSplitter::handle {{ background: {c.window}; }}
    QStatusBar {{ background: {c.window}; border-top: 1px solid {c.hairline}; color: {c.muted}; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ color: {c.muted}; padding: 2px 8px; }}
    QLineEdit, QComboBox, QPlainTextEdit, QDialog QListWidget {{ background: {c.base}; color: {c.text}; border: 1px solid {c.faint}; border-radius: 6px; padding: 4px 8px; selection-background-color: {c.accent}; selection-color: {c.base}; }}
    QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{ border-color: {c.accent}; }}
    QLineEdit {{ placeholder-text-color: {c.muted}; }}
    QDialog QLineEdit {{ min-height: 20px; }}
    QDialog QListWidget, QDialog QTreeView {{ padding: 4px; selection-background-color: {c.selected}; selection-color: {c.text}; }}
    QDialog QTreeView, QDialog QTableView {{ border: 1px solid {c.hairline}; border-radius: 6px; }}
    QDialog QListWidget::item, QDialog QTreeView::item {{ padding: 5px 6px; }}
    QDialog QTableView::item {{ padding: 0 5px; }}
    QDialog QListWidget::item:selected, QDialog QTreeView::item:selected, QDialog QTableView::item:selected {{ background: {c.selected}; color: {c.text}; }}
    QAbstractSpinBox QLineEdit {{ min-height: 0; border: none; padding: 0; background: transparent; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QComboBox::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow {{ image: url({arrow}); width: 10px; height: 10px; }}
    QLabel[tone="headline"] {{ font-size: 17px; font-weight: 600; }}
    QMessageBox QLabel#qt_msgbox_informativelabel {{ min-width: 340px; }}
    QLabel[tone="muted"] {{ color: {c.muted}; }}
    QLabel[tone="good"] {{ color: {c.completed}; }}
    QLabel[tone="bad"] {{ color: {c.failed}; }}
    QToolTip {{ background: {c.base}; color: {c.text}; border: 1px solid {c.hairline}; padding: 4px; }}
    QMenuBar {{ background: {c.window}; }}
    QMenuBar::item {{ padding: 4px 10px; background: transparent; }}
    QMenuBar::item:selected {{ background: {c.selected}; }}
    """
