"""Writes whose work is in a bundle, and under which licences; started by ``packaging/bundle``.

    notices.py COLLECTED NOTICES    COLLECTED: a JSON list of the files that the bundle was made of

Python libraries are told by pip-licenses, the system's libraries by Debian's copyright files, Python and Qt here.
A file that belongs to nobody known ends it: nothing goes out without its licence.
"""

import json
import platform
import re
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackagePath, distributions
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[2]
_OURS: Final = "uploader-gui"
_BOOTLOADER: Final = "pyinstaller"  # its start program is the executable, none of its modules is in the list
COMMON_LICENCES: Final = Path("/usr/share/common-licenses")
_NAMED_LICENCE: Final = re.compile(rf"{COMMON_LICENCES}/([\w.+-]*\w)")
_LICENCE_NAME: Final = re.compile(r"(licen[sc]e|copying|notice)(?!.*\.(py|pyc|pyi|html)$).*", re.IGNORECASE)
_SHORT_NAME: Final = re.compile(
    r"^License: (\S+(?: (?:or|and) \S+)*)$", re.MULTILINE
)  # elsewhere prose stands there
_RULER: Final = "=" * 100
_NOTHING: Final = "UNKNOWN"  # pip-licenses' word

_INTRODUCTION: Final = """\
Uploader is Copyright (c) 2026 The Uploader developers, under the MIT licence (the file LICENSE). Beside it, this
bundle has what follows, each under its own licence. The full texts come after the list.
"""

_QT: Final = """\
Qt and PySide6 (Qt for Python, with shiboken6) are Copyright (C) The Qt Company Ltd. and other contributors, and are
used under the GNU Lesser General Public License, version 3, whose text stands below together with the GNU General
Public License, version 3, that it refers to. They are unchanged, and are libraries of their own in the folder
_internal/PySide6: you may replace them with versions of your own. Their source is offered by their makers:
https://download.qt.io/official_releases/QtForPython/ and https://download.qt.io/official_releases/qt/
Qt has code of others in it, under licences that are listed at https://doc.qt.io/qt-6/licenses-used-in-qt.html
"""


@dataclass(frozen=True, slots=True)
class Notice:
    """One work: ``licence`` in short, ``text`` in full."""

    name: str
    version: str
    licence: str
    origin: str
    text: str

    @property
    def line(self) -> str:
        """It in the list at the top."""
        return f"    {self.name} {self.version}: {self.licence}" + (f", {self.origin}" if self.origin else "")


def main(collected: Path, target: Path) -> None:
    """Write the notices of all that is in the list."""
    files = [Path(file) for file in json.loads(collected.read_text("utf-8"))]
    notices = _told_by_pip_licenses(_libraries_of([file for file in files if _is_installed(file)]))
    others = [file for file in files if not _is_installed(file) and not file.is_relative_to(_ROOT)]
    if _brings_its_own_licence():
        notices.append(_python())
        others = [file for file in others if not file.resolve().is_relative_to(_python_folder())]
    notices += map(_told_by_debian, sorted(_packages_of(others)))
    target.write_text(document(sorted(notices, key=lambda notice: notice.name.lower())), "utf-8")


def _is_installed(file: Path) -> bool:
    return file.is_relative_to(sys.prefix)


def _libraries_of(files: Sequence[Path]) -> dict[str, Distribution]:
    """The installed libraries that the files belong to, by name."""
    owners = {
        Path(str(distribution.locate_file(file))): distribution
        for distribution in distributions()
        for file in distribution.files or ()
    }
    homeless = [file for file in files if file not in owners]
    if homeless:
        sys.exit(f"error: no library that is installed has these: {', '.join(map(str, homeless))}")
    found = [owners[file] for file in files]
    found += [each for each in distributions() if each.name == _BOOTLOADER]
    return {distribution.name: distribution for distribution in found if distribution.name != _OURS}


def _told_by_pip_licenses(libraries: dict[str, Distribution]) -> list[Notice]:
    command = [
        str(Path(sys.executable).with_name("pip-licenses")), "--format=json", "--with-urls",
        "--with-license-file", "--with-notice-file", "--no-license-path", "--packages", *sorted(libraries),
    ]  # fmt: skip
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    missing = set(libraries) - {each["Name"] for each in told}
    if missing:
        sys.exit(f"error: pip-licenses tells nothing of {', '.join(sorted(missing))}")
    return [_told(each, libraries[each["Name"]]) for each in told]


def _told(told: dict[str, str], library: Distribution) -> Notice:
    texts = [told[part].strip() for part in ("LicenseText", "NoticeText") if told[part] != _NOTHING]
    for other in _licence_files(library):
        text = Path(str(library.locate_file(other))).read_text("utf-8", "replace").strip()
        if text not in texts:
            texts.append(text)
    if not texts and not library.name.lower().startswith(("pyside6", "shiboken6")):
        sys.exit(f"error: {library.name} has no text of its licence")
    licence = told["License"].splitlines()[0]
    origin = "" if told["URL"] == _NOTHING else told["URL"]
    return Notice(library.name, library.version, licence, origin, "\n\n".join(texts) or _QT)


def _licence_files(library: Distribution) -> list[PackagePath]:
    """All that are called so; pip-licenses tells the first."""
    return [file for file in library.files or () if _LICENCE_NAME.fullmatch(file.name)]


def _python_folder() -> Path:
    return Path(sys.base_prefix).resolve()


def _brings_its_own_licence() -> bool:
    """Whether Python is not the system's: that one is told of as a package."""
    return _python_folder() != Path("/usr")


def _python() -> Notice:
    text = (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt").read_text("utf-8")
    return Notice("Python", platform.python_version(), "PSF-2.0", "https://www.python.org", text.strip())


def _packages_of(files: Sequence[Path]) -> set[str]:
    """The Debian packages that the files are of."""
    by_path = {path: file for file in files for path in _paths_of(file)}
    command = ["dpkg", "-S", *by_path]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    found = dict(line.split(": ", 1)[::-1] for line in asked.stdout.splitlines() if line.count(": ") == 1)
    known = {by_path[path] for path in found if path in by_path}
    if set(files) - known:
        sys.exit(f"error: no package has these: {', '.join(map(str, sorted(set(files) - known)))}")
    return {owner.split(":")[0] for path, owner in found.items() if path in by_path}


def _paths_of(file: Path) -> tuple[str, ...]:
    """How dpkg may know it: by the path it was installed to, which may have left out /usr."""
    real = str(file.resolve())
    return str(file), real, real.removeprefix("/usr")


def _told_by_debian(package: str) -> Notice:
    text = Path(f"/usr/share/doc/{package}/copyright").read_text("utf-8", "replace")
    command = ["dpkg-query", "-W", "-f", "${Version}\n", package]
    version = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[0]
    short = sorted(set(_SHORT_NAME.findall(text))) or ["see its text"]
    return Notice(package, version, "; ".join(short), "a library of Debian", text.strip())


def document(notices: Sequence[Notice], common: Path = COMMON_LICENCES) -> str:
    """The list, then each text once, then those that Debian keeps in ``common`` and others only name."""
    texts: dict[str, list[str]] = {}
    for notice in notices:
        texts.setdefault(notice.text, []).append(f"{notice.name} {notice.version}")
    sections = [(", ".join(names), text) for text, names in texts.items()]
    named = {found for text in texts for found in _NAMED_LICENCE.findall(text)} | {"LGPL-3", "GPL-3"}
    sections += [(name, (common / name).read_text("utf-8")) for name in sorted(named)]
    head = _INTRODUCTION + "\n" + "\n".join(notice.line for notice in notices) + "\n"
    return head + "".join(f"\n{_RULER}\n{title}\n{_RULER}\n\n{text.rstrip()}\n" for title, text in sections)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
