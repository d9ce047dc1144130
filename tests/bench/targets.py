"""What ours may cost at most, as a share of what another client costs in the same run, on the null sinks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """Upper bounds of ours / theirs; None: no aim."""

    wall: float | None = None
    cpu: float | None = None
    peak: float | None = None


TARGETS = {
    "sink": {
        ("curl", "big"): Target(1.15, 2.0),
        ("obstore", "big"): Target(1.1, 1.5, 1.2),
        ("minio", "big"): Target(0.8, 0.85, 0.8),
        ("s5cmd", "big"): Target(0.45, 0.42, 4.0),
        ("rclone", "big"): Target(0.18, 0.22, 1.5),
        ("minio", "small"): Target(0.9, 0.9, 1.3),
        ("minio-loop", "small"): Target(wall=1.0),
        ("s5cmd", "small"): Target(wall=1.0),
    },
    "sink-https": {("minio", "big"): Target(0.65, 0.7, 0.8)},
}
"""By store, then by client and load."""
START_AND_EXIT_S = 0.5
