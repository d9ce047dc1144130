"""KDE's own dialogs for files, by the portal."""

import os

import pytest

from uploader_gui.gui.desktop.file_dialogs import familiar_dialogs, wanted_theme

KDE = {"XDG_CURRENT_DESKTOP": "KDE", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus"}


@pytest.mark.parametrize(
    ("environ", "theme"),
    [
        (KDE, "xdgdesktopportal"),
        (KDE | {"XDG_CURRENT_DESKTOP": "X-Kiosk:KDE"}, "xdgdesktopportal"),
        (KDE | {"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}, None),
        (KDE | {"QT_QPA_PLATFORMTHEME": "kde"}, None),
        (KDE | {"DBUS_SESSION_BUS_ADDRESS": ""}, None),
        ({}, None),
    ],
)
def test_the_portal_shows_dialogs_where_qt_has_no_familiar_ones(
    environ: dict[str, str], theme: str | None
) -> None:
    assert wanted_theme(environ) == theme


def test_programs_that_are_started_later_are_told_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORMTHEME", raising=False)
    for name, value in KDE.items():
        monkeypatch.setenv(name, value)
    with familiar_dialogs():
        assert os.environ["QT_QPA_PLATFORMTHEME"] == "xdgdesktopportal"
    assert "QT_QPA_PLATFORMTHEME" not in os.environ
