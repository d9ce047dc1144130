"""The guide that came with the program is found where what is built puts it, and in a checkout."""

import runpy
from pathlib import Path

from uploader_gui.runtime.guide_pages import PAGES, guide_page
from uploader_gui.storage.settings.settings import Language

PACKAGING = Path(__file__).parents[3] / "packaging"


def made(pages: Path, *others: str) -> Path:
    """The first page of English pages; ``others``: more files among them."""
    for name in ("guide/index.html", *others):
        (pages / name).parent.mkdir(parents=True, exist_ok=True)
        (pages / name).touch()
    return pages / "guide" / "index.html"


def test_it_is_beside_the_executable_or_was_made_in_the_checkout(tmp_path: Path) -> None:
    program, checkout = tmp_path / "bundle" / "uploader-gui", tmp_path / "checkout"
    assert guide_page(Language.ENGLISH, program, checkout) is None
    in_checkout = made(checkout / "build" / "docs")
    assert guide_page(Language.ENGLISH, program, checkout) == in_checkout
    beside = made(program.with_name(PAGES), "zh_CN/guide/index.html")
    assert guide_page(Language.ENGLISH, program, checkout) == beside
    chinese = beside.parents[1] / "zh_CN" / "guide" / "index.html"
    assert guide_page(Language.CHINESE, program, checkout) == chinese


def test_the_bundle_puts_the_pages_where_the_program_looks_without_what_only_sphinx_wants(
    tmp_path: Path,
) -> None:
    pages, program = tmp_path / "built", tmp_path / "bundle" / "uploader-gui"
    made(pages, "objects.inv", "zh_CN/objects.inv", "zh_CN/.buildinfo", "_sources/index.md")
    runpy.run_path(str(PACKAGING / "bundles" / "pages.py"))["put_beside"](program, pages)
    page = guide_page(Language.ENGLISH, program, tmp_path)
    assert page is not None
    assert [file for file in program.parent.rglob("*") if file.is_file()] == [page]


def test_the_debian_package_has_them_among_documentation_and_a_link_where_the_program_looks() -> None:
    script = (PACKAGING / "deb").read_text("utf-8")
    assert f'cp -a -- "$bundle/{PAGES}" "$docs/html"' in script
    assert f'"$tree/usr/lib/$name/{PAGES}"' in script
