"""What the tests call is installed by ``packaging/test``, and a tool that is missing there is no reason to skip."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.tools import REQUIRED, ROOT, look_for_tools, packages

pytestmark = pytest.mark.case("B01")

TESTS = sorted(
    file for folder in ("unit", "gui", "integration", "e2e", "lab") for file in (ROOT / "tests" / folder).rglob("*.py")
)  # fmt: skip
SCRIPTS = sorted((ROOT / "tests").rglob("*.sh"))
OPENERS = {"subprocess", "shutil", "asyncio", "os"}
OPENING = {"run", "Popen", "call", "check_call", "check_output", "which", "create_subprocess_exec", "execvp"}

SHELL_WORDS = frozenset({
    "case", "cd", "do", "done", "echo", "elif", "else", "esac", "exit", "fi", "for", "if", "then", "while",
})  # fmt: skip
COMMAND_OF_A_SHELL = re.compile(
    r"(?:^|[|&;]|\$\()[ \t]*(?:(?:do|then|else|if|while)[ \t]+)*([A-Za-z][\w-]*)(?=[ \t\n)])", re.MULTILINE
)
FUNCTION_OF_A_SHELL = re.compile(r"^([a-z_]+)\(\)", re.MULTILINE)


def called_in_python(source: str) -> set[str]:
    """The programs that are started, or looked for, by their names; those whose path is known come with us."""
    tree = ast.parse(source)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and starts_program(node)]
    return {name for call in calls for name in first_words(call, tree)}


def starts_program(call: ast.Call) -> bool:
    return (
        isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in OPENERS
        and call.func.attr in OPENING
    )


def first_words(call: ast.Call, tree: ast.AST) -> Iterator[str]:
    """The name in front of a command, written there or in a list that got a name before."""
    for node in call.args[:1]:
        for command in (node, *lists_named(name_of(node), tree)):
            word = first_word(command)
            if isinstance(word, ast.Constant):
                yield str(word.value)


def first_word(command: ast.expr) -> ast.expr:
    """Of a list, of a list with more added to it, or of a word that stands alone."""
    if isinstance(command, ast.BinOp):
        return first_word(command.left)
    return command.elts[0] if isinstance(command, ast.List) and command.elts else command


def name_of(node: ast.expr) -> str:
    """Of ``command`` and of ``[*command, "-v"]``."""
    if isinstance(node, ast.List) and node.elts and isinstance(node.elts[0], ast.Starred):
        node = node.elts[0].value
    return node.id if isinstance(node, ast.Name) else ""


def lists_named(name: str, tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == name for t in node.targets
        ):
            yield node.value


def called_in_shell(source: str) -> set[str]:
    """The programs that a shell script calls, as far as its text shows them."""
    code = "\n".join(line for line in source.splitlines() if not line.lstrip().startswith("#"))
    return set(COMMAND_OF_A_SHELL.findall(code)) - set(FUNCTION_OF_A_SHELL.findall(code)) - SHELL_WORDS


def comes_with_python(name: str) -> bool:
    """One that pip installed, as an extra asks for it."""
    return Path(sys.executable).with_name(name).exists()


def test_the_search_finds_what_is_called() -> None:
    source = """
command = ["mount", "-t", "tmpfs"]
subprocess.run(command)
subprocess.run([*command, "-v"])
subprocess.Popen(["Xvfb"] + more)
shutil.which("jq")
program.run("list")
subprocess.run([sys.executable, "-c", ""])
"""
    assert called_in_python(source) == {"mount", "Xvfb", "jq"}
    script = "# sed\nA=$(curl -s x | jq .a)\nfor i in 1; do\n  sleep 1\ndone\nown() { date; }\nif grep -q a b; then own x; fi\n"
    assert called_in_shell(script) >= {"curl", "jq", "sleep", "grep"}
    assert not called_in_shell(script) & {"sed", "own", "do", "done"}


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.relative_to(ROOT / "tests").as_posix())
def test_whatever_a_test_calls_is_installed_for_it(file: Path) -> None:
    unknown = called_in_python(file.read_text("utf-8")) - set(packages())
    assert {name for name in unknown if not comes_with_python(name)} == set(), (
        "add to packaging/test-tools.txt"
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_whatever_a_script_calls_is_installed_for_it(script: Path) -> None:
    assert called_in_shell(script.read_text("utf-8")) <= set(packages()), "add to packaging/test-tools.txt"


def test_no_test_looks_for_a_tool_in_a_way_of_its_own_before_it_skips() -> None:
    for file in TESTS:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "skipif"
            ):
                assert "which" not in ast.unparse(node), f"{file}: use the marker `tools`"


def test_a_missing_tool_is_a_reason_to_skip_for_whoever_runs_pytest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(REQUIRED, raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.skip.Exception, match="not on this machine: curl, jq"):
        look_for_tools(("curl", "jq"))


def test_a_missing_tool_is_a_failure_in_packaging_test(monkeypatch: pytest.MonkeyPatch) -> None:
    assert f"export {REQUIRED}=1" in (ROOT / "packaging" / "test").read_text("utf-8")
    monkeypatch.setenv(REQUIRED, "1")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.fail.Exception, match="not on this machine: jq"):
        look_for_tools(("jq",))
