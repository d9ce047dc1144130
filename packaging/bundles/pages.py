"""Puts the documentation, as ``packaging/docs`` made it, beside a program; started by ``packaging/bundle``.

pages.py PAGES PROGRAM    with the Python that has Sphinx: the licences of what is in the pages go with them
"""

import shutil
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from uploader_gui.runtime.guide_pages import PAGES

_BALLAST: Final = ("_sources", ".buildinfo", "objects.inv", "*.js.map")
_IN_THE_PAGES: Final = ("Sphinx", "furo", "sphinx-basic-ng", "pygments", "snowballstemmer")
_RULER: Final = "=" * 100  # as notices.py draws it
_LICENCES: Final = ("LICENSE", "LICENSE.rst", "COPYING")


def main(pages: Path, program: Path) -> None:
    """Put the pages and the licences beside the program."""
    put_beside(program, pages)
    notices = "".join(map(_notice, _IN_THE_PAGES))
    (program.with_name(PAGES) / "THIRD-PARTY-NOTICES.txt").write_text(notices, "utf-8")


def put_beside(program: Path, pages: Path) -> None:
    """Copy them, without what only Sphinx wants, in place of those that are there."""
    target = program.with_name(PAGES)
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(pages, target, ignore=shutil.ignore_patterns(*_BALLAST))


def _notice(name: str) -> str:
    work = distribution(name)
    texts = [file.read_text("utf-8") for file in work.files or () if file.name in _LICENCES]
    if not texts:
        sys.exit(f"error: {name} has no text of its licence")
    title = f"{name} {work.version}, of which there is work in the pages of the documentation"
    return f"\n{_RULER}\n{title}\n{_RULER}\n\n" + "\n".join(texts)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
