"""The command line: what is written behind ``uploader-gui``."""

from uploader_gui.cli.program import main

__all__ = ["main"]
