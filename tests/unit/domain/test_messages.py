import string
from pathlib import Path

import pytest

from uploader_gui import domain
from uploader_gui.domain.messages import (
    ENGLISH,
    Message,
    MessageCode,
    english,
    from_json,
    message,
    messages_of,
    to_json,
)

PACKAGE = Path(domain.__file__).parents[1]
BEGAN = (
    message(MessageCode.BEGAN_TO_SEND_AGAIN, percent=41.26, run=3),
    message(MessageCode.SOURCE_MISSING, path="/films/{0} \udce4.mov"),
)


def places(code: MessageCode) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(ENGLISH[code]) if name is not None}


def test_every_sentence_has_english_words_and_is_called_by_its_name() -> None:
    assert set(ENGLISH) == set(MessageCode)
    assert all(code.name == code.value for code in MessageCode)


def test_places_have_names_of_letters_only() -> None:
    assert {name for code in MessageCode for name in places(code) if not name.isidentifier()} == set()


def test_sentences_are_said_one_after_the_other() -> None:
    assert english(BEGAN) == (
        "Began to send at 41.3 %, run 3 "
        "/films/{0} \udce4.mov is not there. Put it back or connect its drive, then try again."
    )
    assert english(()) == ""


def test_numbers_are_grouped_as_english_does() -> None:
    assert english((message(MessageCode.ADDED, size=1234567, parts=2000),)) == (
        "Added: 1,234,567 bytes in 2,000 parts"
    )


def test_what_was_kept_says_the_same() -> None:
    assert from_json(to_json(BEGAN)) == BEGAN
    assert from_json(to_json(())) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "7",
        "[[]]",
        '[["PAUSED"]]',
        '[["PAUSED", 7]]',
        '[["SAID_BY_A_NEWER_PROGRAM", {}]]',
        '[["SOURCE_MISSING", {}]]',
        '[["BEGAN_TO_SEND", {"percent": "much"}]]',
    ],
)
def test_what_is_not_known_here_is_taken_as_it_is(text: str) -> None:
    assert from_json(text) == messages_of(text)


def test_text_without_a_code_is_taken_as_it_is() -> None:
    assert messages_of("Odd {} text.") == (Message(MessageCode.VERBATIM, (("text", "Odd {} text."),)),)
    assert messages_of("") == ()


def test_nothing_but_what_another_version_wrote_is_text_without_a_code() -> None:
    naming = ("messages_of(", "VERBATIM")
    sources = {path: path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}
    found = {path for path, text in sources.items() if any(name in text for name in naming)}
    assert {path.relative_to(PACKAGE).as_posix() for path in found} == {
        "domain/messages.py",
        "gui/words/engine_words.py",
        "gui/words/marked_codes.py",
        "storage/database/schema.py",
    }


def test_texts_are_changed_and_numbers_left() -> None:
    changed = message(MessageCode.KEY_TOO_LONG, length=1025, limit=1024).with_texts(str.upper)
    assert changed == message(MessageCode.KEY_TOO_LONG, length=1025, limit=1024)
    assert BEGAN[1].with_texts(str.upper).arguments == (("path", "/FILMS/{0} \udce4.MOV"),)
