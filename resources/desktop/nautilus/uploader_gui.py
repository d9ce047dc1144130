"""“Upload with Uploader” in the context menu of Files; needs nautilus-python. Run by Files, in its own Python."""

import locale

import gi
from gi.repository import Gio, GObject, Nautilus

try:  # another version than that of Files itself would end it
    gi.require_version("Gdk", "4.0")
    from gi.repository import Gdk
except (ImportError, ValueError):
    Gdk = None
try:  # where newer versions of GLib have it
    gi.require_version("GioUnix", "2.0")
    from gi.repository import GioUnix
except (ImportError, ValueError):
    GioUnix = Gio

_LAUNCHER = "uploader-gui.desktop"
_LABELS = {"zh_CN": "用 Uploader 上传", "zh_SG": "用 Uploader 上传"}
_HINTS = {"zh_CN": "把选中的内容传到存储", "zh_SG": "把选中的内容传到存储"}


class UploaderMenu(GObject.GObject, Nautilus.MenuProvider):
    """Asked by Files for what else stands in a context menu."""

    def get_file_items(self, *given):
        """One item for all that is selected; up to nautilus-python 1.2 the window comes first."""
        files = given[-1]
        program = _program()
        if not files or program is None:
            return []
        language = locale.getlocale(locale.LC_MESSAGES)[0] or ""
        item = Nautilus.MenuItem(
            name="UploaderMenu::upload",
            label=_LABELS.get(language, "Upload with Uploader"),
            tip=_HINTS.get(language, "Send what is selected to the store"),
            icon="uploader-gui",
        )
        item.connect("activate", lambda _item: _upload(program, files))
        return [item]


def _program():
    """The program as its launcher starts it; None where it is gone."""
    try:
        return GioUnix.DesktopAppInfo.new(_LAUNCHER)
    except TypeError:  # PyGObject's word for nothing
        return None


def _upload(program, files):
    """Start it once for all of them, with leave to come to the front."""
    context = None if Gdk is None else Gdk.Display.get_default().get_app_launch_context()
    program.launch([file.get_location() for file in files], context)
