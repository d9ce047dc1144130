"""What the sizes and numbers of listed parts say of the file that they are parts of."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.files import make_file
from uploader_gui.domain.plan import MIB, Plan
from uploader_gui.s3.answers.responses import ListedPart
from uploader_gui.source.source_file import Source, Unstoppable
from uploader_gui.transfer.intake.found_listing import (
    Listing,
    is_of_file,
    is_possible,
    moments,
    numbers_there,
    possible_plans,
)

PART = 5 * MIB


def listed(sizes: dict[int, int]) -> Listing:
    return {number: [ListedPart(number, size, f"etag {number}", None)] for number, size in sizes.items()}


@given(
    file_size=st.integers(2 * PART, 300 * PART),
    part_size=st.integers(PART, 20 * MIB),
    data=st.data(),
)
@pytest.mark.case("L2.0")
def test_any_parts_of_a_plan_lead_back_to_it(file_size: int, part_size: int, data: st.DataObject) -> None:
    plan = Plan(file_size, part_size)
    numbers = data.draw(st.sets(st.integers(1, plan.part_count), min_size=1, max_size=5))
    there = listed({number: plan.part(number).size for number in numbers})
    if is_possible(plan):
        assert plan in list(possible_plans(Plan(file_size, 8 * MIB), there))
        assert numbers_there(plan, there) == numbers


@given(
    file_size=st.integers(1001 * PART, 3_000_000 * PART),
    part_size=st.sampled_from([PART, 8 * MIB]),
    grows=st.booleans(),
    data=st.data(),
)
def test_parts_of_a_file_that_grew_lead_back_to_a_plan_that_doubles(
    file_size: int, part_size: int, grows: bool, data: st.DataObject
) -> None:
    plan = Plan(file_size, part_size, doubles=True, grows=grows)
    most = plan.full_parts
    if most <= 1000 or not is_possible(plan):
        return
    numbers = data.draw(st.sets(st.integers(1, most), max_size=4)) | {data.draw(st.integers(1001, most))}
    there = listed({number: plan.part(number).size for number in numbers})
    wanted = Plan(file_size, 64 * MIB, doubles=grows, grows=grows)
    found = list(possible_plans(wanted, there))
    assert plan in found
    assert all(one.doubles for one in found) or not grows


@pytest.mark.parametrize(
    "sizes",
    [
        {},
        {1: 1000},  # smaller than stores finish
        {1: PART, 4: PART},  # past the end
        {3: 2 * PART},
    ],
)
@pytest.mark.case("L2.3")
def test_parts_that_no_upload_of_this_file_can_have_fit_none(sizes: dict[int, int]) -> None:
    assert list(possible_plans(Plan(3 * PART, 8 * MIB), listed(sizes))) == []


@pytest.mark.case("L2.3")
def test_one_part_that_is_the_files_own_is_enough_and_none_is_too_little(tmp_path: Path) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    plan = Plan(3 * PART, PART)
    with Source(path) as source:
        md5 = source.digests(plan.part(3), Unstoppable())[1]
    others = listed({1: PART, 2: PART, 3: PART})
    assert not is_of_file(str(path), plan, others)
    assert is_of_file(str(path), plan, {**others, 3: [ListedPart(3, PART, md5, None)]})


@pytest.mark.case("L2.2")
def test_a_store_that_does_not_say_when_parts_were_written_says_nothing() -> None:
    at = datetime(2026, 11, 28, tzinfo=UTC)
    assert moments(listed({1: PART})) == []
    assert moments({1: [ListedPart(1, PART, "etag", None, at)]}) == [at]
