"""What the program's libraries need from the system, as fields of a package's control file; called by ``packaging/deb``.

    needs.py TREE WORK    TREE: what is packed; WORK: a folder for dpkg-shlibdeps' own files

dpkg-shlibdeps fails where a library needs another one that is neither in the tree nor on this machine.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

RENAMED = frozenset({"libcups2", "libglib2.0-0", "libgtk-3-0", "libpng16-16", "libssl3"})
"""Packages whose name ends in t64 since time has 64 bits: in Debian from 13 on, in Ubuntu from 24.04 on."""

_PROGRAM = "usr/lib/uploader-gui"
_ALWAYS = {
    "Depends": (),
    "Recommends": ("ca-certificates", "xdg-utils"),
    "Suggests": ("gnome-keyring", "libgtk-3-0", "python3-nautilus"),
}
"""What no library tells: certificates, what opens folders and links, where secrets are kept, the look of GTK's desktops
(which have it), the menu of Files."""
_RESTS_WITHOUT = "platformthemes/libqgtk3.so"
"""GTK's look; it is only loaded where GTK is."""


def fields(told: str) -> str:
    """The fields, from what dpkg-shlibdeps tells; beside a name the one that it has in newer releases."""
    found = {name: [_either(package) for package in usual] for name, usual in _ALWAYS.items()}
    for line in told.splitlines():
        field, _, packages = line.removeprefix("shlibs:").partition("=")
        found[field].extend(_either(package) for package in packages.split(", "))
    return "".join(f"{field}: {', '.join(sorted(set(names)))}\n" for field, names in found.items() if names)


def _either(package: str) -> str:
    name, _, version = package.partition(" ")
    return f"{name}t64 {version}".rstrip() + f" | {package}" if name in RENAMED else package


def told_by_shlibdeps(tree: Path, work: Path) -> str:
    """What it prints. Raises CalledProcessError, after its words, where something is missing."""
    control = work / "debian" / "control"
    control.parent.mkdir(parents=True, exist_ok=True)
    control.write_text("Source: uploader-gui\n\nPackage: uploader-gui\nArchitecture: any\n", "utf-8")
    asked = [
        "dpkg-shlibdeps",
        "-O",
        "--ignore-missing-info",
        "--warnings=0",
        f"-S{tree}",
        f"-l/{_PROGRAM}/_internal",
    ]
    libraries = [f"-e{file}" for file in sorted(_libraries(tree / _PROGRAM))]
    told = subprocess.run([*asked, *libraries], cwd=work, stdout=subprocess.PIPE, text=True, check=True)
    return told.stdout


def _libraries(program: Path) -> Iterator[Path]:
    for file in program.rglob("*"):
        if file.is_file() and not file.is_symlink() and not str(file).endswith(_RESTS_WITHOUT):
            with file.open("rb") as opened:
                if opened.read(4) == b"\x7fELF":
                    yield file


if __name__ == "__main__":
    sys.stdout.write(fields(told_by_shlibdeps(Path(sys.argv[1]), Path(sys.argv[2]))))
