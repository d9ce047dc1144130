"""The result as text: what each client cost, and ours against each with the aims."""

from collections.abc import Mapping

from bench.measure import Figures
from bench.targets import Target

Results = Mapping[tuple[str, str], Figures]
"""Medians by client and load."""


def costs(results: Results) -> str:
    """One line a client and load."""
    rows = [f"{'load':8} {'client':10} {'wall s':>8} {'CPU s':>8} {'peak MB':>8}"]
    for (client, load), cost in results.items():
        rows.append(f"{load:8} {client:10} {cost.wall_s:8.2f} {cost.cpu_s:8.2f} {cost.peak_bytes / 1e6:8.0f}")
    return "\n".join(rows)


def ratios(results: Results, targets: Mapping[tuple[str, str], Target]) -> str:
    """Ours / theirs, each with its aim and whether it is reached. ``targets`` by client and load."""
    rows = [f"{'load':8} {'against':10} {'wall':22} {'CPU':22} {'peak memory':22}"]
    for (client, load), theirs in results.items():
        ours = results.get(("ours", load))
        if client == "ours" or ours is None:
            continue
        aim = targets.get((client, load), Target())
        cells = (
            _cell(ours.wall_s / theirs.wall_s, aim.wall),
            _cell(ours.cpu_s / theirs.cpu_s, aim.cpu),
            _cell(ours.peak_bytes / theirs.peak_bytes, aim.peak),
        )
        rows.append(f"{load:8} {client:10} " + " ".join(f"{cell:22}" for cell in cells).rstrip())
    return "\n".join(rows)


def _cell(ratio: float, aim: float | None) -> str:
    if aim is None:
        return f"{ratio:.2f}"
    return f"{ratio:.2f} (<= {aim:.2f} {'reached' if ratio <= aim else 'NOT YET'})"
