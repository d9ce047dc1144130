"""How much longer 20 MiB take where the first of a store's two addresses drops every packet.

``cd tests && python -m bench.dead_addresses [--runs 5]`` (Linux): to SeaweedFS, by one name with two records and by a
list of two addresses, turn by turn with the second one alone. Each upload has an engine of its own, which knows of no address yet.
"""

import argparse
import contextlib
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from bench.stores import Bucket, seaweed
from lab.engines.workbench import Workbench
from lab.files import make_file
from lab.lines.dead_address import NAME, dead_address
from uploader_gui.domain.plan import MIB

SIZE = 20 * MIB
MOST_LONGER_S = 1.0


@contextlib.contextmanager
def _endpoint(way: str, port: int) -> Iterator[str]:
    with dead_address(port, is_dead=way == "a name, the first record dead"):
        if way == "a list, the first address dead":
            yield f"http://127.0.0.2:{port},http://127.0.0.1:{port}"
        else:
            yield f"http://{NAME}:{port}"


def _took_s(way: str, path: Path, scratch: Path, bucket: Bucket) -> float:
    with bucket() as probe:
        port = urlsplit(probe.address.endpoint).port or 80
        with (
            _endpoint(way, port) as endpoint,
            tempfile.TemporaryDirectory(dir=scratch) as state,
            Workbench(Path(state), replace(probe.address, endpoint=endpoint)) as bench,
        ):
            began_s = time.monotonic()
            bench.completed(bench.upload(path).job_id)
            return time.monotonic() - began_s


def main(arguments: list[str]) -> int:
    """1 if a dead address costs more than it may."""
    parser = argparse.ArgumentParser(prog="bench.dead_addresses")
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args(arguments).runs
    alive = "alive"
    ways = (alive, "a name, the first record dead", "a list, the first address dead")
    took_s: dict[str, list[float]] = {way: [] for way in ways}
    with tempfile.TemporaryDirectory() as folder, seaweed(Path(folder)) as bucket:
        scratch = Path(folder)
        path = make_file(scratch / "clip.mov", SIZE)
        _took_s(alive, path, scratch, bucket)  # warm
        for _ in range(runs):
            for way in ways:
                took_s[way].append(_took_s(way, path, scratch, bucket))
    medians_s = {way: statistics.median(took_s[way]) for way in ways}
    for way, median_s in medians_s.items():
        print(f"{way:34} {median_s:6.2f} s  {median_s - medians_s[alive]:+5.2f} s")
    longer_s = max(medians_s.values()) - medians_s[alive]
    print(
        f"at most {longer_s:.2f} s more (<= {MOST_LONGER_S} {'reached' if longer_s <= MOST_LONGER_S else 'NOT YET'})"
    )
    return int(longer_s > MOST_LONGER_S)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
