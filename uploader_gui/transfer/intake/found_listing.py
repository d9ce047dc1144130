"""Parts that the store lists, against a file: which plan they can be of, and whether they are the file's own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from uploader_gui.domain.plan import PARTS_A_SIZE, S3_LIMITS, Plan, first_part_size
from uploader_gui.s3.answers.responses import ListedPart
from uploader_gui.source.source_file import Source, Unstoppable
from uploader_gui.transfer.job.reconcile import adopt

Listing = Mapping[int, Sequence[ListedPart]]


def possible_plans(wanted: Plan, listed: Listing) -> Iterator[Plan]:
    """Plans of this file that these parts can belong to: as large as the largest, or ending with the last.

    Or ones that double, as parts of files do that grew; of one that still grows those alone.
    """
    if not listed:
        return
    # What stands past the end could not be left out of the object: Ceph takes no list without it.
    last = max(listed)
    plans = [] if wanted.doubles else list(_even_plans(wanted.file_size, last, listed))
    first = min(listed)
    for part_size in dict.fromkeys(first_part_size(first, entry.size) for entry in listed[first]):
        if part_size is not None and (wanted.doubles or last > PARTS_A_SIZE):
            plans.append(replace(wanted, part_size=part_size, doubles=True))
    yield from (plan for plan in plans if is_possible(plan) and last <= plan.part_count)


def _even_plans(file_size: int, last: int, listed: Listing) -> Iterator[Plan]:
    part_sizes = [max(entry.size for entries in listed.values() for entry in entries)]
    if last > 1:
        before, rest = divmod(file_size - listed[last][-1].size, last - 1)
        part_sizes += [before] if not rest else []
    for part_size in dict.fromkeys(part_sizes):
        yield Plan(file_size, max(1, part_size))


def is_possible(plan: Plan) -> bool:
    """Say whether stores finish an upload of this plan."""
    fits = S3_LIMITS.min_part_size <= plan.part_size <= S3_LIMITS.max_part_size
    return fits and plan.file_size > plan.part_size and plan.part_count <= S3_LIMITS.max_parts


def is_of_file(path: str, plan: Plan, listed: Listing) -> bool:
    """Compare a few parts until one is the file's: the first, the last, and the one between them. Blocking.

    Raises SourceError.
    """
    numbers = sorted(numbers_there(plan, listed))
    if not numbers:
        return False
    chosen = dict.fromkeys([numbers[0], numbers[-1], numbers[len(numbers) // 2]])
    with Source(path) as source:
        return any(
            adopt(plan.part(number), listed[number], source, Unstoppable()) is not None for number in chosen
        )


def numbers_there(plan: Plan, listed: Listing) -> frozenset[int]:
    """Numbers of the listed parts that are as large as the plan has them."""
    return frozenset(
        number
        for number, entries in listed.items()
        if 1 <= number <= plan.part_count and any(entry.size == plan.part(number).size for entry in entries)
    )


def moments(listed: Listing) -> list[datetime]:
    """When the parts were written, by the store's clock."""
    return [entry.written_at for entries in listed.values() for entry in entries if entry.written_at]
