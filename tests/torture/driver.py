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

from lab.databases.small_disk import SmallDisk
from lab.lines.proxy import FaultProxy
from lab.processes.program import Program
from lab.stores.minio_uploads import LIFETIME_S
from lab.stores.s3probe import Probe, S3Address
from torture import actions
from torture.faults import Faults
from torture.figures import Figures
from torture.runner import Runner
from torture.sandbox import PLAIN, KillableStore, Shown, answering_as, running_store
from torture.verdict import settle, verify

RUNNERS = 2
KEEPING = ("always", "auto")
"""When each runner's parts are objects of their own."""
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
    shown: Shown
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


def torture(
    seed: int,
    minutes: float,
    *,
    kills: int = 0,
    face: str = PLAIN,
    lifetime_s: float = LIFETIME_S,
    pace: float = 1.0,
) -> Figures:
    """Run for so long, and until there were so many ``kills``, the store answering in the manner of ``face``.

    MinIO's forgets an upload after ``lifetime_s``, which the program is told. ``pace``: how many times longer everything is let
    run than on an idle machine. ``Figures.wrongs`` must be empty at the end.
    """
    began_s = time.monotonic()
    figures = Figures(seed, face, lifetime_s)
    with tempfile.TemporaryDirectory(prefix="torture-") as name, _stage(Path(name), figures) as stage:
        if not all(runner.disk.is_mounted for runner in stage.runners):
            figures.notes.append("The disk was never filled: only root may mount one to fill.")
        until_s = began_s + minutes * 60
        while time.monotonic() < until_s or figures.kills < kills:
            stage.do_what_is_due()
            actions.do_one(stage, stage.dice.choice(stage.runners))
            time.sleep(pace * stage.dice.uniform(0, _LONGEST_PAUSE_S) ** 2)
        stage.do_what_is_due(everything=True)
        for runner in stage.runners:
            settle(runner)
        verify(stage.runners, stage.probe, stage.shown, figures)
    figures.duration_s = time.monotonic() - began_s
    return figures


@contextlib.contextmanager
def _stage(directory: Path, figures: Figures) -> Iterator[Stage]:
    with contextlib.ExitStack() as stack:
        store, address = stack.enter_context(running_store(directory / "store"))
        probe = stack.enter_context(contextlib.closing(Probe(address)))
        shown = stack.enter_context(answering_as(figures.face, address, figures.lifetime_s))
        runners = [
            stack.enter_context(_runner(directory, number, shown.address, figures))
            for number in range(RUNNERS)
        ]
        yield Stage(Random(figures.seed), figures, store, probe, shown, runners)


@contextlib.contextmanager
def _runner(directory: Path, number: int, address: S3Address, figures: Figures) -> Iterator[Runner]:
    name = f"runner-{number}"
    folder = directory / f"{name}-files"
    folder.mkdir()
    dice = Random(f"{figures.seed} {name}")
    with SmallDisk(directory / name, DISK_MIB) as disk, FaultProxy(address.endpoint) as proxy:
        program = Program(
            disk.directory,
            replace(address, endpoint=proxy.endpoint),
            UPLOADER_GUI_KEEP_PARTS=KEEPING[number % len(KEEPING)],
            UPLOADER_GUI_UPLOAD_LIFETIME_H=f"{figures.lifetime_s / 3600:.6f}",
        )
        runner = Runner(name, disk, program, proxy, Faults(proxy, dice), dice, figures, folder)
        if figures.lifetime_s < LIFETIME_S:
            runner.faults.happened.add("uploads forgotten")
        try:
            yield runner
        finally:
            if runner.running is not None:
                runner.running.kill()
            figures.faults.update(+runner.faults.hits)
