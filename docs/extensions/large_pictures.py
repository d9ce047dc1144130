"""A picture of the window leads to itself alone, as large as it is: a page has room for half of that."""

from pathlib import PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx


def _lead_to_itself(app: Sphinx, tree: nodes.document, page: str) -> None:
    if app.builder.format != "html":
        return
    up = "../" * page.count("/")
    for image in list(tree.findall(nodes.image)):
        path = PurePosixPath(image["uri"])
        if "pictures" in path.parts:
            link = nodes.reference("", "", internal=True, refuri=f"{up}_images/{path.name}")
            image.replace_self(link)
            link += image


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx gathers pictures of all folders in one."""
    app.connect("doctree-resolved", _lead_to_itself)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
