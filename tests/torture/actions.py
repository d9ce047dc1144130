"""What the driver may do, each with how often it does so."""

import time
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

from lab.lines.request import kept_part_in
from lab.lines.rules import hold
from torture.runner import Runner
from torture.source_file import HARMS, Recording, SourceFile

if TYPE_CHECKING:
    from torture.driver import Stage

MIB = 1024 * 1024
_LOOKED_FOR_S = 4.0
MOST_BACKLOG = 200 * MIB
_NAMES = ("film {}.mov", "会议 #{} [a+b].mp4", "клип%{}&~.mkv", "{}.bin", "a  b={}.ts")


def do_one(stage: "Stage", runner: Runner) -> None:
    """Let the dice choose what happens to this runner now."""
    if runner.running is None or runner.is_over():
        if runner.running is not None:
            runner.end()
        _start(stage, runner)
        return
    (action,) = stage.dice.choices([action for action, _ in _ACTIONS], [weight for _, weight in _ACTIONS])
    action(stage, runner)


def _size(dice: Random, *, is_large: bool) -> int:
    """Nothing, a few bytes, one part, a few parts, or up to 100 MiB; now and then exactly at a border.

    ``is_large``: at least of some parts.
    """
    kind = dice.uniform(0.6, 1) if is_large else dice.random()
    if kind < 0.08:
        return 0
    if kind < 0.3:
        return dice.randrange(1, 200_000)
    if kind < 0.5:
        return dice.randrange(200_000, 5 * MIB)
    if kind < 0.6:
        return dice.choice((1, 2, 3)) * 5 * MIB + dice.choice((-1, 0, 1))
    return dice.randrange(5 * MIB, 30 * MIB if kind < 0.95 else 100 * MIB)


def _start(stage: "Stage", runner: Runner) -> None:
    dice = stage.dice
    _strike(stage, runner)
    kind = dice.random()
    if kind < 0.12:
        _remove(stage, runner)
    elif kind < 0.15:
        runner.start("pause", "--all")
    elif kind < 0.18:
        runner.start("cleanup", "--uploads", "--yes")
    elif kind < 0.25 and runner.backlog() < MOST_BACKLOG:
        _upload_growing(stage, runner)
    elif kind < 0.6 and runner.backlog() < MOST_BACKLOG:
        _upload(stage, runner)
    else:
        runner.start("resume", "--all", "--json")


def _upload(stage: "Stage", runner: Runner) -> None:
    dice = stage.dice
    paths = []
    for _ in range(dice.randrange(1, 7)):
        name = dice.choice(_NAMES).format(stage.next_number())
        size = _size(dice, is_large=runner.keeps_parts and dice.random() < 0.7)
        source = SourceFile(runner.folder / name, size, dice.randrange(1 << 32))
        source.make()
        runner.sources[str(source.path)] = source
        paths.append(str(source.path))
    whole = [source for source in runner.sources.values() if not isinstance(source, Recording)]
    if dice.random() < 0.2 and len(whole) > len(paths):  # dropped once more
        again = dice.choice(whole)
        again.was_dropped_again = True
        paths.append(str(again.path))
    options = ["--prefix", runner.name, "--chunk-size", str(5 * MIB), "--workers", str(dice.randrange(1, 9))]
    options += ["--stage"] if dice.random() < 0.3 else []
    runner.start("upload", *paths, *options, "--json")


def _upload_growing(stage: "Stage", runner: Runner) -> None:
    dice, paths = stage.dice, []
    for _ in range(dice.randrange(1, 3)):
        name = dice.choice(_NAMES).format(f"live {stage.next_number()}")
        source = Recording(runner.folder / name, _size(dice, is_large=False), dice.randrange(1 << 32))
        source.make()
        runner.sources[str(source.path)] = source
        paths.append(str(source.path))
    options = ["--prefix", runner.name, "--chunk-size", str(5 * MIB), "--growing"]
    runner.start(
        "upload", *paths, *options, "--growing-marker", "{name}.done", "--quiet-for", "3600", "--json"
    )


def _record(stage: "Stage", runner: Runner) -> None:
    """The recorders write on, and one of them perhaps for the last time."""
    recordings = [
        one for one in runner.sources.values() if isinstance(one, Recording) and not one.is_finished
    ]
    for source in recordings:
        stage.figures.faults["recording went on"] += 1
        source.go_on(stage.dice)
    if recordings and stage.dice.random() < 0.4:
        stage.dice.choice(recordings).finish()


def _remove(stage: "Stage", runner: Runner) -> None:
    """Remove a job, sometimes more; only what is there when it has ended was not removed."""
    unfinished = [record for record in runner.records.values() if record.state != "COMPLETED"]
    if not unfinished:
        runner.start("resume", "--all", "--json")
        return
    chosen = stage.dice.sample(unfinished, min(len(unfinished), stage.dice.choice((1, 1, 2))))
    runner.removed |= {record.job_id for record in chosen}
    runner.start("remove", *(record.job_id for record in chosen))


def _kill(_stage: "Stage", runner: Runner) -> None:
    runner.kill()


def _kill_in(stage: "Stage", runner: Runner) -> None:
    """SIGKILL right when it keeps a part, has parts joined, finishes, or deletes what was kept; if it comes to that soon."""
    operation = stage.dice.choice(("put", "copy_part", "copy_part", "complete", "delete_objects"))
    before = runner.proxy.log.count(operation)
    until_s = time.monotonic() + _LOOKED_FOR_S
    while runner.proxy.log.count(operation) == before:
        if runner.is_over() or time.monotonic() > until_s:
            return
        time.sleep(0.005)
    runner.kill()


def _terminate(_stage: "Stage", runner: Runner) -> None:
    runner.terminate()


def _freeze(stage: "Stage", runner: Runner) -> None:
    stage.figures.faults["program frozen"] += 1
    runner.freeze(stage.dice.uniform(0.1, 1.5))


def _strike(stage: "Stage", runner: Runner) -> None:
    for _ in range(stage.dice.randrange(1, 5)):
        runner.faults.strike()


def _lift(_stage: "Stage", runner: Runner) -> None:
    runner.faults.lift()


def _cut_network(stage: "Stage", runner: Runner) -> None:
    stage.figures.faults["network gone"] += 1
    runner.proxy.away()
    stage.later(stage.dice.uniform(0.2, 4), runner.proxy.back)


def _cut_connections(stage: "Stage", runner: Runner) -> None:
    stage.figures.faults["all connections cut"] += 1
    runner.proxy.cut_all()


def _throttle(stage: "Stage", runner: Runner) -> None:
    stage.figures.faults["slow network"] += 1
    runner.proxy.throttle(stage.dice.uniform(2, 40) * MIB)


def _mute(stage: "Stage", runner: Runner) -> None:
    stage.figures.faults["store mute"] += 1
    stage.later(stage.dice.uniform(0.5, 3), runner.proxy.on(None, hold()).release)


def _harm(stage: "Stage", runner: Runner) -> None:
    dice = stage.dice
    unfinished = {record.source for record in runner.records.values() if record.state != "COMPLETED"}
    chosen = [
        source
        for path, source in runner.sources.items()
        if path in unfinished and not source.harms and not isinstance(source, Recording)
    ]
    if not chosen:
        return
    source, harm = dice.choice(chosen), dice.choice(HARMS)
    stage.figures.faults[f"source {harm}"] += 1
    source.suffer(harm, dice)
    if dice.random() < 0.6:
        stage.later(dice.uniform(0.5, 10), source.restore)


def _fill_disk(stage: "Stage", runner: Runner) -> None:
    if runner.disk.fill():
        runner.faults.hits["disk full"] += 1
        stage.later(stage.dice.uniform(0.5, 5), runner.disk.make_room)


def _kill_store(stage: "Stage", _runner: Runner) -> None:
    stage.figures.faults["store killed"] += 1
    for runner in stage.runners:
        runner.faults.happened.add("store killed")
    stage.store.kill()
    stage.store.start()


def _abort_behind_its_back(stage: "Stage", runner: Runner) -> None:
    """The store forgets an upload, as MinIO does after a day."""
    uploads = [one for one in stage.probe.uploads() if one[0].startswith(runner.name)]
    if uploads:
        runner.faults.hits["upload aborted behind its back"] += 1
        stage.probe.abort(*stage.dice.choice(uploads))


def _forget_uploads(stage: "Stage", _runner: Runner) -> None:
    """A day passes for all uploads, as far as the face is concerned that MinIO's has."""
    if stage.shown.face is not None:
        stage.figures.faults["uploads forgotten"] += 1
        stage.shown.face.uploads.age(hours=25)
        for runner in stage.runners:
            runner.faults.happened.add("uploads forgotten")


def _lose_kept_part(stage: "Stage", runner: Runner) -> None:
    """Somebody tidies up in the store."""
    found = [(key, kept) for key in stage.probe.keys(f"{runner.name}/") if (kept := kept_part_in(key))]
    if found:
        key, kept = stage.dice.choice(found)
        runner.faults.hits["kept part deleted behind its back"] += 1
        runner.faults.lost_kept.add(kept)
        stage.probe.delete(key)


def _ask(_stage: "Stage", runner: Runner) -> None:
    """Read along while the program runs."""
    runner.ask()


Action = Callable[["Stage", Runner], None]
_ACTIONS: tuple[tuple[Action, float], ...] = (
    (_kill, 22),
    (_kill_in, 10),
    (_terminate, 8),
    (_freeze, 4),
    (_strike, 40),
    (_lift, 8),
    (_cut_network, 4),
    (_cut_connections, 5),
    (_throttle, 6),
    (_mute, 3),
    (_harm, 12),
    (_record, 20),
    (_fill_disk, 4),
    (_kill_store, 1.5),
    (_abort_behind_its_back, 2),
    (_forget_uploads, 1.5),
    (_lose_kept_part, 1.5),
    (_ask, 2),
)
