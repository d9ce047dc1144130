"""What Windows and macOS want inside a program beside its code: icons, version, Info.plist. Used by uploader-gui.spec."""

import re
import struct
from pathlib import Path

from desktop_tree.icons import picture
from PySide6.QtCore import QBuffer, QIODevice

IDENTIFIER = "uploader-gui"
"""As the settings, the login item and the desktop file have it."""
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
ICNS_KINDS = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024, b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512}  # fmt: skip
"""Each kind of picture in an .icns, and its pixels; the last four are the double ones of 16, 32, 128 and 256."""
_OLDEST_MACOS = "13.0"  # what the oldest PySide6 that pyproject.toml allows asks for
_LANGUAGES = ("en", "zh_CN")


def icon_file(platform: str, drawing: Path, folder: Path) -> str | None:
    """Write the icon that the platform's programs carry, and give its path. None where they carry none."""
    if platform == "win32":
        file, content = folder / "uploader-gui.ico", ico(drawing)
    elif platform == "darwin":
        file, content = folder / "uploader-gui.icns", icns(drawing)
    else:
        return None
    file.write_bytes(content)
    return str(file)


def ico(drawing: Path) -> bytes:
    """Windows' icon: a directory, then a PNG for each size (256 is written as 0)."""
    pictures = [(size, png(drawing, size)) for size in ICO_SIZES]
    offset = 6 + 16 * len(pictures)
    directory = struct.pack("<HHH", 0, 1, len(pictures))
    for size, content in pictures:
        directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(content), offset)
        offset += len(content)
    return directory + b"".join(content for _, content in pictures)


def icns(drawing: Path) -> bytes:
    """The icon of macOS: each picture with its kind and length before it."""
    body = b""
    for kind, size in ICNS_KINDS.items():
        content = png(drawing, size)
        body += kind + struct.pack(">I", 8 + len(content)) + content
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def png(drawing: Path, size: int) -> bytes:
    """The drawing as a PNG of ``size`` pixels. Raises ValueError where Qt can't draw it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture(drawing, size).save(buffer, "PNG")
    return bytes(buffer.data().data())


def version_file(platform: str, version: str, folder: Path) -> str | None:
    """Write what Windows shows among a program's properties, in PyInstaller's form. None elsewhere."""
    if platform != "win32":
        return None
    file = folder / "version.txt"
    file.write_text(windows_version(version), "utf-8")
    return str(file)


def windows_version(version: str) -> str:
    """The text of that file; four numbers, of which the last is 0."""
    numbers = (*map(int, re.findall(r"\d+", version)[:3]), 0)
    texts = {
        "FileDescription": "Uploader",
        "FileVersion": version,
        "InternalName": IDENTIFIER,
        "LegalCopyright": "MIT licence",
        "ProductName": "Uploader",
        "ProductVersion": version,
    }
    said = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in texts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, "
        f"fileType=1, subtype=0, date=(0, 0)), kids=[StringFileInfo([StringTable('040904B0', [{said}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


def info_plist(version: str) -> dict[str, object]:
    """What macOS has to know of the bundle: any file or folder can be opened with it, and it is nobody's first choice."""
    return {
        "CFBundleDisplayName": "Uploader",
        "CFBundleName": "Uploader",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleLocalizations": list(_LANGUAGES),
        "CFBundleDevelopmentRegion": "en",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "File or folder",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["public.data", "public.folder", "com.apple.package"],
            }
        ],
        "LSApplicationCategoryType": "public.app-category.video",
        "LSMinimumSystemVersion": _OLDEST_MACOS,
        "LSMultipleInstancesProhibited": False,
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "NSHumanReadableCopyright": "MIT licence",
    }
