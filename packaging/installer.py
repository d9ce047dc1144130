"""Builds what people install on Windows and on macOS, on that system itself; ``packaging/bundle`` is the one for Linux.

    python packaging/installer.py      dist/uploader-gui-X.Y.Z-windows-x86_64.exe, or ...-macos-ARCHITECTURE.dmg

In an environment with packaging/requirements/build.txt and bundle.txt and this program, as .github/workflows/build.yml
sets it up. On Windows it takes Inno Setup 6.3 or newer, whose compiler is looked for where its installer puts it.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from uploader_gui import __version__
from uploader_gui.runtime.program_version import BAKED, commit

ROOT = Path(__file__).parents[1]
BUNDLES = ROOT / "packaging" / "bundles"
WORK = ROOT / "build" / "installer"
DIST = ROOT / "dist"


def main() -> None:
    """Build it; whatever fails ends this with its own words."""
    if sys.platform not in {"win32", "darwin"}:
        sys.exit("packaging/installer.py builds on Windows and macOS. On Linux run packaging/bundle.")
    WORK.mkdir(parents=True, exist_ok=True)
    DIST.mkdir(exist_ok=True)
    (WORK / BAKED).write_text(commit(), "ascii")
    run(
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
        "--distpath", WORK / "dist", "--workpath", WORK / "pyinstaller", BUNDLES / "uploader-gui.spec",
    )  # fmt: skip
    folder = WORK / "dist" / "uploader-gui"
    shutil.copy(ROOT / "LICENSE", folder)
    run(sys.executable, BUNDLES / "notices.py", WORK / "collected.json", folder / "THIRD-PARTY-NOTICES.txt")
    made = windows_installer(folder) if sys.platform == "win32" else disk_image(folder)
    sys.stdout.write(f"{made}: {made.stat().st_size / 2**20:.0f} MiB\n")


def windows_installer(folder: Path) -> Path:
    """Inno Setup's installer of what is in ``folder``."""
    run(
        inno_setup(), "/Q", f"/DVersion={__version__}", f"/DFolder={folder}", f"/DOutput={DIST}",
        f"/DIcon={WORK / 'uploader-gui.ico'}", BUNDLES / "windows" / "uploader-gui.iss",
    )  # fmt: skip
    return DIST / f"uploader-gui-{__version__}-windows-x86_64.exe"


def inno_setup() -> Path:
    """Inno Setup's compiler."""
    on_path = shutil.which("iscc")
    if on_path:
        return Path(on_path)
    for variable in ("ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"):
        folder = Path(os.environ.get(variable, ""))
        for below in ("Inno Setup 6", "Programs/Inno Setup 6"):
            if (folder / below / "ISCC.exe").is_file():
                return folder / below / "ISCC.exe"
    sys.exit("Inno Setup 6 is needed; its installer is on https://jrsoftware.org.")


def disk_image(folder: Path) -> Path:
    """A compressed image with the bundle, a link to drag it onto, and the notices."""
    image = DIST / f"uploader-gui-{__version__}-macos-{platform.machine()}.dmg"
    shown = WORK / "image"
    shutil.rmtree(shown, ignore_errors=True)
    shown.mkdir()
    shutil.copytree(folder.with_name("Uploader.app"), shown / "Uploader.app", symlinks=True)
    (shown / "Applications").symlink_to("/Applications")
    for name in ("LICENSE", "THIRD-PARTY-NOTICES.txt"):
        shutil.copy(folder / name, shown)
    run("hdiutil", "create", "-volname", "Uploader", "-srcfolder", shown, "-format", "UDZO", "-ov", image)
    return image


def run(*command: str | Path) -> None:
    """Run a program, its words shown. Ends this with its exit code if that is not 0."""
    environment = os.environ | {
        "BUNDLE_VERSION": __version__,
        "BUNDLE_WORK": str(WORK),
        "PYTHONHASHSEED": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    ended = subprocess.run([str(word) for word in command], env=environment, check=False)
    if ended.returncode:
        sys.exit(ended.returncode)


if __name__ == "__main__":
    main()
