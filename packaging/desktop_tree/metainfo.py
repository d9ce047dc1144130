"""What software centres show: the file of ``resources``, with the releases that the changelog tells of."""

import re

COMPONENT = "local.uploader_gui.uploader"
"""The name of the program among all programs; ``local``, since it has no domain of its own."""

_PLACE = "https://pictures.example/"
"""Stands in ``resources`` for the place on the web; nobody can ever own it."""
_RELEASE = re.compile(r"^## \[(?P<version>\d+\.\d+\.\d+)\] - (?P<day>\d{4}-\d{2}-\d{2})$", re.MULTILINE)
_SCREENSHOTS = re.compile(r"\n *<screenshots>.*?</screenshots>", re.DOTALL)


def made(template: str, changelog: str, *, pictures: str) -> str:
    """The whole file; ``pictures``: the address of the folder that has them, or "" for a file without any.

    Raises ValueError if that is no address on the web.
    """
    if not pictures:
        text = _SCREENSHOTS.sub("", template)
    elif re.match(r"https?://[^\s<>&\"]+$", pictures):
        text = template.replace(_PLACE, f"{pictures.rstrip('/')}/")
    else:
        raise ValueError(f"UPLOADER_PICTURES is no web address: {pictures}")
    return text.replace("</component>", f"{_releases(changelog)}</component>")


def _releases(changelog: str) -> str:
    found = [
        f'    <release version="{release["version"]}" date="{release["day"]}"/>\n'
        for release in _RELEASE.finditer(changelog)
    ]
    return f"  <releases>\n{''.join(found)}  </releases>\n" if found else ""
