"""The guide speaks as the window does, shows its pictures, and says the same in both languages."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from uploader_gui.domain.messages import ENGLISH

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
WORDS = ROOT / "resources" / "translations" / "uploader-gui_zh_CN.ts"
GUIDES = {"en": DOCS / "guide", "zh_CN": DOCS / "zh_CN" / "guide"}
PAGES = [(language, page) for language, folder in GUIDES.items() for page in sorted(folder.glob("*.md"))]
PICTURES = sorted((DOCS / "pictures").rglob("*.png"))
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
MNEMONIC = re.compile(r"\(&\w\)|&(?=\w)")
EMPHASIS = re.compile(r"(.?)(\*{1,2})([^*|\s][^*|]*?)\2(.?)", re.DOTALL)
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
FIELD = re.compile(r"\{[^}]*\}")


_FIELDS = {"en": "source", "zh_CN": "translation"}


def window_words(language: str) -> Iterator[str]:
    """What the window says in that language; for what it fills in stands an ellipsis, as in the guide."""
    said = [message.findtext(_FIELDS[language]) for message in ElementTree.parse(WORDS).iter("message")]
    for words in [*said, *(ENGLISH.values() if language == "en" else ())]:
        yield FIELD.sub("…", MNEMONIC.sub("", words or "")).strip()


def is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"


def is_letter(neighbour: str) -> bool:
    return neighbour != "" and not neighbour.isspace() and not is_sign(neighbour)


def ids(given: object) -> str:
    return given.stem if isinstance(given, Path) else str(given)


@pytest.mark.parametrize(("language", "page"), PAGES, ids=ids)
def test_what_the_guide_has_in_bold_the_window_says_just_so(language: str, page: Path) -> None:
    bold = {" ".join(words.split()) for words in BOLD.findall(page.read_text("utf-8"))}
    assert bold - set(window_words(language)) == set()


@pytest.mark.parametrize(("language", "page"), PAGES, ids=ids)
def test_emphasis_ends_where_it_should_also_between_chinese_letters(language: str, page: Path) -> None:
    """Markdown sees no end of it behind a sign of punctuation, nor a beginning before one, with a letter beside it."""
    lost = [
        words
        for before, _, words, after in EMPHASIS.findall(CODE.sub("code", page.read_text("utf-8")))
        if (is_sign(words[-1]) and is_letter(after)) or (is_sign(words[0]) and is_letter(before))
    ]
    assert lost == []


@pytest.mark.parametrize(("language", "page"), PAGES, ids=ids)
def test_each_picture_is_in_the_language_of_its_page_and_told_in_words(language: str, page: Path) -> None:
    pictures = PICTURE.findall(page.read_text("utf-8"))
    assert [path for _, path in pictures if f"/pictures/{language}/" not in path] == []
    assert [path for words, path in pictures if len(words) < 8] == []


def test_both_languages_have_the_same_pages_with_the_same_pictures() -> None:
    english, chinese = (
        {
            page.name: [Path(path).name for _, path in PICTURE.findall(page.read_text("utf-8"))]
            for page in pages
        }
        for pages in (sorted(folder.glob("*.md")) for folder in GUIDES.values())
    )
    assert english == chinese


def test_no_picture_is_made_that_nothing_shows() -> None:
    shown = "".join(page.read_text("utf-8") for page in (*ROOT.glob("README*.md"), *DOCS.rglob("*.md")))
    assert [path.name for path in PICTURES if f"pictures/{path.parent.name}/{path.name}" not in shown] == []


def test_the_pictures_stay_light() -> None:
    assert sum(path.stat().st_size for path in PICTURES) < 3_000_000
