import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.plan import (
    DEFAULT_PART_SIZE,
    GIB,
    MIB,
    S3_LIMITS,
    TIB,
    Limits,
    PartRange,
    Plan,
    check_part_size,
    growing_plan,
    is_md5_etag,
    is_multipart_etag,
    multipart_etag,
    plan_for,
)
from uploader_gui.domain.profile import LARGEST_OBJECT_SIZE

AWS_LIMITS = Limits(max_object_size=LARGEST_OBJECT_SIZE)
PART_SIZES = st.integers(S3_LIMITS.min_part_size, S3_LIMITS.max_part_size)


@pytest.mark.case("C25")
@given(file_size=st.integers(0, LARGEST_OBJECT_SIZE), part_size=PART_SIZES)
def test_every_plan_keeps_the_limits_and_covers_the_file_exactly(file_size: int, part_size: int) -> None:
    plan = plan_for(file_size, part_size, AWS_LIMITS)
    last = plan.part(plan.part_count)
    assert 1 <= plan.part_count <= 10_000
    assert part_size <= plan.part_size <= 5 * GIB
    assert last.offset == (plan.part_count - 1) * plan.part_size
    assert last.offset + last.size == file_size
    assert last.size > 0 or file_size == 0


@given(file_size=st.integers(0, LARGEST_OBJECT_SIZE), part_size=PART_SIZES)
def test_a_part_size_is_raised_only_where_the_count_demands_it(file_size: int, part_size: int) -> None:
    plan = plan_for(file_size, part_size, AWS_LIMITS)
    if plan.part_size != part_size:
        assert file_size > part_size * 10_000
        assert plan.part_size % MIB == 0
        assert (plan.part_size - MIB) * 10_000 < file_size


@given(file_size=st.integers(LARGEST_OBJECT_SIZE + 1, 50 * TIB))
def test_what_no_store_holds_is_refused(file_size: int) -> None:
    with pytest.raises(UploaderError) as caught:
        plan_for(file_size, limits=AWS_LIMITS)
    assert caught.value.code == ErrorCode.FILE_TOO_LARGE


@given(count=st.integers(1, 50), tail=st.integers(1, 9))
def test_ranges_follow_each_other_without_gap_and_are_equal_but_the_last(count: int, tail: int) -> None:
    plan = Plan((count - 1) * 10 + tail, 10)
    parts = list(plan.parts())
    assert [part.number for part in parts] == list(range(1, count + 1))
    assert [part.offset for part in parts] == [10 * index for index in range(count)]
    assert {part.size for part in parts[:-1]} <= {10}
    assert parts[-1].size == tail


@pytest.mark.case("C26")
def test_an_empty_file_is_one_empty_part_and_a_single_put() -> None:
    plan = plan_for(0)
    assert list(plan.parts()) == [PartRange(1, 0, 0)]
    assert plan.is_single_put


@pytest.mark.case("C27")
@pytest.mark.parametrize("whole_parts", [1, 2, 3])
@pytest.mark.parametrize(("more", "extra_parts"), [(-1, 0), (0, 0), (1, 1)])
def test_an_exact_multiple_of_the_part_size_has_no_empty_tail(
    whole_parts: int, more: int, extra_parts: int
) -> None:
    plan = plan_for(whole_parts * DEFAULT_PART_SIZE + more)
    assert plan.part_count == whole_parts + extra_parts
    assert plan.is_single_put == (plan.part_count == 1)
    assert min(part.size for part in plan.parts()) > 0


@pytest.mark.case("C25")
@pytest.mark.parametrize(
    ("file_size", "part_size", "part_count"),
    [
        (10_000 * DEFAULT_PART_SIZE, 8 * MIB, 10_000),
        (10_000 * DEFAULT_PART_SIZE + 1, 9 * MIB, 8_889),
        (100_000_000_000, 10 * MIB, 9_537),
        (200 * GIB, 21 * MIB, 9_753),
        (1 * TIB, 105 * MIB, 9_987),
        (5 * TIB, 525 * MIB, 9_987),
    ],
)
def test_large_files_get_larger_parts(file_size: int, part_size: int, part_count: int) -> None:
    assert plan_for(file_size) == Plan(file_size, part_size)
    assert Plan(file_size, part_size).part_count == part_count


@pytest.mark.case("C25")
def test_over_5_tib_is_refused_unless_the_profile_raises_the_limit() -> None:
    with pytest.raises(UploaderError, match="raise the limit in the connection"):
        plan_for(5 * TIB + 1)
    assert plan_for(5 * TIB + 1, limits=AWS_LIMITS).part_count <= 10_000


def test_a_file_that_only_too_large_parts_could_hold_is_refused() -> None:
    with pytest.raises(UploaderError, match="Split it") as caught:
        plan_for(50_001 * GIB, limits=Limits(max_object_size=50_001 * GIB))
    assert caught.value.code == ErrorCode.FILE_TOO_LARGE


@pytest.mark.case("C28")
@pytest.mark.parametrize("part_size", [0, 5_000_000, 5 * MIB - 1, 5 * GIB + 1])
def test_a_part_size_that_s3_does_not_take_is_refused_with_the_bounds(part_size: int) -> None:
    with pytest.raises(BadSettingsError, match=rf"{part_size} bytes can't be used.*5 MiB.*5 GiB"):
        check_part_size(part_size)
    with pytest.raises(BadSettingsError):
        plan_for(1, part_size)


@pytest.mark.parametrize("part_size", [5 * MIB, 5 * MIB + 1, 5 * GIB])
def test_any_part_size_within_the_bounds_may_be_chosen(part_size: int) -> None:
    assert check_part_size(part_size) == part_size


@pytest.mark.parametrize("number", [0, 4])
def test_a_part_outside_of_the_plan_has_no_range(number: int) -> None:
    with pytest.raises(ValueError, match="of 3"):
        Plan(30, 10).part(number)


def test_the_object_etag_is_the_md5_of_the_parts_md5s_and_their_count() -> None:
    digests = [hashlib.md5(data, usedforsecurity=False) for data in (b"one", b"two")]
    joined = hashlib.md5(b"".join(digest.digest() for digest in digests), usedforsecurity=False)
    etag = multipart_etag([digest.hexdigest() for digest in digests])
    assert etag == f"{joined.hexdigest()}-2"
    assert is_multipart_etag(etag, 2)
    assert not is_multipart_etag(etag, 3)


@pytest.mark.parametrize("etags", [[], ["0" * 32, "not an md5"], ["A" * 32], ["0" * 31]])
def test_parts_without_md5_etags_foretell_no_object_etag(etags: list[str]) -> None:
    assert multipart_etag(etags) is None


@pytest.mark.parametrize(
    ("etag", "is_md5"), [("d41d8cd98f00b204e9800998ecf8427e", True), ("", False), ("0" * 32 + "-1", False)]
)
def test_an_md5_etag_is_known_by_its_form(etag: str, is_md5: bool) -> None:
    assert is_md5_etag(etag) is is_md5
    assert not is_multipart_etag(etag, 2)


@pytest.mark.parametrize("parts", [1, 2, 999, 1000, 1001, 1999, 2000, 2001, 3000, 10_000])
def test_a_doubling_plan_has_each_byte_once_and_its_parts_double_every_thousand(parts: int) -> None:
    sizes = [MIB << ((number - 1) // 1000) for number in range(1, parts + 1)]
    for file_size in (sum(sizes) - sizes[-1] + 1, sum(sizes)):
        plan = Plan(file_size, MIB, doubles=True)
        assert plan.part_count == parts
        planned = list(plan.parts())
        assert [part.size for part in planned[:-1]] == sizes[:-1]
        assert [part.offset for part in planned] == [sum(sizes[:at]) for at in range(parts)][: len(planned)]
        assert planned[-1].offset + planned[-1].size == file_size


def test_what_a_doubling_plan_has_stays_as_the_file_grows() -> None:
    shorter, longer = Plan(3000 * MIB, MIB, doubles=True), Plan(9000 * MIB, MIB, doubles=True)
    assert list(shorter.parts()) == list(longer.parts())[: shorter.part_count]


def test_a_doubling_plan_of_eight_mib_holds_the_largest_object() -> None:
    assert Plan(S3_LIMITS.max_object_size, 8 * MIB, doubles=True).part_count <= S3_LIMITS.max_parts


@given(size=st.integers(0, 40 * TIB // 10), part_size=st.sampled_from([5 * MIB, 8 * MIB, 64 * MIB]))
def test_what_was_planned_of_a_growing_file_stays_as_it_is(size: int, part_size: int) -> None:
    before, after = growing_plan(size, part_size), growing_plan(size + 3 * part_size, part_size)
    for number in range(1, before.full_parts + 1, max(1, before.full_parts // 3)):
        assert before.part(number) == after.part(number)
    last = before.part(before.part_count)
    assert last.offset + last.size == size
    assert not before.is_single_put
    assert before.full_parts in {before.part_count, before.part_count - 1}


def test_a_growing_file_is_refused_where_no_store_holds_it_any_more() -> None:
    assert growing_plan(5 * TIB, 8 * MIB).part_count <= 10_000
    with pytest.raises(UploaderError) as caught:
        growing_plan(5 * TIB + 1, 8 * MIB)
    assert caught.value.code == ErrorCode.FILE_TOO_LARGE
    small = 5 * MIB * 1000 * 1023
    assert growing_plan(small, 5 * MIB).part_count == 10_000
    with pytest.raises(UploaderError):
        growing_plan(small + 1, 5 * MIB)
