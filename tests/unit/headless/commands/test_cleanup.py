"""The ages that ``cleanup`` is told."""

from datetime import timedelta

import pytest

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.headless.commands.cleanup import age_of


def test_ages_are_read_and_anything_else_is_refused() -> None:
    assert age_of("30d") == timedelta(days=30)
    assert age_of("12H") == timedelta(hours=12)
    for text in ("", "30", "d", "-1d", "1.5d", "1y"):
        with pytest.raises(BadSettingsError):
            age_of(text)
