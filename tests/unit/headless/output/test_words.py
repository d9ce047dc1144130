"""Figures in words."""

import pytest

from uploader_gui.headless.output.words import duration_words, size_words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 Bytes"),
        (999, "999 Bytes"),
        (1000, "1.0 kB"),
        (2_100_000_000, "2.1 GB"),
        (118e9, "118.0 GB"),
        (999_999, "1.0 MB"),
    ],
)
def test_sizes_are_short_and_decimal(count: float, words: str) -> None:
    assert size_words(count) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "a moment"),
        (40, "40 seconds"),
        (1860, "31 minutes"),
        (18_720, "5 hours and 12 minutes"),
    ],
)
def test_durations_are_said_as_people_say_them(seconds: float, words: str) -> None:
    assert duration_words(seconds) == words
