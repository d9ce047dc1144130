"""The link from each page to the same one in the other language, or to that language's first where it has none."""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

DOCS = Path(__file__).parents[1]
PAGES = {"en": DOCS, "zh_CN": DOCS / "zh_CN"}
NAMES = {"en": "English", "zh_CN": "简体中文"}


def _add_link(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    other = "en" if app.config.language == "zh_CN" else "zh_CN"
    there = page if (PAGES[other] / f"{page}.md").exists() else "index"
    up = "../" * (page.count("/") + (other == "en"))
    context["other_language"] = NAMES[other]
    context["other_language_code"] = other.replace("_", "-")
    context["other_language_page"] = f"{up}{'' if other == 'en' else 'zh_CN/'}{there}.html"


def setup(app: Sphinx) -> dict[str, bool]:
    """What ``_templates/sidebar/other_language.html`` shows."""
    app.connect("html-page-context", _add_link)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
