"""Links from a Chinese page to one that is there in English alone, which MyST knows nothing of: each language is a set of
pages of its own. What leads nowhere is left to MyST, which says so.
"""

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

DOCS = Path(__file__).parents[1]
LINK = re.compile(r"\]\(((?:\.\./)+[\w/-]+)\.md(#[\w-]+)?\)")
PLACE = "https://english.invalid/"
"""Stands for the first of the English pages until it is known how far up that is; it passes as any address outside."""


def _put_place(app: Sphinx, page: str, content: list[str]) -> None:
    here = Path(app.srcdir, page).parent

    def placed(link: re.Match[str]) -> str:
        there = (here / f"{link[1]}.md").resolve()
        if there.is_relative_to(app.srcdir) or not there.is_relative_to(DOCS) or not there.exists():
            return link[0]
        return f"]({PLACE}{there.relative_to(DOCS).with_suffix('.html').as_posix()}{link[2] or ''})"

    content[0] = LINK.sub(placed, content[0])


def _lead_there(_app: Sphinx, tree: nodes.document, page: str) -> None:
    up = "../" * (page.count("/") + 1)
    for link in tree.findall(nodes.reference):
        if link.get("refuri", "").startswith(PLACE):
            link["refuri"] = up + link["refuri"].removeprefix(PLACE)
            link["internal"] = True


def _ask_for_none(_app: Sphinx, config: Config) -> None:
    config.linkcheck_ignore.append(re.escape(PLACE))


def setup(app: Sphinx) -> dict[str, bool]:
    """Nothing changes where the pages are English."""
    app.connect("config-inited", _ask_for_none)
    app.connect("source-read", _put_place)
    app.connect("doctree-resolved", _lead_there)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
