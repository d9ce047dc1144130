"""Man pages from the commands themselves: what ``--help`` says, and nothing that it doesn't, but where more is told.

click-man cuts summaries at 45 letters and escapes nothing that troff would take for its own; hence our own few lines.
"""

import datetime
import inspect
import re
from collections.abc import Iterable, Mapping

import click

from uploader_gui.cli.program import program
from uploader_gui.cli.window_command import window_command
from uploader_gui.headless.runs.exit_codes import (
    EXIT_BAD_USAGE,
    EXIT_DIFFERS,
    EXIT_DONE,
    EXIT_FAILED,
    EXIT_UNKNOWN,
)
from uploader_gui.headless.runs.interrupt import EXIT_INTERRUPTED

_NAME = "uploader-gui"
_SPECIAL = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}
"""Letters that troff shows as others, or takes for its own."""
_USUAL_EXITS = {
    EXIT_DONE: "What was asked for is done.",
    EXIT_FAILED: "Something failed; it was said on standard error.",
    EXIT_BAD_USAGE: "What was asked for makes no sense: arguments, settings, or a state directory that is in use.",
}
_INTERRUPTED_EXIT = {
    EXIT_INTERRUPTED: "Interrupted, by Ctrl-C or SIGTERM. Uploads that it ran are paused, and their parts are kept.",
}
_ENDED_BY_SIGNALS = {"serve", "watch"}
"""Commands that a signal ends as it should be: with EXIT_DONE."""
_VERIFY_EXITS = {
    EXIT_DIFFERS: "Something that was uploaded is missing or differs.",
    EXIT_UNKNOWN: "Nothing is known to be amiss, but not all could be verified.",
}
_FILES = {
    "~/.local/share/uploader-gui": "The state directory: what is being uploaded and how far it is, settings, the log. "
    "UPLOADER_GUI_HOME names another one.",
    "/usr/share/doc/uploader-gui, or docs in the folder of the program": "More to read.",
}


def pages(version: str, day: datetime.date) -> dict[str, str]:
    """Each page by the name of its file: one for the program, one for each command that is shown."""
    context = click.Context(program, info_name=_NAME)
    shown = {name: command for name, command in program.commands.items() if not command.hidden}
    texts = {f"{_NAME}.1": _program_page(context, shown)} | {
        f"{_NAME}-{name}.1": _command_page(click.Context(command, context, name), command)
        for name, command in shown.items()
    }
    return {
        file: f'.TH "{file.removesuffix(".1").upper()}" "1" "{day}" "Uploader {version}" "User Commands"\n.nh\n.ad l\n{text}'
        for file, text in texts.items()
    }


def _program_page(context: click.Context, shown: dict[str, click.Command]) -> str:
    options = [*window_command.params, *program.get_params(context)]
    return (
        _name(_NAME, _first_sentence(program))
        + f".SH SYNOPSIS\n.B {_plain(_NAME)}\n{_plain(' '.join(window_command.collect_usage_pieces(context)))}\n"
        + f".br\n.B {_plain(_NAME)}\n.I COMMAND\n[OPTIONS] ...\n"
        + _paragraphs("DESCRIPTION", program.help)
        + _options(context, options)
        + ".SH COMMANDS\n"
        + "".join(
            f".TP\n.BR {_plain(f'{_NAME}-{name}')} (1)\n{_plain(_first_sentence(command))}\n"
            for name, command in shown.items()
        )
        + _paragraphs("ENVIRONMENT", program.epilog)
        + _table("FILES", ".I", _FILES)
        + _table("EXIT STATUS", ".B", _USUAL_EXITS | _INTERRUPTED_EXIT)
        + _see_also(f"{_NAME}-{name}" for name in shown)
    )


def _command_page(context: click.Context, command: click.Command) -> str:
    exits = _USUAL_EXITS | (_VERIFY_EXITS if command.name == "verify" else {})
    if command.name not in _ENDED_BY_SIGNALS:
        exits |= _INTERRUPTED_EXIT
    return (
        _name(f"{_NAME}-{command.name}", _first_sentence(command))
        + f".SH SYNOPSIS\n.B {_plain(f'{_NAME} {command.name}')}\n{_plain(' '.join(command.collect_usage_pieces(context)))}\n"
        + _paragraphs("DESCRIPTION", command.help)
        + _options(context, command.get_params(context))
        + _table("EXIT STATUS", ".B", exits)
        + _see_also([_NAME])
    )


def _name(name: str, summary: str) -> str:
    return f".SH NAME\n{_plain(name)} \\- {_plain(summary[:1].lower() + summary[1:].rstrip('.'))}\n"


def _paragraphs(heading: str, text: str | None) -> str:
    """What click would wrap anew: paragraphs, between empty lines."""
    parts = [_plain(part) for part in inspect.cleandoc(text or "").split("\n\n") if part]
    return f".SH {heading}\n" + "\n.PP\n".join(parts) + "\n" if parts else ""


def _options(context: click.Context, parameters: list[click.Parameter]) -> str:
    records = dict(record for each in parameters if (record := each.get_help_record(context)))
    return _table("OPTIONS", ".B", records)


def _table(heading: str, font: str, rows: Mapping[object, str]) -> str:
    return f".SH {heading}\n" + "".join(
        f".TP\n{font} {_plain(str(name))}\n{_plain(text)}\n" for name, text in rows.items()
    )


def _see_also(names: Iterable[str]) -> str:
    return ".SH SEE ALSO\n" + ",\n".join(f".BR {_plain(name)} (1)" for name in names) + "\n"


def _first_sentence(command: click.Command) -> str:
    """Of the first paragraph of its help."""
    paragraph = " ".join(inspect.cleandoc(command.help or "").split("\n\n")[0].split())
    return re.split(r"(?<=[.?!]) ", paragraph)[0]


def _plain(text: str) -> str:
    """The text on one line, and no letter of it an order to troff."""
    line = "".join(_SPECIAL.get(letter, letter) for letter in " ".join(text.split()))
    return f"\\&{line}" if line.startswith(".") else line
