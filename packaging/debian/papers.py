"""What a Debian package has to say of itself; called by ``packaging/deb``.

papers.py changelog VERSION MAINTAINER    Debian's changelog, from ours
papers.py copyright                       whose all of it is, from LICENSE
"""

import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]


def changelog(text: str, version: str, maintainer: str, day: datetime) -> str:
    """Debian's form of it; ``text``: our own changelog, which is beside it in the package."""
    is_released = re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", text, re.MULTILINE)
    line = (
        f"Release {version}; CHANGELOG.md.gz says what is new."
        if is_released
        else "Not a release; CHANGELOG.md.gz says what is new."
    )
    return (
        f"uploader-gui ({version}) {'stable' if is_released else 'UNRELEASED'}; urgency=medium\n\n  * {line}\n\n"
        f" -- {maintainer}  {day:%a, %d %b %Y %H:%M:%S} +0000\n"
    )


def copyright_file(licence: str) -> str:
    """Whose it is, in Debian's form; the notices of all that came with it are a file of their own."""
    holder = re.search(r"^Copyright \(c\) (.+)$", licence, re.MULTILINE)
    if holder is None:
        raise ValueError("LICENSE names nobody")
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: Uploader\n"
        f"\nFiles: *\nCopyright: {holder[1]}\nLicense: Expat\n"
        "\nFiles: usr/lib/uploader-gui/_internal/*\n"
        "Copyright: those whom THIRD-PARTY-NOTICES names, each for what is theirs\n"
        "License: as-in-THIRD-PARTY-NOTICES\n"
        " Python, Qt and the libraries that come with the program are under licences of their own. Names, versions\n"
        " and the whole texts: /usr/share/doc/uploader-gui/THIRD-PARTY-NOTICES.txt\n"
        f"\nLicense: Expat\n{_indented(licence.split(holder[0])[1].strip())}\n"
    )


def _indented(text: str) -> str:
    return "\n".join(f" {line}" if line else " ." for line in text.splitlines())


def main() -> None:
    """Print the one that was asked for."""
    match sys.argv[1:]:
        case ["changelog", version, maintainer]:
            ours = (ROOT / "CHANGELOG.md").read_text("utf-8")
            day = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
            sys.stdout.write(changelog(ours, version, maintainer, day))
        case ["copyright"]:
            sys.stdout.write(copyright_file((ROOT / "LICENSE").read_text("utf-8")))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
