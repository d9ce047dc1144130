"""Where the documentation lies that came with the program, as web pages."""

import sys
from pathlib import Path
from typing import Final

from uploader_gui.storage.settings.settings import Language

_CHECKOUT: Final = Path(__file__).parents[2]
PAGES: Final = "docs"
"""What is built has this folder beside its executable. A checkout has it in ``build``, once they were made."""


def guide_page(language: Language, executable: Path | None = None, checkout: Path = _CHECKOUT) -> Path | None:
    """The guide's first page, with no link in its path: a browser may be kept from where a link lies, not from
    where it leads. None: the pages did not come with the program.
    """
    beside = (executable or Path(sys.executable)).with_name(PAGES)
    for pages in (beside, checkout / "build" / PAGES):
        page = (pages / language if language is Language.CHINESE else pages) / "guide" / "index.html"
        if page.is_file():
            return page.resolve()
    return None
