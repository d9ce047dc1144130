"""Every failure that the code tells in words of its own, read from the code: its code, and a message as it may be."""

import ast
from collections.abc import Iterator
from pathlib import Path

PRODUCT = Path(__file__).parents[2] / "uploader_gui"
_FOLDERS = ("domain", "storage", "transfer")
_ANYTHING = "/videos/a b.mov"


def told_failures() -> set[tuple[str, str]]:
    """Code and message of each error made with both of them written out."""
    files = [path for folder in _FOLDERS for path in (PRODUCT / folder).glob("*.py")]
    return {
        found
        for path in [*files, PRODUCT / "credentials.py"]
        for found in _of_block(ast.parse(path.read_text("utf-8")), {})
    }


def _of_block(node: ast.AST, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Those below ``node``; ``names`` are the texts that names stand for there, and grow."""
    known = dict(names) if isinstance(node, ast.FunctionDef) else names
    for child in ast.iter_child_nodes(node):
        yield from _of_block(child, known)
        if isinstance(child, ast.Assign) and isinstance(child.targets[0], ast.Name):
            known[child.targets[0].id] = _text(child.value, known)
        elif isinstance(child, ast.Call) and child.args:
            codes = [word.value for word in child.keywords if word.arg == "code"]
            message = _text(child.args[0], known)
            if codes and isinstance(codes[0], ast.Constant) and message:
                yield str(codes[0].value), message


def _text(node: ast.AST, names: dict[str, str]) -> str:
    """What the expression says; "" where only a run would tell."""
    match node:
        case ast.Constant(value=str(said)):
            return said
        case ast.JoinedStr(values=pieces):
            return "".join(_text(piece, names) for piece in pieces)
        case ast.FormattedValue(value=ast.Name(id=name)):
            return names.get(name) or _ANYTHING
        case ast.FormattedValue():
            return _ANYTHING
        case ast.Name(id=name):
            return names.get(name, "")
        case _:
            return ""
