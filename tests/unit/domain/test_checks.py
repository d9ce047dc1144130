from datetime import UTC, datetime, timedelta

import pytest

from uploader_gui.domain.checks import Check, CheckKind, CheckResult

THEN = datetime(2026, 11, 28, tzinfo=UTC)
MATCHES, DIFFERS, MISSING, UNKNOWN = CheckResult
STORE, SOURCE, READ_BACK = CheckKind


@pytest.mark.parametrize("result", [MATCHES, DIFFERS, MISSING])
@pytest.mark.parametrize("by", CheckKind)
def test_what_was_found_out_stands_though_nobody_could_say_later(by: CheckKind, result: CheckResult) -> None:
    later = Check(THEN + timedelta(days=1), READ_BACK, UNKNOWN)
    assert Check(THEN, by, result).stands_after(later)
    assert not Check(THEN, by, UNKNOWN).stands_after(later)


@pytest.mark.parametrize(
    ("before", "by", "stands"),
    [
        (STORE, STORE, False),
        (SOURCE, STORE, True),
        (SOURCE, SOURCE, False),
        (SOURCE, READ_BACK, False),
        (READ_BACK, STORE, True),
        (READ_BACK, SOURCE, True),
        (READ_BACK, READ_BACK, False),
    ],
)
def test_a_difference_is_taken_back_only_by_a_look_as_close(
    before: CheckKind, by: CheckKind, stands: bool
) -> None:
    later = Check(THEN + timedelta(days=1), by, MATCHES)
    assert Check(THEN, before, DIFFERS).stands_after(later) is stands


@pytest.mark.parametrize("result", [MATCHES, DIFFERS, MISSING])
def test_anything_else_that_is_found_replaces_what_was_found_before(result: CheckResult) -> None:
    later = Check(THEN + timedelta(days=1), STORE, result)
    assert not Check(THEN, READ_BACK, MATCHES).stands_after(later)
    assert not Check(THEN, STORE, MISSING).stands_after(later)
