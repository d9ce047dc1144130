"""Which tests show which cases from the field: read from the markers in the test files.

``python tests/lab/cases.py`` brings the table to what the markers say.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
TABLE = TESTS / "CASES.md"
_ROW = re.compile(r"\| ([BCRSW]\d\d|L\d\.\d) \| ([^|]+) \| ([^|]+) \|")


def marked() -> dict[str, list[str]]:
    """By case: ``file::test`` of every test that carries ``pytest.mark.case`` with its id, in order."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.glob("*/**/test_*.py")):
        for test, case in _cases_in(path):
            found.setdefault(case, []).append(f"{path.relative_to(TESTS)}::{test}")
    return found


def listed() -> dict[str, tuple[str, str]]:
    """By case, from the table: what goes wrong, and where it is shown or why it is not."""
    rows = _ROW.findall(TABLE.read_text(encoding="utf-8"))
    return {case: (title.strip(), where.strip()) for case, title, where in rows}


def shown_at(tests: list[str]) -> str:
    """How the table names tests: file by file."""
    files: dict[str, list[str]] = {}
    for test in tests:
        file, _, name = test.partition("::")
        files.setdefault(file, []).append(f"`{name}`")
    return "; ".join(f"{file}: {', '.join(names)}" for file, names in files.items())


def _cases_in(path: Path) -> Iterator[tuple[str, str]]:
    """Test and case of each marker: a test's own, and the file's ``pytestmark``, which all its tests carry."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    of_all = [case for node in tree.body if _is_pytestmark(node) for case in _cases_within(node)]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            own = [case for decorator in node.decorator_list for case in _cases_within(decorator)]
            yield from ((node.name, case) for case in dict.fromkeys(own + of_all))


def _is_pytestmark(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"


def _cases_within(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.case":
            yield from (str(ast.literal_eval(case)) for case in call.args)


def rewrite_table() -> None:
    """Name in each row the tests that carry its case; rows without any stay as they are."""
    tests = marked()

    def row(match: re.Match[str]) -> str:
        case, title, where = match.groups()
        return f"| {case} | {title} | {shown_at(tests[case]) if case in tests else where} |"

    TABLE.write_text(_ROW.sub(row, TABLE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    rewrite_table()
