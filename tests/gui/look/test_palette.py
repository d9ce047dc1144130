import pytest
from PySide6.QtGui import QColor, QPalette

from uploader_gui.gui.job_kind import Look
from uploader_gui.gui.look.palette import DARK, LIGHT, Colours, qt_palette, style_sheet


def luminance(name: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    colour = QColor(name)
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.case("C74")
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["window", "base", "hover", "selected"])
def test_every_text_can_be_read_on_every_ground(colours: Colours, ground: str) -> None:
    texts = [colours.text, colours.muted, *(colours.of_look(look) for look in Look)]
    assert min(contrast(text, getattr(colours, ground)) for text in texts) >= 5.1


@pytest.mark.case("W17")
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["window", "base", "hover", "selected"])
def test_what_has_the_focus_is_seen_on_every_ground(colours: Colours, ground: str) -> None:
    """A frame needs 3 (WCAG 2.2, 1.4.11); around what is filled with the accent it has the text's colour."""
    assert contrast(colours.accent, getattr(colours, ground)) >= 4.5
    assert contrast(colours.text, getattr(colours, ground)) >= 4.5


ROLES = QPalette.ColorRole


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (ROLES.WindowText, ROLES.Window),
        (ROLES.Text, ROLES.Base),
        (ROLES.Text, ROLES.AlternateBase),
        (ROLES.ButtonText, ROLES.Button),
        (ROLES.HighlightedText, ROLES.Highlight),
        (ROLES.ToolTipText, ROLES.ToolTipBase),
        (ROLES.PlaceholderText, ROLES.Base),
        (ROLES.Link, ROLES.Base),
        (ROLES.Link, ROLES.Window),
    ],
)
def test_what_qt_pairs_can_be_read(
    colours: Colours, text: QPalette.ColorRole, ground: QPalette.ColorRole
) -> None:
    palette = qt_palette(colours)
    assert contrast(palette.color(text).name(), palette.color(ground).name()) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_selected_text_in_a_field_can_be_read(colours: Colours) -> None:
    """The style sheet selects with the accent, and writes in the base colour there."""
    assert "selection-color: " + colours.base in style_sheet(colours)
    assert contrast(colours.base, colours.accent) >= 4.5


@pytest.mark.case("W17")
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_main_button_can_be_read_also_under_the_mouse(colours: Colours) -> None:
    for ground in (colours.accent, colours.accent_hover, colours.accent_pressed):
        assert contrast(colours.base, ground) >= 4.5


@pytest.mark.case("W17")
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_main_button_keeps_its_colour_under_the_mouse(colours: Colours) -> None:
    """Seen to be another shade, and still the accent: it does not turn black or white."""
    accent = QColor(colours.accent)
    for name in (colours.accent_hover, colours.accent_pressed):
        assert 1.1 < contrast(name, colours.accent) < 2
        assert abs(QColor(name).hslHue() - accent.hslHue()) < 5
