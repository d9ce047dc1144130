"""Completions for the shells, as click makes them: they ask the program itself at each press of Tab."""

from click.shell_completion import get_completion_class

from uploader_gui.cli.program import program

_NAME = "uploader-gui"
_VARIABLE = "_UPLOADER_GUI_COMPLETE"
"""What click reads the question from; it makes this name from that of the program."""

_PLACES = {
    "bash": "bash-completion/completions/uploader-gui",
    "zsh": "zsh/vendor-completions/_uploader-gui",
    "fish": "fish/vendor_completions.d/uploader-gui.fish",
}
"""Below ``share``: where Debian's shells look by themselves."""


def scripts() -> dict[str, str]:
    """Each script, by its place below ``share``."""
    return {place: _script(shell) for shell, place in _PLACES.items()}


def _script(shell: str) -> str:
    made = get_completion_class(shell)
    if made is None:
        raise ValueError(f"click has no completions for {shell}")
    return made(program, {}, _NAME, _VARIABLE).source().strip() + "\n"
