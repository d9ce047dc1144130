"""The help of every command, as the program itself prints it, in the page that has a place for it."""

from collections.abc import Iterator

import click
from sphinx.application import Sphinx

from uploader_gui.cli.program import program

NAME = "uploader-gui"
PAGE = "scripts/all-options"
PLACE = "% What the commands say is put here by extensions/command_help.py."
WIDTH = 84


def page() -> str:
    """All commands as Markdown, in the order of ``--help``."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    top = click.Context(program, info_name=NAME, max_content_width=WIDTH, terminal_width=WIDTH)
    yield from _block(NAME, program.get_help(top))
    for name in program.list_commands(top):
        command = program.get_command(top, name)
        if command is not None and not command.hidden:
            context = click.Context(command, info_name=name, parent=top)
            yield from _block(f"{NAME} {name}", command.get_help(context))


def _block(title: str, text: str) -> Iterator[str]:
    yield from (f"## {title}", "", "```text", text, "```", "")


def _fill_in(_app: Sphinx, _page: str, source: list[str]) -> None:
    if PLACE in source[0]:
        source[0] = source[0].replace(PLACE, page())


def setup(app: Sphinx) -> dict[str, bool]:
    """The page is made of more than its file, so it is read each time."""
    app.connect("source-read", _fill_in)
    app.connect("env-get-outdated", lambda _app, env, *_: [PAGE] if PAGE in env.found_docs else [])
    return {"parallel_read_safe": True, "parallel_write_safe": True}
