"""Sphinx's settings for both languages; ``packaging/docs`` builds each with ``language`` set to it."""

import sys
from pathlib import Path

DOCS = Path(__file__).parent
sys.path[:0] = [str(DOCS.parent), str(DOCS / "extensions")]

from uploader_gui import __version__  # noqa: E402 - the checkout's own, found above

project = "Uploader"
author = "The authors of Uploader"
copyright = "2026, the authors of Uploader"  # noqa: A001 - Sphinx's name for it
version = release = __version__
language = "en"

extensions = [
    "myst_parser",
    "other_language",
    "english_pages",
    "large_pictures",
    "chinese",
    "drawn_mermaid",
    "error_codes",
    "command_help",
]
exclude_patterns = ["zh_CN", "extensions"]
templates_path = ["_templates"]

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 4
myst_fence_as_directive = ["mermaid"]
highlight_language = "text"  # a block that does not say what it is holds commands with words behind them
nitpicky = True
linkcheck_ignore = [r"http://(127\.0\.0\.1|localhost)"]

html_theme = "furo"
html_title = "Uploader"
html_static_path = ["_static"]
html_css_files = ["uploader.css"]
html_favicon = "../resources/uploader-gui.svg"
html_logo = html_favicon
html_copy_source = False
html_show_sphinx = False
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/other_language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
