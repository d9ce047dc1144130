"""Draws the simple flowcharts of these pages (boxes in rows, arrows down) from mermaid's words, as part of the page.

Mermaid itself would be a script from elsewhere, or a browser at build time. Anything else than ``name["text"]`` and
``name --> name`` is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from typing_extensions import override

BOX = re.compile(r'(?P<name>\w+)\["(?P<text>[^"]*)"\]')
ARROW = re.compile(r"(?P<above>\w+) --> (?P<below>\w+)")
CHARACTER, LINE, PADDING = 6.6, 17, 12
BETWEEN_BOXES, BETWEEN_ROWS = 18, 44


@dataclass(frozen=True, slots=True)
class Box:
    """A box on the page: its lines of text and its place, in units of the picture."""

    lines: list[str]
    x: float
    y: float
    width: float
    height: float


class DrawnMermaid(Directive):
    """``mermaid`` as a fence of Markdown."""

    has_content = True

    @override
    def run(self) -> list[nodes.Node]:
        """The picture; raises an error of the page for words that are not known here."""
        texts: dict[str, str] = {}
        arrows: list[tuple[str, str]] = []
        for line in filter(None, (line.strip() for line in list(self.content)[1:])):
            if box := BOX.fullmatch(line):
                texts[box["name"]] = box["text"]
            elif arrow := ARROW.fullmatch(line):
                arrows.append((arrow["above"], arrow["below"]))
            else:
                raise self.error(f"this can't be drawn: {line}")
        return [nodes.raw("", "".join(_svg(_placed(texts, arrows), arrows)), format="html")]


def _placed(texts: dict[str, str], arrows: list[tuple[str, str]]) -> dict[str, Box]:
    rows: dict[int, list[str]] = {}
    for name in texts:
        rows.setdefault(_row(name, arrows), []).append(name)
    lines = {name: text.split("<br/>") for name, text in texts.items()}
    widths = {name: CHARACTER * max(map(len, lines[name])) + 2 * PADDING for name in texts}
    heights = {name: LINE * len(lines[name]) + 2 * PADDING for name in texts}
    whole = max(_width(row, widths) for row in rows.values())
    placed = {}
    y = 1.0
    for _, row in sorted(rows.items()):
        x = 1 + (whole - _width(row, widths)) / 2
        for name in row:
            placed[name] = Box(lines[name], x, y, widths[name], heights[name])
            x += widths[name] + BETWEEN_BOXES
        y += max(heights[name] for name in row) + BETWEEN_ROWS
    return placed


def _row(name: str, arrows: list[tuple[str, str]]) -> int:
    """One below the lowest box that leads there."""
    return max((_row(above, arrows) + 1 for above, below in arrows if below == name), default=0)


def _width(row: list[str], widths: dict[str, float]) -> float:
    return sum(widths[name] for name in row) + BETWEEN_BOXES * (len(row) - 1)


def _svg(boxes: dict[str, Box], arrows: list[tuple[str, str]]) -> Iterator[str]:
    width = max(box.x + box.width for box in boxes.values()) + 1
    height = max(box.y + box.height for box in boxes.values()) + 1
    yield f'<svg class="drawn" role="img" viewBox="0 0 {width:.0f} {height:.0f}" style="max-width:{width:.0f}px">'
    yield '<defs><marker id="tip" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
    yield '<path d="M0,0L10,5L0,10z"/></marker></defs>'
    for above, below in arrows:
        a, b = boxes[above], boxes[below]
        yield (
            f'<line x1="{a.x + a.width / 2:.0f}" y1="{a.y + a.height:.0f}" x2="{b.x + b.width / 2:.0f}"'
            f' y2="{b.y:.0f}" marker-end="url(#tip)"/>'
        )
    for box in boxes.values():
        yield f'<rect x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" height="{box.height:.0f}" rx="6"/>'
        for number, line in enumerate(box.lines):
            look = "" if number else ' class="title"'
            y = box.y + PADDING + LINE * (number + 0.75)
            yield f'<text{look} x="{box.x + box.width / 2:.0f}" y="{y:.0f}">{escape(line)}</text>'
    yield "</svg>"


def setup(app: Sphinx) -> dict[str, bool]:
    """Draws each fence that says that it is mermaid."""
    app.add_directive("mermaid", DrawnMermaid)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
