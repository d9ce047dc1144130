"""What ``packaging/bundle`` puts around the program: how it is started, and the notices of others' work."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

BUNDLES = Path(__file__).parents[2] / "packaging" / "bundles"
STARTED = (
    "import os, runpy, sys\n"
    "sys.argv = ['uploader-gui', '--version']\n"
    f"try: runpy.run_path({str(BUNDLES / 'start.py')!r}, run_name='__main__')\n"
    "except SystemExit: print(os.environ.get('LD_LIBRARY_PATH'))\n"
)


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"LD_LIBRARY_PATH": "/bundle"}, "None"),
        ({"LD_LIBRARY_PATH": "/bundle:/own", "LD_LIBRARY_PATH_ORIG": "/own"}, "/own"),
        ({}, "None"),
    ],
)
def test_what_the_program_starts_finds_the_systems_libraries_and_not_the_bundles(
    given: dict[str, str], left: str
) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("LD_LIBRARY_PATH")}
    ended = subprocess.run(
        [sys.executable, "-c", STARTED],
        env=environ | given, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert ended.stdout.splitlines()[-1] == left


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt is told where its plugins are")
def test_qt_programs_of_the_desktop_do_not_take_the_bundles_plugins() -> None:
    told = {"QT_PLUGIN_PATH": "/bundle/plugins", "QML2_IMPORT_PATH": "/bundle/qml"}
    ended = subprocess.run(
        [sys.executable, "-c", f"{STARTED}print([name for name in {list(told)} if name in os.environ])\n"],
        env=os.environ | told, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert ended.stdout.splitlines()[-1] == "[]"


def test_a_text_that_two_works_share_stands_once_and_texts_that_are_named_stand_whole(tmp_path: Path) -> None:
    (tmp_path / "GPL-3").write_text("All of it", "utf-8")
    (tmp_path / "LGPL-3").write_text("Less of it", "utf-8")
    (tmp_path / "BSD").write_text("Little", "utf-8")
    notices = runpy.run_path(str(BUNDLES / "notices.py"))
    notice, document = notices["Notice"], notices["document"]
    works = [
        notice("one", "1.0", "MIT", "https://one.example", "Do as you please"),
        notice("two", "2.0", "MIT", "", "Do as you please"),
        notice("three", "3.0", "BSD", "", f"See {notices['COMMON_LICENCES']}/BSD."),
    ]
    told = document(works, tmp_path)
    assert told.count("Do as you please") == 1
    assert "    one 1.0: MIT, https://one.example\n    two 2.0: MIT\n" in told
    for text in ("All of it", "Less of it", "Little"):
        assert told.count(text) == 1
