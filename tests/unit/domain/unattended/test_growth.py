from datetime import UTC, datetime
from pathlib import Path

import pytest

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.unattended.growth import Growth, entered_growth, growth_of, growth_text


@pytest.mark.parametrize(
    "growth",
    [None, Growth(), Growth(2.5, "{name}.done"), Growth(ended_at=datetime(2026, 11, 29, 14, tzinfo=UTC))],
)
def test_growth_is_read_as_it_was_written(growth: Growth | None) -> None:
    assert growth_of(growth_text(growth)) == growth


def test_a_row_from_before_files_could_grow_has_none() -> None:
    assert growth_of(None) is None


def test_a_marker_lies_beside_the_file_and_may_have_its_name() -> None:
    assert Growth().marker_path("/rec/clip.mov") is None
    assert Growth(marker="{name}.done").marker_path("/rec/clip.mov") == Path("/rec/clip.mov.done")
    assert Growth(marker="{stem}.xml").marker_path("/rec/clip.mov") == Path("/rec/clip.xml")


@pytest.mark.parametrize(
    ("quiet_s", "marker"),
    [(0.5, ""), (100_000, ""), (10, "../x"), (10, "{name}"), (10, "{stem}."), (10, "..")],
)
def test_what_no_end_can_be_known_by_is_refused(quiet_s: float, marker: str) -> None:
    with pytest.raises(BadSettingsError):
        entered_growth(quiet_s, marker)


def test_what_nobody_says_of_a_growing_file_is_usual() -> None:
    assert entered_growth(None) == Growth()
    assert entered_growth(3, " {stem}.done ") == Growth(3, "{stem}.done")
