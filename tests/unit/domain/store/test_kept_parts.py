"""Which parts are kept, and what is written beside them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from uploader_gui.domain.plan import GIB, MIB
from uploader_gui.domain.store.kept_parts import (
    UNMEASURED_SIZE,
    KeepParts,
    KeptPlace,
    KeptPlan,
    Stakes,
    entered_lifetime,
    kept_folder,
)

DAY = timedelta(hours=24)
HOUR_OF_1_MB_S = 3600 * 1_000_000
PLAN = KeptPlan("clip é.mov", 5 * GIB, 8 * MIB, 1_700_000_000_123_456_789, "day 1/clip é.mov")


def stakes(
    size: int = 10 * GIB,
    lifetime: timedelta | None = DAY,
    rate: float | None = None,
    *,
    was_discarded: bool = False,
) -> Stakes:
    return Stakes(size, lifetime, rate, was_discarded)


@pytest.mark.case("L1.1")
def test_parts_are_kept_where_sending_takes_more_than_a_24th_of_the_lifetime() -> None:
    assert stakes(HOUR_OF_1_MB_S + 1, rate=1_000_000).are_kept(KeepParts.AUTO)
    assert not stakes(HOUR_OF_1_MB_S, rate=1_000_000).are_kept(KeepParts.AUTO)


@pytest.mark.case("L1.1")
def test_of_an_unmeasured_line_only_files_over_256_mib_are_kept() -> None:
    assert stakes(UNMEASURED_SIZE + 1).are_kept(KeepParts.AUTO)
    assert not stakes(UNMEASURED_SIZE).are_kept(KeepParts.AUTO)


@pytest.mark.case("L1.1")
def test_of_an_unmeasured_line_smaller_ones_are_kept_where_less_than_an_hour_may_be_at_stake() -> None:
    assert stakes(UNMEASURED_SIZE // 2 + 1, DAY / 2).are_kept(KeepParts.AUTO)
    assert not stakes(UNMEASURED_SIZE // 2, DAY / 2).are_kept(KeepParts.AUTO)
    assert stakes(UNMEASURED_SIZE + 1, 7 * DAY).are_kept(KeepParts.AUTO)


@pytest.mark.case("L1.1")
@pytest.mark.parametrize(
    ("size", "in_upload", "left", "is_worth"),
    [
        (HOUR_OF_1_MB_S, 1, DAY, False),  # it fits the hour
        (HOUR_OF_1_MB_S + 2, HOUR_OF_1_MB_S // 11, DAY, True),
        (11 * HOUR_OF_1_MB_S, HOUR_OF_1_MB_S, None, True),
        (10 * HOUR_OF_1_MB_S, HOUR_OF_1_MB_S, DAY, False),  # much would be sent again
        (5 * HOUR_OF_1_MB_S, 3 * HOUR_OF_1_MB_S, None, False),
        (5 * HOUR_OF_1_MB_S, 3 * HOUR_OF_1_MB_S, DAY / 24, True),  # but it would come too late
    ],
)
def test_an_upload_that_takes_no_copies_is_left_where_that_costs_less_than_it_saves(
    size: int, in_upload: int, left: timedelta | None, is_worth: bool
) -> None:
    at_stake = stakes(size, rate=1_000_000)
    assert at_stake.are_worth_another_upload(KeepParts.AUTO, in_upload, left) is is_worth
    assert not at_stake.are_worth_another_upload(KeepParts.NEVER, in_upload, left)


@pytest.mark.case("L1.1")
def test_a_store_without_a_lifetime_gets_plain_uploads_unless_the_connection_says_always() -> None:
    assert not stakes(lifetime=None).are_kept(KeepParts.AUTO)
    assert not stakes(lifetime=None).may_be_kept(KeepParts.AUTO)
    assert stakes(lifetime=None).are_kept(KeepParts.ALWAYS)


@pytest.mark.case("L1.1")
def test_a_job_whose_upload_was_discarded_is_kept_the_second_time() -> None:
    assert stakes(8 * MIB, None, 1e9, was_discarded=True).are_kept(KeepParts.AUTO)


@pytest.mark.case("L1.1")
def test_never_means_never() -> None:
    assert not stakes(was_discarded=True).are_kept(KeepParts.NEVER)
    assert not stakes(was_discarded=True).may_be_kept(KeepParts.NEVER)


@pytest.mark.case("L1.4")
def test_an_upload_has_to_take_copies_unless_the_line_is_certainly_fast() -> None:
    size = 1 * GIB  # an hour of 0.3 MB/s
    assert not stakes(size, rate=1_000_000).are_kept(KeepParts.AUTO)
    assert stakes(size, rate=1_000_000).may_be_kept(KeepParts.AUTO)
    assert not stakes(size, rate=10_000_000).may_be_kept(KeepParts.AUTO)
    assert not stakes(UNMEASURED_SIZE).may_be_kept(KeepParts.AUTO)  # what is small tells soon enough


@pytest.mark.parametrize(
    ("key", "chosen", "folder"),
    [
        ("a/b/clip.mov", "", "a/b/.uploader-parts/"),
        ("clip.mov", "", ".uploader-parts/"),
        ("a/clip.mov", "scratch/x", "scratch/x/"),
        ("a/clip.mov", "scratch/", "scratch/"),
        ("a/clip.mov", "/scratch//x", "scratch/x/"),
        ("a/clip.mov", "/", "a/.uploader-parts/"),
    ],
)
def test_kept_parts_stand_beside_the_key_or_where_the_connection_says(
    key: str, chosen: str, folder: str
) -> None:
    assert kept_folder(key, chosen) == folder


def test_a_kept_part_is_named_by_its_number_in_five_digits() -> None:
    place = KeptPlace("b", "a/.uploader-parts/id/")
    assert place.part_key(7) == "a/.uploader-parts/id/00007"
    assert place.part_key(10_000) == "a/.uploader-parts/id/10000"
    assert place.plan_key == "a/.uploader-parts/id/plan.json"


def test_a_plan_comes_back_from_its_json() -> None:
    assert KeptPlan.from_json(PLAN.to_json()) == PLAN


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b"null",
        b"[" * 100_000,
        PLAN.to_json().replace(b'"partSize": 8388608', b'"partSize": 0'),
        PLAN.to_json().replace(b'"partSize": 8388608', b'"partSize": true'),
        PLAN.to_json().replace(b'"fileSize": 5368709120', b'"fileSize": "5"'),
    ],
)
def test_what_is_no_plan_is_none(text: bytes) -> None:
    assert KeptPlan.from_json(text) is None


@pytest.mark.case("L1.1")
@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("24", 24.0),
        ("0.0167", 0.0167),
        ("1e6", 1_000_000.0),
        ("", None),
        ("0", None),
        ("-1", None),
        ("nan", None),
        ("inf", None),
        ("1000001", None),
        ("a day", None),
    ],
)
def test_a_lifetime_is_a_number_of_hours_over_0(text: str, hours: float | None) -> None:
    assert entered_lifetime(text) == hours


def test_the_plan_of_a_file_that_grew_is_that_of_a_larger_one_too() -> None:
    plan = KeptPlan("live.mov", 1000, 8 * MIB, 1, "in/live.mov", doubles=True)
    assert KeptPlan.from_json(plan.to_json()) == plan
    assert plan.is_of("in/live.mov", 5000)
    assert not plan.is_of("in/live.mov", 999)
    assert not plan.is_of("in/other.mov", 5000)
    assert not replace(plan, doubles=False).is_of("in/live.mov", 5000)
