from datetime import UTC, date, datetime, time

import pytest

from uploader_gui.domain.reports.deliveries import DeliverySearch, search_for


def at(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def day(moment: datetime | None) -> str:
    return "" if moment is None else moment.date().isoformat()


def days(text: str) -> tuple[str, str]:
    search = search_for(text, at)
    assert search.words == ()
    return day(search.since), day(search.until)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11", ("2026-11-01", "2026-12-01")),
        ("2026-12", ("2026-12-01", "2027-01-01")),
        ("2024-2", ("2024-02-01", "2024-03-01")),
        ("2026-11-03", ("2026-11-03", "2026-11-04")),
        ("2026-11-03..2026-11-10", ("2026-11-03", "2026-11-11")),
        ("2026-10..2026-11", ("2026-10-01", "2026-12-01")),
        ("2026-11-03..", ("2026-11-03", "")),
        ("..2026-11", ("", "2026-12-01")),
        ("2026-01 2026-11", ("2026-11-01", "2026-12-01")),
    ],
)
def test_days_months_and_ranges_are_dates(text: str, expected: tuple[str, str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "word",
    [
        "2026",
        "2026-13",
        "2026-11-31",
        "0000-01",
        "9999-12-31",
        "..",
        "2026-11..soon",
        "a2026-11",
        "2026-11/a",
    ],
)
def test_what_is_no_date_is_a_word(word: str) -> None:
    assert search_for(word, at) == DeliverySearch((word,))


def test_words_and_a_date_are_looked_for_together() -> None:
    found = search_for("  A007 2026-11-03 take ", at)
    assert found == DeliverySearch(("A007", "take"), at(date(2026, 11, 3)), at(date(2026, 11, 4)))
