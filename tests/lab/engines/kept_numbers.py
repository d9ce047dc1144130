"""Which parts were kept and which were copied, by number alone: for tests with one job."""

from lab.lines.proxy import FaultProxy


def kept_numbers(proxy: FaultProxy) -> list[int]:
    """Numbers of the parts that were sent as objects of their own, in order."""
    return sorted(number for _, number in proxy.log.kept_parts_sent())


def copied_numbers(proxy: FaultProxy) -> list[int]:
    """Numbers of the kept parts that the store has copied, in order."""
    return sorted(number for _, number in proxy.log.kept_parts_copied())
