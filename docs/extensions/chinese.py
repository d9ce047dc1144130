"""What Chinese pages need, where nothing stands between words: neither a space where a line ends, nor one in a search.

Sphinx's own search cuts the text by a dictionary, but not what is asked for, and so finds whole words only. Here texts
and questions are cut into pairs of characters.
"""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.search.zh import SearchChinese

CHARACTERS = re.compile(r"[㐀-鿿]+")
AROUND_THE_TEXT = {
    "Next": "下一页",
    "Previous": "上一页",
    "Home": "首页",
    "On this page": "本页内容",
    "Back to top": "回到顶部",
    "Skip to content": "跳到正文",
    "Copyright &#169; %(copyright)s": "版权所有 &#169; %(copyright)s",
    "Made with ": "制作工具：",
}
"""What the theme says in English alone."""
SIGN = re.compile(r"[\u3000-\u303f\uff00-\uffef“”‘’]")
SPLIT_QUERY = """
var splitQuery = (query) => [...query.matchAll(/[㐀-鿿]+|[A-Za-z0-9_]+/g)].flatMap(([word]) =>
    word.length < 2 || /\\w/.test(word) ? [word] : [...word].slice(1).map((next, i) => word[i] + next));
"""


class PairsOfCharacters(SearchChinese):
    """Each Chinese character and each two that follow each other are words; English ones as ever."""

    language_name = "English"  # whose stemmer it is that Chinese pages use, for the English words in them
    js_splitter_code = SPLIT_QUERY

    def split(self, input: str) -> list[str]:  # noqa: A002 - Sphinx's name
        """The words of ``input``."""
        words = super().split(input)
        for run in CHARACTERS.findall(input):
            words += run
            words += (run[i : i + 2] for i in range(len(run) - 1))
        return words

    def word_filter(self, stemmed_word: str) -> bool:
        """Whether it can be searched for: a single character can, a single letter can't."""
        return CHARACTERS.match(stemmed_word) is not None or super().word_filter(stemmed_word)


def _join_lines(app: Sphinx, document: nodes.document) -> None:
    """Take the ends of lines away that would be shown as spaces beside Chinese letters."""
    if app.config.language != "zh_CN":
        return
    for around in {id(text.parent): text.parent for text in document.findall(nodes.Text)}.values():
        children = around.children
        for at in reversed(range(1, len(children) - 1)):
            beside = children[at - 1].astext()[-1:], children[at + 1].astext()[:1]
            is_end = isinstance(children[at], nodes.Text) and children[at].astext() == "\n"
            if is_end and (any(map(SIGN.match, beside)) or all(map(CHARACTERS.match, beside))):
                del children[at]


def _translate_theme(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _document: nodes.document | None
) -> None:
    if app.config.language == "zh_CN":
        context["_"] = context["gettext"] = lambda text: AROUND_THE_TEXT.get(text) or _(text)


def setup(app: Sphinx) -> dict[str, bool]:
    """Used where the language is Chinese."""
    app.connect("doctree-read", _join_lines)
    app.connect("html-page-context", _translate_theme)
    app.add_search_language(PairsOfCharacters)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
