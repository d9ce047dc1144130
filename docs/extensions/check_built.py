"""Follows every link inside the built pages, to the anchor: also those between the languages, which Sphinx can't know.

python docs/extensions/check_built.py FOLDER
"""

import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from typing_extensions import override


class Page(HTMLParser):
    """The links and anchors of a page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(file.read_text("utf-8"))

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value for name, value in attrs if value}
        self.anchors.update(named[name] for name in ("id", "name") if name in named)
        self.links.update(named[name] for name in ("href", "src") if name in named)


def main() -> None:
    """Say which links lead nowhere, and end with 1 if there are any."""
    faults = sorted(set(_faults(Path(sys.argv[1]).resolve())))
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    sys.exit(bool(faults))


def _faults(built: Path) -> Iterator[str]:
    read = cache(Page)
    for file in sorted(built.rglob("*.html")):
        for link in read(file).links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            there = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            wanted = unquote(parts.fragment) if there.suffix == ".html" else ""
            if not there.is_file():
                yield f"{file.relative_to(built)}: there is no {link}"
            elif wanted and wanted not in read(there).anchors:
                yield f"{file.relative_to(built)}: nothing there is called {link}"


if __name__ == "__main__":
    main()
