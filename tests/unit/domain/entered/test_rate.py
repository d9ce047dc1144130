"""Speeds as people enter and read them."""

import pytest

from uploader_gui.domain.entered.rate import entered_rate, rate_text


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("400000", 400_000),
        ("400k", 400_000),
        ("1.5M", 1_500_000),
        ("2 MB/s", 2_000_000),
        ("1 gb", 1_000_000_000),
    ],
)
def test_a_speed_is_bytes_a_second_in_decimal_units(text: str, rate: int) -> None:
    assert entered_rate(text) == rate


@pytest.mark.parametrize("text", ["", "0", "0.0000001k", "fast", "2 Mbit/s", "-3k"])
def test_anything_else_is_no_speed(text: str) -> None:
    assert entered_rate(text) is None


@pytest.mark.parametrize("rate", [1, 999, 1_000, 1_234, 1_500_000, 1_234_567, 2_000_000_001, 10**12])
def test_what_is_written_is_read_again_as_the_same(rate: int) -> None:
    assert entered_rate(rate_text(rate)) == rate
