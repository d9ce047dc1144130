"""The driver: at random moments something random happens, until the time is up; then everything has to come right."""

import contextlib
import heapq
import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from lab.program import Program
from lab.proxy import FaultProxy
from lab.s3probe import Probe, S3Address
from lab.small_disk import SmallDisk
from torture import actions
from torture.faults import Faults
from torture.figures import Figures
from torture.runner import Runner
from torture.sandbox import PLAIN, KillableStore, answering_as, running_store
from torture.verdict import settle, verify

RUNNERS = 2
DISK_MIB = 224
"""Room for a state directory with a staged copy or two."""
_LONGEST_PAUSE_S = 0.8


@dataclass(slots=True)
class Stage:
    """Everything that an action may reach. ``later`` puts something off until so many seconds have passed."""

    dice: Random
    figures: Figures
    store: KillableStore
    probe: Probe
    runners: list[Runner]
    _due: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def later(self, seconds: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._due, (time.monotonic() + seconds, next(self._numbers), act))

    def next_number(self) -> int:
        return next(self._numbers)

    def do_what_is_due(self, *, everything: bool = False) -> None:
        while self._due and (everything or self._due[0][0] <= time.monotonic()):
            heapq.heappop(self._due)[2]()


def torture(seed: int, minutes: float, *, kills: int = 0, face: str = PLAIN) -> Figures:
    """Run for so long, and until there were so many ``kills``, the store answering in the manner of ``face``.

    ``Figures.wrongs`` must be empty at the end.
    """
    began_s = time.monotonic()
    figures = Figures(seed, face)
    with tempfile.TemporaryDirectory(prefix="torture-") as name, _stage(Path(name), figures) as stage:
        if not all(runner.disk.is_mounted for runner in stage.runners):
            figures.notes.append("The disk was never filled: only root may mount one to fill.")
        until_s = began_s + minutes * 60
        while time.monotonic() < until_s or figures.kills < kills:
            stage.do_what_is_due()
            actions.do_one(stage, stage.dice.choice(stage.runners))
            time.sleep(stage.dice.uniform(0, _LONGEST_PAUSE_S) ** 2)
        stage.do_what_is_due(everything=True)
        for runner in stage.runners:
            settle(runner)
        verify(stage.runners, stage.probe, figures)
    figures.duration_s = time.monotonic() - began_s
    return figures


@contextlib.contextmanager
def _stage(directory: Path, figures: Figures) -> Iterator[Stage]:
    with contextlib.ExitStack() as stack:
        store, address = stack.enter_context(running_store(directory / "store"))
        probe = stack.enter_context(contextlib.closing(Probe(address)))
        shown = stack.enter_context(answering_as(figures.face, address))
        runners = [
            stack.enter_context(_runner(directory, number, shown, figures)) for number in range(RUNNERS)
        ]
        yield Stage(Random(figures.seed), figures, store, probe, runners)


@contextlib.contextmanager
def _runner(directory: Path, number: int, address: S3Address, figures: Figures) -> Iterator[Runner]:
    name = f"runner-{number}"
    folder = directory / f"{name}-files"
    folder.mkdir()
    dice = Random(f"{figures.seed} {name}")
    with SmallDisk(directory / name, DISK_MIB) as disk, FaultProxy(address.endpoint) as proxy:
        program = Program(disk.directory, replace(address, endpoint=proxy.endpoint))
        runner = Runner(name, disk, program, proxy, Faults(proxy, dice), dice, figures, folder)
        try:
            yield runner
        finally:
            if runner.running is not None:
                runner.running.kill()
            figures.faults.update(+runner.faults.hits)
