"""What a run counts, and how it says it."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Figures:
    """``face``: in whose manner the store answered, forgetting uploads after ``lifetime_s``. ``faults`` by kind; ``needed`` are the bytes of objects that
    were completed, ``sent`` what left for them.
    """

    seed: int
    face: str
    lifetime_s: float
    jobs: int = 0
    completed: int = 0
    failed: int = 0
    removed: int = 0
    kills: int = 0
    terms: int = 0
    runs: int = 0
    bytes_sent: int = 0
    bytes_needed: int = 0
    duration_s: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    keeping: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    wrongs: list[str] = field(default_factory=list)
    """What must never be."""

    def wrong(self, text: str) -> None:
        self.wrongs.append(text)
        print(f"WRONG: {text}", flush=True)

    def __str__(self) -> str:
        ratio = self.bytes_sent / self.bytes_needed if self.bytes_needed else 0.0
        lines = [
            f"seed {self.seed}, {self.face} face, uploads live {self.lifetime_s:.0f} s, {self.duration_s / 60:.1f} minutes, {self.runs} runs of the program",
            f"{self.kills} times SIGKILL, {self.terms} times SIGTERM",
            f"jobs: {self.jobs}, completed {self.completed}, failed {self.failed}, removed {self.removed}",
            f"bytes: {self.bytes_sent / 1e6:.0f} MB sent, {self.bytes_needed / 1e6:.0f} MB needed, {ratio:.2f} times",
            ", ".join(f"{kind}: {count}" for kind, count in sorted(self.keeping.items())) or "no parts kept",
            f"faults: {sum(self.faults.values())}",
            *(f"  {count:5} {kind}" for kind, count in sorted(self.faults.items())),
            f"jobs that failed on the way, by reason: {sum(self.failures.values())}",
            *(f"  {count:5} {code}" for code, count in sorted(self.failures.items())),
            *self.notes,
            f"what must not be: {len(self.wrongs)}",
            *(f"  {text}" for text in self.wrongs),
        ]
        return "\n".join(lines)
