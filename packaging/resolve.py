"""Resolves what pyproject.toml asks for and writes requirements/*.txt; started by ``packaging/pin``, which says how.

    build.txt      pip, and what builds the program
    program.txt    what the program needs to run
    EXTRA.txt      what an extra of pyproject.toml needs on top of that

There is one resolution for all sets, platforms and Pythons: a library has one version, and markers say where it is needed.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

PACKAGING = Path(__file__).parent
REQUIREMENTS = PACKAGING / "requirements"
PYPROJECT = PACKAGING.parent / "pyproject.toml"
INSTALLER = "pip"  # pinned as well, but nothing in pyproject.toml asks for it

HEADING = "# {what}\n# Made by packaging/pin; edit pyproject.toml instead, then run that.\n"


def main() -> None:
    """Write all files, or, if the resolution fails, none."""
    parser = argparse.ArgumentParser(prog="packaging/pin")
    parser.add_argument("--keep", nargs="*", metavar="PACKAGE", help="keep what is pinned, except for these")
    kept = parser.parse_args().keep
    renewal = ["--upgrade"] if kept is None else [f"--upgrade-package={name}" for name in kept]

    asked = tomllib.loads(PYPROJECT.read_text("utf-8"))
    extras = list(asked["project"]["optional-dependencies"])
    oldest_python = asked["project"]["requires-python"].removeprefix(">=")

    with tempfile.TemporaryDirectory() as scratch:
        uv = Uv(Path(scratch), oldest_python)
        build = uv.pinned_build([INSTALLER, *asked["build-system"]["requires"]], renewal)
        everything = uv.everything(extras, renewal)
        program = uv.pinned_set(everything)
        added = {extra: uv.pinned_set(everything, extra) for extra in extras}

    _write("build", "What installs and builds the program.", build)
    _write("program", "What the program needs to run.", program)
    for extra, requirements in added.items():
        own = [requirement for requirement in requirements if requirement not in program]
        _write(extra, f"The extra `{extra}` of pyproject.toml.", ["-r program.txt\n", *own])


class Uv:
    """uv's resolver; each call gives requirements, hashes included, as they stand in a file."""

    def __init__(self, scratch: Path, oldest_python: str) -> None:
        self._scratch = scratch
        self._oldest_python = oldest_python

    def pinned_build(self, wanted: list[str], renewal: list[str]) -> list[str]:
        """Those of the build's own requirements; ``wanted`` as in pyproject.toml."""
        source = self._scratch / "build.in"
        source.write_text("".join(f"{line}\n" for line in wanted), "utf-8")
        return _requirements(self._resolve(source, renewal, known=[REQUIREMENTS / "build.txt"]))

    def everything(self, extras: list[str], renewal: list[str]) -> str:
        """The one resolution that all sets are cut from."""
        known = sorted(set(REQUIREMENTS.glob("*.txt")) - {REQUIREMENTS / "build.txt"})
        return self._resolve(PYPROJECT, [*renewal, *(f"--extra={extra}" for extra in extras)], known)

    def pinned_set(self, everything: str, *extras: str) -> list[str]:
        """The program's own requirements and those of ``extras``, at the versions of ``everything``."""
        constraints = self._scratch / "everything.txt"
        constraints.write_text(everything, "utf-8")
        arguments = [f"--constraint={constraints}", *(f"--extra={extra}" for extra in extras)]
        return _requirements(self._resolve(PYPROJECT, arguments, known=[]))

    def _resolve(self, source: Path, arguments: list[str], known: list[Path]) -> str:
        """What uv finds; versions that stand in the ``known`` files are kept where nothing speaks against them."""
        output = self._scratch / "output.txt"
        output.write_text(
            "".join(r for file in known for r in _requirements(file.read_text("utf-8"))), "utf-8"
        )
        command = [
            str(Path(sys.executable).with_name("uv")), "pip", "compile", "--quiet", "--no-config",
            "--universal", f"--python={sys.executable}", f"--python-version={self._oldest_python}",
            "--generate-hashes", "--no-annotate", "--no-header", f"--output-file={output}", *arguments, str(source),
        ]  # fmt: skip
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return output.read_text("utf-8")


def _requirements(text: str) -> list[str]:
    """The requirements of a file; one begins at the margin and goes on in lines that are indented."""
    return re.findall(r"^[A-Za-z0-9].*\n(?:[ \t].*\n)*", text, re.MULTILINE)


def _write(name: str, what: str, requirements: list[str]) -> None:
    file = REQUIREMENTS / f"{name}.txt"
    file.write_text(HEADING.format(what=what) + "".join(requirements), "utf-8")
    sys.stderr.write(f"==> Wrote {file.relative_to(PACKAGING.parent)}\n")


if __name__ == "__main__":
    main()
