"""An autostart entry as https://specifications.freedesktop.org/autostart-spec has it, written and read."""

import re
from typing import Final

from uploader_gui.gui.desktop.login.login_start import LoginStart

_GROUP: Final = "[Desktop Entry]"
_ENV: Final = "env"
_RESERVED: Final = re.compile(r"[\s\"'\\><~|&;$*?#()`]")
_ESCAPED_IN_QUOTES: Final = re.compile(r'(["`$\\])')
_WORD: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s"]+)', re.DOTALL)
_IN_VALUES: Final = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_OUT_OF_VALUES: Final = {"s": " ", "n": "\n", "t": "\t", "r": "\r"}


def entry_text(start: LoginStart) -> str:
    """The file that has a desktop start this."""
    variables = [f"{name}={value}" for name, value in start.variables.items()]
    words = [_ENV, *variables, *start.words] if variables else start.words
    return "\n".join(
        [
            _GROUP,
            "Type=Application",
            "Name=Uploader",
            "Comment=Sends big files to a store",
            f"TryExec={_value(start.program[0])}",
            f"Exec={_value(' '.join(map(_argument, words)))}",
            "Icon=uploader-gui",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
            "",
        ]
    )


def entry_words(text: str) -> tuple[str, ...]:
    """The program that a file has started, with all its arguments; nothing where it is off, or no such file."""
    keys = _keys(text)
    is_off = keys.get("Hidden") == "true" or keys.get("X-GNOME-Autostart-enabled") == "false"
    if is_off or "Exec" not in keys:
        return ()
    command = re.sub(r"\\(.)", lambda found: _OUT_OF_VALUES.get(found[1], found[1]), keys["Exec"])
    words = [_read(found) for found in _WORD.finditer(command)]
    if words[:1] == [_ENV]:
        words = words[1:]
        while words and "=" in words[0]:
            words = words[1:]
    return tuple(words)


def _keys(text: str) -> dict[str, str]:
    _before, _group, inside = text.partition(_GROUP)
    lines = inside.partition("\n[")[0].splitlines()
    pairs = [line.partition("=") for line in lines if not line.startswith("#")]
    return {key.strip(): value.strip() for key, equals, value in pairs if equals}


def _argument(word: str) -> str:
    """A word of a command line: ``%`` would begin a field code, and all that a shell might take is quoted."""
    doubled = word.replace("%", "%%")
    if doubled and not _RESERVED.search(doubled):
        return doubled
    return '"' + _ESCAPED_IN_QUOTES.sub(r"\\\1", doubled) + '"'


def _value(text: str) -> str:
    return "".join(_IN_VALUES.get(letter, letter) for letter in text)


def _read(found: "re.Match[str]") -> str:
    quoted, plain = found.groups()
    word = re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL) if plain is None else plain
    return word.replace("%%", "%")
